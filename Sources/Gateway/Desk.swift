// SPDX-License-Identifier: EUPL-1.2
import Agreements
import ExchangeSchema
import ExchangeStore

/// The open files of one batch: persons are read once, changed in memory record by record, and written once.
final class Desk {
    let transaction: StoreTransaction
    private let routing: Routing
    private let matcher = Matcher()
    var files: [PersonNumber: PersonFile] = [:]
    /// What the records so far brought about; written together, before persons become one and at the end.
    var pending: [PendingWork] = []
    /// Persons who turned out to be somebody else while recipients knew of them.
    private var absorbed: [PersonFile] = []
    /// Rules that records of this batch broke, by agency.
    private var broken: [Agency: [String: Int]] = [:]

    init(_ transaction: StoreTransaction, routing: Routing) {
        self.transaction = transaction
        self.routing = routing
    }

    /// A person's file on the desk.
    struct PersonFile: Sendable {
        let number: PersonNumber
        let id: PersonID
        /// The version that was read, which must still be the one stored when this is written.
        let read: Int64
        var version: Int64
        var status: CanonicalPerson.Status
        var mergedInto: PersonNumber?
        var dossier: Dossier
        var changed = false

        init(_ stored: StoredPerson) throws {
            number = stored.number
            id = stored.id
            read = stored.version
            version = stored.version
            status = stored.status
            mergedInto = stored.mergedInto
            dossier = stored.dossier.isEmpty ? Dossier() : try Dossier(packed: stored.dossier)
        }
    }

    /// Reads the files of everybody whom the numbers and keys of a batch name, on all cores; the others are read when they are met.
    func lay(out records: [ReadRecord]) throws {
        var wanted: Set<PersonNumber> = []
        for read in records {
            guard case .open(let claimed, .mapped(let record), _) = read.content else { continue }
            if let number = try record.subject.insz.flatMap({ try transaction.person(byINSZ: $0) }) { wanted.insert(number) }
            let source = claimed.record
            if let number = try transaction.person(bySourceKey: source.sourceKey, of: source.agency) { wanted.insert(number) }
        }
        let stored = try transaction.load(wanted.sorted())
        for file in try Parallel.map(stored, { try PersonFile($0) }) { files[file.number] = file }
    }

    // MARK: What can't be merged

    func quarantine(_ waiting: ClaimedRecord, _ rejections: [Rejection]) throws {
        let first = rejections.first ?? Rejection(rule: "connector:silent", field: "", place: waiting.record.place)
        broken[waiting.record.agency, default: [:]][first.rule, default: 0] += 1
        try transaction.quarantine(waiting.seq, agency: waiting.record.agency, first, as: Self.outcome(of: first))
    }

    /// An answer without data is settled; one that asks for patience or for a person's eye waits in quarantine.
    func answer(_ waiting: ClaimedRecord, _ outcome: SourceOutcome) throws {
        switch outcome.course {
        case .noData, .warning: try transaction.answered(waiting.seq, agency: waiting.record.agency, outcome)
        case .retryLater, .doNotRetry:
            try transaction.quarantine(
                waiting.seq, agency: waiting.record.agency,
                Rejection(rule: "answer:\(outcome.code)", field: outcome.origin ?? "", place: waiting.record.place), as: .parked,
                retryable: outcome.course == .retryLater)
        }
    }

    /// Settles the record; what recipients had of persons who turned out to be others is withdrawn, and released of who they are.
    func finish(_ waiting: ClaimedRecord) throws {
        try tellOfAbsorbed(because: Cause(waiting))
        try transaction.finish(waiting.seq, agency: waiting.record.agency)
    }

    func tellOfAbsorbed(because cause: Cause) throws {
        for file in absorbed {
            pending.append(PendingWork(releasing: file, because: cause))
            pending.append(PendingWork(releasing: try self.file(file.number), because: cause))
        }
        absorbed = []
    }

    /// What our own house got wrong waits for a person of ours; everything else goes back to its source.
    private static func outcome(of rejection: Rejection) -> QuarantineOutcome {
        ["catalogue:", "connector:", "store:"].contains { rejection.rule.hasPrefix($0) } ? .parked : .returned
    }

    // MARK: Matching

