// SPDX-License-Identifier: EUPL-1.2
import Glibc
import Signatures

/// Puts batches into a folder on a partner's SFTP server: under a temporary name, then renamed in one step.
///
///     <folder>/.<name>.<8 hex digits of the content's digest>.part   on its way; a later attempt goes on with it
///     <folder>/<name>                                                whole
package struct SFTPPush: BatchSender {
    private let remote: SFTPFolder
    private let patience: Patience
    private let pause: @Sendable (Int) -> Void

    package init(
        remote: SFTPFolder, patience: Patience = .usual, pause: @escaping @Sendable (Int) -> Void = { sleep(UInt32(clamping: $0)) }
    ) {
        self.remote = remote
        self.patience = patience
        self.pause = pause
    }

    package func send(_ batch: OutgoingBatch) throws {
        var attempt = 1
        while true {
            do { return try sendOnce(batch) } catch let error as SFTPTransportError {
                guard error.isPassing, attempt < patience.attempts else { throw error }
                pause(min(patience.longestWait, 1 << min(attempt - 1, 10)))
                attempt += 1
            }
        }
    }

    /// A file that is there under its final name is whole: it was renamed before, and only the acknowledgement was lost.
    private func sendOnce(_ batch: OutgoingBatch) throws {
        if try remote.names().contains(batch.name) { return }
        let digest = ContentDigest.sha256(batch.bytes).prefix(4).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        try remote.upload(batch.bytes, under: ".\(batch.name).\(digest).part", as: batch.name)
    }
}
