// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import ExchangeStore

extension Desk {
    /// Takes back what waits for recipients about a person, so that what they are told next follows from what they truly hold.
    func supersedeQueued(of number: PersonNumber) throws -> Int {
        var file = try file(number)
        let superseded = try transaction.supersedeQueued(of: file.number)
        for one in superseded { file.dossier.forget(one) }
        file.changed = file.changed || !superseded.isEmpty
        files[file.number] = file
        return superseded.count
    }

    /// Tells recipients of a person as they are now; without a cause because of the record of theirs taken in last.
    func tell(of number: PersonNumber, because given: Cause? = nil) throws {
        let file = try file(number)
        guard
            let cause = try given
                ?? transaction.latestAssertion(of: file.number).map({ Cause(seq: $0.seq, agency: $0.agency, receivedAt: transaction.at) })
        else { return }
        try tellOfAbsorbed(because: cause)
        pending.append(PendingWork(releasing: file, because: cause))
    }

    /// Counts another version of a person of whom something other than what is believed changed.
    func revise(_ number: PersonNumber) throws {
        var file = try file(number)
        file.version += 1
        file.changed = true
        files[file.number] = file
    }

    /// Takes records off a person: those of somebody who was merged into them go back to that somebody, others make a new person.
    ///
    /// Both files are made again from their records, as if the others had never been there.
    func split(_ number: PersonNumber, off leaving: Set<Int64>, backTo former: PersonNumber?) throws -> PersonNumber {
        var staying = try file(number)
        let records = try believed(of: staying.number)
        var other = try former.map(revive) ?? file(open(.canonical))
        staying.dossier = Dossier(records.filter { !leaving.contains($0.0) }, released: staying.dossier.releases)
        other.dossier = Dossier(records.filter { leaving.contains($0.0) }, released: other.dossier.releases)
        staying.version += 1
        other.version = max(other.version, staying.version) + 1
        (staying.changed, other.changed) = (true, true)
        other.status = other.dossier.numbers.isEmpty ? .provisional : .canonical
        files[staying.number] = staying
        files[other.number] = other
        try transaction.moveAssertions(of: staying.number, to: other.number, only: leaving)
        try transaction.relinkSourceKeys(
            of: leaving, staying: Set(try transaction.assertions(of: staying.number).map(\.seq)), to: other.number)
        let kept = Set(staying.dossier.numbers.map(\.insz))
        for known in other.dossier.numbers where !kept.contains(known.insz) { try transaction.link(known.insz, to: other.number) }
        if other.status == .provisional, let first = leaving.min() {
            try transaction.openReview(person: other.number, seq: first, reason: ReviewReason.splitOff.rawValue, candidates: [])
        }
        return other.number
    }

    /// Makes a person's file again from the records that are still believed.
    func rebuild(_ number: PersonNumber) throws {
        var file = try file(number)
        file.dossier = Dossier(try believed(of: file.number), released: file.dossier.releases)
        file.version += 1
        file.changed = true
        files[file.number] = file
    }

    /// The records of a person, without those that were rectified away.
    private func believed(of number: PersonNumber) throws -> [(seq: Int64, record: CanonicalRecord)] {
        let disregarded = try transaction.disregarded(of: number)
        return try transaction.assertions(of: number).filter { !disregarded.contains($0.seq) }
            .map { (seq: $0.seq, record: try CanonicalRecord(packed: $0.record)) }
    }

    /// The file of somebody who was merged into another, as a person of their own again.
    private func revive(_ number: PersonNumber) throws -> PersonFile {
        guard let stored = try transaction.load(number) else { throw StoreError.unknownPerson }
        var file = try files[number] ?? PersonFile(stored)
        file.mergedInto = nil
        file.changed = true
        files[number] = file
        return file
    }
}

extension Dossier {
    /// A delivery never left: what the recipient holds is what it held before.
    mutating func forget(_ delivery: SupersededDelivery) {
        releases.removeAll { $0.agreement == delivery.agreement && $0.recipient == delivery.recipient }
        guard let previous = delivery.previous else { return }
        // No payload has an empty digest: what comes next differs from it and corrects or withdraws that delivery.
        releases.append(Release(agreement: delivery.agreement, recipient: delivery.recipient, digest: "", delivery: previous))
    }
}
