// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import Gateway
import TestSupport
import Testing

/// Five fields name moments by the clock in Brussels, also on the nights when it is set.
struct CronTests {
    /// Moments of a day as hours and minutes of UTC.
    private func moments(_ text: String, on day: String) throws -> [String] {
        try CronExpression(text).moments(on: Cast.day(day)).map { String($0.description.dropFirst(11).prefix(5)) }
    }

    @Test(arguments: [
        ("30 2 * * *", "2024-01-10", ["01:30"]),
        ("30 2 * * *", "2024-07-10", ["00:30"]),
        ("*/20 6-7 * * *", "2024-01-10", ["05:00", "05:20", "05:40", "06:00", "06:20", "06:40"]),
        ("5,50 12/6 * * *", "2024-01-10", ["11:05", "11:50", "17:05", "17:50"]),
        ("0-10/5 9 * * *", "2024-01-10", ["08:00", "08:05", "08:10"]),
        ("0 9 * jan *", "2024-01-10", ["08:00"]),
        ("0 9 * FEB-dec *", "2024-01-10", []),
        ("0 9 10 * *", "2024-01-10", ["08:00"]),
        ("0 9 11 * *", "2024-01-10", []),
        // 2024-01-10 is a Wednesday, 2024-01-14 a Sunday.
        ("0 9 * * wed", "2024-01-10", ["08:00"]),
        ("0 9 * * mon,thu-sat", "2024-01-10", []),
        ("0 9 * * 0", "2024-01-14", ["08:00"]),
        ("0 9 * * 7", "2024-01-14", ["08:00"]),
        ("0 9 * * 5-7", "2024-01-14", ["08:00"]),
        // Where both days are restricted either will do; a day that begins with * restricts nothing by itself.
        ("0 9 1 * wed", "2024-01-10", ["08:00"]),
        ("0 9 10 * mon", "2024-01-10", ["08:00"]),
        ("0 9 1 * mon", "2024-01-10", []),
        ("0 9 */2 * wed", "2024-01-10", []),
        ("0 9 */3 * wed", "2024-01-10", ["08:00"]),
    ])
    func `a day has these moments`(text: String, day: String, expected: [String]) throws {
        #expect(try moments(text, on: day) == expected)
    }

    @Test func `a fixed hour that is left out in March is kept as much later, and no moment comes twice`() throws {
        #expect(try moments("30 2 * * *", on: "2024-03-31") == ["01:30"])
        #expect(try moments("0 2,3 * * *", on: "2024-03-31") == ["01:00"])
        #expect(try moments("30 1,3 * * *", on: "2024-03-31") == ["00:30", "01:30"])
    }

    @Test func `a fixed hour that comes twice in October counts the first time`() throws {
        #expect(try moments("30 2 * * *", on: "2024-10-27") == ["00:30"])
        #expect(try moments("30 1-3 * * *", on: "2024-10-27") == ["23:30", "00:30", "02:30"])
    }

    @Test(arguments: [("2024-03-31", 46), ("2024-10-27", 50), ("2024-06-01", 48)])
    func `what comes every half hour keeps its distance when the clock is set`(day: String, count: Int) throws {
        let found = try CronExpression("*/30 * * * *").moments(on: Cast.day(day))
        #expect(found.count == count)
        #expect(zip(found, found.dropFirst()).allSatisfy { $1.milliseconds - $0.milliseconds == 1_800_000 })
        #expect(found.first == Instant(brussels: Cast.day(day)))
    }

    @Test(arguments: [
        ("", "needs five fields: minute hour day month weekday"),
        ("* * * *", "needs five fields: minute hour day month weekday"),
        ("60 * * * *", "the minute '60' must lie between 0 and 59"),
        ("* 24 * * *", "the hour '24' must lie between 0 and 23"),
        ("* * 0 * *", "the day '0' must lie between 1 and 31"),
        (
            "* * * 13 *",
            "the month '13' must lie between 1 and 12 or be one of jan, feb, mar, apr, may, jun, jul, aug, sep, oct, nov, dec"
        ),
        ("* * * * 8", "the weekday '8' must lie between 0 and 7 or be one of sun, mon, tue, wed, thu, fri, sat"),
        ("*/0 * * * *", "the minute '*/0' needs a step of at least 1"),
        ("*/5/5 * * * *", "the minute '*/5/5' has more than one step"),
        ("30-10 * * * *", "the minute '30-10' ends before it begins"),
        ("1,,2 * * * *", "the minute '' must lie between 0 and 59"),
        ("-1 * * * *", "the minute '-1' must lie between 0 and 59"),
        ("0 0 30 2 *", "names a day that never comes"),
    ])
    func `what is wrong is said by field`(text: String, problem: String) {
        #expect(throws: CronFault(problem: problem)) { try CronExpression(text) }
    }

    @Test func `a leap day comes, if seldom`() throws {
        #expect(try moments("0 0 29 2 *", on: "2028-02-29") == ["23:00"])
        #expect(try moments("0 0 29 2 *", on: "2027-02-28") == [])
    }
}
