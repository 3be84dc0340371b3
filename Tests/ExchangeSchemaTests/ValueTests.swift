// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import TestSupport
import Testing

/// Dates, moments, periods, hours.
struct ValueTests {
    @Test func `days count right over four centuries`() {
        var day = LocalDate.earliest
        var parts = (year: 1850, month: 1, day: 1)
        while day <= .latest {
            #expect(day.parts == parts, "\(parts)")
            if day.parts != parts { return }
            parts.day += 1
            if parts.day > LocalDate.daysIn(month: parts.month, year: parts.year) { parts = (parts.year, parts.month + 1, 1) }
            if parts.month > 12 { parts = (parts.year + 1, 1, 1) }
            day = day.adding(days: 1)
        }
    }

    @Test(arguments: [
        "2023-02-29", "2023-13-01", "2023-00-10", "23-01-01", "2023-1-1", "2200-01-01", "1849-12-31", "2023-01-01T", "２０２３-01-01",
    ])
    func `what the calendar does not have is no date`(text: String) { #expect(LocalDate(text) == nil) }

    @Test func `weekdays are right`() {
        #expect(Cast.day("2024-09-01").weekday == 7)
        #expect(Cast.day("2024-09-02").weekday == 1)
        #expect(Cast.day("1970-01-01").weekday == 4)
        #expect(Cast.day("1969-12-28").weekday == 7)
    }

    @Test(arguments: [
        ("1990", "1990"), ("1990-03", "1990-03"), ("1990-03-00", "1990-03"), ("1990-00-00", "1990"), ("1990-99-12", "1990"),
        ("1990-03-99", "1990-03"), ("XXXX", "XXXX"), ("0000-00-00", "XXXX"),
    ])
    func `unknown parts lower the precision`(text: String, canonical: String) { #expect(PartialDate(text)?.description == canonical) }

    @Test(arguments: ["1990-13", "1990-02-30", "90", "1990-3", ""])
    func `impossible parts are refused`(text: String) { #expect(PartialDate(text) == nil) }

    @Test func `dates are compatible where they do not contradict`() throws {
        let day = try #require(PartialDate("1990-03-12"))
        #expect(day.isCompatible(with: try #require(PartialDate("1990"))))
        #expect(day.isCompatible(with: .unknown))
        #expect(!day.isCompatible(with: try #require(PartialDate("1990-04"))))
        #expect(!day.isCompatible(with: try #require(PartialDate("1990-03-13"))))
    }

    @Test(arguments: [
        ("2024-02-29T23:30:00Z", "2024-02-29T23:30:00.000Z", "2024-03-01"),
        ("2024-07-01T00:30:00+02:00", "2024-06-30T22:30:00.000Z", "2024-07-01"),
        ("2024-07-01T00:30:00.1239", "2024-06-30T22:30:00.123Z", "2024-07-01"),
        ("2024-01-01T00:30", "2023-12-31T23:30:00.000Z", "2024-01-01"),
        // The clock goes back: the first of the two moments. It goes forward: the moment after the gap.
        ("2024-10-27T02:30:00", "2024-10-27T00:30:00.000Z", "2024-10-27"),
        ("2024-03-31T02:30:00", "2024-03-31T01:30:00.000Z", "2024-03-31"),
        ("2024-03-31T01:59:59", "2024-03-31T00:59:59.000Z", "2024-03-31"),
        ("2024-10-27T03:00:00", "2024-10-27T02:00:00.000Z", "2024-10-27"),
    ])
    func `a moment without a zone is Brussels time`(text: String, utc: String, brussels: String) throws {
        let instant = try #require(Instant(text))
        #expect(instant.description == utc)
        #expect(instant.brusselsDate == Cast.day(brussels))
    }

    @Test(arguments: [
        "2024-01-01", "2024-01-01T24:00:00Z", "2024-01-01T10:60:00Z", "2024-01-01T10:00:00X", "2024-01-01T10:00:00+25:00",
        "2024-13-01T10:00:00Z",
    ])
    func `what is no moment is refused`(text: String) { #expect(Instant(text) == nil) }

    @Test(arguments: [("12,5", 750), ("3", 180), ("0,25", 15), ("1.75", 105), ("0,3333", 20)])
    func `hours are read with comma or point`(text: String, minutes: Int) { #expect(Hours(decimal: text)?.minutes == minutes) }

    @Test(arguments: ["", ",5", "5,", "-3", "1e3", "1,2,3", "9999999"])
    func `hours that are none are refused`(text: String) { #expect(Hours(decimal: text) == nil) }

    @Test func `periods are inclusive at both ends`() throws {
        let period = try #require(Period(begin: Cast.day("2024-01-10"), end: Cast.day("2024-01-19")))
        #expect(period.days == 10)
        #expect(period.contains(Cast.day("2024-01-19")))
        #expect(!period.contains(Cast.day("2024-01-20")))
        #expect(Period(begin: Cast.day("2024-01-10"), end: Cast.day("2024-01-09")) == nil)
        #expect(period.overlaps(Period(from: Cast.day("2024-01-19"))))
        #expect(!period.overlaps(Period(from: Cast.day("2024-01-20"))))
        #expect(period.intersection(Period(from: Cast.day("2024-01-15")))?.days == 5)
    }

    @Test func `a municipality goes on under its successor's code from the day of the merger`() {
        let text =
            "from_nis;to_nis;effective;kind;name_nl\n44001;44084;2019-01-01;MERGE;Aalter\n11007;11002;2025-01-01;ABSORB;Antwerpen\nx;y;z;MERGE;q\n"
        let (register, faults) = MunicipalityRegister.read(csv: text)
        #expect(faults == [4])
        #expect(register.code("44001", on: Cast.day("2018-12-31")) == "44001")
        #expect(register.code("44001", on: Cast.day("2019-01-01")) == "44084")
        #expect(register.code("11007", on: Cast.day("2025-01-01")) == "11002")
        #expect(register.code("11002", on: Cast.day("2025-01-01")) == "11002")
        #expect(register.dissolvedOn("11007") == Cast.day("2025-01-01"))
        #expect(register.dissolvedOn("11002") == nil)
    }
}
