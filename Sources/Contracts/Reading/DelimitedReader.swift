// SPDX-License-Identifier: EUPL-1.2
import Glibc

/// How a delimited file is written.
package struct Dialect: Sendable, Equatable {
    package enum Encoding: String, Sendable { case windows1252 = "windows-1252", utf8 = "utf-8" }
    package var delimiter: UInt8 = UInt8(ascii: ";")
    /// Nil: quotes are ordinary characters.
    package var quote: UInt8?
    package var encoding: Encoding = .utf8
    package init() {}
}

/// One line of a delimited file: its number, its bytes without line end, and its cells.
package struct DelimitedRow: Sendable, Equatable {
    package let number: Int
    package let bytes: [UInt8]
    package let cells: [String]
}

/// Reads a delimited file line by line with constant memory.
///
/// A line longer than the limit is a violation; so are bytes the encoding does not know, and a file that is UTF-8 while Windows-1252 was agreed.
package struct DelimitedReader {
    let dialect: Dialect
    private let maximumLineBytes: Int

    package init(_ dialect: Dialect, maximumLineBytes: Int = 1 << 20) {
        self.dialect = dialect
        self.maximumLineBytes = maximumLineBytes
    }

    /// Gives every line in order as a row, or as a violation with its number. `take` returns false to stop. Throws where the file can't be read.
    package func read(fileAt path: String, take: (Int, Result<DelimitedRow, Violation>) throws -> Bool) throws {
        try lines(fileAt: path) { number, line in
            guard let line else {
                return try take(number, .failure(Violation(rule: "csv:line-too-long", field: "", place: .row(number, column: nil))))
            }
            return try take(number, row(line, number))
        }
    }

    /// Gives the bytes of every line in order, without line end and not interpreted; nil for a line that is longer than the limit.
    ///
    /// A line end between quotes belongs to the line.
    package func lines(fileAt path: String, take: (Int, ArraySlice<UInt8>?) throws -> Bool) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw UnreadableFile(path: path, code: errno) }
        defer { close(descriptor) }
        var cutter = LineCutter(quote: dialect.quote, maximumLineBytes: maximumLineBytes)
        while true {
            let got = cutter.fill { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            guard got >= 0 else { throw UnreadableFile(path: path, code: errno) }
            if got == 0 { break }
            while let line = cutter.next() { guard try take(cutter.number, line.bytes) else { return } }
        }
        if let line = cutter.last() { _ = try take(cutter.number, line.bytes) }
    }

    /// Whether the encoding of the dialect can have made this line.
    package func isEncoded(_ line: ArraySlice<UInt8>) -> Bool {
        switch dialect.encoding {
        case .utf8: line.allSatisfy { $0 < 0x80 } || String(validating: line, as: UTF8.self) != nil
        case .windows1252: line.allSatisfy { $0 < 0x80 } || (!Windows1252.looksLikeUTF8(line) && Windows1252.decode(line) != nil)
        }
    }

    /// Splits and decodes one line.
    package func row(_ line: [UInt8], _ number: Int) -> Result<DelimitedRow, Violation> { row(line[...], number) }

    package func row(_ line: ArraySlice<UInt8>, _ number: Int) -> Result<DelimitedRow, Violation> {
        var cells: [String] = []
        var bytes = line
        if number == 1, dialect.encoding == .utf8, bytes.starts(with: Self.byteOrderMark) { bytes = bytes.dropFirst(3) }
        var start = bytes.startIndex
        var index = start
        func fault() -> Result<DelimitedRow, Violation> {
            .failure(Violation(rule: "csv:encoding", field: "", place: .row(number, column: String(cells.count + 1))))
        }
        if dialect.encoding == .windows1252, Windows1252.looksLikeUTF8(bytes) { return fault() }
        while index <= bytes.endIndex {
            if index < bytes.endIndex, let quote = dialect.quote, bytes[index] == quote, index == start {
                guard let (text, next) = quotedCell(bytes, index, quote) else {
                    return .failure(Violation(rule: "csv:quote", field: "", place: .row(number, column: String(cells.count + 1))))
                }
                guard let decoded = decode(text[...]) else { return fault() }
                cells.append(decoded)
                index = next + 1
                start = index
                if next == bytes.endIndex { break }
                continue
            }
            if index == bytes.endIndex || bytes[index] == dialect.delimiter {
                guard let decoded = decode(bytes[start..<index]) else { return fault() }
                cells.append(decoded)
                start = index + 1
            }
            index += 1
        }
        return .success(DelimitedRow(number: number, bytes: Array(line), cells: cells))
    }

    /// With these bytes a UTF-8 file says that it is one.
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    package static func beginsWithByteOrderMark(fileAt path: String) throws -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw UnreadableFile(path: path, code: errno) }
        defer { close(descriptor) }
        var head = [UInt8](repeating: 0, count: byteOrderMark.count)
        let got = head.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
        guard got >= 0 else { throw UnreadableFile(path: path, code: errno) }
        return head == byteOrderMark
    }

    private func quotedCell(_ bytes: ArraySlice<UInt8>, _ at: Int, _ quote: UInt8) -> (text: [UInt8], next: Int)? {
        var text: [UInt8] = []
        var index = at + 1
        while index < bytes.endIndex {
            if bytes[index] == quote {
                if index + 1 < bytes.endIndex, bytes[index + 1] == quote { text.append(quote); index += 2; continue }
                let next = index + 1
                return next == bytes.endIndex || bytes[next] == dialect.delimiter ? (text, next) : nil
            }
            text.append(bytes[index])
            index += 1
        }
        return nil
    }

    private func decode(_ bytes: ArraySlice<UInt8>) -> String? {
        switch dialect.encoding {
        case .utf8: String(validating: bytes, as: UTF8.self)
        case .windows1252: Windows1252.decode(bytes)
        }
    }
}

/// A file that the operating system does not give.
package struct UnreadableFile: Error, Equatable, CustomStringConvertible {
    package let path: String
    package let code: Int32
    package init(path: String, code: Int32) { self.path = path; self.code = code }
    package var description: String { "\(path) can't be read (error \(code)); check that it is there and that this user may read it" }
}
