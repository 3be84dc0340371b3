// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

// minute hour day-of-month month day-of-week
//
//     */15 6-20 * * mon-fri      0 2 1,15 * *      30 2 * * sun
//
// Lists, ranges, steps and English names of three letters; 0 and 7 are Sunday. Where both days are restricted, either will do (crontab(5)).

/// Moments that come again, in five fields as cron writes them, by the clock in Brussels.
package struct CronExpression: Sendable, Equatable {
    private let minutes: [Int]
    private let hours: [Int]
    private let days: Set<Int>
    private let months: Set<Int>
    private let weekdays: Set<Int>
    /// The hour field begins with `*`: moments follow the time that passes, not the clock.
    private let isEveryHour: Bool
    private let isAnyDay: Bool
    private let isAnyWeekday: Bool

    package init(_ text: String) throws(CronFault) {
        let fields = text.split(separator: " ", omittingEmptySubsequences: true)
        guard fields.count == 5 else { throw CronFault(problem: "needs five fields: minute hour day month weekday") }
        minutes = try CronField(name: "minute", range: 0...59).read(fields[0]).sorted()
        hours = try CronField(name: "hour", range: 0...23).read(fields[1]).sorted()
        days = try CronField(name: "day", range: 1...31).read(fields[2])
        months = try CronField(name: "month", range: 1...12, names: Self.monthNames, firstName: 1).read(fields[3])
        weekdays = Set(try CronField(name: "weekday", range: 0...7, names: Self.dayNames, firstName: 0).read(fields[4]).map { $0 % 7 })
        isEveryHour = fields[1].hasPrefix("*")
        isAnyDay = fields[2].hasPrefix("*")
        isAnyWeekday = fields[4].hasPrefix("*")
        // Eight years hold every day that a calendar can show on every weekday but the rarest.
        let first = LocalDate.earliest.adding(months: 174 * 12)
        guard (0..<2922).contains(where: { holds(first.adding(days: $0)) }) else {
            throw CronFault(problem: "names a day that never comes")
        }
    }

    private static let monthNames = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    private static let dayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]

    private func holds(_ date: LocalDate) -> Bool {
        let parts = date.parts
        guard months.contains(parts.month) else { return false }
        let (day, weekday) = (days.contains(parts.day), weekdays.contains(date.weekday % 7))
        return isAnyDay || isAnyWeekday ? day && weekday : day || weekday
    }

    /// The moments of one day of the calendar, in order.
    ///
    /// A fixed hour that is left out in March is kept as much later as the clock jumps; in October it counts the first time. With `*` in the
    /// hour field nothing is kept and both times count, so that the distance stays the same.
    package func moments(on date: LocalDate) -> [Instant] {
        guard holds(date) else { return [] }
        var found: Set<Instant> = []
        for hour in hours {
            for minute in minutes {
                let instants = BrusselsClock.instants(on: date, hour: hour, minute: minute)
                if isEveryHour {
                    found.formUnion(instants)
                } else {
                    found.insert(instants.first ?? Instant(brussels: date, hour: hour, minute: minute))
                }
            }
        }
        return found.sorted()
    }
}

/// One of the five fields.
private struct CronField {
    let name: String
    let range: ClosedRange<Int>
    var names: [String] = []
    var firstName = 0

    func read(_ text: Substring) throws(CronFault) -> Set<Int> {
        var values: Set<Int> = []
        for item in text.split(separator: ",", omittingEmptySubsequences: false) {
            let parts = item.split(separator: "/", omittingEmptySubsequences: false)
            guard parts.count <= 2, let span = parts.first else { throw fault(item, "has more than one step") }
            var step = 1
            if parts.count == 2 {
                guard let read = Digits.value(parts[1]), read > 0 else { throw fault(item, "needs a step of at least 1") }
                step = read
            }
            let ends = span.split(separator: "-", omittingEmptySubsequences: false)
            let first: Int
            let last: Int
            if span == "*" {
                (first, last) = (range.lowerBound, range.upperBound)
            } else if ends.count == 2 {
                (first, last) = (try value(ends[0], item), try value(ends[1], item))
                guard first <= last else { throw fault(item, "ends before it begins") }
            } else {
                first = try value(span, item)
                last = parts.count == 2 ? range.upperBound : first
            }
            values.formUnion(stride(from: first, through: last, by: step))
        }
        return values
    }

    private func value(_ text: Substring, _ item: Substring) throws(CronFault) -> Int {
        if let place = names.firstIndex(of: text.lowercased()) { return place + firstName }
        guard let value = Digits.value(text), range.contains(value) else {
            let spoken = names.isEmpty ? "" : " or be one of \(names.joined(separator: ", "))"
            throw fault(item, "must lie between \(range.lowerBound) and \(range.upperBound)\(spoken)")
        }
        return value
    }

    private func fault(_ item: Substring, _ problem: String) -> CronFault { CronFault(problem: "the \(name) '\(item)' \(problem)") }
}

/// What is wrong with a cron expression, by field.
package struct CronFault: Error, Equatable {
    package let problem: String
    package init(problem: String) { self.problem = problem }
}
