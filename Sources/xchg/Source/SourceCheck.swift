// SPDX-License-Identifier: EUPL-1.2
import Connectors
import ExchangeSchema
import ExchangeStore
import Foundation

/// What came of checking a file, or the files of a folder.
struct CheckFinding: Encodable {
    var file: String
    var files = 0
    var records = 0
    var rejected = 0
    var outcomes: [String: Int] = [:]
    var warnings: [String: Int] = [:]
    var violations: [String] = []
    var isAccepted: Bool { rejected == 0 }

    fileprivate mutating func reject(_ rejections: [Rejection], in name: String?) {
        rejected += 1
        for rejection in rejections where violations.count < 20 {
            violations.append(name.map { "\($0): \(rejection)" } ?? rejection.description)
        }
    }
}

/// Checks files against contract and mapping on all cores, with memory for one helping of records whatever the size of the files.
struct SourceCheck {
    private static let helping = (records: 512, bytes: 4 << 20)

    private let connector: any SourceConnector
    private var finding: CheckFinding
    private var waiting: [SourceRecord] = []
    private var names: [String] = []
    private var bytes = 0
    private let isFolder: Bool

    /// Checks one file, or every message in a folder, in the order of names. Throws where it can't be read.
    static func run(_ path: String, _ connector: any SourceConnector) throws -> CheckFinding {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), FileManager.default.isReadableFile(atPath: path) else {
            throw Stop.world("\(path) can't be read; check the path and its permissions")
        }
        var check = SourceCheck(connector: connector, finding: CheckFinding(file: path), isFolder: isFolder.boolValue)
        if check.isFolder {
            for name in try FileManager.default.contentsOfDirectory(atPath: path).filter(DropFolderFeed.isMessage).sorted() {
                try check.read(path + "/" + name, named: name)
            }
        } else {
            try check.read(path, named: URL(fileURLWithPath: path).lastPathComponent)
        }
        try check.settle()
        Terminal.endProgress()
        return check.finding
    }

    private init(connector: any SourceConnector, finding: CheckFinding, isFolder: Bool) {
        self.connector = connector
        self.finding = finding
        self.isFolder = isFolder
    }

    private mutating func read(_ path: String, named name: String) throws {
        finding.files += 1
        let connector = connector
        try connector.frame(fileAt: path, named: name, batchSize: Self.helping.records) { batch in
            for fault in batch.faults { finding.reject([fault.rejection], in: isFolder ? name : nil) }
            for record in batch.records {
                waiting.append(record)
                names.append(name)
                bytes += record.body.count
                if waiting.count >= Self.helping.records || bytes >= Self.helping.bytes { try settle() }
            }
        }
    }

    /// Reads what waits and counts it, in order.
    private mutating func settle() throws {
        let connector = connector
        let results = try Parallel.map(waiting) { CheckedRecord(connector.read($0)) }
        for (result, name) in zip(results, names) { take(result, name) }
        waiting.removeAll(keepingCapacity: true)
        names.removeAll(keepingCapacity: true)
        bytes = 0
        Terminal.progress("\(isFolder ? "\(finding.files) files" : finding.file): \(finding.records) records")
    }

    private mutating func take(_ result: CheckedRecord, _ name: String) {
        finding.records += 1
        if !result.rejections.isEmpty { finding.reject(result.rejections, in: isFolder ? name : nil) }
        for outcome in result.outcomes { finding.outcomes["\(outcome.code) \(outcome.course.rawValue)", default: 0] += 1 }
        for warning in result.warnings { finding.warnings[warning.rawValue, default: 0] += 1 }
    }
}

/// What is worth counting of one reading; the facts are let go.
private struct CheckedRecord: Sendable {
    var rejections: [Rejection] = []
    var outcomes: [SourceOutcome] = []
    var warnings: [Quality] = []

    init(_ reading: RecordReading) {
        switch reading {
        case .rejected(let rejections): self.rejections = rejections
        case .answered(let outcome): outcomes = [outcome]
        case .mapped(let record):
            if record.subject.hasFlawedINSZ { warnings.append(.checksumFail) }
            for fact in record.facts { for quality in fact.quality where quality != .checksumFail { warnings.append(quality) } }
            outcomes = record.outcomes
        }
    }
}
