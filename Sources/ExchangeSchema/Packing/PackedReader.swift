// SPDX-License-Identifier: EUPL-1.2

/// Reads packed bytes from front to back; whatever is not as `PackedWriter` writes it throws, nothing is read past the end.
package struct PackedReader {
    private let bytes: [UInt8]
    private var at = 0
    private var depth = 0
    private var texts: [String] = []
    /// Canonical values nest four deep; what goes deeper is none.
    private static let depthLimit = 32

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The head of one part of a value.
    package struct Part {
        package let number: UInt8
        let form: UInt8
    }

    package var isAtEnd: Bool { at == bytes.count }

    /// The next part of the value being read; nil at its end.
    package mutating func next() throws -> Part? {
        guard at < bytes.count else { throw PackedFault() }
        let tag = bytes[at]
        at += 1
        if tag == 0 { return nil }
        guard tag >= 4 else { throw PackedFault() }
        return Part(number: tag >> 2, form: tag & 3)
    }

    package mutating func integer(_ part: Part) throws -> Int64 {
        let value = try number(part)
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    package mutating func number(_ part: Part) throws -> UInt64 {
        guard part.form == 0 else { throw PackedFault() }
        return try varint()
    }

    package mutating func flag(_ part: Part) throws -> Bool {
        switch try number(part) {
        case 0: false
        case 1: true
        default: throw PackedFault()
        }
    }

    package mutating func day(_ part: Part) throws -> LocalDate {
        guard let day = Int32(exactly: try integer(part)) else { throw PackedFault() }
        return LocalDate(dayNumber: day)
    }

    package mutating func text(_ part: Part) throws -> String {
        if part.form == 3 {
            let number = try varint()
            guard number < UInt64(texts.count) else { throw PackedFault() }
            return texts[Int(number)]
        }
        guard part.form == 1 else { throw PackedFault() }
        let length = try varint()
        guard length <= UInt64(bytes.count - at) else { throw PackedFault() }
        let end = at + Int(length)
        let decoded = bytes.withUnsafeBufferPointer { all in
            String(validating: UnsafeBufferPointer(rebasing: all[at..<end]), as: UTF8.self)
        }
        guard let text = decoded else { throw PackedFault() }
        if end - at >= PackedWriter.shortestNumbered { texts.append(text) }
        at = end
        return text
    }

    package mutating func `case`<Case: PackableCase>(_ part: Part) throws -> Case {
        guard let value = Case(packedNumber: try number(part)) else { throw PackedFault() }
        return value
    }

    package mutating func value<Value: Packable>(_ part: Part) throws -> Value {
        guard part.form == 2, depth < Self.depthLimit else { throw PackedFault() }
        depth += 1
        defer { depth -= 1 }
        return try Value(unpacking: &self)
    }

    /// Steps over a part that this version does not know; its texts keep their numbers.
    package mutating func skip(_ part: Part) throws {
        switch part.form {
        case 0: _ = try varint()
        case 1, 3: _ = try text(part)
        default:
            guard depth < Self.depthLimit else { throw PackedFault() }
            depth += 1
            defer { depth -= 1 }
            while let inner = try next() { try skip(inner) }
        }
    }

    private mutating func varint() throws -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while at < bytes.count, shift < 64 {
            let byte = bytes[at]
            value |= UInt64(byte & 0x7F) << shift
            at += 1
            if byte & 0x80 == 0 { return value }
            shift += 7
        }
        throw PackedFault()
    }
}
