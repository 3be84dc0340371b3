// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Glibc

/// Who holds a lease: the process, when it was started, and which of its workers, as `4711/39127/…`.
package struct WorkerIdentity: Sendable, Equatable {
    package let text: String

    /// A worker of this process.
    package init() { text = "\(getpid())/\(Self.startTime(of: getpid()) ?? "")/\(UUID().uuidString.prefix(8))" }

    /// True where the text names a process of this machine that has ended. In doubt false: then the lease is watched.
    package static func isDead(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, let process = Int32(parts[0]), process > 0, !parts[1].isEmpty else { return false }
        guard let started = startTime(of: process) else { return kill(process, 0) != 0 && errno == ESRCH }
        return started != parts[1]
    }

    /// Ticks since boot at which the process began: field 22 of `/proc/<pid>/stat` (proc_pid_stat(5)); nil where that can't be read.
    ///
    /// A process that has ended and was not yet waited for counts as ended.
    private static func startTime(of process: Int32) -> String? {
        guard let data = FileManager.default.contents(atPath: "/proc/\(process)/stat") else { return nil }
        let text = String(decoding: data, as: UTF8.self)
        // The second field, in parentheses, may hold anything.
        guard let end = text.lastIndex(of: ")") else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 19 else { return nil }
        return fields[0] == "Z" ? "ended" : String(fields[19])
    }
}
