// SPDX-License-Identifier: EUPL-1.2
@testable import AuditLog
import Foundation
import Synchronization
import TestSupport
import Testing

struct ShardWriterTests {
    @Test func `a log of 70,000 entries has the tiles that the specification lists`() throws {
        let folder = try TemporaryFolder()
        let head = try LogSample.write(70_000, steps: [70_000], to: folder)
        let files = try LogSample.files(folder)
        #expect(files.keys.filter { $0.hasPrefix("tile/0/") }.count == 274)
        #expect(files.keys.filter { $0.hasPrefix("tile/entries/") }.count == 274)
        #expect(files.keys.filter { $0.hasPrefix("openings/") }.count == 274)
        #expect(
            files.keys.filter { $0.hasPrefix("tile/1/") || $0.hasPrefix("tile/2/") }.sorted() == [
                "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1",
            ])
        #expect(files["tile/0/273.p/112"]?.count == 112 * 32)
        #expect(files["tile/1/000"]?.count == 8192)
        #expect(files["vkey"] == Array("\(try #require(LogSample.signer).verifier.vkey)\n".utf8))
        #expect(head.root == MerkleTree.root(LogSample.items(0..<70_000).map { MerkleTree.leaf($0.leaf) }))
    }

    @Test(arguments: [[1, 2, 3, 5, 8, 13, 21], [255, 2, 256, 1], [300], [700]])
    func `the same entries give the same files in batches of any size`(steps: [Int])
        throws
    {
        let (folder, other) = (try TemporaryFolder(), try TemporaryFolder())
        #expect(try LogSample.write(700, steps: steps, to: folder) == LogSample.write(700, steps: [137], to: other))
        let live = ["checkpoint", "vkey", "tile/0/000", "tile/0/001", "tile/0/002.p/188", "tile/1/000.p/2", "tile/entries/002.p/188"]
        let (files, others) = (try LogSample.files(folder), try LogSample.files(other))
        for path in live { #expect(files[path] != nil && files[path] == others[path]) }
        #expect(Verification(directory: folder.path).run().isSound)
    }

    @Test func `partial files of a published size stay until their full file is published`() throws {
        let folder = try TemporaryFolder()
        let writer = ShardWriter(directory: folder.path)
        let first = try LogSample.write(200, to: folder)
        let second = try writer.append(LogSample.items(200..<300), to: first)
        #expect(try LogSample.files(folder).keys.contains("tile/0/000.p/200"))
        #expect(Verification(directory: folder.path).run().size == 200)
        #expect(Verification(directory: folder.path).run().isSound)
        try LogSample.publish(second, writer)
        let left = try LogSample.files(folder).keys
        #expect(!left.contains { $0.contains("000.p/200") })
        #expect(left.contains("openings/001.p/44"))
    }

    @Test func `a checkpoint whose partial files are gone is still verified from the full ones`() throws {
        let folder = try TemporaryFolder()
        let first = try LogSample.write(200, to: folder)
        let note = try #require(LogSample.files(folder)["checkpoint"])
        let writer = ShardWriter(directory: folder.path)
        try LogSample.publish(try writer.append(LogSample.items(200..<600), to: first), writer)
        var files = try LogSample.files(folder)
        files["checkpoint"] = note
        let report = Verification { [files] in files[$0] }.run()
        #expect(report.faults == [])
        #expect(report.root == first.root)
    }

    @Test func `entries read back with their openings, also at an older size`() throws {
        let folder = try TemporaryFolder()
        _ = try LogSample.write(600, steps: [100], to: folder)
        for size in [600, 250] {
            let reader = ShardReader(directory: folder.path, size: size)
            for index in [0, 1, 249] {
                let entry = try #require(reader.entry(index))
                #expect(entry == LogSample.items(index..<(index + 1))[0])
            }
            #expect(reader.entry(size) == nil)
            #expect(reader.entry(-1) == nil)
        }
    }

    @Test func `a head that the files do not hold is not extended`() throws {
        let folder = try TemporaryFolder()
        let head = try LogSample.write(300, to: folder)
        let writer = ShardWriter(directory: folder.path)
        let wrongRoot = TreeHead(size: 300, root: MerkleTree.emptyRoot)
        #expect(throws: ShardWriter.Fault.lostEntries(size: 300)) { try writer.append(LogSample.items(300..<301), to: wrongRoot) }
        #expect(throws: ShardWriter.Fault.lostEntries(size: 301)) {
            try writer.append(LogSample.items(301..<302), to: TreeHead(size: 301, root: head.root))
        }
        let bundle = folder.path + "/tile/entries/001.p/44"
        try Data((try Data(contentsOf: URL(fileURLWithPath: bundle))).reversed()).write(to: URL(fileURLWithPath: bundle))
        #expect(throws: ShardWriter.Fault.lostEntries(size: 300)) { try writer.append(LogSample.items(300..<301), to: head) }
    }

    @Test func `a store that fell behind the published log writes and signs nothing`() throws {
        let folder = try TemporaryFolder()
        let older = try LogSample.write(300, to: folder)
        let writer = ShardWriter(directory: folder.path)
        try LogSample.publish(try writer.append(LogSample.items(300..<310), to: older), writer)
        let before = try LogSample.files(folder)
        let fault = ShardWriter.Fault.inconsistent(published: 310, size: 300)
        #expect(throws: fault) { try writer.append(LogSample.items(500..<510), to: older) }
        #expect(throws: fault) { try LogSample.publish(older, writer) }
        #expect(throws: ShardWriter.Fault.inconsistent(published: 310, size: 0)) { try writer.append(LogSample.items(0..<9), to: .empty) }
        #expect(try LogSample.files(folder) == before)
    }

    @Test func `a log with another past is not signed over the published one`() throws {
        let (folder, other) = (try TemporaryFolder(), try TemporaryFolder())
        _ = try LogSample.write(300, to: folder)
        let writer = ShardWriter(directory: other.path)
        let head = try writer.append(LogSample.items(1..<401), to: .empty)
        let published = try #require(LogSample.files(folder)["checkpoint"])
        try Data(published).write(to: URL(fileURLWithPath: other.path + "/checkpoint"))
        #expect(throws: ShardWriter.Fault.inconsistent(published: 300, size: 400)) { try LogSample.publish(head, writer) }
        #expect(try LogSample.files(other)["checkpoint"] == published)
    }

    @Test func `a checkpoint by another key is not replaced`() throws {
        let folder = try TemporaryFolder()
        let head = try LogSample.write(10, to: folder)
        let writer = ShardWriter(directory: folder.path)
        let stranger = try #require(NoteSigner(name: LogSample.origin, seed: [UInt8](repeating: 5, count: 32)))
        #expect(throws: ShardWriter.Fault.foreignCheckpoint) {
            try writer.publish(Checkpoint(origin: LogSample.origin, size: head.size, root: head.root), by: stranger)
        }
        try Data("garbage".utf8).write(to: URL(fileURLWithPath: folder.path + "/checkpoint"))
        #expect(throws: ShardWriter.Fault.foreignCheckpoint) { try LogSample.publish(head, writer) }
        #expect(throws: ShardWriter.Fault.foreignCheckpoint) { try writer.append(LogSample.items(10..<11), to: head) }
    }

    @Test func `a leaf beyond one kibibyte is refused before anything is written`() throws {
        let folder = try TemporaryFolder()
        let item = (leaf: [UInt8](repeating: 65, count: 1025), openings: [UInt8]())
        #expect(throws: ShardWriter.Fault.leafTooLong(index: 0)) { try ShardWriter(directory: folder.path).append([item], to: .empty) }
        #expect(try LogSample.files(folder).isEmpty)
    }

    @Test func `a folder that cannot be written is named, and nothing is signed`() throws {
        let writer = ShardWriter(directory: "/proc/xchg-no-such-folder")
        #expect(throws: ShardWriter.Fault.file(path: "tile/entries/000.p/3", code: 2)) {
            try writer.append(LogSample.items(0..<3), to: .empty)
        }
    }
}

