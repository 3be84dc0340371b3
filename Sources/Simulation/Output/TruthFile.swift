// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// Writes the truth as JSON, keys sorted, so that equal truths are equal bytes.
enum TruthFile {
    static func write(_ truth: Truth, to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try OutputFile.write([UInt8](encoder.encode(truth)), to: path)
    }
}
