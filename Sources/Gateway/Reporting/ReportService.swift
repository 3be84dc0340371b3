// SPDX-License-Identifier: EUPL-1.2
import AuditLog
import ExchangeSchema
package import ExchangeStore
import Foundation

/// Tells each agency what was given back to it: one file a round under `<root>/<agency>/`.
///
/// What a report is about is committed first, then the file is written aside and renamed, then that is noted: a crash between any two makes
/// the next round write the same file again.
package struct ReportService: Sendable {
    private static let mostItems = 10_000
    private let store: Store
    private let sheet: RejectionSheet
    private let root: String

    package init(store: Store, words: RejectionWords, root: String) {
        self.store = store
        sheet = RejectionSheet(words: words)
        self.root = root
    }

    /// Writes all that is to be told; returns how many files that were.
    package func report() throws -> Int {
        while try open() > 0 {}
        let reports = try store.unwrittenReports()
        for report in reports {
            let folder = "\(root)/\(report.agency)"
            let name = RejectionSheet.name(of: report)
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try DurableFile.write(sheet.bytes(try store.items(of: report)), to: "\(folder)/.\(name)")
            try DurableFile.move("\(folder)/.\(name)", to: "\(folder)/\(name)")
            try store.transaction { try $0.reportWritten(report) }
        }
        return reports.count
    }

    private func open() throws -> Int {
        try store.transaction { transaction in
            let agencies = try transaction.agenciesToTell()
            for agency in agencies {
                let (report, items) = try transaction.openReport(to: agency, limit: Self.mostItems)
                try transaction.append(AuditEntries.returned(items, in: report.number, to: agency, at: transaction.at))
            }
            return agencies.count
        }
    }
}
