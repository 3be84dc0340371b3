// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

extension LokaalConnector {
    /// Rows by their file; answers of the national register by the day of their message.
    package func lot(of record: SourceRecord) -> Lot? {
        guard record.format != Self.person else { return MessageDay.lot(of: record, sender: MessageDay.platform) }
        guard let nis = record.context["nis"] else { return nil }
        return FileLot.lot(of: record, sender: nis, date: record.context["date"])
    }
}
