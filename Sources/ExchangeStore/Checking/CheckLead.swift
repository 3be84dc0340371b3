// SPDX-License-Identifier: EUPL-1.2
import AuditLog
import Foundation

/// What was read before the snapshot of the store was taken: all of it must show in the snapshot, whatever a gateway at work does meanwhile.
struct CheckLead {
    let tally: Int64?
    /// Sizes that the checkpoints claim, by folder of the shard.
    let published: [String: Int]
    /// Names in the folder of each recipient, those under `.pending` apart.
    let delivered: [(recipient: String, names: [String])]
    let begun: [(recipient: String, names: [String])]

    init(_ site: CheckedSite, keys: KeyStore) throws {
        tally = try keys.tally()
        let shards = Self.names(in: site.audit).map { "\(site.audit)/\($0)" }
        published = Dictionary(
            shards.compactMap { folder in ShardReader.publishedHead(directory: folder).map { (folder, $0.size) } },
            uniquingKeysWith: { first, _ in first })
        let recipients = Self.names(in: site.deliveries)
        delivered = recipients.map { ($0, Self.names(in: "\(site.deliveries)/\($0)")) }
        begun = recipients.map { ($0, Self.names(in: "\(site.deliveries)/\($0)/.pending")) }
    }

    /// Nothing where there is no such folder.
    private static func names(in folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { !$0.hasPrefix(".") }.sorted()
    }
}