/// The work ends before some step that changes the disk, as by `kill -9`, and is begun again from the head that was remembered.
struct ShardCrashTests {
    struct Killed: Error {}

    /// Lets a number of steps pass and then refuses all others.
    final class StepCounter: Sendable {
        private let left: Mutex<Int>
        init(_ count: Int) { left = Mutex(count) }
        func step() throws {
            let rest = left.withLock { held -> Int in
                held -= 1; return held
            }
            if rest < 0 { throw Killed() }
        }
    }

    /// What a store would remember: heads are recorded after the files are written and before they are published.
    static func seal(_ sizes: [Int], from head: inout TreeHead, in folder: TemporaryFolder, steps: Int) throws {
        let counter = StepCounter(steps)
        let writer = ShardWriter(directory: folder.path) { try counter.step() }
        if head.size > 0 { try LogSample.publish(head, writer) }
        for size in sizes where size > head.size {
            head = try writer.append(LogSample.items(head.size..<size), to: head)
            try LogSample.publish(head, writer)
        }
    }

    /// Files that a checkpoint of this size covers, with their openings; parts of earlier sizes may lie beside them.
    static func isLive(_ path: String, at size: Int) -> Bool {
        guard path.contains(".p/") else { return true }
        return (0..<3).contains { level in
            let count = Tile.count(level: level, size: size)
            let (number, width) = (count / Tile.width, count % Tile.width)
            return path == Tile.path(level: level, number: number, width: width)
                || level == 0 && [Tile.entriesPath, Tile.openingsPath].contains { $0(number, width) == path }
        }
    }

    @Test func `a crash before any step of the work leaves a sound log, and the next run ends as if nothing had happened`() throws {
        let sizes = [200, 256, 300, 700, 701]
        let undisturbed = try TemporaryFolder()
        var expected = TreeHead.empty
        try Self.seal(sizes, from: &expected, in: undisturbed, steps: .max)
        let live = try LogSample.files(undisturbed).filter { Self.isLive($0.key, at: 701) }
        #expect(live.count == 12)
        var crashes = 0
        for steps in 0... {
            let folder = try TemporaryFolder()
            var head = TreeHead.empty
            do {
                try Self.seal(sizes, from: &head, in: folder, steps: steps)
                break
            } catch is Killed {
                crashes += 1
            }
            // What strangers see after the crash: no checkpoint yet, or one whose files are all there.
            if FileManager.default.fileExists(atPath: folder.path + "/checkpoint") {
                #expect(Verification(directory: folder.path).run().faults == [])
            }
            // The next run may find more entries waiting than the last one did.
            try Self.seal(steps.isMultiple(of: 2) ? sizes : [700, 701], from: &head, in: folder, steps: .max)
            #expect(head == expected)
            let files = try LogSample.files(folder)
            for (path, bytes) in live where files[path] != bytes { Issue.record("after \(steps) steps \(path) differs") }
            #expect(Verification(directory: folder.path).run().faults == [])
        }
        #expect(crashes > 50)
    }
}
