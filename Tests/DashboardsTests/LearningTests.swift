// SPDX-License-Identifier: EUPL-1.2
import Dashboards
import ExchangeSchema
import TestSupport
import Testing

/// What the indicators of Dutch, network, diplomas and fees count.
struct LearningTests {
    private func closed(_ change: (inout CanonicalPerson) -> Void) -> CanonicalPerson {
        Facts.newcomer { person in
            person.trajectories[0].value.period = Period(begin: Cast.day("2024-01-15"), end: Cast.day("2025-03-01"))
            change(&person)
        }
    }

    private func level(_ oral: String, _ written: String, _ on: String = "2025-02-01", _ basis: LanguageLevel.Basis = .test) -> Sourced<
        LanguageLevel
    > {
        var level = LanguageLevel(scheme: .cefr, basis: basis)
        level.oral = Coded(scheme: "cefr", code: oral, originalCode: oral)
        level.written = Coded(scheme: "cefr", code: written, originalCode: written)
        level.achievedOn = PartialDate(Cast.day(on))
        return Cast.sourced(level, on)
    }

    @Test func `A2 is reached where both skills reach it, by what is authentic, before the end`() throws {
        for (levels, reached) in [
            ([level("A2", "A2")], true), ([level("B1", "A1")], false), ([level("A2", "A2", "2025-03-02")], false),
            ([level("A2", "A2", "2025-02-01", .selfDeclared)], false), ([], false),
            ([level("A1", "A1"), level("B1", "A2", "2025-02-03")], true),
        ] {
            var counting = try Counting()
            counting.add(closed { $0.languageLevels = levels })
            #expect(Array(counting.columns("K11", 2025).prefix(2)) == (reached ? [1, 0] : [0, 1]))
        }
        var tested = try Counting()
        tested.add(closed { $0.tests = [Facts.test(.nt2A2, "2025-02-01", .passed)] })
        #expect(Array(tested.columns("K11", 2025).prefix(9)) == [1, 0, 0, 0, 1, 0, 0, 0, 0])
    }

    @Test func `oral and written levels are told apart`() throws {
        var counting = try Counting()
        counting.add(closed { $0.languageLevels = [level("B1", "A2")] })
        #expect(counting.columns("K11", 2025) == [1, 0] + [0, 0, 1, 0, 0, 0, 0] + [0, 0, 0, 1, 0, 0, 0] + [0, 0, 1, 0, 0, 0, 0])
    }

    @Test func `oral B1 stands in four shares that add up to a hundred`() throws {
        func graduate(_ change: (inout CanonicalPerson) -> Void = { _ in }) -> CanonicalPerson {
            Facts.newcomer(
                { person in
                    person.attestations = [Facts.attest("2023-02-28")]
                    change(&person)
                }, contract: "2021-05-05")
        }
        var counting = try Counting()
        counting.add(
            graduate { $0.tests = [Facts.test(.b1Oral, "2023-03-01", .failed), Facts.test(.b1Oral, "2025-02-28", .passed, "T2")] })
        counting.add(graduate { $0.tests = [Facts.test(.b1Oral, "2025-03-01", .passed)] })
        counting.add(graduate { $0.tests = [Facts.test(.b1Oral, "2023-02-28", .passed)] })
        counting.add(graduate { $0.tests = [Facts.test(.b1Oral, "2024-01-01", .failed)] })
        counting.add(graduate { $0.tests = [Facts.test(.b1Oral, "2024-01-01", .noResult)] })
        counting.add(graduate { $0.activities = [Facts.work("2023-03-01", "2023-08-31")] })
        #expect(counting.columns("K12", 2025) == [1, 1, 1, 3])
        #expect(K12OralB1.definition.rates.allSatisfy { $0.whole == [0, 1, 2, 3] })
        counting.add(graduate { $0.deathDate = Cast.sourced(PartialDate(Cast.day("2024-05-05"))) })
        counting.add(graduate { $0.birthDate = Cast.sourced(PartialDate(Cast.day("1958-02-28"))) })
        counting.add(graduate { $0.trajectories[0].value.targetGroupAtStart = .entitled })
        #expect(counting.columns("K12", 2025) == [1, 1, 1, 3])
        #expect(counting.book.table("K12").excluded(0, 2025) == 1)
        var early = try Counting(asOf: "2025-02-27")
        early.add(graduate())
        #expect(early.columns("K12", 2025) == [0, 0, 0, 0])
        #expect(early.book.table("K12").tooEarly(0, 2025) == 1)
    }

