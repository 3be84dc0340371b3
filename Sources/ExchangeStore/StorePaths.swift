// SPDX-License-Identifier: EUPL-1.2

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

/// What is wrong with the world of the store, with a next step.
package enum StoreError: Error, Equatable, CustomStringConvertible {
    case newerSchema(found: Int, known: Int)
    case notDurable(String)
    case unknownPerson
    case erasedSubject
    case missingKey(record: Int64)
    case alreadyExists(String)
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
        case .keysReplaced: "the master key was replaced meanwhile; nothing was written, run the command again"
        case .secondUserNeeded: "whoever asked for the erasure may not confirm it; a second user of the officer's role must"
        case .notRequested: "nobody asked for this erasure under this case; ask first, without --confirm"
        case .deliveriesWait(let count):
            "\(count) messages to recipients about this person have not left; run 'xchg sync run' and confirm again"
        case .alreadyErased: "this person was erased already"
        case .alreadyExists(let path): "\(path) exists already; choose an empty directory"
        }
    }
}
