// SPDX-License-Identifier: EUPL-1.2

/// Cuts what is read of a file into lines, with memory for one line and one helping.
struct LineCutter {
    /// A line without its end; nil bytes where it was longer than the limit.
    struct Line { let bytes: ArraySlice<UInt8>? }

    private static let helping = 1 << 16
    private let quote: UInt8?
    private let maximumLineBytes: Int
    private var buffer: [UInt8] = []
    /// Where the line begins, up to where it was looked through, and whether that place lies between quotes.
    private var start = 0
    private var seen = 0
    private var isQuoted = false
    private var isTooLong = false
    /// The number of the line given last, from 1.
    private(set) var number = 0

    init(quote: UInt8?, maximumLineBytes: Int) {
        self.quote = quote
        self.maximumLineBytes = maximumLineBytes
    }

    /// Takes in more bytes; `read` fills the space it gets and returns how much, 0 at the end, less on an error.
    mutating func fill(_ read: (UnsafeMutableRawBufferPointer) -> Int) -> Int {
        if seen - start > maximumLineBytes + 1 { isTooLong = true; start = seen }
        buffer.removeSubrange(..<start)
        seen -= start
        start = 0
        let held = buffer.count
        buffer.append(contentsOf: repeatElement(0, count: Self.helping))
        let got = buffer.withUnsafeMutableBytes { read(UnsafeMutableRawBufferPointer(rebasing: $0[held...])) }
        buffer.removeLast(Self.helping - max(0, got))
        return got
    }

    /// The next whole line of what was taken in.
    mutating func next() -> Line? {
        guard let end = lineEnd() else { return nil }
        defer { start = end + 1; seen = start }
        return cut(to: end)
    }

    /// What stands after the last line end.
    mutating func last() -> Line? {
        guard start < buffer.count || isTooLong else { return nil }
        defer { start = buffer.count }
        return cut(to: buffer.count)
    }

    private mutating func cut(to end: Int) -> Line {
        number += 1
        isQuoted = false
        defer { isTooLong = false }
        let bytes = buffer[start..<(end > start && buffer[end - 1] == 13 ? end - 1 : end)]
        return Line(bytes: isTooLong || bytes.count > maximumLineBytes ? nil : bytes)
    }

    private mutating func lineEnd() -> Int? {
        var index = seen
        let count = buffer.count
        var quoted = isQuoted
        let found = buffer.withUnsafeBufferPointer { bytes -> Int? in
            while index < count {
                let byte = bytes[index]
                if byte == 10, !quoted { return index }
                if byte == quote { quoted.toggle() }
                index += 1
            }
            return nil
        }
        isQuoted = quoted
        seen = found ?? count
        return found
    }
}
