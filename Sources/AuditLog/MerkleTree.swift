// SPDX-License-Identifier: EUPL-1.2

/// Hashing of the log's Merkle tree (RFC 6962 §2.1): leaf = SHA-256(00 ‖ entry), node = SHA-256(01 ‖ left ‖ right).
package enum MerkleTree {
    package static let emptyRoot = Digest32.of([])

    package static func leaf(_ entry: [UInt8]) -> Digest32 {
        entry.withUnsafeBytes { Digest32.of(0, $0, UnsafeRawBufferPointer(start: nil, count: 0)) }
    }

    package static func node(_ left: Digest32, _ right: Digest32) -> Digest32 {
        left.withUnsafeBytes { left in right.withUnsafeBytes { right in Digest32.of(1, left, right) } }
    }

    /// The head of a list of leaf or subtree hashes; split at the largest power of two below the count, no node doubled.
    package static func root(_ hashes: some Collection<Digest32>) -> Digest32 {
        var range = CompactRange()
        for hash in hashes { range.append(hash) }
        return range.root
    }

    /// Sibling hashes from the leaf up (RFC 6962 §2.1.1).
    package static func inclusionProof(_ index: Int, in hashes: ArraySlice<Digest32>) -> [Digest32] {
        guard hashes.count > 1 else { return [] }
        let split = largestPowerOfTwo(below: hashes.count)
        let left = hashes.prefix(split)
        let right = hashes.dropFirst(split)
        if index < split { return inclusionProof(index, in: left) + [root(right)] }
        return inclusionProof(index - split, in: right) + [root(left)]
    }

    /// RFC 9162 §2.1.3.2; the index and the size must be used up together with the proof.
    package static func verifyInclusion(leaf: Digest32, index: Int, size: Int, proof: [Digest32], root: Digest32) -> Bool {
        guard index >= 0, index < size else { return false }
        var (first, second) = (index, size - 1)
        var hash = leaf
        for sibling in proof {
            guard second != 0 else { return false }
            if first & 1 == 1 || first == second {
                hash = node(sibling, hash)
                while first & 1 == 0, first != 0 { first >>= 1; second >>= 1 }
            } else {
                hash = node(hash, sibling)
            }
            first >>= 1
            second >>= 1
        }
        return second == 0 && hash == root
    }

    /// RFC 6962 §2.1.2: shows that the tree of `oldSize` is a prefix of the tree over `hashes`.
    package static func consistencyProof(from oldSize: Int, in hashes: ArraySlice<Digest32>) -> [Digest32] {
        guard oldSize > 0, oldSize < hashes.count else { return [] }
        return subproof(oldSize, hashes, complete: true)
    }

    private static func subproof(_ size: Int, _ hashes: ArraySlice<Digest32>, complete: Bool) -> [Digest32] {
        if size == hashes.count { return complete ? [] : [root(hashes)] }
        let split = largestPowerOfTwo(below: hashes.count)
        if size <= split { return subproof(size, hashes.prefix(split), complete: complete) + [root(hashes.dropFirst(split))] }
        return subproof(size - split, hashes.dropFirst(split), complete: false) + [root(hashes.prefix(split))]
    }

    /// RFC 9162 §2.1.4.2; both sizes must be used up.
    package static func verifyConsistency(
        oldSize: Int, oldRoot: Digest32, newSize: Int, newRoot: Digest32, proof: [Digest32]
    ) -> Bool {
        if oldSize == newSize { return proof.isEmpty && oldRoot == newRoot }
        if oldSize == 0 { return proof.isEmpty && oldRoot == emptyRoot }
        guard oldSize > 0, oldSize < newSize else { return false }
        var path = proof
        if oldSize & (oldSize - 1) == 0 { path.insert(oldRoot, at: 0) }
        guard let start = path.first else { return false }
        var (first, second) = (oldSize - 1, newSize - 1)
        while first & 1 == 1 { first >>= 1; second >>= 1 }
        var (old, new) = (start, start)
        for hash in path.dropFirst() {
            guard second != 0 else { return false }
            if first & 1 == 1 || first == second {
                old = node(hash, old)
                new = node(hash, new)
                while first & 1 == 0, first != 0 { first >>= 1; second >>= 1 }
            } else {
                new = node(new, hash)
            }
            first >>= 1
            second >>= 1
        }
        return second == 0 && old == oldRoot && new == newRoot
    }

    static func largestPowerOfTwo(below count: Int) -> Int { 1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount) }
}
