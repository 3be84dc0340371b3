// SPDX-License-Identifier: EUPL-1.2
package import Agreements
package import ExchangeSchema
package import ExchangeStore
import Foundation

/// Reads a record of the past with today's contract and mapping and says what would be different; changes nothing unless told to.
package struct Replay: Sendable {
    private let store: Store
    private let readings: Readings
    private let routing: Routing

    package init(store: Store, connectors: [any SourceConnector], book: AgreementBook, municipalities: MunicipalityRegister) {
        self.store = store
        readings = Readings(store: store, connectors: connectors)
        routing = Routing(book: book, municipalities: municipalities)
    }

    /// How a record stands, how it would stand, and in which members the two differ; no values.
    package struct Comparison: Sendable, Codable, Equatable {
        package var record: Int64
        package var agency: Agency
        package var before: String
        package var after: String
        /// `kind: added`, `kind: gone`, `kind: member` of facts that differ.
        package var differences: [String]
        package var isDifferent: Bool { before != after || !differences.isEmpty }
    }

    /// Nil where there is no such record, or its key is gone.
    package func compare(_ seq: Int64) throws -> Comparison? { try store.transaction { try compare(seq, $0)?.comparison } }

    /// Makes today's reading the one that holds; nil where nothing is different. What was held goes through the pipeline again; who a record
    /// is about is not decided again: use `PersonDecision` for that.
    package func apply(_ seq: Int64, log: (StoreTransaction, PersonNumber?) throws -> Void) throws -> Comparison? {
        try store.transaction { transaction in
            guard let found = try compare(seq, transaction), found.comparison.isDifferent else { return nil }
            switch (found.standing, found.reading) {
            case (.quarantined(let item, _), .mapped), (.quarantined(let item, _), .answered):
                try log(transaction, nil)
                guard try transaction.releaseQuarantined(item) else { return nil }
            case (.believed(let person, let old), .mapped(let record)):
                guard try CanonicalRecord(packed: old).subject == record.subject else { throw GatewayError.otherSubject(seq) }
                try log(transaction, person)
                try transaction.reassert(seq, person: person, assertedAt: record.source.assertedAt, record: record.packed)
                try tell(of: person, found.comparison, transaction)
            case (.believed(let person, _), .rejected(let rejections)):
                try log(transaction, person)
                let first = rejections.first ?? Rejection(rule: "connector:silent", field: "", place: "")
                try transaction.retract(seq, agency: found.comparison.agency, first)
                try tell(of: person, found.comparison, transaction)
            default: return nil
            }
            return found.comparison
        }
    }

    private func tell(of person: PersonNumber, _ found: Comparison, _ transaction: StoreTransaction) throws {
        let desk = Desk(transaction, routing: routing)
        try desk.rebuild(person)
        try desk.tell(of: person, because: Cause(seq: found.record, agency: found.agency, receivedAt: transaction.at))
        try desk.close()
    }

    private func compare(_ seq: Int64, _ transaction: StoreTransaction) throws -> (
        comparison: Comparison, standing: RecordStanding, reading: RecordReading
    )? {
        guard let waiting = try store.waiting([.init(seq: seq)]).first, let claimed = try? store.open(waiting) else { return nil }
        let standing = try transaction.standing(ofRecord: seq)
        let reading = readings.read(claimed.record)
        var comparison = Comparison(
            record: seq, agency: waiting.agency, before: Self.word(standing), after: Self.word(reading), differences: [])
        if case .believed(_, let packed) = standing, case .mapped(let record) = reading {
            comparison.differences = try FactDifference.between(CanonicalRecord(packed: packed), record)
        }
        return (comparison, standing, reading)
    }

    private static func word(_ standing: RecordStanding) -> String {
        switch standing {
        case .unknown: "unknown"
        case .waiting: "waiting"
        case .answered: "answered"
        case .quarantined(_, let rejection): "rejected by \(rejection.rule)"
        case .believed: "mapped"
        }
    }

    private static func word(_ reading: RecordReading) -> String {
        switch reading {
        case .answered: "answered"
        case .rejected(let rejections): "rejected by \(rejections.first?.rule ?? "connector:silent")"
        case .mapped: "mapped"
        }
    }
}

/// In which members what two records say differs, without what they say.
enum FactDifference {
    static func between(_ old: CanonicalRecord, _ new: CanonicalRecord) throws -> [String] {
        var lines: [String] = old.subject == new.subject ? [] : ["subject"]
        if old.source != new.source { lines.append("source") }
        let before = Dictionary(old.facts.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        let after = Dictionary(new.facts.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        for key in Set(before.keys).union(after.keys).sorted() {
            switch (before[key], after[key]) {
            case (nil, _): lines.append("\(key.kind.rawValue): added")
            case (_, nil): lines.append("\(key.kind.rawValue): gone")
            case (let one?, let other?) where one != other:
                let (ours, theirs) = (try members(one), try members(other))
                lines += Set(ours.keys).union(theirs.keys).filter { ours[$0] != theirs[$0] }.sorted().map { "\(key.kind.rawValue): \($0)" }
            default: break
            }
        }
        return lines
    }

    /// The members of a fact by their path.
    private static func members(_ fact: Fact) throws -> [String: String] {
        var found: [String: String] = [:]
        func walk(_ value: Any, _ path: String) {
            if let object = value as? [String: Any] {
                for (name, member) in object { walk(member, path.isEmpty ? name : "\(path).\(name)") }
            } else {
                found[path] = "\(value)"
            }
        }
        walk(try JSONSerialization.jsonObject(with: Data(try CanonicalCoding.encode(fact))), "")
        return found
    }
}
