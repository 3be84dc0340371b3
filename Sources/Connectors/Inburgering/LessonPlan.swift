// SPDX-License-Identifier: EUPL-1.2

import Contracts
import ExchangeSchema

/// What the lessons of a course add up to: hours planned, attended and excused, and the part of the day.
struct LessonPlan {
    private(set) var planned = 0
    private(set) var attended = 0
    private(set) var excused = 0
    private var dayparts: Set<CourseEnrolment.Daypart> = []
    private let isEmpty: Bool

    /// Lessons from this hour on are evening lessons.
    private static let evening = 17 * 60

    init(_ lessons: [XMLElement]) {
        isEmpty = lessons.isEmpty
        for lesson in lessons { take(lesson) }
    }

    private mutating func take(_ lesson: XMLElement) {
        guard let begin = Self.minutes(lesson.text("AanvangUur")), let end = Self.minutes(lesson.text("EindUur")), begin <= end else {
            return
        }
        let length = end - begin
        let presence = lesson.text("Aanwezigheid")
        let present = Self.minutes(lesson.text("Aanwezigheidsduur")) ?? (presence == "AANWEZIG" ? length : 0)
        planned += length
        attended += present
        if presence == "VERANTW_AFWE" { excused += max(0, length - present) }
        dayparts.insert(Self.isWeekend(lesson) ? .weekend : begin >= Self.evening ? .evening : .day)
    }

    private static func isWeekend(_ lesson: XMLElement) -> Bool {
        if let day = lesson.text("Lesdag") { return day == "ZA" || day == "ZO" }
        return lesson.text("Datum").flatMap { LocalDate($0) }.map { $0.weekday >= 6 } ?? false
    }

    /// Minutes since midnight of `uu:mm`.
    private static func minutes(_ clock: String?) -> Int? {
        guard let parts = clock?.split(separator: ":"), parts.count >= 2, let hours = Digits.value(parts[0]),
            let minutes = Digits.value(parts[1])
        else { return nil }
        return hours * 60 + minutes
    }

    /// Writes the sums into an enrolment; a course whose lessons are at different parts of the day has none.
    func describe(_ enrolment: inout CourseEnrolment) {
        guard !isEmpty else { return }
        enrolment.planned = Hours(minutes: planned)
        enrolment.attended = Hours(minutes: attended)
        enrolment.excused = Hours(minutes: excused)
        enrolment.daypart = dayparts.count == 1 ? dayparts.first : nil
    }
}
