// SPDX-License-Identifier: EUPL-1.2

import Contracts
import ExchangeSchema

/// Reads one kind of MAGDA answer: checks it against its contract, then lets a mapping speak for its content.
struct MagdaContract: Sendable {
    let contract: XSDContract
    let codes: CodeBook

    /// What a mapping made of the content of an answer.
    struct Mapped {
        var subject: Subject
        var sheet: FactSheet
        /// When the source made its latest change, where the content says so, and its number among changes of that moment.
        var changedAt: Instant?
        var sequence: Int64?
        /// Outcomes that the content itself gives.
        var outcomes: [SourceOutcome] = []
    }

    func read(_ record: SourceRecord, map: (XMLElement, MagdaReply, FactSheet) -> Mapped) -> RecordReading {
        let root: XMLElement
        switch contract.read(record.body) {
        case .success(let checked): root = checked
        case .failure(let list): return .rejected(list.violations.map(Rejection.init))
        }
        let reply = MagdaReply(root)
        let outcomes = reply.exceptions.map { $0.outcome(codes) }
        guard let content = reply.content else { return .answered(.decisive(outcomes)) }
        let mapped = map(content, reply, FactSheet(codes: codes))
        guard mapped.sheet.rejections.isEmpty else { return .rejected(mapped.sheet.rejections) }
        guard let assertedAt = mapped.changedAt ?? reply.statedAt else {
            return .rejected([Rejection(rule: "date:no-such-day", field: "Tijdstip", place: "line \(root.line)")])
        }
        let stamp = SourceStamp(
            agency: record.agency, organisation: record.organisation, format: record.format, assertedAt: assertedAt,
            sequence: mapped.sequence ?? reply.sequence)
        var canonical = CanonicalRecord(source: stamp, subject: mapped.subject, facts: mapped.sheet.facts)
        canonical.outcomes = outcomes + mapped.outcomes
        return .mapped(canonical)
    }
}
