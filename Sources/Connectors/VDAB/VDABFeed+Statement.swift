// SPDX-License-Identifier: EUPL-1.2
import Contracts
package import ExchangeSchema

extension VDABFeed {
    /// The days, in UTC, that were read to their end and that no window will read again; nil where there is none yet.
    package func settledDays(at position: FeedPosition?) -> ClosedRange<LocalDate>? {
        guard let last = VDABPosition(position?.rawValue) else { return nil }
        let read = last.cursor == nil ? last.tot.adding(milliseconds: -Int64(last.overlapMinutes) * 60_000) : last.van
        let (first, end) = (since.utcDate, read.utcDate.adding(days: -1))
        return first <= end ? first...end : nil
    }

    /// What VDAB says it holds of these days.
    package func statement(of days: ClosedRange<LocalDate>) throws -> LotStatement {
        let bytes = try service.statement(of: days)
        let value: JSONValue
        var limits = JSONReader.Limits()
        limits.maximumBytes = max(limits.maximumBytes, bytes.count)
        do throws(Violation) { value = try JSONReader.parse(bytes, limits: limits) } catch {
            throw StatementTransportError.broken("controle", error.rule)
        }
        if let violation = connector.statementContract.violations(in: value).first {
            throw StatementTransportError.broken("controle", "\(violation.rule) at \(violation.place)")
        }
        var lots: [String: LotContent] = [:]
        for entry in value["loten"]?.array ?? [] {
            guard let day = entry["dag"]?.string, let count = entry["aantal"]?.int, let digest = entry["sha256"]?.string,
                let date = LocalDate(day), days.contains(date)
            else { throw StatementTransportError.broken("controle", "vdab:day-not-asked") }
            guard lots.updateValue(LotContent(count: count, digest: digest), forKey: day) == nil else {
                throw StatementTransportError.broken("controle", "vdab:day-twice")
            }
        }
        return LotStatement(sender: agency.rawValue, days: days, lots: lots)
    }
}

extension VDABConnector {
    /// Mutations by the day of their modification in UTC; answers, which come in files, by the day of their message.
    package func lot(of record: SourceRecord) -> Lot? {
        guard record.format == Self.mutation else { return MessageDay.lot(of: record, sender: MessageDay.platform) }
        let moment = record.reference.split(separator: "/", omittingEmptySubsequences: false).last?.prefix { $0 != "!" }
        return moment.flatMap { Instant($0) }.map { Lot(sender: agency.rawValue, day: $0.utcDate) }
    }
}
