// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import Obligations
import TestSupport
import Testing

/// The vectors of deadline arithmetic.
struct DeadlineTests {
    @Test(arguments: [
        ("2023-12-31", 2, "2024-02-29"), ("2022-12-31", 2, "2023-02-28"), ("2023-12-29", 2, "2024-02-29"), ("2024-06-30", 2, "2024-08-30"),
        ("2024-07-01", 2, "2024-09-01"), ("2024-02-29", 24, "2026-02-28"),
    ])
    func `months end on the same day, or on the last of the month`(start: String, months: Int, due: String) {
        #expect(Deadline.due(from: Cast.day(start), term: .months(months), suspensions: [], rollsWeekends: false) == Cast.day(due))
    }

    @Test(arguments: [("2022-12-31", "2023-03-01"), ("2023-12-29", "2024-02-27"), ("2024-06-30", "2024-08-29")])
    func `sixty days are not two months`(start: String, due: String) {
        #expect(Deadline.due(from: Cast.day(start), term: .days(60), suspensions: [], rollsWeekends: false) == Cast.day(due))
    }

    @Test func `a due date on a weekend rolls to Monday only where that is asked`() {
        let start = Cast.day("2024-07-01")
        #expect(Deadline.due(from: start, term: .months(2), suspensions: [], rollsWeekends: true) == Cast.day("2024-09-02"))
        #expect(
            Deadline.due(from: Cast.day("2024-06-30"), term: .months(2), suspensions: [], rollsWeekends: true) == Cast.day("2024-08-30"))
        #expect(Deadline.due(from: Cast.day("2024-06-07"), term: .days(1), suspensions: [], rollsWeekends: true) == Cast.day("2024-06-10"))
        #expect(Deadline.due(from: Cast.day("2024-06-06"), term: .days(1), suspensions: [], rollsWeekends: true) == Cast.day("2024-06-07"))
    }

    @Test func `suspended days extend the term once where they overlap, and only inside it`() throws {
        let start = Cast.day("2024-01-01")
        func period(_ begin: String, _ end: String) throws -> Period { try #require(Period(begin: Cast.day(begin), end: Cast.day(end))) }
        func due(_ suspensions: [Period]) -> LocalDate {
            Deadline.due(from: start, term: .months(2), suspensions: suspensions, rollsWeekends: false)
        }
        #expect(due([try period("2024-01-10", "2024-01-19")]) == Cast.day("2024-03-11"))
        #expect(due([try period("2024-01-10", "2024-01-19"), try period("2024-01-15", "2024-01-24")]) == Cast.day("2024-03-16"))
        #expect(due([try period("2024-01-10", "2024-01-10")]) == Cast.day("2024-03-02"))
        #expect(due([try period("2023-12-20", "2024-01-02")]) == Cast.day("2024-03-03"))
        #expect(due([try period("2024-03-05", "2024-03-20")]) == Cast.day("2024-03-01"))
        #expect(due([try period("2024-02-27", "2024-03-07")]) == Cast.day("2024-03-11"))
        #expect(due([try period("2024-01-10", "2024-01-19"), try period("2024-02-01", "2024-02-05")]) == Cast.day("2024-03-16"))
        #expect(due([try period("2024-01-10", "2024-01-30"), try period("2024-01-12", "2024-01-15")]) == Cast.day("2024-03-22"))
    }

    @Test func `an age counts whole years, and an unknown birth has none`() {
        #expect(Deadline.age(born: Cast.day("2006-05-10"), on: Cast.day("2024-05-09")) == 17)
        #expect(Deadline.age(born: Cast.day("2006-05-10"), on: Cast.day("2024-05-10")) == 18)
        #expect(Deadline.age(born: Cast.day("2006-05-10"), on: Cast.day("2024-04-30")) == 17)
        #expect(Deadline.age(born: Cast.day("2006-05-10"), on: Cast.day("2024-06-01")) == 18)
        #expect(Deadline.age(born: nil, on: Cast.day("2024-05-10")) == nil)
        #expect(Deadline.age(born: PartialDate.unknown.earliest, on: Cast.day("2024-05-10")) == nil)
    }
}
