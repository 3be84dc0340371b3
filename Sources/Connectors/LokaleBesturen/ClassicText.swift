// SPDX-License-Identifier: EUPL-1.2
import Contracts
import Foundation

/// Text for files in the classic dialect: Windows-1252, without quotes, so that neither separator nor line end can stand in a cell.
enum ClassicText {
    /// The bytes of a cell, and whether something had to be written in another way.
    ///
    /// Characters that the code page has stay. Others become Latin letters without marks (ş → s, ı → i, Ж → Z); what has none becomes `?`.
    static func fit(_ text: String) -> (bytes: [UInt8], converted: Bool) {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ";") }) { return (Array(text.utf8), false) }
        var bytes: [UInt8] = []
        var converted = false
        for scalar in text.precomposedStringWithCanonicalMapping.unicodeScalars {
            if scalar == ";" {
                bytes.append(UInt8(ascii: ","))
                converted = true
            } else if scalar.value < 0x20 || scalar.value == 0x7F || scalar.properties.generalCategory == .lineSeparator
                || scalar.properties.generalCategory == .paragraphSeparator
            {
                bytes.append(UInt8(ascii: " "))
                converted = true
            } else if let byte = Windows1252.byte(scalar) {
                bytes.append(byte)
            } else {
                bytes.append(contentsOf: plain(scalar))
                converted = true
            }
        }
        return (bytes, converted)
    }

    private static func plain(_ scalar: Unicode.Scalar) -> [UInt8] {
        if scalar.properties.generalCategory == .nonspacingMark { return [] }
        let latin = String(scalar).applyingTransform(StringTransform("Any-Latin; Latin-ASCII"), reverse: false) ?? ""
        let letters = latin.utf8.filter { $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ";") }
        return letters.isEmpty ? [UInt8(ascii: "?")] : Array(letters)
    }
}
