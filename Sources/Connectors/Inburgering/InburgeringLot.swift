// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

extension InburgeringConnector {
    /// The four bodies work in one system, which counts messages by their day.
    package func lot(of record: SourceRecord) -> Lot? { MessageDay.lot(of: record, sender: agency.rawValue) }
}
