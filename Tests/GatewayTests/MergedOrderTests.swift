// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import TestSupport
import Testing

@testable import Gateway

/// Lists of a merged person stand in the order of their days, what has no day last, and equal days by id.
struct MergedOrderTests {
    private func merged(_ facts: [Fact], by agency: Agency = .inburgering) -> CanonicalPerson {
        merged([CanonicalRecord(source: Cast.stamp(agency, "2024-01-01"), subject: Subject(insz: Cast.selam), facts: facts)])
    }

    private func merged(_ records: [CanonicalRecord]) -> CanonicalPerson {
        var dossier = Dossier()
        for (index, record) in records.enumerated() { _ = dossier.join(record, seq: Int64(index + 1)) }
        return Merger().merge(dossier, as: PersonID(rawValue: "p"), status: .canonical)
    }

    /// Ids chosen so that their own order is another one than that of the days.
    private let dated = [("z", "2023-05-01"), ("m", "2024-05-01"), ("a", nil), ("b", "2024-05-01"), ("c", "2025-01-01")]
    private let inOrder = ["z", "b", "m", "c", "a"]

    @Test func `contracts stand by day of signature`() {
        let facts = dated.map { id, day in
            Fact(id: id, value: .contract(Contract(contractId: id, signedOn: day.map { Cast.day($0) })))
        }
        #expect(merged(facts).contracts.map(\.factId) == inOrder)
    }

    @Test func `attestations stand by day of issue`() {
        let facts = dated.map { id, day in
            Fact(id: id, value: .attestation(Attestation(attestationId: id, type: .integration, issuedOn: day.map { Cast.day($0) })))
        }
        #expect(merged(facts).attestations.map(\.factId) == inOrder)
    }

    @Test func `tests stand by date`() {
        let facts = dated.map { id, day in
            var test = TestAttempt(testId: id, kind: .mo, outcome: .passed)
            test.date = day.map { Cast.day($0) }
            return Fact(id: id, value: .test(test))
        }
        #expect(merged(facts).tests.map(\.factId) == inOrder)
    }

    @Test func `enrolments stand by day of enrolment`() {
        let facts = dated.map { id, day in
            var course = CourseEnrolment(enrolmentId: id, kind: .mo, provider: CourseProvider(), status: .enrolled)
            course.enrolledOn = day.map { Cast.day($0) }
            return Fact(id: id, value: .enrolment(course))
        }
        #expect(merged(facts).enrolments.map(\.factId) == inOrder)
    }

    @Test func `target groups stand by begin, one without begin first`() {
        let facts = dated.map { id, day in
            var group = TargetGroupDetermination(code: .yes, type: .obliged)
            group.validity = day.map { Period(from: Cast.day($0)) }
            return Fact(id: id, value: .targetGroup(group))
        }
        #expect(merged(facts).targetGroups.map(\.factId) == ["a", "z", "b", "m", "c"])
    }

    @Test func `activities stand by begin`() {
        let facts = dated.compactMap { id, day in
            day.map {
                Fact(id: id, value: .activity(ActivityPeriod(activityId: id, kind: .employment, period: Period(from: Cast.day($0)))))
            }
        }
        #expect(merged(facts, by: .vdab).activities.map(\.factId) == ["z", "b", "m", "c"])
    }

