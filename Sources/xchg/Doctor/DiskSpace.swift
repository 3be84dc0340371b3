// SPDX-License-Identifier: EUPL-1.2
import Glibc

/// Bytes of the file system that a path lies on; nil where it can't be asked.
struct DiskSpace {
    /// What this user may still write.
    let free: Int
    let total: Int

    init?(of path: String) {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return nil }
        free = Int(clamping: UInt64(status.f_bavail) * UInt64(status.f_frsize))
        total = Int(clamping: UInt64(status.f_blocks) * UInt64(status.f_frsize))
    }
}
