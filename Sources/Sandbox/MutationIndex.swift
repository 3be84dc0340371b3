// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import Glibc

/// Where each line of a mutation file stands and when it was modified: 24 bytes a line, however large the file.
final class MutationIndex: Sendable {
    struct Line: Sendable {
        let offset: Int64
        let length: Int32
        let modified: Instant
    }

    /// No line of the feed is longer than this.
    static let longestLine = 1 << 20

    let lines: [Line]
    private let path: String

    init(_ path: String) throws {
        self.path = path
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SandboxFailure(doing: "open \(path)", code: errno) }
        defer { close(descriptor) }
        var lines: [Line] = []
        var pending: [UInt8] = []
        var start: Int64 = 0
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let got = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            guard got >= 0 else { throw SandboxFailure(doing: "read \(path)", code: errno) }
            if got == 0 { break }
            var rest = chunk[0..<got]
            while let end = rest.firstIndex(of: 10) {
                pending.append(contentsOf: rest[rest.startIndex..<end])
                try lines.append(Self.line(pending, at: start, number: lines.count + 1, path))
                start += Int64(pending.count) + 1
                pending.removeAll(keepingCapacity: true)
                rest = rest[(end + 1)...]
            }
            pending.append(contentsOf: rest)
            guard pending.count <= Self.longestLine else {
                throw SandboxFailure(doing: "read line \(lines.count + 1) of \(path)", code: EFBIG)
            }
        }
        if !pending.isEmpty { try lines.append(Self.line(pending, at: start, number: lines.count + 1, path)) }
        self.lines = lines
    }

    private static func line(_ bytes: [UInt8], at offset: Int64, number: Int, _ path: String) throws -> Line {
        guard let modified = modified(bytes) else {
            throw SandboxFailure(doing: "find datumModificatie in line \(number) of \(path)", code: EINVAL)
        }
        return Line(offset: offset, length: Int32(bytes.count), modified: modified)
    }

    private static let mark = Array("\"datumModificatie\":\"".utf8)

    private static func modified(_ bytes: [UInt8]) -> Instant? {
        guard bytes.count > mark.count + 24 else { return nil }
        var place = 0
        while place + mark.count + 24 <= bytes.count {
            if bytes[place] == mark[0], bytes[place..<(place + mark.count)].elementsEqual(mark) {
                return Instant(String(decoding: bytes[(place + mark.count)..<(place + mark.count + 24)], as: UTF8.self))
            }
            place += 1
        }
        return nil
    }

    /// The bytes of the lines, in that order, with commas between them.
    func bytes(of numbers: [Int]) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SandboxFailure(doing: "open \(path)", code: errno) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        for number in numbers {
            let line = lines[number]
            if !bytes.isEmpty { bytes.append(UInt8(ascii: ",")) }
            var piece = [UInt8](repeating: 0, count: Int(line.length))
            var held = 0
            while held < piece.count {
                let got = piece.withUnsafeMutableBytes {
                    pread(descriptor, $0.baseAddress.map { $0 + held }, $0.count - held, off_t(line.offset) + off_t(held))
                }
                guard got > 0 else { throw SandboxFailure(doing: "read \(path)", code: got == 0 ? EIO : errno) }
                held += got
            }
            bytes.append(contentsOf: piece)
        }
        return bytes
    }
}

/// The sandbox can't do its work: what it was doing and the error of the system.
package struct SandboxFailure: Error, CustomStringConvertible, Sendable {
    let doing: String
    let code: Int32
    package var description: String { "can't \(doing): \(String(cString: strerror(code)))" }
}
