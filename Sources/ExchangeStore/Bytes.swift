// SPDX-License-Identifier: EUPL-1.2
import Foundation
import GRDB

extension [UInt8] {
    /// The bytes as a database blob.
    var databaseValue: DatabaseValue { Data(self).databaseValue }

    /// The blob in the first column of the first row.
    static func fetchBytes(_ statement: Statement, _ arguments: StatementArguments) throws -> [UInt8]? {
        try Row.fetchOne(statement, arguments: arguments)?.bytes(0)
    }
}

extension Row {
    func bytes(_ column: Int) -> [UInt8] {
        let data: Data? = self[column]
        return data.map { Array($0) } ?? []
    }
}

/// Length-prefixed texts and bytes: 4 bytes big-endian length ‖ bytes, one after the other.
enum Packing {
    static func pack(_ parts: [[UInt8]]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(parts.reduce(0) { $0 + $1.count + 4 })
        for part in parts {
            Swift.withUnsafeBytes(of: UInt32(clamping: part.count).bigEndian) { out.append(contentsOf: $0) }
            out.append(contentsOf: part)
        }
        return out
    }

    static func unpack(_ bytes: [UInt8]) -> [[UInt8]] {
        var parts: [[UInt8]] = []
        var index = 0
        while index + 4 <= bytes.count {
            let length = bytes[index..<(index + 4)].reduce(0) { $0 << 8 | Int($1) }
            guard index + 4 + length <= bytes.count else { break }
            parts.append(Array(bytes[(index + 4)..<(index + 4 + length)]))
            index += 4 + length
        }
        return parts
    }
}
