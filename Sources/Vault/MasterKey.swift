// SPDX-License-Identifier: EUPL-1.2
import Glibc

/// The key that wraps all others; a file of 32 bytes that only its owner may read.
package enum MasterKey {
    /// Creates the file with fresh bytes; never replaces one that stands.
    ///
    /// The name appears only when the bytes are on the disk, so that a crash leaves no half a key under it.
    package static func create(at path: String) throws {
        guard !FilePresence.holds(path) else { throw VaultError.keyFileExists(path) }
        var bytes = try SecureRandom.bytes(SymmetricKey.length)
        defer { Cleansing.wipe(&bytes) }
        let temporary = path + ".new"
        unlink(temporary)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw VaultError.keyFileTrouble(path, errno) }
        defer { close(descriptor) }
        defer { unlink(temporary) }
        guard write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
            throw VaultError.keyFileTrouble(path, errno)
        }
        guard link(temporary, path) == 0 else {
            throw errno == EEXIST ? VaultError.keyFileExists(path) : VaultError.keyFileTrouble(path, errno)
        }
        try flushFolder(of: path)
    }

    /// Gives a key that is durable the name of another, which is gone then.
    package static func replace(_ path: String, by next: String) throws {
        guard rename(next, path) == 0 else { throw VaultError.keyFileTrouble(path, errno) }
        try flushFolder(of: path)
    }

    private static func flushFolder(of path: String) throws {
        let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw VaultError.keyFileTrouble(path, errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw VaultError.keyFileTrouble(path, errno) }
    }

    package static func load(from path: String) throws -> SymmetricKey {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw errno == ENOENT ? VaultError.keyFileMissing(path) : VaultError.keyFileTrouble(path, errno)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw VaultError.keyFileTrouble(path, errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw VaultError.keyFileMalformed(path) }
        guard status.st_mode & 0o077 == 0 else { throw VaultError.keyFileOpenToOthers(path) }
        var bytes = [UInt8](repeating: 0, count: SymmetricKey.length + 1)
        defer { Cleansing.wipe(&bytes) }
        let count = read(descriptor, &bytes, bytes.count)
        guard count >= 0 else { throw VaultError.keyFileTrouble(path, errno) }
        guard count == SymmetricKey.length, let key = SymmetricKey(bytes[0..<SymmetricKey.length]) else {
            throw VaultError.keyFileMalformed(path)
        }
        return key
    }
}
