// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import ExchangeStore

/// A run that fetches and checks and writes nothing.
struct SyncRehearsal {
    struct Report: Encodable {
        var feeds: [Finding] = []
        var trouble: [String] = []
    }

    /// What one feed would bring; fetched = duplicates + conflicts + accepted + rejected.
    struct Finding: Encodable {
        let feed: String
        var fetched = 0
        var duplicates = 0
        /// Reference known, content other: would be set aside.
        var conflicts = 0
        var accepted = 0
        var rejected = 0
        /// Rule, field and place of the first rejections.
        var violations: [String] = []
    }

    private static let mostViolations = 20
    private let composition: Composition
    private let names: [String]

    init(_ composition: Composition, feeds names: [String]) {
        self.composition = composition
        self.names = names
    }

    func run() throws -> Report {
        var report = Report()
        let readers = Dictionary(composition.connectors.map { ($0.agency, $0) }, uniquingKeysWith: { first, _ in first })
        for feed in try FeedPicking.pick(names, from: try composition.feeds(keepingFiles: true)) {
            var finding = Finding(feed: feed.name)
            do {
                try feed.poll(from: try composition.store.feedPosition(feed.name)) { batch in
                    for fault in batch.faults { note([fault.rejection], in: &finding) }
                    for record in batch.records { try check(record, with: readers[record.agency], &finding) }
                    Terminal.progress("\(feed.name): \(finding.fetched) fetched")
                }
            } catch {
                report.trouble.append("\(feed.name): \(Wording.sentence(for: error))")
            }
            report.feeds.append(finding)
        }
        Terminal.endProgress()
        return report
    }

    private func check(_ record: SourceRecord, with connector: (any SourceConnector)?, _ finding: inout Finding) throws {
        switch try composition.store.rehearse(record) {
        case .duplicate:
            finding.fetched += 1
            finding.duplicates += 1
        case .conflict:
            finding.fetched += 1
            finding.conflicts += 1
        case .new:
            if case .rejected(let rejections)? = connector?.read(record) { return note(rejections, in: &finding) }
            finding.fetched += 1
            finding.accepted += 1
        }
    }

    private func note(_ rejections: [Rejection], in finding: inout Finding) {
        finding.fetched += 1
        finding.rejected += 1
        for rejection in rejections where finding.violations.count < Self.mostViolations {
            finding.violations.append(rejection.description)
        }
    }
}

extension SyncRehearsal.Report {
    var text: String {
        var table = Table(["feed", "fetched", "duplicate", "would be accepted", "would be rejected", "other content"])
        for one in feeds {
            table.add([
                one.feed, String(one.fetched), String(one.duplicates), String(one.accepted), String(one.rejected), String(one.conflicts),
            ])
        }
        var lines = [table.text, ""]
        for one in feeds { lines += one.violations.map { "\(one.feed): \($0)" } }
        lines += trouble.map { "Trouble: \($0)" }
        lines.append("Nothing was written. To do it:  xchg sync run")
        return lines.joined(separator: "\n")
    }
}
