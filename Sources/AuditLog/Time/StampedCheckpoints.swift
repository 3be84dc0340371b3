// SPDX-License-Identifier: EUPL-1.2
import Glibc

/// The checkpoints of a shard that a time-stamping authority has seen, each kept as it was signed:
///
///     checkpoints/<size>          the signed checkpoint, whole
///     timestamps/<size>.tsq       the question (RFC 3161 TimeStampReq, DER)
///     timestamps/<size>.tsr       the answer (TimeStampResp, DER)
package struct StampedCheckpoints: Sendable {
    private let directory: String

    package init(directory: String) { self.directory = directory }

    /// Sizes of which a time stamp is kept, in ascending order.
    package var sizes: [Int] {
        guard let folder = opendir(directory + "/timestamps") else { return [] }
        defer { closedir(folder) }
        var sizes: [Int] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasSuffix(".tsr"), let size = Int(name.dropLast(4)) { sizes.append(size) }
        }
        return sizes.sorted()
    }

    /// Keeps a checked time stamp; the answer comes last, so that what has one has everything.
    package func keep(_ note: [UInt8], size: Int, query: TimeStampQuery, answer: TimeStampAnswer) throws {
        for (path, bytes) in [("checkpoints/\(size)", note), ("timestamps/\(size).tsq", query.der), ("timestamps/\(size).tsr", answer.der)]
        {
            if let code = try Files.replace(directory + "/" + path, with: bytes, durable: true) {
                throw ShardWriter.Fault.file(path: path, code: code)
            }
        }
    }

    /// Second of the newest entry that a checkpoint of this size covers, cut to the minute; 0 where it can't be read.
    package func newestSecond(size: Int) -> Int {
        guard let leaf = ShardReader(directory: directory, size: size).leaf(size - 1), let text = Leaf.minute(of: leaf) else { return 0 }
        return (MinuteText.minutes(text) ?? 0) * 60
    }

    /// Checks every stamp kept: against the log's key, the roots, and the log's own tree. Returns how many there are.
    package func verify(by verifier: NoteVerifier, trustRoot: String, _ report: inout Verification.Report) -> Int {
        for size in sizes {
            let path = "timestamps/\(size).tsr"
            guard let note = Files.read(directory + "/checkpoints/\(size)"), let query = Files.read(directory + "/timestamps/\(size).tsq"),
                let answer = Files.read(directory + "/" + path)
            else { report.add(path, "its checkpoint or its question is missing"); continue }
            guard let checkpoint = try? Checkpoint.open(note, verifier: verifier), checkpoint.size == size,
                TreeReader(directory: directory, size: size).root == checkpoint.root
            else { report.add("checkpoints/\(size)", "not a signed checkpoint of this log at that size"); continue }
            guard TimeStampQuery(der: query).covers(note) else { report.add(path, "the question is not about that checkpoint"); continue }
            do throws(TimeStampAnswer.Fault) {
                _ = try TimeStampAnswer(der: answer).verify(
                    TimeStampQuery(der: query), trustRoot: trustRoot, notBefore: newestSecond(size: size))
            } catch { report.add(path, error.description) }
        }
        return sizes.count
    }
}
