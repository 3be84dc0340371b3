// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import ExchangeStore

/// A waiting record after somebody tried to open, check and map it.
struct ReadRecord: Sendable {
    let seq: Int64
    let agency: Agency
    let attempts: Int
    let content: Content

    enum Content: Sendable {
        /// The record, what came of reading it, and its canonical form as it will be stored.
        case open(ClaimedRecord, RecordReading, packed: [UInt8])
        /// It can't be opened: its key is gone or its bytes were damaged.
        case closed(String)
    }

    init(_ waiting: WaitingRecord, _ content: Content) {
        seq = waiting.seq
        agency = waiting.agency
        attempts = waiting.attempts
        self.content = content
    }
}

/// A batch that was read ahead, in the order of intake, and how far it went in each lane.
struct ReadBatch: Sendable {
    let records: [ReadRecord]
    let cursors: [Agency: Int64]
}

/// Opens, checks and maps waiting records on all cores; reading is pure, so the order of work does not matter.
struct Readings: Sendable {
    let store: Store
    let connectors: [Agency: any SourceConnector]

    init(store: Store, connectors: [any SourceConnector]) {
        self.store = store
        self.connectors = Dictionary(connectors.map { ($0.agency, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The next batch behind the cursors.
    func ahead(after cursors: [Agency: Int64], by plan: ClaimPlan) throws -> ReadBatch {
        let claims = plan.choose(try store.laneHeads(after: cursors, limit: plan.limit))
        let records = try Parallel.map(try store.waiting(claims.map(\.waiting))) { waiting in
            do {
                let claimed = try store.open(waiting)
                return ReadRecord(waiting, open(claimed))
            } catch {
                return ReadRecord(waiting, .closed(Self.reason(error)))
            }
        }
        // One that does not open is a wrong record; where none does, the world is wrong.
        if records.count >= 10, records.allSatisfy(\.isClosed), let seq = records.first?.seq { throw StoreError.missingKey(record: seq) }
        return ReadBatch(records: records, cursors: claims.reduce(into: cursors) { $0[$1.agency] = max($0[$1.agency] ?? 0, $1.seq) })
    }

    private func open(_ claimed: ClaimedRecord) -> ReadRecord.Content {
        let reading = read(claimed.record)
        if case .mapped(let record) = reading { return .open(claimed, reading, packed: record.packed) }
        return .open(claimed, reading, packed: [])
    }

    /// What today's contract and mapping make of a record.
    func read(_ record: SourceRecord) -> RecordReading {
        guard let connector = connectors[record.agency] else {
            return .rejected([Rejection(rule: "catalogue:unknown-agency", field: "agency", place: record.place)])
        }
        return connector.read(record)
    }

    private static func reason(_ error: any Error) -> String {
        if case StoreError.missingKey = error { return "store:key-missing" }
        return "store:record-damaged"
    }
}

extension ReadRecord {
    var isClosed: Bool { if case .closed = content { true } else { false } }
}
