// SPDX-License-Identifier: EUPL-1.2
@testable import AuditLog
import Foundation
import TestSupport

/// Logs of invented entries, the same at every run.
enum LogSample {
    static let origin = "uitwisseling.example.vlaanderen.be/log/2026"
    static let signer = NoteSigner(name: origin, seed: Array(0..<32))

    /// Entry 0 opens the shard; the others are exchanges of the same minute.
    static func items(_ range: Range<Int>) -> [(leaf: [UInt8], openings: [UInt8])] {
        range.map { index in
            let digests = (0..<5).map { Disclosure.digest(Array("\(index)/\($0)".utf8)) }
            let leaf = Leaf.encode(kind: index == 0 ? .shard : .exchange, minute: 29_668_000 + Int64(index / 100), digests: digests)
            return (leaf, Array("sealed \(index)".utf8))
        }
    }

    /// A published log of this size, written in steps of the given sizes over and over.
    static func write(_ size: Int, steps: [Int] = [8192], to folder: TemporaryFolder) throws -> TreeHead {
        let writer = ShardWriter(directory: folder.path)
        var head = TreeHead.empty
        var step = 0
        while head.size < size {
            head = try writer.append(items(head.size..<min(size, head.size + steps[step % steps.count])), to: head)
            try publish(head, writer)
            step += 1
        }
        return head
    }

    static func publish(_ head: TreeHead, _ writer: ShardWriter) throws {
        guard let signer else { throw ShardWriter.Fault.signing }
        try writer.publish(Checkpoint(origin: origin, size: head.size, root: head.root), by: signer)
    }

    /// Every file of a folder by its path in it.
    static func files(_ folder: TemporaryFolder) throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: folder.path + "/" + path, isDirectory: &isFolder), !isFolder.boolValue else {
                continue
            }
            files[path] = Array(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + path)))
        }
        return files
    }
}

/// A seeded source of numbers (SplitMix64), so that a failing case can be repeated.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// One changed byte in one file of a log.
struct ByteChange: Sendable, CustomStringConvertible {
    let path: String
    let offset: Int
    let flip: UInt8
    var description: String { "\(path) \(offset) \(flip)" }

    /// Changes spread evenly over note text, log signature, tiles and bundles; openings lie beside the tree and are not among them.
    static func seeded(_ count: Int, seed: UInt64, in files: [String: [UInt8]]) -> [ByteChange] {
        var numbers = SeededNumbers(seed: seed)
        let checkpoint = files["checkpoint"] ?? []
        let blank = zip(checkpoint.indices.dropFirst(), checkpoint).first { checkpoint[$0.0] == 10 && $0.1 == 10 }?.0 ?? 0
        let bundles = files.keys.filter { $0.hasPrefix("tile/entries/") }.sorted()
        let tiles = files.keys.filter { $0.hasPrefix("tile/") && !$0.hasPrefix("tile/entries/") }.sorted()
        return (0..<count).compactMap { number in
            let (path, range): (String?, Range<Int>?) =
                switch number % 4 {
                case 0: ("checkpoint", 0..<blank)
                case 1: ("checkpoint", blank..<checkpoint.count)
                case 2: (tiles.randomElement(using: &numbers), nil)
                default: (bundles.randomElement(using: &numbers), nil)
                }
            guard let path, let offset = (range ?? 0..<(files[path]?.count ?? 0)).randomElement(using: &numbers) else { return nil }
            return ByteChange(path: path, offset: offset, flip: UInt8.random(in: 1...255, using: &numbers))
        }
    }

    func applied(to files: [String: [UInt8]]) -> [String: [UInt8]] {
        var changed = files
        changed[path]?[offset] ^= flip
        return changed
    }
}

func bytes(_ hex: String) -> [UInt8] {
    let digits = Array(hex.utf8)
    return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
        UInt8(String(decoding: digits[$0...($0 + 1)], as: UTF8.self), radix: 16)
    }
}
