// SPDX-License-Identifier: EUPL-1.2
import AuditLog
package import ExchangeSchema
import Glibc

// A spill file holds 36 bytes a record: the number of its lot (4, big-endian) and its SHA-256 (32).

/// Counts lots record by record, in whatever order they come, with flat memory.
///
/// Digests are put aside in files without names, each lot in one of them, and every file is worked on by itself at the end.
package final class LotLedger {
    private static let fileCount = 64
    private static let entryLength = 36
    private static let bufferLength = entryLength * 512
    private var spills: [Spill] = []
    private var numbers: [Lot: UInt32] = [:]

    /// The files are made in this folder and are gone when the process ends, however it ends.
    package init(folder: String) throws {
        for number in 0..<Self.fileCount { spills.append(try Spill("\(folder)/.lots-\(getpid())-\(number)")) }
    }

    /// Counts one record, as it was sent, in its lot.
    package func add(_ record: [UInt8], to lot: Lot) throws {
        let number = numbers[lot] ?? UInt32(numbers.count)
        numbers[lot] = number
        try withUnsafeBytes(of: number.bigEndian) { head in
            try Digest32.of(record).withUnsafeBytes { try spills[Int(number) % Self.fileCount].append(head, $0) }
        }
    }

    /// What each lot came to.
    package func contents() throws -> [Lot: LotContent] {
        var found: [UInt32: LotContent] = [:]
        for spill in spills {
            let bytes = try spill.read()
            var lots: [UInt32: [Digest32]] = [:]
            for start in stride(from: 0, to: bytes.count, by: Self.entryLength) {
                let number = bytes[start..<start + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
                guard let digest = Digest32(bytes[start + 4..<start + Self.entryLength]) else { throw GatewayError.folder("a spill file") }
                lots[number, default: []].append(digest)
            }
            for (number, digests) in lots { found[number] = Self.content(digests) }
        }
        return numbers.compactMapValues { found[$0] }
    }

    static func content(_ digests: [Digest32]) -> LotContent {
        let lines = digests.map(\.hex).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        return LotContent(count: lines.count, digest: Digest32.of(lines.flatMap { Array($0.utf8) + [10] }).hex)
    }

    /// A file that lost its name as soon as it was made.
    private final class Spill {
        private let path: String
        private let descriptor: Int32
        private var buffer: [UInt8] = []
        private var length = 0

        init(_ path: String) throws {
            self.path = path
            descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
            guard descriptor >= 0, unlink(path) == 0 else { throw GatewayError.folder(path) }
        }

        deinit { if descriptor >= 0 { close(descriptor) } }

        func append(_ head: UnsafeRawBufferPointer, _ tail: UnsafeRawBufferPointer) throws {
            buffer.append(contentsOf: head)
            buffer.append(contentsOf: tail)
            if buffer.count >= LotLedger.bufferLength { try flush() }
        }

        private func flush() throws {
            var put = 0
            while put < buffer.count {
                let done = buffer.withUnsafeBytes { write(descriptor, $0.baseAddress.map { $0 + put }, $0.count - put) }
                guard done > 0 else { throw GatewayError.folder(path) }
                put += done
            }
            length += buffer.count
            buffer.removeAll(keepingCapacity: true)
        }

        func read() throws -> [UInt8] {
            try flush()
            var bytes = [UInt8](repeating: 0, count: length)
            var got = 0
            while got < length {
                let done = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress.map { $0 + got }, length - got, off_t(got)) }
                guard done > 0 else { throw GatewayError.folder(path) }
                got += done
            }
            return bytes
        }
    }
}
