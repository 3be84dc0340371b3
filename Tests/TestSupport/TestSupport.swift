// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// Facts and samples that lie beside the checkout and are not part of it; tests that use them say that they skip.
package enum SharedFolder {
    package static let path = Checkout.root + "/../shared"
    package static var isPresent: Bool { FileManager.default.fileExists(atPath: path + "/samples/magda") }
}

/// The folder this package was checked out into.
package enum Checkout {
    package static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path
}

/// A folder that is gone when its owner is.
package final class TemporaryFolder: Sendable {
    package let path: String

    package init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("xchg-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

package enum FileNames {
    /// Names in a folder, sorted.
    package static func under(_ path: String) throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
}

package enum Blocking {
    /// Does blocking work on a thread of its own, so that the few threads of async code stay free for a server that the work talks to.
    package static func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            // A dispatch queue would add threads one a second only, while work that waits for a server holds the others.
            let thread = Thread { continuation.resume(with: Swift.Result { try work() }) }
            thread.stackSize = 8 << 20
            thread.start()
        }
    }
}
