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
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw UnreadableFile(path: path, code: errno) }
        defer { close(descriptor) }
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        var line: [UInt8] = []
        var number = 0
        var tooLong = false
        var quoted = false
        func emit() throws -> Bool {
            number += 1
            if line.last == 13 { line.removeLast() }
            let result: Result<DelimitedRow, Violation> =
                tooLong ? .failure(Violation(rule: "csv:line-too-long", field: "", place: .row(number, column: nil))) : row(line, number)
            line.removeAll(keepingCapacity: true)
            tooLong = false
            quoted = false
            return try take(number, result)
        }
        while true {
            let got = chunk.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            guard got >= 0 else { throw UnreadableFile(path: path, code: errno) }
            if got == 0 { break }
            for byte in chunk[0..<got] {
                if let quote = dialect.quote, byte == quote { quoted.toggle() }
                if byte == 10, !quoted {
                    guard try emit() else { return }
                } else if line.count < maximumLineBytes {
                    line.append(byte)
                } else {
                    tooLong = true
                }
            }
        }
        if !line.isEmpty || tooLong { _ = try emit() }
    }

    /// Splits and decodes one line.
    package func row(_ line: [UInt8], _ number: Int) -> Result<DelimitedRow, Violation> {
        var cells: [String] = []
        var start = 0
        var bytes = line[...]
        if number == 1, dialect.encoding == .utf8, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        start = bytes.startIndex
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
        return .success(DelimitedRow(number: number, bytes: line, cells: cells))
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

/// Windows code page 1252.
package enum Windows1252 {
    private static let upper: [UInt16] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019,
        0x201C,
        0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
    ]

    /// Nil where a byte has no character (81, 8D, 8F, 90, 9D).
    package static func decode(_ bytes: some Collection<UInt8>) -> String? {
        if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
        var out = String.UnicodeScalarView()
        for byte in bytes {
            let unit = (0x80...0x9F).contains(byte) ? upper[Int(byte - 0x80)] : UInt16(byte)
            guard unit != 0 || byte == 0, let scalar = Unicode.Scalar(unit) else { return nil }
            out.append(scalar)
        }
        return String(out)
    }

    /// The byte for a character; nil where the code page lacks it.
    package static func byte(for scalar: Unicode.Scalar) -> UInt8? {
        if scalar.value < 0x80 || (0xA0...0xFF).contains(scalar.value) { return UInt8(scalar.value) }
        guard scalar.value <= 0xFFFF else { return nil }
        return upper.firstIndex(of: UInt16(scalar.value)).map { UInt8($0) + 0x80 }
    }

    /// True where bytes above 7F stand only in well-formed UTF-8 sequences: hardly ever true of Windows-1252 text.
    package static func looksLikeUTF8(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.contains(where: { $0 >= 0x80 }) else { return false }
        return String(validating: bytes, as: UTF8.self) != nil
    }
}
