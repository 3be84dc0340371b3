// SPDX-License-Identifier: EUPL-1.2
package import Agreements
import AuditLog
package import ExchangeSchema
package import ExchangeStore

/// Logs what the gateway works under, whenever that is another than it was: agreements, configuration, publications; and what went wrong.
package struct Announcements: Sendable {
    private let store: Store

    package init(store: Store) { self.store = store }

    private static let agreementPrefix = "agreement/"

    /// One entry for each agreement that is new, changed or gone since the last time.
    package func agreements(_ book: AgreementBook) throws {
        try store.transaction { transaction in
            for agreement in book.agreements where try transaction.note(Self.agreementPrefix + agreement.id, agreement.version) {
                var what: [(String, EntryValue)] = [
                    ("agreement", .text(agreement.id)), ("event", .text("published")),
                    ("legalBasis", .list(agreement.legalBasis.map { .text($0.description) })), ("purpose", .text(agreement.purpose)),
                    ("validFrom", .text(agreement.validity.begin.description)), ("version", .text(agreement.version)),
                ]
                if let end = agreement.validity.end { what.append(("validUntil", .text(end.description))) }
                try transaction.append(
                    AuditEntries.event(
                        .agreement, what, organisations: [("provider", .text(agreement.provider.rawValue))], at: transaction.at))
            }
            for name in try transaction.notedNames(beginning: Self.agreementPrefix) {
                let id = String(name.dropFirst(Self.agreementPrefix.count))
                guard book.agreement(id) == nil else { continue }
                try transaction.forget(noted: name)
                try transaction.append(
                    AuditEntries.event(.agreement, [("agreement", .text(id)), ("event", .text("removed"))], at: transaction.at))
            }
        }
    }

    /// One entry where the settings or the program are others than the last time; `digest` is of the settings' bytes.
    package func configuration(digest: String, program: String) throws {
        try store.transaction { transaction in
            guard try transaction.note("configuration", "\(digest) \(program)") else { return }
            try transaction.append(
                AuditEntries.event(
                    .config, [("digest", .text(digest)), ("event", .text("changed")), ("program", .text(program))], at: transaction.at))
        }
    }

    /// One entry where what is published was computed from another state than the last time.
    package func publication(_ name: String, asOf day: LocalDate, state: String) throws {
        try store.transaction { transaction in
            guard try transaction.note("publication/\(name)", "\(day) \(state)") else { return }
            try transaction.append(
                AuditEntries.event(
                    .publication,
                    [("asOf", .text(day.description)), ("event", .text("published")), ("name", .text(name)), ("state", .text(state))],
                    at: transaction.at))
        }
    }

    /// Something that needs somebody's eye: a feed that can't be read, a witness or a time-stamping authority that is away, a fork.
    package func trouble(_ what: String, at place: String) throws {
        try store.transaction { transaction in
            _ = try transaction.append(
                AuditEntries.event(
                    .error, [("event", .text(what)), ("outcome", .text("alarm")), ("place", .text(place))], at: transaction.at))
        }
    }
}
