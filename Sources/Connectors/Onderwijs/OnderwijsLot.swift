// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

extension OnderwijsConnector {
    /// Rows of private providers by their file; everything else by the day of its message.
    package func lot(of record: SourceRecord) -> Lot? {
        guard record.format == Self.lessons else { return MessageDay.lot(of: record, sender: agency.rawValue) }
        guard let kbo = record.context["kbo"] else { return nil }
        return FileLot.lot(of: record, sender: kbo, date: record.context["date"])
    }
}
