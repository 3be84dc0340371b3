// SPDX-License-Identifier: EUPL-1.2

import Contracts
import ExchangeSchema

/// Cuts an NDJSON file of events into one record a line, with flat memory; nothing is checked.
///
/// A record is known by dossier, version, event and moment, so that a file sent again is a repetition. A line without them is known by its place
/// in the file and is refused when it is read; a line above the limit is a fault of framing and the rest of the file is read.
struct NARICEventFraming {
    let maximumLineBytes: Int

    func frame(fileAt path: String, named name: String, batchSize: Int, take: (FramedBatch) throws -> Void) throws {
        var batch = FramedBatch()
        var lines = 0
        try LineReader(maximumLineBytes: maximumLineBytes).read(fileAt: path) { number, line in
            lines += 1
            switch line {
            case .failure(let violation):
                batch.faults.append(FramingFault(rejection: Rejection(violation), reference: "\(name)#\(number)"))
            case .success(let bytes): batch.records.append(Self.record(bytes, number, name))
            }
            if batch.records.count + batch.faults.count >= batchSize {
                try take(batch)
                batch = FramedBatch()
            }
            return true
        }
        if lines == 0 {
            batch.faults.append(FramingFault(rejection: Rejection(rule: "ndjson:empty", field: "", place: ""), reference: name))
        }
        if !batch.records.isEmpty || !batch.faults.isEmpty { try take(batch) }
    }

    private static func record(_ bytes: [UInt8], _ number: Int, _ name: String) -> SourceRecord {
        let words = JSONElements.scalars(named: NARICEvent.framed, in: bytes)
        let place = "\(name)#\(number)"
        var reference = place
        if let dossier = words["dossiernummer"], let version = words["versie"], let kind = words["gebeurtenis"], let at = words["tijdstip"]
        {
            reference = "\(dossier)/\(version)/\(kind)/\(at)"
        }
        return SourceRecord(
            agency: .naric, organisation: .naric, format: NARICConnector.events, sourceKey: words["dossiernummer"] ?? place,
            reference: reference, body: bytes, place: "line \(number)")
    }
}
