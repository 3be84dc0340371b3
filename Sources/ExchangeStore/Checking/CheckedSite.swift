// SPDX-License-Identifier: EUPL-1.2

/// Everything that a check of one gateway looks at.
package struct CheckedSite: Sendable {
    package let paths: StorePaths
    /// Folder with a folder per shard, named by its year.
    package let audit: String
    /// Folder with a folder per recipient.
    package let deliveries: String

    package init(paths: StorePaths, audit: String, deliveries: String) {
        self.paths = paths
        self.audit = audit
        self.deliveries = deliveries
    }

    /// The folder of a shard, which is named `<origin>/<year>`.
    func folder(ofShard name: String) -> String { audit + "/" + (name.split(separator: "/").last.map(String.init) ?? name) }
}
