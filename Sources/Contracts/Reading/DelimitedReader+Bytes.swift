// SPDX-License-Identifier: EUPL-1.2

extension DelimitedReader {
    /// Every line of a file that is in memory, in order, as a row or as a violation with its number.
    package func rows(in bytes: [UInt8]) -> [Result<DelimitedRow, Violation>] {
        var rows: [Result<DelimitedRow, Violation>] = []
        var start = 0
        var quoted = false
        func cut(at end: Int) {
            let line = bytes[start..<end]
            rows.append(row(Array(line.last == 13 ? line.dropLast() : line), rows.count + 1))
        }
        for (index, byte) in bytes.enumerated() {
            if let quote = dialect.quote, byte == quote { quoted.toggle() }
            if byte == 10, !quoted {
                cut(at: index)
                start = index + 1
            }
        }
        if start < bytes.count { cut(at: bytes.count) }
        return rows
    }
}
