// SPDX-License-Identifier: EUPL-1.2
import Dashboards
import ExchangeSchema
import TestSupport
import Testing

/// What the indicators of work count.
struct WorkTests {
    @Test func `a rate counts only those whose term is over, and none is given for a small group`() throws {
        var counting = try Counting(asOf: "2024-12-31")
        for index in 0..<25 {
            counting.add(
                Facts.newcomer { person in
                    if index < 15 { person.jobseekerRegistrations = [Cast.registration("2024-02-01T10:00:00Z")] }
                    if (15..<20).contains(index) { person.jobseekerRegistrations = [Cast.registration("2024-05-01T10:00:00Z")] }
                })
        }
        counting.add(Facts.newcomer(contract: "2024-12-20"))
        // Registered early, term not over: it would flatter the rate.
        counting.add(Facts.newcomer({ $0.jobseekerRegistrations = [Cast.registration("2024-12-22T10:00:00Z")] }, contract: "2024-12-20"))
        #expect(counting.columns("K7", 2024) == [15, 5, 5, 0, 0, 0])
        let table = counting.book.table("K7")
        #expect(table.tooEarly(0, 2024) == 2)
        #expect(table.share(0, 0, 2024) == (15, 25))
        #expect(table.quantile(0, perMille: 500, 0, 2024) == nil)
        #expect(table.lengths(0, 0, 2024).map(\.days) == [17])
        #expect(Share.percent(15, of: 25) == 60)
        #expect(Share.percent(19, of: 19) == nil)
        #expect(Share.percent(1, of: 200) == 1)
        #expect(Share.percent(10, of: 20) == 50)
    }

    @Test func `who was referred to VDAB and did not register is counted apart`() throws {
        var counting = try Counting(asOf: "2024-12-31")
        counting.add(
            Facts.newcomer { person in
                var referral = Referral(referralId: "R")
                referral.to = "vdab"
                referral.receivedOn = Cast.day("2024-01-20")
                person.referrals = [Cast.sourced(referral)]
            })
        counting.add(Facts.newcomer { $0.residences[0].value.nis = "21004" })
        counting.add(Facts.newcomer { $0.exemptions = [Cast.sourced(Exemption(scope: .whole, reason: .other))] })
        #expect(counting.columns("K7", 2024) == [0, 0, 1, 1, 1, 1])
    }

    @Test func `moving on counts for nobody before the months are over`() throws {
        let facts = { (work: String?) in
            Facts.newcomer { person in
                person.jobseekerRegistrations = [Cast.registration("2024-02-01T10:00:00Z")]
                person.activities = work.map { [Facts.work($0, nil, .training)] } ?? []
            }
        }
        var early = try Counting(asOf: "2025-01-31")
        for work in [nil, "2024-03-01"] { early.add(facts(work)) }
        #expect(early.columns("K8", 2024) == [2, 2, 1, 1, 0, 0])
        #expect(early.book.table("K8").tooEarly(0, 2024) == 2)
        var later = try Counting(asOf: "2025-02-01")
        for work in [nil, "2024-03-01", "2024-01-31", "2025-02-01", "2025-02-02"] { later.add(facts(work)) }
        #expect(later.columns("K8", 2024) == [5, 5, 1, 4, 2, 3])
    }

    @Test(arguments: [
        ("2024-02-01", "2024-07-31", true), ("2024-02-01", "2024-07-30", false), ("2023-08-01", "2024-06-30", false),
        ("2025-08-01", nil, true), ("2025-08-16", nil, false),
    ]) func `six months without a gap count inside the two years after the attest`(_ begin: String, _ end: String?, _ counts: Bool) throws {
        var counting = try Counting(asOf: "2026-07-01")
        counting.add(
            Facts.newcomer(
                { person in
                    person.attestations = [Facts.attest("2024-01-31")]
                    person.activities = [Facts.work(begin, end)]
                }, contract: "2022-05-05"))
        #expect(counting.columns("K9", 2024) == [counts ? 1 : 0, counts ? 0 : 1, 0, 1, 0, 1])
    }

    @Test func `touching stretches of one kind are one, of two kinds are not`() throws {
        let half = [Facts.work("2024-02-01", "2024-04-30"), Facts.work("2024-05-01", "2024-07-31", .employment, "W2")]
        let mixed = [Facts.work("2024-02-01", "2024-04-30"), Facts.work("2024-05-01", "2024-07-31", .training, "W2")]
        let gapped = [Facts.work("2024-02-01", "2024-04-30"), Facts.work("2024-05-02", "2024-07-31", .employment, "W2")]
        for (activities, expected) in [(half, [1, 0, 0, 1, 0, 1]), (mixed, [0, 1, 0, 1, 0, 1]), (gapped, [0, 1, 0, 1, 0, 1])] {
            var counting = try Counting()
            counting.add(
                Facts.newcomer(
                    { person in
                        person.attestations = [Facts.attest("2024-01-31")]
                        person.activities = activities
                    }, contract: "2022-05-05"))
            #expect(counting.columns("K9", 2024) == expected)
        }
    }

    @Test func `a job that VDAB never ended has ended where Dimona says so`() throws {
        var told = Facts.work("2024-02-01", nil).value
        told.employer = "0990100075"
        var dimona = Facts.work("2024-02-01", "2024-03-31").value
        (dimona.employer, dimona.dimonaNumber) = ("0990100075", "17")
        let facts = PersonFacts(Facts.newcomer { $0.activities = [Cast.sourced(told, "TEW"), Cast.sourced(dimona, "dimona/17")] })
        #expect(facts.work == [dimona.period])
    }

    @Test func `employment is looked at on the last day of a year, of who is from 20 to 64`() throws {
        var counting = try Counting(2024...2026, asOf: "2026-07-01")
        counting.add(Facts.newcomer { $0.activities = [Facts.work("2024-05-01", "2025-12-31")] })
        counting.add(Facts.newcomer { $0.birthDate = Cast.sourced(PartialDate(Cast.day("1959-12-31"))) })
        #expect(counting.columns("K10", 2024) == [1, 0])
        #expect(counting.columns("K10", 2025) == [1, 0])
        #expect(counting.columns("K10", 2026) == [0, 1])
    }

    @Test func `women from outside the Union stand beside everybody else`() throws {
        var counting = try Counting(asOf: "2024-12-31")
        for (sex, country) in [(Sex.female, "SYR"), (.female, "ROU"), (.male, "SYR")] {
            counting.add(
                Facts.newcomer { person in
                    person.sex = Cast.sourced(sex)
                    person.nationalities = [Cast.sourced(Nationality(country: Coded(scheme: "iso", code: country, originalCode: country)))]
                })
        }
        #expect(Array(counting.columns("K20", 2024).prefix(4)) == [0, 1, 0, 2])
    }
}
