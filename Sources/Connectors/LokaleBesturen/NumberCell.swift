// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// The number of a person as people and spreadsheets leave it in a cell.
///
/// A spreadsheet takes the number for an amount: it drops zeros in front (`3050100295`) or writes `8,50730E+10`, of which the end is lost.
struct NumberCell: Equatable {
    /// The valid number; nil where check digits or month are wrong, or digits are lost.
    let insz: INSZ?
    /// A spreadsheet was at it, whether or not it could be mended.
    let isDamaged: Bool

    init(_ cell: String) {
        let bytes = Array(cell.utf8)
        let isBare = bytes.allSatisfy { (48...57).contains($0) }
        if isBare, (7...10).contains(bytes.count) {
            insz = INSZ(String(repeating: "0", count: 11 - bytes.count) + cell)
            isDamaged = true
        } else {
            insz = INSZ(cell)
            isDamaged = insz == nil && Self.isExponential(bytes)
        }
    }

    /// `8,50730E+10` or `8.5E10`.
    private static func isExponential(_ bytes: [UInt8]) -> Bool {
        guard let mark = bytes.firstIndex(where: { $0 == UInt8(ascii: "E") || $0 == UInt8(ascii: "e") }), mark > 0 else { return false }
        let front = bytes[..<mark], power = bytes[(mark + 1)...].drop { $0 == UInt8(ascii: "+") }
        return !power.isEmpty && power.allSatisfy { (48...57).contains($0) }
            && front.allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ".") }
    }

    /// The digits under which a person is kept, right or wrong; another key where there are too few.
    static func key(_ cell: String, else other: @autoclosure () -> String) -> String {
        if let mended = NumberCell(cell).insz { return mended.digits }
        let digits = cell.filter { $0.isASCII && $0.isNumber }
        switch digits.utf8.count {
        case 11: return digits
        case 10: return "0" + digits
        default: return other()
        }
    }
}
