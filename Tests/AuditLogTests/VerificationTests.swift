// SPDX-License-Identifier: EUPL-1.2
@testable import AuditLog
import Foundation
import TestSupport
import Testing

struct VerificationTests {
    static func sample(_ size: Int) throws -> [String: [UInt8]] {
        let folder = try TemporaryFolder()
        _ = try LogSample.write(size, steps: [size], to: folder)
        return try LogSample.files(folder)
    }

    static func verify(_ files: [String: [UInt8]], vkey: String? = nil, previous: [UInt8]? = nil) -> Verification.Report {
        Verification { files[$0] }.run(vkey: vkey, previous: previous)
    }

    @Test(arguments: [1, 2, 255, 256, 257, 600]) func `a log as it was written is sound`(size: Int) throws {
        let report = Self.verify(try Self.sample(size))
        #expect(report.faults == [])
        #expect(report.size == size)
        #expect(report.origin == LogSample.origin)
        #expect(report.kinds == (size == 1 ? ["shard": 1] : ["shard": 1, "exchange": size - 1]))
    }

    @Test func `none of a thousand changed bytes in note, signature, tiles and bundles goes unseen`() throws {
        let files = try Self.sample(600)
        let vkey = try #require(LogSample.signer).verifier.vkey
        let changes = ByteChange.seeded(1000, seed: 20_261_124, in: files)
        #expect(changes.count == 1000)
        for change in changes {
            let report = Self.verify(change.applied(to: files), vkey: vkey)
            if report.isSound { Issue.record("not seen: \(change)") }
            if report.faults.first?.contains(change.path) != true { Issue.record("\(change) was put down to \(report.faults)") }
        }
    }

    @Test func `every byte of a small log is covered`() throws {
        let files = try Self.sample(3)
        let vkey = try #require(LogSample.signer).verifier.vkey
        for path in ["checkpoint", "tile/0/000.p/3", "tile/entries/000.p/3"] {
            for offset in try #require(files[path]).indices {
                for flip: UInt8 in [1, 0x80] {
                    let change = ByteChange(path: path, offset: offset, flip: flip)
                    if Self.verify(change.applied(to: files), vkey: vkey).isSound { Issue.record("not seen: \(change)") }
                }
            }
        }
    }

    @Test func `a fault names the file and the index`() throws {
        let files = try Self.sample(600)
        let tile = Self.verify(ByteChange(path: "tile/0/001", offset: 3 * 32 + 7, flip: 4).applied(to: files))
        #expect(tile.findings.map(\.path) == ["tile/0/001"])
        #expect(tile.findings.map(\.index) == [3])
        let upper = Self.verify(ByteChange(path: "tile/1/000.p/2", offset: 40, flip: 4).applied(to: files))
        #expect(upper.findings.map(\.path) == ["tile/1/000.p/2"])
        #expect(upper.findings.map(\.index) == [1])
        let leafLength = try #require(LogSample.items(1..<2).first).leaf.count + 2
        let first = try #require(LogSample.items(0..<1).first).leaf.count + 2
        let entry = Self.verify(ByteChange(path: "tile/entries/000", offset: first + leafLength * 4 + 12, flip: 0x80).applied(to: files))
        #expect(entry.findings.first?.path == "tile/entries/000")
        #expect(entry.findings.first?.index == 5)
    }

    @Test(arguments: ["checkpoint", "vkey", "tile/0/000", "tile/0/002.p/88", "tile/1/000.p/2", "tile/entries/001", "tile/entries/002.p/88"])
    func `a missing file is named`(path: String) throws {
        var files = try Self.sample(600)
        files[path] = nil
        #expect(Self.verify(files).findings.map(\.path).contains(path))
    }

    @Test(arguments: ["tile/0/001", "tile/0/002.p/88", "tile/1/000.p/2", "tile/entries/001", "tile/entries/002.p/88"])
    func `a file that is too short or too long is named`(path: String) throws {
        let files = try Self.sample(600)
        for count in [-1, -32, 1, 32] {
            var changed = files
            if count < 0 { changed[path]?.removeLast(-count) } else { changed[path]?.append(contentsOf: repeatElement(0, count: count)) }
            #expect(Self.verify(changed).findings.map(\.path).contains(path))
        }
    }

    @Test func `openings lie beside the tree and are not part of what is verified`() throws {
        var files = try Self.sample(10)
        files["openings/000.p/10"] = nil
        #expect(Self.verify(files).isSound)
    }

    @Test func `entries in another order are not the same log`() throws {
        var files = try Self.sample(10)
        let path = "tile/entries/000.p/10"
        var entries = try #require(files[path].flatMap { Bundle.decode($0, lengthBytes: 2) })
        entries.swapAt(4, 5)
        files[path] = Bundle.encode(entries, lengthBytes: 2)
        let report = Self.verify(files)
        #expect(report.findings.map(\.path) == ["tile/0/000.p/10", "checkpoint"])
    }

    @Test func `a log that was rewritten under another key is refused by whoever knows the right one`() throws {
        let folder = try TemporaryFolder()
        let writer = ShardWriter(directory: folder.path)
        let head = try writer.append(LogSample.items(0..<5), to: .empty)
        let forger = try #require(NoteSigner(name: LogSample.origin, seed: [UInt8](repeating: 9, count: 32)))
        try writer.publish(Checkpoint(origin: LogSample.origin, size: head.size, root: head.root), by: forger)
        #expect(Verification(directory: folder.path).run().isSound)
        let vkey = try #require(LogSample.signer).verifier.vkey
        #expect(Verification(directory: folder.path).run(vkey: vkey).faults == ["checkpoint: no signature by the log's key"])
    }

    @Test func `a checkpoint kept from earlier must be a prefix`() throws {
        let vkey = try #require(LogSample.signer).verifier.vkey
        let files = try Self.sample(600)
        for size in [1, 200, 256, 599, 600] {
            #expect(Self.verify(files, vkey: vkey, previous: try Self.sample(size)["checkpoint"]).faults == [])
        }
        let later = Self.verify(files, vkey: vkey, previous: try Self.sample(601)["checkpoint"])
        #expect(later.faults == ["checkpoint: covers 600 entries, fewer than the 601 of an earlier one"])
        let signer = try #require(LogSample.signer)
        let forked = try #require(signer.sign(Checkpoint(origin: LogSample.origin, size: 200, root: MerkleTree.emptyRoot).text))
        let split = Self.verify(files, vkey: vkey, previous: Array(forked.utf8))
        #expect(split.faults == ["checkpoint: an earlier checkpoint of 200 entries is not its prefix"])
    }

    @Test func `the first entry must open the shard`() throws {
        let folder = try TemporaryFolder()
        let writer = ShardWriter(directory: folder.path)
        try LogSample.publish(try writer.append(LogSample.items(1..<4), to: .empty), writer)
        #expect(Verification(directory: folder.path).run().faults == ["tile/entries/000.p/3 at 0: the first entry does not open the shard"])
    }

    @Test func `a signed checkpoint of a size beyond all bounds ends with a finding`() throws {
        let signer = try #require(LogSample.signer)
        var files = try Self.sample(600)
        files["checkpoint"] = Array(
            try #require(signer.sign(Checkpoint(origin: LogSample.origin, size: .max, root: MerkleTree.emptyRoot).text)).utf8)
        #expect(!Self.verify(files).isSound)
    }

    @Test func `progress tells how many entries are done`() throws {
        let files = try Self.sample(600)
        var heard: [Int] = []
        _ = Verification { files[$0] }.run { heard.append($0) }
        #expect(heard == [256, 512, 600])
    }
}
