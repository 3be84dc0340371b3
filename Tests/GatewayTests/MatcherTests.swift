// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import Gateway
import TestSupport
import Testing

/// Whose record it is: never silently someone.
struct MatcherTests {
    private func candidate(_ number: Int64, hasNumber: Bool = true, provisional: Bool = false, fits: Bool = true) -> Matcher.Candidate {
        Matcher.Candidate(number: number, hasNumber: hasNumber, provisional: provisional, fits: fits)
    }

    private func decide(_ subject: Subject, _ byINSZ: Matcher.Candidate? = nil, _ bySourceKey: Matcher.Candidate? = nil) -> Matcher.Decision
    {
        Matcher().decide(subject, known: Matcher.Known(byINSZ: byINSZ, bySourceKey: bySourceKey))
    }

    @Test func `a known number links, an unknown one makes a person`() {
        #expect(decide(Subject(insz: Cast.selam), candidate(1)) == .link(1, rule: "insz"))
        #expect(decide(Subject(insz: Cast.selam)) == .newPerson)
        #expect(decide(Subject(insz: Cast.selam), candidate(1), candidate(1)) == .link(1, rule: "insz"))
    }

    @Test func `a number that comes later settles who the provisional person is`() {
        let waiting = candidate(2, hasNumber: false, provisional: true)
        #expect(decide(Subject(insz: Cast.selam), nil, waiting) == .promote(2))
        #expect(decide(Subject(insz: Cast.selam), candidate(1), waiting) == .absorb(provisional: 2, into: 1))
    }

    @Test func `without a number the source key decides, and without either a person must look`() {
        #expect(decide(Subject(), nil, candidate(3)) == .link(3, rule: "source-key"))
        #expect(decide(Subject()) == .review(reason: .noNumber, candidates: []))
        var flawed = Subject()
        flawed.hasFlawedINSZ = true
        #expect(decide(flawed) == .review(reason: .flawedNumber, candidates: []))
    }

    @Test func `a contradiction is never linked`() {
        #expect(decide(Subject(insz: Cast.selam), candidate(1, fits: false)) == .review(reason: .personDoesNotFit, candidates: [1]))
        #expect(decide(Subject(), nil, candidate(3, fits: false)) == .review(reason: .personDoesNotFit, candidates: [3]))
        #expect(decide(Subject(insz: Cast.selam), candidate(1), candidate(4)) == .review(reason: .otherNumberUnderKey, candidates: [1, 4]))
        #expect(decide(Subject(insz: Cast.selam), nil, candidate(4)) == .review(reason: .otherNumberUnderKey, candidates: [4]))
        #expect(
            decide(Subject(insz: Cast.selam), nil, candidate(5, hasNumber: false, provisional: true, fits: false))
                == .review(reason: .personDoesNotFit, candidates: [5]))
    }

    @Test func `demographics contradict when name and birth both differ, or sex and birth`() {
        func record(_ family: String?, _ birth: String?, _ sex: Sex? = nil) -> CanonicalRecord {
            var details = PersonDetails()
            if let family { details.names = [PersonName(familyName: family, givenNames: [])] }
            details.birthDate = birth.flatMap { PartialDate($0) }
            details.sex = sex
            return CanonicalRecord(
                source: Cast.stamp(.lokaal, "2024-01-01"), subject: Subject(), facts: [Fact(id: "identity", value: .identity(details))])
        }
        var dossier = Dossier()
        _ = dossier.join(record("Tesfaye", "1990-03-12", .female), seq: 1)
        #expect(Demographics.fit(record("Tesfaye", "1991-01-01", .female), dossier))
        #expect(Demographics.fit(record("Haile", "1990-03", .female), dossier))
        #expect(!Demographics.fit(record("Haile", "1991-01-01", .female), dossier))
        #expect(!Demographics.fit(record("Tesfaye", "1991-01-01", .male), dossier))
        #expect(Demographics.fit(record("Tesfaye", "1990-03-12", .male), dossier))
        #expect(Demographics.fit(record(nil, nil), dossier))
        #expect(Demographics.fit(record("Haile", nil), dossier))
        #expect(Demographics.fit(record("Anyone", "1950"), Dossier()))
    }
}
