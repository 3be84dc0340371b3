// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import ExchangeStore

/// When a record that can't be opened is tried again, and how often before a person must look.
enum RecordRetry {
    static let backoff = Backoff(first: 60, most: 21_600)
    static let budget = 6
}

/// Keeps the records of one source key in their order when one of them has to wait: those behind it wait with it.
struct SourceKeyOrder {
    private let transaction: StoreTransaction
    private var waiting: [[UInt8]: (seq: Int64, dueAt: Instant)]
    /// False almost always: then nothing is looked at.
    private let isNeeded: Bool

    init(_ transaction: StoreTransaction, closed: Bool) throws {
        self.transaction = transaction
        waiting = try transaction.deferredKeys()
        isNeeded = closed || !waiting.isEmpty
    }

    /// True where the record was put off or parked instead of being worked on.
    mutating func holdsBack(_ read: ReadRecord) throws -> Bool {
        guard isNeeded else { return false }
        switch read.content {
        case .closed(let reason):
            try putOff(read, reason, try transaction.sourceKeyToken(ofRecord: read.seq))
            return true
        case .open(let claimed, _, _):
            guard let head = waiting[transaction.sourceKeyToken(claimed.record)], head.seq < read.seq else { return false }
            try transaction.deferUntil(
                head.dueAt, read.seq, agency: read.agency, attempts: read.attempts, reason: "queue:behind-its-source-key")
            return true
        }
    }

    private mutating func putOff(_ read: ReadRecord, _ reason: String, _ key: [UInt8]) throws {
        let failures = read.attempts + 1
        guard failures <= RecordRetry.budget else {
            return try transaction.quarantine(
                read.seq, agency: read.agency, Rejection(rule: reason, field: "", place: ""), as: .parked, retryable: true)
        }
        let head = waiting[key]
        let wait = RecordRetry.backoff.wait(
            after: failures, chance: SeededChance.fraction(UInt64(bitPattern: read.seq), UInt64(failures)))
        let dueAt = head.flatMap { $0.seq < read.seq ? $0.dueAt : nil } ?? transaction.at.adding(milliseconds: wait)
        try transaction.deferUntil(dueAt, read.seq, agency: read.agency, attempts: failures, reason: reason)
        if head == nil { waiting[key] = (read.seq, dueAt) }
    }
}
