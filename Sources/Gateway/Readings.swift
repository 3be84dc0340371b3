// SPDX-License-Identifier: EUPL-1.2
import Dispatch
import ExchangeSchema
import ExchangeStore
import Synchronization

/// Checks and maps a batch of records on all cores; reading is pure, so the order of work does not matter.
enum Readings {
    private static let stripe = 32

    static func read(_ claimed: [ClaimedRecord], with connectors: [Agency: any SourceConnector]) -> [RecordReading] {
        let stripes = (claimed.count + stripe - 1) / stripe
        let results = Mutex<[Int: [RecordReading]]>([:])
        DispatchQueue.concurrentPerform(iterations: stripes) { index in
            let range = (index * stripe)..<min(claimed.count, (index + 1) * stripe)
            let readings = claimed[range].map { read($0.record, with: connectors) }
            results.withLock { $0[index] = readings }
        }
        return results.withLock { held in (0..<stripes).flatMap { held[$0] ?? [] } }
    }

    private static func read(_ record: SourceRecord, with connectors: [Agency: any SourceConnector]) -> RecordReading {
        guard let connector = connectors[record.agency] else {
            return .rejected([Rejection(rule: "catalogue:unknown-agency", field: "agency", place: record.place)])
        }
        return connector.read(record)
    }
}
