// SPDX-License-Identifier: EUPL-1.2
import Glibc

/// Reads a file line by line with constant memory; nothing is decoded.
///
/// Lines end with LF or CRLF; blank lines count but are not given. A line longer than the limit is a violation and the reading goes on after it.
package struct LineReader {
    private let maximumLineBytes: Int

    package init(maximumLineBytes: Int = 1 << 20) { self.maximumLineBytes = maximumLineBytes }

    /// Gives every line with its number, from 1. `take` returns false to stop. Throws `UnreadableFile` where the file can't be read.
    package func read(fileAt path: String, take: (Int, Result<[UInt8], Violation>) throws -> Bool) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw UnreadableFile(path: path, code: errno) }
        defer { close(descriptor) }
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        var line = Line(limit: maximumLineBytes)
        while true {
            let got = chunk.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            guard got >= 0 else { throw UnreadableFile(path: path, code: errno) }
            if got == 0 { break }
            var start = 0
            while let end = chunk[start..<got].firstIndex(of: 10) {
                line.append(chunk[start..<end])
                start = end + 1
                if let done = line.end(), try !take(line.number, done) { return }
            }
            line.append(chunk[start..<got])
        }
        if let done = line.end() { _ = try take(line.number, done) }
    }

    /// The line that is being gathered.
    private struct Line {
        let limit: Int
        var number = 0
        private var bytes: [UInt8] = []
        private var isTooLong = false

        init(limit: Int) { self.limit = limit }

        mutating func append(_ more: ArraySlice<UInt8>) {
            // One byte above the limit may be the CR of the line end.
            guard !isTooLong, bytes.count + more.count <= limit + 1 else { isTooLong = true; return }
            bytes.append(contentsOf: more)
        }

        /// Closes the line; nil where it is blank.
        mutating func end() -> Result<[UInt8], Violation>? {
            number += 1
            defer { bytes = []; isTooLong = false }
            if bytes.last == 13 { bytes.removeLast() }
            if isTooLong || bytes.count > limit {
                return .failure(Violation(rule: "line:too-long", field: "", place: .line(number, column: nil)))
            }
            return bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 } ? nil : .success(bytes)
        }
    }
}