    /// The person the record belongs to; a provisional one where nobody can be sure.
    func match(_ record: CanonicalRecord, of waiting: ClaimedRecord) throws -> PersonNumber {
        if let obstacle = try replaceNumbers(record) { return try review(obstacle.reason, obstacle.candidates, record, waiting) }
        let key = waiting.record.sourceKey
        let agency = waiting.record.agency
        let known = Matcher.Known(
            byINSZ: try record.subject.insz.flatMap { try transaction.person(byINSZ: $0) }.map { try candidate($0, record) },
            bySourceKey: try transaction.person(bySourceKey: key, of: agency).map { try candidate($0, record) })
        switch matcher.decide(record.subject, known: known) {
        case .link(let number, _):
            if record.subject.insz != nil, known.bySourceKey == nil { try transaction.link(sourceKey: key, of: agency, to: number) }
            return number
        case .promote(let number):
            try promote(number, decision: "insz-given-later")
            try identify(number, by: record, key, agency)
            return number
        case .absorb(let provisional, let holder):
            try absorb(provisional, into: holder, decision: "insz-given-later")
            return holder
        case .newPerson:
            let number = try open(.canonical)
            try identify(number, by: record, key, agency)
            return number
        case .review(let reason, let candidates):
            return try review(reason, candidates, record, waiting)
        }
    }

    private func candidate(_ number: PersonNumber, _ record: CanonicalRecord) throws -> Matcher.Candidate {
        let file = try file(number)
        return Matcher.Candidate(
            number: file.number, hasNumber: !file.dossier.numbers.isEmpty, provisional: file.status == .provisional,
            fits: Demographics.fit(record, file.dossier))
    }

    private func identify(_ number: PersonNumber, by record: CanonicalRecord, _ key: String, _ agency: Agency) throws {
        if let insz = record.subject.insz { try transaction.link(insz, to: number) }
        try transaction.link(sourceKey: key, of: agency, to: number)
    }

    private func review(
        _ reason: ReviewReason, _ candidates: [PersonNumber], _ record: CanonicalRecord, _ waiting: ClaimedRecord
    ) throws -> PersonNumber {
        let number = try open(.provisional)
        if reason == .noNumber || reason == .flawedNumber {
            try transaction.link(sourceKey: waiting.record.sourceKey, of: waiting.record.agency, to: number)
        }
        try transaction.openReview(person: number, seq: waiting.seq, reason: reason.rawValue, candidates: candidates)
        return number
    }

    /// Joins what the source says are one person's old and new numbers; a reason for review where that can't be.
    private func replaceNumbers(_ record: CanonicalRecord) throws -> (reason: ReviewReason, candidates: [PersonNumber])? {
        for replacement in record.subject.replacements {
            let old = try transaction.person(byINSZ: replacement.old).map { try file($0).number }
            let new = try transaction.person(byINSZ: replacement.new).map { try file($0).number }
            if let holder = new ?? old, isCycle(replacement, try file(holder).dossier) { return (.replacementCycle, [holder]) }
            switch (old, new) {
            case (let old?, let new?) where old != new:
                guard Demographics.agree(try file(old).dossier, try file(new).dossier) else { return (.replacementDoesNotFit, [old, new]) }
                try absorb(old, into: new, decision: "insz-replaced")
            case (let old?, nil): try transaction.link(replacement.new, to: old)
            case (nil, let new?): try transaction.link(replacement.old, to: new)
            case (nil, nil):
                let number = try open(.canonical)
                try transaction.link(replacement.old, to: number)
                try transaction.link(replacement.new, to: number)
            default: break
            }
            if let holder = try transaction.person(byINSZ: replacement.new) { try reconsider(after: holder) }
        }
        return nil
    }

    /// True where the new number was itself replaced, in the end, by the old one.
    private func isCycle(_ replacement: INSZReplacement, _ dossier: Dossier) -> Bool {
        var current: INSZ? = replacement.new
        var steps = 0
        while let insz = current, steps <= dossier.numbers.count {
            if insz == replacement.old { return true }
            current = dossier.numbers.first { $0.insz == insz }?.replacedBy
            steps += 1
        }
        return steps > dossier.numbers.count && current != nil
    }

