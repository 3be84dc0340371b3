// SPDX-License-Identifier: EUPL-1.2

import Contracts
import ExchangeSchema
import Testing

@testable import Connectors

struct LessonPlanTests {
    private func lesson(_ parts: [String: String]) -> XMLElement {
        var lesson = XMLElement(name: "LesMoment", namespace: "", line: 1)
        lesson.children = parts.sorted { $0.key < $1.key }.map { name, text in
            var part = XMLElement(name: name, namespace: "", line: 1)
            part.text = text
            return part
        }
        return lesson
    }

    private func enrolment(_ lessons: [String: String]...) -> CourseEnrolment {
        var enrolment = CourseEnrolment(enrolmentId: "", kind: .mo, provider: CourseProvider(), status: .unknown)
        LessonPlan(lessons.map(lesson)).describe(&enrolment)
        return enrolment
    }

    @Test(arguments: [
        (["Lesdag": "ZA"], CourseEnrolment.Daypart.weekend), (["Lesdag": "ZO"], .weekend), (["Lesdag": "VR"], .day),
        (["Lesdag": "MA", "Datum": "2024-03-02"], .day), (["Datum": "2024-03-02"], .weekend), (["Datum": "2024-03-03"], .weekend),
        (["Datum": "2024-03-01"], .day), ([:], .day),
    ])
    func `the weekday named goes before that of the date`(parts: [String: String], daypart: CourseEnrolment.Daypart) {
        #expect(enrolment(parts.merging(["AanvangUur": "09:00", "EindUur": "10:00"]) { first, _ in first }).daypart == daypart)
    }

    @Test(arguments: [("16:59", CourseEnrolment.Daypart.day), ("17:00", .evening)])
    func `the evening begins at five`(begin: String, daypart: CourseEnrolment.Daypart) {
        #expect(enrolment(["AanvangUur": begin, "EindUur": "21:00"]).daypart == daypart)
    }

    @Test func `who stayed longer than the lesson is not excused for less than nothing`() {
        let one = enrolment(
            ["AanvangUur": "09:00", "EindUur": "10:00", "Aanwezigheidsduur": "01:30", "Aanwezigheid": "VERANTW_AFWE"])
        #expect(one.planned == Hours(minutes: 60))
        #expect(one.attended == Hours(minutes: 90))
        #expect(one.excused == Hours(minutes: 0))
    }

    @Test func `lessons without readable times count for nothing`() {
        let one = enrolment(
            ["AanvangUur": "09:00"], ["EindUur": "10:00"], ["AanvangUur": "11:00", "EindUur": "10:00"],
            ["AanvangUur": "9", "EindUur": "10:00"])
        #expect(one.planned == Hours(minutes: 0))
        #expect(one.daypart == nil)
        #expect(enrolment().planned == nil)
    }
}
