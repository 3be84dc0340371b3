// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import ExchangeStore

/// Checks and maps a batch of records on all cores; reading is pure, so the order of work does not matter.
enum Readings {
    /// What came of a record, and its canonical form as it will be stored.
    struct Read: Sendable {
        let reading: RecordReading
        let packed: [UInt8]

        init(_ reading: RecordReading) throws {
            self.reading = reading
            if case .mapped(let record) = reading { packed = try CanonicalCoding.pack(record) } else { packed = [] }
        }
    }

    static func read(_ claimed: [ClaimedRecord], with connectors: [Agency: any SourceConnector]) throws -> [Read] {
        try Parallel.map(claimed, stripe: 32) { waiting in try Read(read(waiting.record, with: connectors)) }
    }

    private static func read(_ record: SourceRecord, with connectors: [Agency: any SourceConnector]) -> RecordReading {
        guard let connector = connectors[record.agency] else {
            return .rejected([Rejection(rule: "catalogue:unknown-agency", field: "agency", place: record.place)])
        }
        return connector.read(record)
    }
}
