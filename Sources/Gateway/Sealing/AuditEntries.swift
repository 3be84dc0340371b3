// SPDX-License-Identifier: EUPL-1.2
import Agreements
import AuditLog
import ExchangeSchema
import ExchangeStore

/// Composes the sections of audit entries: A what, B organisations, U user, C subject, D evidence.
enum AuditEntries {
    /// Records of one feed were taken in.
    static func intake(feed: String, agency: Agency, counts: IntakeCounts, at: Instant) -> AuditDraft {
        AuditDraft(
            entry: Entry(
                kind: .intake, milliseconds: at.milliseconds,
                sections: [
                    .what: .object([
                        ("at", .text(at.description)), ("conflicts", .integer(counts.conflicts)),
                        ("duplicates", .integer(counts.duplicates)),
                        ("faults", .integer(counts.faults)), ("feed", .text(feed)), ("new", .integer(counts.new)),
                        ("outcome", .text("accepted")),
                    ]),
                    .organisations: .object([("source", .text(agency.rawValue))]),
                ]))
    }

    /// A projection was released, corrected or withdrawn under an agreement.
    static func exchange(_ release: Routing.Release, counter: Int64, at: Instant) -> Entry {
        let record = release.record
        let previous: [(String, EntryValue)] = release.kind.previous.map { [("previous", .text($0))] } ?? []
        let first: [(String, EntryValue)] = [
            ("agreement", .text(record.agreement.id)), ("at", .text(at.description)), ("counter", .integer(Int(counter))),
            ("fields", .list(record.fields.map { .text($0) })),
            ("legalBasis", .list(record.agreement.legalBasis.map { .text($0.description) })), ("outcome", .text(release.kind.name)),
        ]
        let last: [(String, EntryValue)] = [
            ("purpose", .text(record.agreement.purpose)), ("trace", .text(release.deliveryId)),
            ("version", .text(record.agreement.version)),
            ("withheld", .integer(record.withheld)),
        ]
        return Entry(
            kind: .exchange, milliseconds: at.milliseconds,
            sections: [
                .what: .object(first + previous + last),
                .organisations: .object([
                    ("provider", .text(record.agreement.provider.rawValue)), ("recipient", .text(record.recipient.rawValue)),
                ]),
                .subject: .object([("id", .text(release.subject)), ("type", .text("person"))]),
                .evidence: .object([("payload", .text(release.digest))]),
            ])
    }

    /// Records were given back to their source, with a report that says why.
    static func returned(_ items: Int, in report: Int64, to agency: Agency, at: Instant) -> AuditDraft {
        AuditDraft(
            entry: Entry(
                kind: .refusal, milliseconds: at.milliseconds,
                sections: [
                    .what: .object([
                        ("at", .text(at.description)), ("items", .integer(items)), ("outcome", .text("returned")),
                        ("report", .integer(Int(report))),
                    ]),
                    .organisations: .object([("source", .text(agency.rawValue))]),
                ]))
    }

    /// Somebody read or decided something about a person at the command line.
    static func access(verb: String, user: String, reason: String, person: PersonNumber?, at: Instant) -> AuditDraft {
        AuditDraft(
            entry: Entry(
                kind: .access, milliseconds: at.milliseconds,
                sections: [
                    .what: .object([
                        ("at", .text(at.description)), ("outcome", .text("done")), ("reason", .text(reason)), ("verb", .text(verb)),
                    ]),
                    .user: .object([("pseudonym", .text(user))]),
                ]), subject: person, user: user)
    }
}
