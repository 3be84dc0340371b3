// SPDX-License-Identifier: EUPL-1.2
import Vault

/// Where the files of one store lie. The keys stand apart from what they open.
package struct StorePaths: Sendable {
    package let store: String
    package let keys: String
    package let masterKey: String

    package init(store: String, keys: String, masterKey: String) {
        self.store = store
        self.keys = keys
        self.masterKey = masterKey
    }
}

extension StorePaths {
    /// Store and keys come into being together, the keys first; one without the other was lost.
    var missingFile: StoreFinding? {
        hasStore && !FilePresence.holds(keys) ? StoreFinding(.keysMissing, keys) : nil
    }

    var hasStore: Bool { FilePresence.holds(store) }
}

/// What is wrong with the world of the store, with a next step.
package enum StoreError: Error, Equatable, CustomStringConvertible {
    case newerSchema(found: Int, known: Int)
    case notDurable(String)
    case unknownPerson
    case erasedSubject
    case missingKey(record: Int64)
    case alreadyExists(String)
    case noSpace(String)
    /// A read, write or flush failed; the code is SQLite's.
    case disk(String, code: Int)
    case busy(String)
    /// A write failed before: what the disk holds must be read again before anything else is written.
    case closed(String)
    case leaseLost(String)
    case personChanged
    case keysReplaced
    case secondUserNeeded
    case notRequested
    case deliveriesWait(Int)
    case alreadyErased

    package var description: String {
        switch self {
        case .newerSchema(let found, let known):
            "the store has schema version \(found), this program knows \(known); install the newer program or restore a backup"
        case .notDurable(let setting): "the database does not run with \(setting); acknowledged records would not survive power loss"
        case .unknownPerson: "no person with this id; 'xchg review list' and 'xchg person show' take the id of 32 characters"
        case .erasedSubject: "the keys of this person were erased; nothing more can be written about them"
        case .missingKey(let record): "the key of source record \(record) is gone; restore keys.db from its own backup"
        case .leaseLost(let work): "another process took over the \(work) meanwhile; nothing of this batch was written"
        case .personChanged: "a person was changed by somebody else meanwhile; nothing of this batch was written"
        case .keysReplaced: "the master key was replaced meanwhile; nothing was written, run the command again"
        case .secondUserNeeded: "whoever asked for the erasure may not confirm it; a second user of the officer's role must"
        case .notRequested: "nobody asked for this erasure under this case; ask first, without --confirm"
        case .deliveriesWait(let count):
            "\(count) messages to recipients about this person have not left; run 'xchg sync run' and confirm again"
        case .alreadyErased: "this person was erased already"
        case .alreadyExists(let path): "\(path) exists already; choose an empty directory"
        case .noSpace(let path):
            "there is no space left for \(path); nothing that was accepted is lost, new work is refused; make space and run it again"
        case .disk(let path, let code):
            "the disk refused a read or write of \(path) (SQLite \(code)); nothing that was accepted is lost, new work is refused; "
                + "look at the disk, then run it again"
        case .busy(let path): "\(path) is held by another process for more than a minute; end that process or wait for it"
        case .closed(let path):
            "\(path) was closed after a write failed; nothing that was accepted is lost, new work is refused; look at the disk, then run it "
                + "again: it is read anew before it takes more work"
        }
    }
}
