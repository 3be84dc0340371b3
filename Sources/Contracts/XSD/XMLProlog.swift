// SPDX-License-Identifier: EUPL-1.2

/// Looks at what stands before the root element, before any parser sees the message: a document type declaration is refused unread, and so
/// are encodings in which one could hide.
enum XMLProlog {
    static func violation(in bytes: [UInt8]) -> Violation? {
        if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) || bytes.prefix(4).contains(0) {
            return Violation(rule: "xml:encoding", field: "", place: .line(1, column: nil))
        }
        var line = 1
        var index = 0
        while index + 1 < bytes.count {
            if bytes[index] == 10 { line += 1 }
            guard bytes[index] == UInt8(ascii: "<") else { index += 1; continue }
            if bytes[index...].starts(with: "<!--".utf8) {
                guard let end = find("-->", in: bytes, from: index + 4) else { return nil }
                line += bytes[index..<end].count { $0 == 10 }
                index = end
            } else if bytes[index...].starts(with: "<?".utf8) {
                guard let end = find("?>", in: bytes, from: index + 2) else { return nil }
                line += bytes[index..<end].count { $0 == 10 }
                index = end
            } else {
                return bytes[index + 1] == UInt8(ascii: "!")
                    ? Violation(rule: "xml:doctype", field: "", place: .line(line, column: nil)) : nil
            }
        }
        return nil
    }

    /// Index after the next occurrence.
    private static func find(_ text: StaticString, in bytes: [UInt8], from start: Int) -> Int? {
        let length = text.utf8CodeUnitCount
        guard start + length <= bytes.count else { return nil }
        for index in start...(bytes.count - length) where (0..<length).allSatisfy({ bytes[index + $0] == text.utf8Start[$0] }) {
            return index + length
        }
        return nil
    }
}
