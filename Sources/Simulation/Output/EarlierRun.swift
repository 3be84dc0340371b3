// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// Takes away what an earlier simulation left in the same directory, so that its messages do not mix with another's truth.
///
/// Only a directory that holds a `truth.json` is touched, and in it only files of the kinds simulations write.
enum EarlierRun {
    static func clear(_ root: String, folders: [String]) throws {
        let files = FileManager.default
        guard files.fileExists(atPath: "\(root)/truth.json") else { return }
        try OutputFile.remove("\(root)/truth.json")
        for folder in folders where files.fileExists(atPath: "\(root)/\(folder)") {
            for name in try files.contentsOfDirectory(atPath: "\(root)/\(folder)")
            where [".xml", ".csv", ".ndjson", ".ok"].contains(where: name.hasSuffix) { try OutputFile.remove("\(root)/\(folder)/\(name)") }
        }
    }
}
