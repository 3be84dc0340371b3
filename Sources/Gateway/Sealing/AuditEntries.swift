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
        event(
            .refusal, [("items", .integer(items)), ("outcome", .text("returned")), ("report", .integer(Int(report)))],
            organisations: [("source", .text(agency.rawValue))], at: at)
    }

    /// A delivery did not leave: an agreement no longer allows it (refusal), or it breaks the contract of its recipient (error).
    static func stopped(_ delivery: StoredDelivery, _ kind: Entry.Kind, reason: String, subject: String, at: Instant) -> AuditDraft {
        AuditDraft(
            entry: Entry(
                kind: kind, milliseconds: at.milliseconds,
                sections: [
                    .what: .object([
                        ("agreement", .text(delivery.agreement)), ("at", .text(at.description)),
                        ("outcome", .text(kind == .refusal ? "refused" : "held")), ("reason", .text(reason)),
                        ("trace", .text(delivery.deliveryId)),
                        ("version", .text(delivery.agreementVersion)),
                    ]),
                    .organisations: .object([("recipient", .text(delivery.recipient.rawValue))]),
                    .subject: .object([("id", .text(subject)), ("type", .text("person"))]),
                ]), subject: delivery.person)
    }

    /// Records of a batch could not be used, by the rule they broke.
    static func quarantined(_ counts: [String: Int], source: Agency, at: Instant) -> AuditDraft {
        event(
            .error, [("outcome", .text("quarantined")), ("rules", .object(counts.map { ($0.key, .integer($0.value)) }))],
            organisations: [("source", .text(source.rawValue))], at: at)
    }

    /// Something happened that is about no person.
    static func event(
        _ kind: Entry.Kind, _ what: [(String, EntryValue)], organisations: [(String, EntryValue)]? = nil, at: Instant
    ) -> AuditDraft {
        var sections: [Entry.Section: EntryValue] = [.what: .object([("at", .text(at.description))] + what)]
        if let organisations { sections[.organisations] = .object(organisations) }
        return AuditDraft(entry: Entry(kind: kind, milliseconds: at.milliseconds, sections: sections))
    }

    /// Somebody read or decided something at the command line.
    static func act(_ act: Act, subject: String?, at: Instant) -> AuditDraft {
        var what: [(String, EntryValue)] = [
            ("at", .text(at.description)), ("outcome", .text("done")), ("reason", .text(act.reason)), ("verb", .text(act.verb)),
        ]
        what += act.details
        var sections: [Entry.Section: EntryValue] = [
            .what: .object(what), .user: .object([("pseudonym", .text(act.user)), ("role", .text(act.role))]),
        ]
        if let subject { sections[.subject] = .object([("id", .text(subject)), ("type", .text("person"))]) }
        return AuditDraft(
            entry: Entry(kind: act.kind, milliseconds: at.milliseconds, sections: sections), subject: act.person, user: act.user)
    }
}