    @Test func `numbers stand by scheme and value, other names by family name and given names`() throws {
        let later = CanonicalRecord(source: Cast.stamp(.lokaal, "2024-01-02"), subject: Subject(insz: Cast.darius), facts: [])
        var details = PersonDetails()
        details.names =
            [PersonName(familyName: "Tesfaye", givenNames: ["Selam"])]
            + [("Zewde", "Rut"), ("Abebe", "Sara"), ("Abebe", "Hana")].map { family, given in
                var name = PersonName(familyName: family, givenNames: [given])
                name.type = .alias
                return name
            }
        let first = CanonicalRecord(
            source: Cast.stamp(.lokaal, "2024-01-01"), subject: Subject(insz: Cast.selam),
            facts: [Fact(id: "identity", value: .identity(details))])
        let person = merged([first, later])
        #expect(person.identifiers.map(\.value) == [Cast.darius.digits, Cast.selam.digits])
        #expect(
            person.otherNames.map { [$0.familyName ?? ""] + $0.givenNames } == [["Abebe", "Hana"], ["Abebe", "Sara"], ["Zewde", "Rut"]])
        #expect(person.officialName?.value.givenNames == ["Selam"])
    }

    @Test func `of several agencies the strongest says the literacy, and the next where it says nothing`() {
        func told(_ agency: Agency, _ literacy: Literacy?, years: Int? = nil) -> CanonicalRecord {
            var details = PersonDetails()
            details.literacy = literacy
            details.schoolingYears = years
            return CanonicalRecord(
                source: Cast.stamp(agency, "2024-01-01"), subject: Subject(insz: Cast.selam),
                facts: [Fact(id: "identity", value: .identity(details))])
        }
        let person = merged([
            told(.naric, .low, years: 9), told(.lokaal, .latinLiterate, years: 4), told(.inburgering, .otherScript, years: 2),
        ])
        #expect(person.literacy?.value == .latinLiterate)
        #expect(person.schoolingYears?.value == 4)
        let without = merged([told(.naric, .low, years: 9), told(.lokaal, nil), told(.inburgering, .otherScript, years: 2)])
        #expect(without.literacy?.value == .otherScript)
        #expect(without.literacy?.agency == .inburgering)
        #expect(without.schoolingYears?.value == 2)
    }

    @Test func `of one fact told twice by one moment and number the earlier record is named`() {
        let fact = Fact(id: "C", value: .contract(Contract(contractId: "C", signedOn: Cast.day("2024-01-15"))))
        func retained(_ record: Int64) -> RetainedFact {
            RetainedFact(source: Cast.stamp(.inburgering, "2024-01-01"), record: record, fact: fact)
        }
        #expect(retained(3).supersedes(retained(4)))
        #expect(!retained(4).supersedes(retained(3)))
        #expect(!retained(4).supersedes(retained(4)))
    }

    @Test func `conflicts stand by attribute, then by record`() {
        func told(_ agency: Agency, _ birth: String, _ sex: Sex) -> CanonicalRecord {
            var details = PersonDetails()
            details.birthDate = PartialDate(birth)
            details.sex = sex
            return CanonicalRecord(
                source: Cast.stamp(agency, "2024-01-01"), subject: Subject(insz: Cast.selam),
                facts: [Fact(id: "identity", value: .identity(details))])
        }
        let person = merged([
            told(.naric, "1980-01-01", .male), told(.inburgering, "1970-01-01", .male), told(.lokaal, "1990-03-12", .female),
        ])
        #expect(person.conflicts.map(\.attribute) == ["birthDate", "birthDate", "sex", "sex"])
        #expect(person.conflicts.map(\.records) == [[3, 1], [3, 2], [3, 1], [3, 2]])
    }
}

/// What names have in common when spelling, order and particles do not count.
struct NameKeyTests {
    private func tokens(_ family: String?, _ given: String...) -> [String] {
        NameKey.tokens(PersonName(familyName: family, givenNames: given))
    }

    @Test func `tokens are lower-case Latin letters, sorted, without particles`() {
        #expect(tokens("El Amrani", "Zoë-Léa") == ["amrani", "lea", "zoe"])
        #expect(tokens("Van den Bossche") == ["bossche"])
        #expect(tokens("Тесфай", "Селам") == ["selam", "tesfaj"])
        #expect(tokens("AZ", "az") == ["az", "az"])
        for particle in ["van", "de", "der", "den", "el", "al", "ben", "bin", "ould", "abu", "di", "da", "do"] {
            #expect(tokens(particle, "Selam") == ["selam"])
        }
    }

    @Test func `a name of particles alone keeps them, and no name has no token`() {
        #expect(tokens("Ben", "Al") == ["al", "ben"])
        #expect(tokens(nil) == [])
        #expect(tokens("-") == [])
    }

    @Test func `no letters agree with everything, one shared token is enough, a prefix only where a source cut`() {
        let selam = PersonName(familyName: "Tesfaye", givenNames: ["Selam"])
        #expect(NameKey.agree(PersonName(familyName: "-", givenNames: []), selam))
        #expect(NameKey.agree(selam, PersonName(familyName: nil, givenNames: [])))
        #expect(NameKey.agree(PersonName(familyName: "Selam", givenNames: ["Rut"]), selam))
        var cut = PersonName(familyName: "Tesf", givenNames: [])
        #expect(!NameKey.agree(cut, selam))
        cut.truncated = true
        #expect(NameKey.agree(cut, selam))
        #expect(NameKey.agree(selam, cut))
        #expect(!NameKey.agree(PersonName(familyName: "Haile", givenNames: ["Rut"]), selam))
    }
}
