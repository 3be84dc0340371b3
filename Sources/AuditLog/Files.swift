// SPDX-License-Identifier: EUPL-1.2
import CPlatform
import Glibc

/// The few file operations the log needs: whole reads, replacement by rename, removal of a small tree.
package enum Files {
    /// The bytes of a file of at most 64 MiB, or nil where it can't be read.
    package static func read(_ path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_size <= 64 << 20, status.st_mode & S_IFMT == S_IFREG else { return nil }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var held = 0
        while held < bytes.count {
            let got = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress.map { $0 + held }, $0.count - held) }
            guard got > 0 else { return nil }
            held += got
        }
        return bytes
    }

    /// Bytes of a plain file, or nil where there is none.
    static func length(_ path: String) -> Int? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return Int(status.st_size)
    }

    /// Writes beside the place and renames over it; returns the error code where something failed.
    package static func replace(
        _ path: String, with bytes: [UInt8], durable: Bool, beforeRename: () throws -> Void = {}
    ) rethrows -> Int32? {
        let temporary = path + ".tmp"
        var descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        if descriptor < 0, errno == ENOENT {
            makeDirectories(parent(path))
            descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        }
        guard descriptor >= 0 else { return errno }
        defer { close(descriptor) }
        var written = 0
        while written < bytes.count {
            let put = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written) }
            guard put > 0 else { return errno }
            written += put
        }
        if durable, fsync(descriptor) != 0 { return errno }
        try beforeRename()
        guard rename(temporary, path) == 0 else { return errno }
        if durable {
            let folder = open(parent(path), O_RDONLY)
            guard folder >= 0 else { return errno }
            defer { close(folder) }
            guard fsync(folder) == 0 else { return errno }
        }
        return nil
    }

    static func flushFileSystem(_ descriptor: Int32) -> Bool { syncfs(descriptor) == 0 }

    static func parent(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return String(path[..<slash])
    }

    package static func makeDirectories(_ path: String) {
        var prefix = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            prefix += "/" + part
            mkdir(prefix, 0o755)
        }
    }

    /// Removes a folder of plain files; what can't be removed stays, since nothing depends on its absence.
    static func removeTree(_ path: String) {
        guard let folder = opendir(path) else { return }
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { unlink(path + "/" + name) }
        }
        closedir(folder)
        rmdir(path)
    }
}
