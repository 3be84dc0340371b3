// SPDX-License-Identifier: EUPL-1.2

/// The right edge of a growing tree: one hash per perfect subtree, the largest first.
package struct CompactRange: Sendable {
    private var nodes: [(height: Int, hash: Digest32)] = []
    package private(set) var size = 0

    package init() {}

    package mutating func append(_ hash: Digest32) { append(subtree: hash, height: 0) }

    /// Adds a perfect subtree of 2^height leaves; the range so far must be a multiple of that size.
    package mutating func append(subtree hash: Digest32, height: Int) {
        size += 1 << height
        nodes.append((height, hash))
        while nodes.count > 1, nodes[nodes.count - 1].height == nodes[nodes.count - 2].height {
            let right = nodes.removeLast()
            let left = nodes.removeLast()
            nodes.append((left.height + 1, MerkleTree.node(left.hash, right.hash)))
        }
    }

    package var root: Digest32 {
        guard var head = nodes.last?.hash else { return MerkleTree.emptyRoot }
        for node in nodes.dropLast().reversed() { head = MerkleTree.node(node.hash, head) }
        return head
    }
}
