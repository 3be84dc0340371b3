// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import ExchangeStore

/// A waiting record, opened, checked and mapped, and its canonical form as it will be stored.
struct ReadRecord: Sendable {
    let claimed: ClaimedRecord
    let reading: RecordReading
    let packed: [UInt8]

    init(_ claimed: ClaimedRecord, _ reading: RecordReading) {
        self.claimed = claimed
        self.reading = reading
        if case .mapped(let record) = reading { packed = record.packed } else { packed = [] }
    }
}

/// Opens, checks and maps waiting records on all cores; reading is pure, so the order of work does not matter.
struct Readings: Sendable {
    let store: Store
    let connectors: [Agency: any SourceConnector]

    /// The oldest waiting records behind `seq`, read, in the order of intake.
    func ahead(of seq: Int64, limit: Int) throws -> [ReadRecord] {
        try Parallel.map(try store.waiting(after: seq, limit: limit)) { waiting in
            let claimed = try store.open(waiting)
            return ReadRecord(claimed, read(claimed.record))
        }
    }

    private func read(_ record: SourceRecord) -> RecordReading {
        guard let connector = connectors[record.agency] else {
            return .rejected([Rejection(rule: "catalogue:unknown-agency", field: "agency", place: record.place)])
        }
        return connector.read(record)
    }
}
