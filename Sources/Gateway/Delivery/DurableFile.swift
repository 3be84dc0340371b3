// SPDX-License-Identifier: EUPL-1.2
import Glibc

/// Files that are on disk when the call returns.
enum DurableFile {
    static func write(_ bytes: [UInt8], to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw GatewayError.writing(path, errno) }
        defer { close(descriptor) }
        var written = 0
        while written < bytes.count {
            let put = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written) }
            guard put > 0 else { throw GatewayError.writing(path, errno) }
            written += put
        }
        guard fsync(descriptor) == 0 else { throw GatewayError.writing(path, errno) }
    }

    /// Renames; a source that is gone was moved before. The folder of the target is flushed in either case, since the earlier move may have
    /// ended before its flush.
    static func move(_ source: String, to target: String) throws {
        if rename(source, target) != 0, errno != ENOENT { throw GatewayError.writing(target, errno) }
        let folder = target.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw GatewayError.folder(folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw GatewayError.writing(folder, errno) }
    }
}
