// SPDX-License-Identifier: EUPL-1.2
import Glibc

/// The world went wrong while writing: the operation, its path and the error of the system.
package struct OutputFailure: Error, CustomStringConvertible, Sendable {
    let operation: String
    let path: String
    let code: Int32
    package var description: String { "can't \(operation) \(path): \(String(cString: strerror(code)))" }
}

/// A file written from the start through a buffer; whole small files go out in one write.
final class OutputFile {
    private let path: String
    private var descriptor: Int32
    private var buffer: [UInt8] = []
    private(set) var count = 0

    init(_ path: String) throws {
        self.path = path
        descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw OutputFailure(operation: "create", path: path, code: errno) }
    }

    deinit { if descriptor >= 0 { _ = Glibc.close(descriptor) } }

    func append(_ bytes: some Sequence<UInt8>) throws {
        let before = buffer.count
        buffer.append(contentsOf: bytes)
        count += buffer.count - before
        if buffer.count >= 1 << 16 { try flush() }
    }

    func flush() throws {
        try Self.write(buffer, to: descriptor, path)
        buffer.removeAll(keepingCapacity: true)
    }

    /// Reads back what was flushed.
    func read(at offset: Int, count: Int) throws -> [UInt8] {
        var failure: Int32?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { target, filled in
            while filled < count {
                let got = pread(descriptor, target.baseAddress.map { $0 + filled }, count - filled, off_t(offset + filled))
                guard got > 0 else { failure = got == 0 ? EIO : errno; return }
                filled += got
            }
        }
        if let failure { throw OutputFailure(operation: "read", path: path, code: failure) }
        return bytes
    }

    func close() throws {
        try flush()
        let closing = descriptor
        descriptor = -1
        guard Glibc.close(closing) == 0 else { throw OutputFailure(operation: "close", path: path, code: errno) }
    }

    static func write(_ bytes: [UInt8], to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw OutputFailure(operation: "create", path: path, code: errno) }
        defer { _ = Glibc.close(descriptor) }
        try write(bytes, to: descriptor, path)
    }

    static func remove(_ path: String) throws {
        guard unlink(path) == 0 || errno == ENOENT else { throw OutputFailure(operation: "remove", path: path, code: errno) }
    }

    static func makeDirectory(_ path: String) throws {
        var built = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            built += "/" + part
            guard mkdir(built, 0o755) == 0 || errno == EEXIST else { throw OutputFailure(operation: "create", path: built, code: errno) }
        }
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws {
        var written = 0
        while written < bytes.count {
            let put = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written) }
            guard put > 0 else { throw OutputFailure(operation: "write", path: path, code: errno) }
            written += put
        }
    }
}
