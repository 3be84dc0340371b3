// SPDX-License-Identifier: EUPL-1.2
import AuditLog
import ExchangeSchema
import ExchangeStore
import Foundation

/// An entry of the log with the sections that some reader may see.
struct OpenedEntry: Encodable {
    let entry: String
    /// The leaf, as it stands in the log.
    let leaf: String
    let kind: String
    let minute: String
    /// Disclosures by letter, each the JSON array that the leaf commits to.
    let disclosures: [String: String]

    /// What a section says; nil where it was not opened.
    func section(_ section: Entry.Section) -> [String: Any]? {
        guard let text = disclosures[section.rawValue], let value = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [Any],
            value.count == 3
        else { return nil }
        return value[2] as? [String: Any]
    }
}

/// Who reads, and so which sections are opened.
enum Reader {
    /// What was exchanged, to count it.
    case counting
    /// What, organisations, evidence.
    case auditor
    /// The same, and whom it is about: on a warrant that the entry of the look names.
    case warrant
    /// What, organisations, whom it is about: for the person's own history.
    case citizen
    /// Everything that the data-protection officer needs to answer a person or judge a breach, users included.
    case officer

    var sections: Set<Entry.Section> {
        switch self {
        case .counting: [.what]
        case .auditor: [.what, .organisations, .evidence]
        case .warrant: [.what, .organisations, .evidence, .subject]
        case .citizen: [.what, .organisations, .subject]
        case .officer: Set(Entry.Section.allCases)
        }
    }
}

/// Opens entries of the shards of a workspace.
struct LogOpener {
    let workspace: Workspace
    let store: Store

    func shardName(_ year: Int) -> String { "\(workspace.configuration.origin)/\(year)" }

    /// The entry at a place, with the sections that the reader may see and for which keys are left; nil where the log lacks it.
    func open(_ index: Int, year: Int, size: Int, for reader: Reader) throws -> OpenedEntry? {
        guard let entry = ShardReader(directory: workspace.shard(year), size: size).entry(index) else { return nil }
        return try open(entry.leaf, entry.openings, at: index, year: year, for: reader)
    }

    func open(_ leaf: [UInt8], _ openings: [UInt8], at index: Int, year: Int, for reader: Reader) throws -> OpenedEntry {
        var sections: [UInt8: [UInt8]] = [:]
        if let period = Store.period(of: openings) {
            let needsSubject = !reader.sections.isDisjoint(with: [.subject, .evidence])
            let person = needsSubject ? try store.subject(ofEntry: index, in: shardName(year)) : nil
            sections = try store.open(leaf: leaf, openings: openings, periodId: period, person: person)
            if reader.sections.contains(.user) {
                sections[Entry.Section.user.letter] = try store.openUser(leaf: leaf, openings: openings, periodId: period)
            }
        }
        var disclosures: [String: String] = [:]
        for section in reader.sections {
            disclosures[section.rawValue] = sections[section.letter].map { String(decoding: $0, as: UTF8.self) }
        }
        return OpenedEntry(
            entry: "\(year)/\(index)", leaf: String(decoding: leaf, as: UTF8.self), kind: Leaf.kind(of: leaf)?.rawValue ?? "",
            minute: Leaf.minute(of: leaf) ?? "", disclosures: disclosures)
    }

    /// Every entry of a shard in order, one bundle in memory.
    func forEach(year: Int, for reader: Reader, _ body: (OpenedEntry) throws -> Void) throws {
        guard let head = try store.logHead(shardName(year)) else { return }
        let shard = ShardReader(directory: workspace.shard(year), size: head)
        for number in 0..<((head + Tile.width - 1) / Tile.width) {
            guard let bundle = shard.bundle(number) else {
                throw Stop.world("\(workspace.shard(year)): a bundle is missing; run 'xchg audit verify'")
            }
            for (offset, entry) in bundle.enumerated() {
                try body(try open(entry.leaf, entry.openings, at: number * Tile.width + offset, year: year, for: reader))
            }
        }
    }

    /// Years of which there is a shard, oldest first.
    func years() throws -> [Int] { try AuditShards.folders(of: workspace).compactMap { $0.split(separator: "/").last.flatMap { Int($0) } } }
}
