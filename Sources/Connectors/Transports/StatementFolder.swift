// SPDX-License-Identifier: EUPL-1.2
import Contracts
package import ExchangeSchema
import Foundation

/// Statements of what senders hold, dropped beside their messages: `SENDER_VAN_TOT_controle.csv`, both days `jjjjmmdd` and inclusive.
///
/// Of one sender the statement that reaches furthest counts. Statements are read, never removed.
package struct StatementFolder: Sendable {
    private let folder: String
    private let schema: TableSchema

    package init(folder: String, agency: Agency, contracts: ContractSet) throws {
        self.folder = folder
        schema = try contracts.tableSchema("sources/\(agency)/controle-1.table.json")
    }

    /// The newest statement of each sender, in order of senders.
    package func statements() throws -> [LotStatement] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw FolderTransportError.unreadable(folder)
        }
        var newest: [String: StatementName] = [:]
        for name in names.sorted() where name.hasSuffix("controle.csv") && !name.hasPrefix(".") {
            guard let read = StatementName(name) else { throw StatementTransportError.broken(name, "controle:file-name") }
            if let other = newest[read.sender], other.reachesFurther(than: read) { continue }
            newest[read.sender] = read
        }
        return try newest.values.sorted { $0.sender < $1.sender }.map { try statement($0) }
    }

    private func statement(_ name: StatementName) throws -> LotStatement {
        var lots: [String: LotContent] = [:]
        var trailer = TableTrailer()
        var fault: Violation?
        try DelimitedReader(schema.dialect).read(fileAt: "\(folder)/\(name.text)") { number, line in
            let place = Place.row(number, column: nil)
            if trailer.isClosed {
                fault = Violation(rule: "csv:after-trailer", field: "", place: place)
                return false
            }
            switch line {
            case .failure(let violation): fault = violation
            case .success(let row) where number == 1: fault = schema.violations(inHeader: row).first
            case .success(let row) where TableTrailer.isTrailer(row.bytes): trailer.close(row.cells)
            case .success(let row):
                trailer.count(row.bytes)
                fault = schema.violations(in: row).first
                guard fault == nil, row.cells.count == 3, let count = Digits.value(row.cells[1]) else { break }
                if lots.updateValue(LotContent(count: count, digest: row.cells[2]), forKey: row.cells[0]) != nil {
                    fault = Violation(rule: "controle:lot-twice", field: "lot", place: place)
                }
            }
            return fault == nil
        }
        if let fault = fault ?? trailer.violation { throw StatementTransportError.broken(name.text, "\(fault.rule) at \(fault.place)") }
        return LotStatement(sender: name.sender, days: name.days, lots: lots)
    }
}

/// `44021_20240101_20240331_controle.csv`.
struct StatementName: Equatable {
    let text: String
    let sender: String
    let days: ClosedRange<LocalDate>

    init?(_ text: String) {
        let parts = text.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[3] == "controle.csv", !parts[0].isEmpty, let first = Self.day(parts[1]),
            let last = Self.day(parts[2]), first <= last
        else { return nil }
        self.text = text
        sender = String(parts[0])
        days = first...last
    }

    func reachesFurther(than other: StatementName) -> Bool {
        (days.upperBound, days.lowerBound) > (other.days.upperBound, other.days.lowerBound)
    }

    private static func day(_ text: Substring) -> LocalDate? {
        guard text.utf8.count == 8, let day = Digits.value(text) else { return nil }
        return LocalDate(year: day / 10_000, month: day / 100 % 100, day: day % 100)
    }
}

/// What is wrong with a statement, with the next step; what it says was not compared.
package enum StatementTransportError: Error, Equatable, CustomStringConvertible {
    case broken(String, String)

    package var description: String {
        switch self {
        case .broken(let name, let rule):
            "the statement \(name) breaks its contract (\(rule)); ask its sender for a right one, nothing of it was compared"
        }
    }
}
