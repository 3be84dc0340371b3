// SPDX-License-Identifier: EUPL-1.2
import Agreements
import AuditLog
import ExchangeSchema
import ExchangeStore
import Vault

/// What one record brought about and is still to be written: its assertion and what it releases of the person as it then was.
struct PendingWork: Sendable {
    let cause: Cause
    let assertedAt: Instant
    /// What the record says; nil where this is only about what recipients learn.
    let packed: [UInt8]?
    let person: PersonNumber
    let personId: PersonID
    /// The person's file after this record; nil where it changed nothing.
    var after: (dossier: Dossier, version: Int64, status: CanonicalPerson.Status)?
}

extension PendingWork {
    /// What recipients are told of a person as it is now, because of a record that was filed already.
    init(releasing file: Desk.PersonFile, because cause: Cause) {
        self.init(
            cause: cause, assertedAt: cause.receivedAt, packed: nil, person: file.number, personId: file.id,
            after: (file.dossier, file.version, file.status))
    }
}

/// The record because of which something is written.
struct Cause: Sendable {
    let seq: Int64
    let agency: Agency
    let receivedAt: Instant
}

extension Cause {
    init(_ claimed: ClaimedRecord) { self.init(seq: claimed.seq, agency: claimed.record.agency, receivedAt: claimed.receivedAt) }
}

/// Does the pure part of pending work on all cores: merging, projecting and sealing; then writes it in the order of the records.
///
/// Counts without holes are given out between the two, so that they too follow the order of the records.
struct PendingWriter {
    let transaction: StoreTransaction
    let routing: Routing

    private struct Planned: Sendable {
        var work: PendingWork
        var sealed: SealedContent?
        var releases: [Routing.Release]
    }
    private struct Counted: Sendable {
        let work: PendingWork
        let release: Routing.Release
        let counter: Int64
        let keys: PersonKeys
    }
    private struct Sealed: Sendable {
        let payload: SealedContent
        let entry: SealedEntry
    }

    /// Writes everything; returns what each person's recipients now got last.
    func write(_ pending: [PendingWork], marks: [PersonNumber: [Dossier.Release]]) throws -> [PersonNumber: [Dossier.Release]] {
        let groups = Dictionary(grouping: pending.indices) { pending[$0].person }.sorted { $0.value[0] < $1.value[0] }
        let keys = try transaction.keys(of: groups.map(\.key))
        let (at, blind, routing) = (transaction.at, transaction.blind, routing)
        let restricted = try transaction.restrictedPersons()
        let planned = try Parallel.map(Array(zip(groups, keys)), stripe: 4) { group, keys in
            var held = marks[group.key] ?? []
            let works = try group.value.map { index in
                try Self.plan(pending[index], isRestricted: restricted.contains(group.key), keys, &held, routing, at, blind)
            }
            return (person: group.key, indices: group.value, works: works, marks: held)
        }
        var ordered = [Planned?](repeating: nil, count: pending.count)
        var updated: [PersonNumber: [Dossier.Release]] = [:]
        for group in planned {
            for (index, work) in zip(group.indices, group.works) { ordered[index] = work }
            updated[group.person] = group.marks
        }
        try write(ordered.compactMap(\.self), Dictionary(zip(groups.map(\.key), keys)) { first, _ in first })
        return updated
    }

    /// Of a restricted person nothing goes out any more, and what recipients have is withdrawn, as of one who is not canonical.
    private static func plan(
        _ work: PendingWork, isRestricted: Bool, _ keys: PersonKeys, _ marks: inout [Dossier.Release], _ routing: Routing, _ at: Instant,
        _ blind: BlindIndex
    ) throws -> Planned {
        var releases: [Routing.Release] = []
        if let after = work.after {
            let person = Merger().merge(after.dossier, as: work.personId, status: isRestricted ? .provisional : after.status)
            releases = routing.releases(person, version: after.version, marks: &marks, at: at, blind: blind)
        }
        return Planned(
            work: work, sealed: try work.packed.map { try keys.seal(assertion: work.cause.seq, record: $0) }, releases: releases)
    }

    private func write(_ planned: [Planned], _ keys: [PersonNumber: PersonKeys]) throws {
        var counted: [Counted] = []
        for one in planned {
            if let sealed = one.sealed {
                try transaction.assert(
                    one.work.cause.seq, agency: one.work.cause.agency, person: one.work.person, assertedAt: one.work.assertedAt,
                    record: sealed)
            }
            for release in one.releases {
                guard let keys = keys[one.work.person] else { throw StoreError.erasedSubject }
                let counter = try transaction.next("exchange/\(release.record.agreement.id)")
                counted.append(Counted(work: one.work, release: release, counter: counter, keys: keys))
            }
        }
        let at = transaction.at
        let sealed = try Parallel.map(counted, stripe: 8) { one in
            Sealed(
                payload: try one.keys.seal(delivery: one.release.deliveryId, payload: one.release.record.payload),
                entry: try one.keys.entrySealer.seal(AuditEntries.exchange(one.release, counter: one.counter, at: at)))
        }
        for (one, sealed) in zip(counted, sealed) { try release(one, sealed) }
    }

    private func release(_ one: Counted, _ sealed: Sealed) throws {
        let record = one.release.record
        try transaction.release(
            DeliveryDraft(
                deliveryId: one.release.deliveryId, kind: one.release.kind, agreement: record.agreement.id,
                agreementVersion: record.agreement.version,
                provider: one.work.cause.agency.rawValue, recipient: record.recipient, person: one.work.person,
                personVersion: one.work.after?.version ?? 0, record: one.work.cause.seq, receivedAt: one.work.cause.receivedAt),
            payload: sealed.payload, audit: sealed.entry)
    }
}
