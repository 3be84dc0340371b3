// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Synchronization

/// Who was asked for: `vragen.csv` beside the answers gives the INSZ by the reference of the question.
///
/// The file is UTF-8 with the header `referte;insz`. It is read again only when it changes, so that a folder of answers costs one reading.
package final class QuestionRegister: Sendable {
    package static let fileName = "vragen.csv"

    private struct Stamp: Equatable {
        let size: Int
        let changedAt: Date
    }
    private struct Page {
        let stamp: Stamp
        let numbers: [String: String]
    }
    private let pages = Mutex<[String: Page]>([:])

    package init() {}

    /// The INSZ asked for under this reference, by the register in that folder.
    package func insz(reference: String, inFolder folder: String) throws -> String? {
        let path = folder + "/" + Self.fileName
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else { return nil }
        let stamp = Stamp(
            size: attributes[.size] as? Int ?? 0, changedAt: attributes[.modificationDate] as? Date ?? .distantPast)
        return try pages.withLock { pages in
            if let page = pages[folder], page.stamp == stamp { return page.numbers[reference] }
            let page = Page(stamp: stamp, numbers: Self.parse(try String(contentsOfFile: path, encoding: .utf8)))
            pages[folder] = page
            return page.numbers[reference]
        }
    }

    private static func parse(_ text: String) -> [String: String] {
        var numbers: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline).dropFirst() {
            let cells = line.split(separator: ";", omittingEmptySubsequences: false)
            if cells.count == 2 { numbers[String(cells[0])] = String(cells[1]) }
        }
        return numbers
    }
}
