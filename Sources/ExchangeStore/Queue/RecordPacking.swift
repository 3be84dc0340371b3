// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// The bytes of a source record before they are sealed: source key, reference, place, body, then context keys and values in order of keys.
enum RecordPacking {
    static func pack(_ record: SourceRecord) -> [UInt8] {
        var parts: [[UInt8]] = [Array(record.sourceKey.utf8), Array(record.reference.utf8), Array(record.place.utf8), record.body]
        for (key, value) in record.context.sorted(by: { $0.key < $1.key }) {
            parts.append(Array(key.utf8))
            parts.append(Array(value.utf8))
        }
        return Packing.pack(parts)
    }

    /// What identifies the content, whatever the place it was read from.
    static func content(_ record: SourceRecord) -> [UInt8] {
        var parts: [[UInt8]] = [Array(record.format.rawValue.utf8), Array(record.sourceKey.utf8), record.body]
        for (key, value) in record.context.sorted(by: { $0.key < $1.key }) {
            parts.append(Array(key.utf8))
            parts.append(Array(value.utf8))
        }
        return Packing.pack(parts)
    }

    static func unpack(_ bytes: [UInt8], agency: Agency, organisation: OrganisationID, format: MessageFormat) -> SourceRecord? {
        let parts = Packing.unpack(bytes)
        guard parts.count >= 4, parts.count % 2 == 0 else { return nil }
        let text = parts.enumerated().map { $0.offset == 3 ? "" : String(decoding: $0.element, as: UTF8.self) }
        var context: [String: String] = [:]
        for index in stride(from: 4, to: parts.count, by: 2) { context[text[index]] = text[index + 1] }
        return SourceRecord(
            agency: agency, organisation: organisation, format: format, sourceKey: text[0], reference: text[1], body: parts[3],
            context: context, place: text[2])
    }
}
