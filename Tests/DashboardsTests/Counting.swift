// SPDX-License-Identifier: EUPL-1.2
import Dashboards
import ExchangeSchema
import Foundation
import TestSupport

/// Counts facts the way the pages do, for the years and the day of a test.
struct Counting {
    var book: IndicatorBook

    init(_ years: ClosedRange<Int> = 2020...2026, asOf: String = "2026-07-01") throws {
        book = IndicatorBook(view: ReportingView(years: years, asOf: Cast.day(asOf)), geography: try Self.geography())
    }

    static func geography() throws -> Geography {
        func text(_ name: String) throws -> String {
            try String(contentsOfFile: Checkout.root + "/contracts/codes/\(name).csv", encoding: .utf8)
        }
        let register = MunicipalityRegister.read(csv: try text("municipality_succession")).register
        return try Geography(csv: try text("municipalities"), register: register)
    }

    /// The counts of one person alone, per column, in the year.
    func columns(_ id: String, _ year: Int) -> [Int] {
        let table = book.table(id)
        return table.definition.columns.indices.map { table.count($0, 0, year) }
    }

    func count(_ id: String, _ column: Int, _ year: Int, _ dimension: Breakdown.Dimension, _ code: String) -> Int {
        book.breakdown.place(.init(dimension, code)).map { book.table(id).count(column, $0, year) } ?? -1
    }

    mutating func add(_ person: CanonicalPerson) { book.add(PersonFacts(person)) }
}

/// Facts of a newcomer in Ghent with a contract, as a test varies them.
enum Facts {
    static func newcomer(
        _ change: (inout CanonicalPerson) -> Void = { _ in }, contract: String? = "2024-01-15", group: TargetGroup = .obliged
    )
        -> CanonicalPerson
    {
        var person = Cast.newcomer(contract: contract)
        if contract != nil { person.trajectories[0].value.targetGroupAtStart = group }
        change(&person)
        return person
    }

    static func test(_ kind: TestAttempt.Kind, _ on: String, _ outcome: TestAttempt.Outcome, _ id: String = "T") -> Sourced<TestAttempt> {
        var test = TestAttempt(testId: id, kind: kind, outcome: outcome)
        test.date = Cast.day(on)
        return Cast.sourced(test, id)
    }

    static func work(_ begin: String, _ end: String?, _ kind: ActivityPeriod.Kind = .employment, _ id: String = "W") -> Sourced<
        ActivityPeriod
    > {
        guard let period = Period(begin: Cast.day(begin), end: end.map(Cast.day)) else { preconditionFailure("the test wrote no period") }
        return Cast.sourced(ActivityPeriod(activityId: id, kind: kind, period: period), id, by: .vdab)
    }

    static func attest(_ on: String, _ type: Attestation.AttestationType = .integration, _ status: Attestation.Status = .valid) -> Sourced<
        Attestation
    > {
        Cast.sourced(Attestation(attestationId: on, type: type, issuedOn: Cast.day(on), status: status), on)
    }
}