    // MARK: Merging

    /// Takes up what the record says; true where the person changed by it.
    func merge(_ record: CanonicalRecord, packed: [UInt8], of waiting: ClaimedRecord, into number: PersonNumber) throws -> Bool {
        var file = try take(number)
        let changed = file.dossier.join(record, seq: waiting.seq)
        file.version += changed ? 1 : 0
        file.changed = true
        files[file.number] = file
        pending.append(
            PendingWork(
                cause: Cause(waiting), assertedAt: record.source.assertedAt, packed: packed, person: file.number, personId: file.id))
        return changed
    }

    /// Releases what agreements grant of the person as it is now, because of the record merged last.
    func release(_ number: PersonNumber, because cause: Cause) throws {
        let file = try file(number)
        precondition(pending.last?.cause.seq == cause.seq, "a release follows the merging of its record")
        pending[pending.count - 1].after = (file.dossier, file.version, file.status)
    }

    /// Writes what is pending, in the order of the records.
    private func settle() throws {
        guard !pending.isEmpty else { return }
        let persons = Set(pending.map(\.person))
        let marks = files.filter { persons.contains($0.key) }.mapValues(\.dossier.releases)
        let updated = try PendingWriter(transaction: transaction, routing: routing).write(pending, marks: marks)
        for (number, releases) in updated { files[number]?.dossier.releases = releases }
        pending = []
    }

    // MARK: Files

    /// The file of a person, or of the one they were merged into.
    func file(_ number: PersonNumber) throws -> PersonFile {
        if let open = files[number] {
            if let next = open.mergedInto { return try file(next) }
            return open
        }
        guard let stored = try transaction.load(number) else { throw StoreError.unknownPerson }
        let file = try PersonFile(stored)
        files[number] = file
        if let next = file.mergedInto { return try self.file(next) }
        return file
    }

    /// The file of a person, taken off the desk to be changed in place; it must be put back.
    private func take(_ number: PersonNumber) throws -> PersonFile {
        let file = try file(number)
        files[file.number] = nil
        return file
    }

    func open(_ status: CanonicalPerson.Status) throws -> PersonNumber {
        let stored = try transaction.newPerson(status)
        var file = try PersonFile(stored)
        file.changed = true
        files[stored.number] = file
        return stored.number
    }

    /// A provisional person turns out to be nobody else.
    func promote(_ number: PersonNumber, decision: String) throws {
        var file = try file(number)
        file.status = .canonical
        file.changed = true
        files[file.number] = file
        try transaction.closeReview(person: file.number, decision: decision)
    }

    /// One person turns out to be another: the files become one, the records move, the old id leads on.
    func absorb(_ loser: PersonNumber, into winner: PersonNumber, decision: String) throws {
        try settle()
        var from = try file(loser)
        var into = try file(winner)
        guard from.number != into.number else { return }
        into.dossier.join(from.dossier)
        into.version = max(into.version, from.version) + 1
        into.changed = true
        from.status = .merged
        from.mergedInto = into.number
        from.version += 1
        from.changed = true
        if !from.dossier.releases.isEmpty { absorbed.append(from) }
        from.dossier = Dossier(releases: from.dossier.releases)
        files[from.number] = from
        files[into.number] = into
        try transaction.moveAssertions(of: from.number, to: into.number)
        try transaction.extendRestriction(of: from.number, to: into.number)
        try transaction.closeReview(person: from.number, decision: decision)
    }

    /// Writes what is pending and every changed file.
    func close() throws {
        try settle()
        for (agency, counts) in broken.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            try transaction.append(AuditEntries.quarantined(counts, source: agency, at: transaction.at))
        }
        broken = [:]
        let changed = files.values.filter(\.changed).sorted { $0.number < $1.number }
        let keys = try transaction.keys(of: changed.map(\.number))
        let sealed = try Parallel.map(Array(zip(changed, keys)), stripe: 8) { file, keys in try keys.seal(dossier: file.dossier.packed) }
        for (file, dossier) in zip(changed, sealed) {
            try transaction.save(
                file.number, version: file.version, over: file.read, status: file.status, mergedInto: file.mergedInto, dossier: dossier)
        }
    }
}
