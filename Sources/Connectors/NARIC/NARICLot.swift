// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

extension NARICConnector {
    /// Events by the day that begins their `tijdstip`; decisions by the day of their message.
    package func lot(of record: SourceRecord) -> Lot? {
        guard record.format == Self.events else { return MessageDay.lot(of: record, sender: agency.rawValue) }
        let moment = record.reference.split(separator: "/", omittingEmptySubsequences: false).last
        return moment.flatMap { LocalDate($0.prefix(10)) }.map { Lot(sender: agency.rawValue, day: $0) }
    }
}
