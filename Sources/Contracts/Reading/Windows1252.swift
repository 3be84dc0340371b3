// SPDX-License-Identifier: EUPL-1.2

/// Windows code page 1252.
package enum Windows1252 {
    private static let upper: [UInt16] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019,
        0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
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

    /// True where bytes above 7F stand only in well-formed UTF-8 sequences: hardly ever true of Windows-1252 text.
    package static func looksLikeUTF8(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.contains(where: { $0 >= 0x80 }) else { return false }
        return String(validating: bytes, as: UTF8.self) != nil
    }

    /// The character of one byte; nil where it has none.
    package static func scalar(_ byte: UInt8) -> Unicode.Scalar? {
        let unit = (0x80...0x9F).contains(byte) ? upper[Int(byte - 0x80)] : UInt16(byte)
        return unit == 0 && byte != 0 ? nil : Unicode.Scalar(unit)
    }

    /// The byte of one character; nil where the code page lacks it.
    package static func byte(_ scalar: Unicode.Scalar) -> UInt8? {
        switch scalar.value {
        case 0..<0x80, 0xA0..<0x100: return UInt8(scalar.value)
        case 0x152...0x2122: return upper.firstIndex { UInt32($0) == scalar.value }.map { UInt8($0 + 0x80) }
        default: return nil
        }
    }
}
