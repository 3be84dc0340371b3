// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Gateway

struct LogReconciliationTests {
    private static func exchange(
        _ number: Int, agreement: String = "vdab-traject", version: String = "v1", outcome: String = "released",
        fields: [String] = ["insz", "nt2Levels"]
    ) -> LoggedExchange {
        LoggedExchange(
            trace: "t\(1_000_000 + number)", agreement: agreement, version: version, outcome: outcome, fields: fields,
            minute: "2026-11-23T19:04Z")
    }

    @Test func `every planted omission and alteration is found among a hundred thousand pairs, and nothing else`() {
        let first = (0..<100_000).map { Self.exchange($0) }
        var second: [LoggedExchange] = []
        var expected: [LogReconciliation.Finding] = []
        for (number, exchange) in first.enumerated() {
            guard number % 100 == 7 else { second.append(exchange); continue }
            switch number / 100 % 5 {
            case 0: expected.append(.onlyFirst(exchange.trace))
            case 1:
                second.append(Self.exchange(number, agreement: "onderwijs-traject"))
                expected.append(.unequal(exchange.trace, ["agreement"]))
            case 2:
                second.append(Self.exchange(number, version: "v2", outcome: "corrected"))
                expected.append(.unequal(exchange.trace, ["version", "outcome"]))
            case 3:
                second.append(Self.exchange(number, fields: ["insz"]))
                expected.append(.unequal(exchange.trace, ["fields"]))
            default:
                second += [exchange, exchange]
                expected.append(.twice(exchange.trace))
            }
        }
        #expect(expected.count == 1000)
        let found = LogReconciliation(first, second)
        #expect(found.findings == expected)
        #expect(found.matched == 99_000)
        #expect(LogReconciliation(first, first.reversed()).findings.isEmpty)
    }

    @Test func `what only the second side has is found, and the order of fields does not matter`() {
        let found = LogReconciliation([Self.exchange(1)], [Self.exchange(1, fields: ["nt2Levels", "insz"]), Self.exchange(2)])
        #expect(found.findings == [.onlySecond("t1000002")])
        #expect(found.findings.map(\.sentence) == ["only in the second log"])
        #expect(found.matched == 1)
    }
}
