// SPDX-License-Identifier: EUPL-1.2

/// One thing that is wrong with a store, its keys, its log or its deliveries: what, where, how often, and what to do.
package struct StoreFinding: Error, Sendable, Codable, Equatable {
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case storeMissing = "store-missing"
        case storeDamaged = "store-damaged"
        case lostCommits = "lost-commits"
        case keysMissing = "keys-missing"
        case keysDamaged = "keys-damaged"
        case keysOlder = "keys-older"
        case masterKey = "master-key"
        case keyMissing = "key-missing"
        case danglingRow = "dangling-row"
        case recordUnaccounted = "record-unaccounted"
        case countsDiffer = "counts-differ"
        case sealedRow = "sealed-row"
        case packedRow = "packed-row"
        case deliveryUnlogged = "delivery-unlogged"
        case exchangeUnknown = "exchange-unknown"
        case logAhead = "log-ahead"
        case logIncomplete = "log-incomplete"
        case logDamaged = "log-damaged"
        case stagedFileMissing = "staged-file-missing"
        case stagedFileChanged = "staged-file-changed"
        case deliveryStray = "delivery-stray"
        case leftover
    }

    package let kind: Kind
    /// Table and number, or file; never a value.
    package let place: String
    /// How many of the same kind there are at places like this one.
    package let count: Int

    package init(_ kind: Kind, _ place: String, count: Int = 1) {
        self.kind = kind
        self.place = place
        self.count = count
    }

    /// Harmless: the next run clears it away.
    package var isHarmless: Bool { kind == .leftover }
}

extension StoreFinding: CustomStringConvertible {
    package var description: String { "\(place)\(count > 1 ? " and \(count - 1) more" : ""): \(sentence)" }

    package var sentence: String {
        switch kind {
        case .storeMissing: "the store is gone while its keys are there"
        case .storeDamaged: "the file is damaged"
        case .lostCommits: "the store lacks work that was done: its file or write-ahead log was cut, or an older copy was put in its place"
        case .keysMissing: "the keys are gone while the store is there"
        case .keysDamaged: "the file with the keys is damaged"
        case .keysOlder: "the keys are older than the store: what was taken in since then can't be opened"
        case .masterKey: "the master key is missing, readable by others, or not the one that wrapped these keys"
        case .keyMissing: "sealed content whose key is gone, though nobody erased it"
        case .danglingRow: "a row names another that is not there"
        case .recordUnaccounted: "a record that neither waits, nor was settled, nor is held"
        case .countsDiffer: "more or fewer records than were counted at the intake"
        case .sealedRow: "sealed content does not open with its key"
        case .packedRow: "content opens and is not in a form this program knows"
        case .deliveryUnlogged: "a delivery that the log does not show"
        case .exchangeUnknown: "the log shows an exchange that the store does not know"
        case .logAhead: "the published log is ahead of the store: the store was replaced by an older copy"
        case .logIncomplete: "files of the log are missing or cut"
        case .logDamaged: "the log does not verify"
        case .stagedFileMissing: "a delivery that was written is gone before it was published"
        case .stagedFileChanged: "a delivery file is not as it was written"
        case .deliveryStray: "a file in a recipient's folder that this store did not write"
        case .leftover: "begun by a run that died, and recorded nowhere"
        }
    }

    /// The next step, for an operator.
    package var remedy: String {
        switch kind {
        case .storeMissing, .storeDamaged, .lostCommits, .logAhead, .exchangeUnknown, .danglingRow, .recordUnaccounted, .countsDiffer:
            "stop the gateway, keep these files, and put store, keys, log and deliveries of one moment back from backups; what came later "
                + "must be asked for again"
        case .keysMissing, .keysDamaged, .keysOlder, .keyMissing:
            "stop the gateway and put the newest copy of 'xchg keys backup' back as keys/keys.db"
        case .masterKey: "put the right master.key back from its own copy, with mode 0600; without it nothing can be opened"
        case .sealedRow, .packedRow:
            "if this is the newest program, the row is damaged: put the last backup back in which 'xchg store check' finds nothing"
        case .deliveryUnlogged: "keep this store, tell the data protection officer, and put back the last backup that checks clean"
        case .logIncomplete, .logDamaged:
            "copy the named files back from another copy of the log, then run 'xchg audit verify'; a log without them can't be continued"
        case .stagedFileMissing: "put the file back under .pending from a copy; where there is none, put the last backup back"
        case .stagedFileChanged: "find out who may write in this folder; move the file away, then as for a missing file"
        case .deliveryStray: "find out who put it there; after older files were put back, it may be a delivery made since"
        case .leftover: "nothing: the next run removes it"
        }
    }
}