    @Test func `first attempts and retakes are counted per kind of test`() throws {
        var counting = try Counting()
        counting.add(
            Facts.newcomer {
                $0.tests = [
                    Facts.test(.mo, "2024-02-01", .failed), Facts.test(.mo, "2024-05-01", .passed, "T2"),
                    Facts.test(.nt2A2, "2024-06-01", .passed, "T3"),
                    Facts.test(.nt2A2, "2024-01-01", .noResult, "T4"),
                ]
            })
        #expect(Array(counting.columns("K13", 2024).prefix(6)) == [1, 0, 0, 0, 1, 1])
    }

    @Test func `forty hours count when proved in time, and hours by form`() throws {
        func activity(
            _ minutes: Int, _ end: String, _ form: ParticipationActivity.Form = .buddy, _ status: ParticipationActivity.Status = .done
        )
            -> Sourced<ParticipationActivity>
        {
            var done = ParticipationActivity(activityId: end, form: form, duration: Hours(minutes: minutes), status: status)
            done.period = Period(begin: Cast.day("2023-01-01"), end: Cast.day(end))
            return Cast.sourced(done, end, by: .lokaal)
        }
        func participant(
            _ activities: [Sourced<ParticipationActivity>], _ group: TargetGroup = .obliged, _ work: [Sourced<ActivityPeriod>] = []
        )
            -> CanonicalPerson
        {
            Facts.newcomer(
                { person in
                    person.participation = activities
                    person.activities = work
                }, contract: "2022-06-30", group: group)
        }
        var counting = try Counting()
        counting.add(participant([activity(2000, "2024-01-01"), activity(400, "2024-06-30", .volunteering)]))
        counting.add(participant([activity(2000, "2024-01-01"), activity(400, "2024-07-01")]))
        counting.add(participant([activity(2400, "2024-01-01", .buddy, .planned)]))
        counting.add(participant([activity(60, "2024-01-01")], .entitled))
        counting.add(participant([activity(60, "2024-01-01", .internship)], .obliged, [Facts.work("2024-06-30", nil)]))
        #expect(counting.columns("K14", 2024) == [1, 2, 2, 4000, 0, 400, 0])
    }

    @Test func `recognition counts calendar days from the complete dossier`() throws {
        func decision(_ kind: RecognitionDecision.Kind, _ complete: String?, _ decided: String, _ outcome: RecognitionDecision.Outcome)
            -> Sourced<RecognitionDecision>
        {
            var told = RecognitionDecision(dossierNumber: decided, kind: kind)
            told.completeOn = complete.map(Cast.day)
            told.decidedOn = PartialDate(decided)
            told.outcome = outcome
            return Cast.sourced(told, decided, by: .naric)
        }
        var counting = try Counting()
        counting.add(
            Facts.newcomer {
                $0.recognitions = [
                    decision(.level, "2024-01-01", "2024-03-01", .grantedAsRequested),
                    decision(.level, "2024-01-01", "2024-03-02", .refused),
                    decision(.specific, "2024-01-01", "2024-04-30", .grantedLower), decision(.level, nil, "2024", .grantedAsRequested),
                ]
            })
        #expect(counting.columns("K17", 2024) == [1, 1, 1, 0, 2, 1, 1, 0, 0, 0, 0, 2, 1])
        #expect(counting.book.table("K17").excluded(0, 2024) == 1)
        #expect(counting.book.table("K17").lengths(0, 0, 2024).map(\.days) == [60, 61])
    }

