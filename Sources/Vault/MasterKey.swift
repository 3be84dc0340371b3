// SPDX-License-Identifier: EUPL-1.2
import Glibc

/// The key that wraps all others; a file of 32 bytes that only its owner may read.
package enum MasterKey {
    /// Creates the file with fresh bytes; never replaces one that stands.
    package static func create(at path: String) throws {
        let bytes = try SecureRandom.bytes(SymmetricKey.length)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard descriptor >= 0 else { throw VaultError.keyFileMalformed(path) }
        defer { close(descriptor) }
        guard write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else { throw VaultError.keyFileMalformed(path) }
    }

    package static func load(from path: String) throws -> SymmetricKey {
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { throw VaultError.keyFileMissing(path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw VaultError.keyFileMissing(path) }
        guard status.st_mode & 0o077 == 0 else { throw VaultError.keyFileOpenToOthers(path) }
        var bytes = [UInt8](repeating: 0, count: SymmetricKey.length + 1)
        guard read(descriptor, &bytes, bytes.count) == SymmetricKey.length, let key = SymmetricKey(bytes[0..<SymmetricKey.length]) else {
            throw VaultError.keyFileMalformed(path)
        }
        return key
    }
}
