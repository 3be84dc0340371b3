// SPDX-License-Identifier: EUPL-1.2
import Contracts
import Foundation

/// The text of a cell as people meant it, and whether encodings left their marks on it.
///
/// Mended: a space that does not break, soft hyphens and other characters without width, the ligature Ĳ, characters of Windows-1252 that came as
/// control characters 80–9F, letters with loose accents. Kept as they are: İ and ı. Refused: what can't be mended without guessing.
struct CellText: Equatable {
    enum Fault: String, Error {
        case control = "text:control-character"
        /// U+FFFD: some program before us lost a letter.
        case lost = "text:lost-letters"
        /// UTF-8 that was taken for Windows-1252 and encoded once more: `MÃ¼ller`.
        case encodedTwice = "text:encoded-twice"
    }

    let text: String
    let isMended: Bool

    init(_ cell: String) throws(Fault) {
        if cell.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
            text = cell
            isMended = false
            return
        }
        if Self.isEncodedTwice(cell) { throw .encodedTwice }
        var out = String.UnicodeScalarView()
        var mended = false
        for scalar in cell.unicodeScalars {
            switch try Self.mend(scalar, after: out.last) {
            case .keep: out.append(scalar)
            case .space: out.append(" ")
            case .replace(let text):
                mended = true
                out.append(contentsOf: text.unicodeScalars)
            }
        }
        var result = String(out)
        if out.contains(where: { (0x300...0x36F).contains($0.value) }) {
            mended = true
            result = result.precomposedStringWithCanonicalMapping
        }
        text = result.split(separator: " ").joined(separator: " ")
        isMended = mended
    }

    private enum Mending { case keep, space, replace(String) }

    private static func mend(_ scalar: Unicode.Scalar, after last: Unicode.Scalar?) throws(Fault) -> Mending {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x85, 0x2028, 0x2029: return .space
        case 0..<0x20, 0x7F: throw .control
        case 0x80...0x9F:
            guard let meant = Windows1252.scalar(UInt8(scalar.value)) else { throw .control }
            return .replace(String(Character(meant)))
        case 0xA0, 0x2007, 0x202F: return .replace(" ")
        case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF: return .replace("")
        case 0x132: return .replace("IJ")
        case 0x133: return .replace("ij")
        // What is left of a Turkish İ that was put in lower case elsewhere.
        case 0x307 where last == "i": return .replace("")
        case 0xFFFD: throw .lost
        default: return .keep
        }
    }

    private static func isEncodedTwice(_ cell: String) -> Bool {
        var bytes: [UInt8] = []
        for scalar in cell.unicodeScalars {
            guard let byte = scalar.value < 0x100 ? UInt8(scalar.value) : Windows1252.byte(scalar) else { return false }
            bytes.append(byte)
        }
        return Windows1252.looksLikeUTF8(bytes[...])
    }
}