    @Test func `waiting for lessons is told as long as it lasts`() throws {
        func lesson(_ enrolled: String, _ begin: String?, _ status: CourseEnrolment.Status, _ type: CourseProvider.ProviderType = .cvo)
            -> Sourced<CourseEnrolment>
        {
            var one = CourseEnrolment(enrolmentId: enrolled, kind: .nt2, provider: CourseProvider(type: type), status: status)
            one.enrolledOn = Cast.day(enrolled)
            one.period = begin.map { Period(from: Cast.day($0)) }
            return Cast.sourced(one, enrolled, by: .onderwijs)
        }
        var counting = try Counting(asOf: "2024-12-31")
        counting.add(
            Facts.newcomer {
                $0.enrolments = [
                    lesson("2024-02-01", "2024-02-15", .enrolled), lesson("2024-10-01", nil, .assigned),
                    lesson("2024-12-01", nil, .reserved),
                    lesson("2024-03-01", "2024-03-02", .enrolled, .privateProvider),
                ]
            })
        #expect(counting.columns("K15", 2024) == [2, 1, 1, 3, 1])
        #expect(counting.book.table("K15").lengths(0, 0, 2024).map(\.days) == [1, 14])
    }

    @Test func `fees are summed in cents, paid, outstanding and exempted apart`() throws {
        func fee(_ kind: FeeItem.Kind, _ paid: String?, exempt: Bool = false) -> Sourced<FeeItem> {
            var item = FeeItem(kind: kind, exempt: exempt)
            item.amount = Money(cents: 9000)
            item.dueOn = Cast.day("2024-02-01")
            item.paidOn = paid.map(Cast.day)
            return Cast.sourced(item, "\(kind)")
        }
        var counting = try Counting()
        counting.add(Facts.newcomer { $0.fees = [fee(.nt2Course, "2024-03-01"), fee(.moTest, nil), fee(.moCourse, nil, exempt: true)] })
        #expect(counting.columns("K16", 2024) == [18000, 9000, 9000, 1, 9000, 0, 0, 9000, 0, 0])
    }

    @Test func `advice that was sent counts for the trajectory it is about`() throws {
        var counting = try Counting()
        counting.book.add(PersonFacts(closed { _ in }, advised: ["T1": Cast.day("2025-04-01")]))
        counting.book.add(PersonFacts(closed { _ in }))
        #expect(counting.columns("K18", 2025) == [1, 1])
    }

    @Test func `who leaves the newcomers' class as an adult is followed for a year`() throws {
        func pupil(_ lessons: String?) -> CanonicalPerson {
            Facts.newcomer(
                { person in
                    person.birthDate = Cast.sourced(PartialDate(Cast.day("2005-06-30")))
                    var school = CourseEnrolment(enrolmentId: "O", kind: .okan, provider: CourseProvider(), status: .enrolled)
                    school.period = Period(begin: Cast.day("2022-09-01"), end: Cast.day("2023-06-30"))
                    person.enrolments = [Cast.sourced(school, "O", by: .onderwijs)]
                    if let lessons {
                        var dutch = CourseEnrolment(enrolmentId: "N", kind: .nt2, provider: CourseProvider(), status: .enrolled)
                        dutch.enrolledOn = Cast.day(lessons)
                        person.enrolments.append(Cast.sourced(dutch, "N", by: .onderwijs))
                    }
                }, contract: nil)
        }
        var counting = try Counting()
        for lessons in ["2024-06-30", "2024-07-01", nil] { counting.add(pupil(lessons)) }
        #expect(counting.columns("K21", 2023) == [1, 2])
    }

    @Test func `persons whom sources contradict each other on are counted beside`() throws {
        var counting = try Counting()
        counting.add(
            Facts.newcomer { $0.conflicts = [Conflict(attribute: "contracts.signedOn", agencies: [], records: [], resolvedBy: nil)] })
        counting.add(Facts.newcomer { $0.conflicts = [Conflict(attribute: "birthDate", agencies: [], records: [], resolvedBy: nil)] })
        #expect(counting.book.table("K3").conflicting(0, 2024) == 2)
        #expect(counting.book.table("K10").conflicting(0, 2024) == 0)
    }
}
