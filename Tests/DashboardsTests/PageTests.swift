// SPDX-License-Identifier: EUPL-1.2
import Dashboards
import ExchangeSchema
import TestSupport
import Testing

/// What the pages are.
struct PageTests {
    private func input() throws -> DashboardInput {
        DashboardInput(asOf: Cast.day("2026-07-01"), years: 2020...2026, geography: try Counting.geography())
    }

    private func pages(fictitious: Bool = true) throws -> [(name: String, text: String)] {
        var input = try input()
        input.add(Cast.newcomer())
        var waiting = Cast.newcomer()
        waiting.status = .provisional
        input.add(waiting)
        var agency = ExchangeFigures.AgencyRow(agency: "<b>&")
        (agency.received, agency.accepted, agency.duplicates, agency.inReview, agency.quarantined) = (12_345, 12_000, 300, 40, 5)
        input.exchange.agencies = [agency]
        input.exchange.logIsSound = true
        return try DashboardBuilder(input, knownAt: Instant(utc: Cast.day("2026-07-02"), hour: 10), fictitious: fictitious, version: "9")
            .render()
    }

    @Test func `the same figures give the same bytes`() throws { #expect(try pages().map(\.text) == pages().map(\.text)) }

    @Test func `fictitious figures say so on every page, real ones on none`() throws {
        #expect(try pages().allSatisfy { $0.text.contains("FICTIEVE GEGEVENS") })
        #expect(try pages(fictitious: false).allSatisfy { !$0.text.contains("FICTIEVE") })
    }

    @Test func `nothing is loaded, nothing runs, and what sources say is escaped`() throws {
        for page in try pages() {
            #expect(!page.text.contains("<script"))
            #expect(!page.text.contains("http"))
            #expect(!page.text.contains("<b>&"))
        }
        #expect(try pages().contains { $0.text.contains("&lt;b&gt;&amp;") && $0.text.contains("12.345") })
    }

    @Test func `a person in review enters no indicator`() throws {
        var input = try input()
        var person = Cast.newcomer()
        person.status = .provisional
        input.add(person)
        #expect(input.persons == 0)
        #expect(input.provisional == 1)
        #expect(input.book.count("K3", 0, 2024) == 0)
    }

    @Test func `new pages replace the old in one step`() throws {
        let folder = try TemporaryFolder()
        let builder = try DashboardBuilder(try input(), knownAt: Instant(utc: Cast.day("2026-07-02")), fictitious: true, version: "9")
        for _ in 1...2 { try builder.write(to: folder.path + "/pages") }
        #expect(try FileNames.under(folder.path) == ["pages"])
        #expect(try FileNames.under(folder.path + "/pages").contains("index.html"))
    }
}
