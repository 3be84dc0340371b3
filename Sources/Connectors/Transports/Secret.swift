// SPDX-License-Identifier: EUPL-1.2
import Glibc

/// Where a secret comes from: `file:PATH` or `env:NAME`; the configuration never holds the secret itself.
package enum SecretSource: Sendable, Equatable {
    case file(String)
    case environment(String)

    /// Nil for any other text, which may be the secret itself and is therefore never shown.
    package init?(_ text: String) {
        if text.hasPrefix("file:"), text.utf8.count > 5 {
            self = .file(String(text.dropFirst(5)))
        } else if text.hasPrefix("env:"), text.utf8.count > 4 {
            self = .environment(String(text.dropFirst(4)))
        } else {
            return nil
        }
    }
}

/// What is wrong with a secret, with the next step; names where it was to come from, never what it is.
package enum SecretError: Error, Equatable, CustomStringConvertible {
    case missing(SecretSource)
    case openToOthers(String)
    case notAFile(String)
    case empty(SecretSource)
    case tooLong(SecretSource)
    case notText(SecretSource)

    package var description: String {
        switch self {
        case .missing(.file(let path)): "the secret file \(path) can't be read; check that it exists and belongs to this user"
        case .missing(.environment(let name)): "the environment has no \(name); set it for the user that runs xchg"
        case .openToOthers(let path): "the secret file \(path) can be read by others; run: chmod 600 \(path)"
        case .notAFile(let path): "\(path) is not a plain file"
        case .empty(let source): "the secret \(Self.name(source)) is empty"
        case .tooLong(let source): "the secret \(Self.name(source)) is longer than 64 KiB"
        case .notText(let source): "the secret \(Self.name(source)) is not text in UTF-8"
        }
    }

    private static func name(_ source: SecretSource) -> String {
        switch source {
        case .file(let path): "file \(path)"
        case .environment(let name): "in \(name)"
        }
    }
}

/// A password or a private key in text form; never prints, and is wiped when the last holder lets go.
package final class Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private static let longest = 64 << 10
    // Written once before the object is shared and wiped when nobody holds it any more.
    private nonisolated(unsafe) let memory: UnsafeMutableRawBufferPointer

    /// Reads it now; line ends at the end are not part of it.
    package static func load(_ source: SecretSource, environment: [String: String]) throws(SecretError) -> Secret {
        switch source {
        case .environment(let name):
            guard let value = environment[name] else { throw .missing(source) }
            return try Secret(Array(value.utf8), source)
        case .file(let path):
            var bytes = try read(path, source)
            defer { bytes.withUnsafeMutableBytes { if let base = $0.baseAddress { explicit_bzero(base, $0.count) } } }
            return try Secret(bytes, source)
        }
    }

    /// Checks that a file which a library reads itself is there and closed to others; gives its path.
    package static func checkedFile(_ path: String) throws(SecretError) -> String {
        _ = try read(path, .file(path))
        return path
    }

    private static func read(_ path: String, _ source: SecretSource) throws(SecretError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .missing(source) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .missing(source) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path) }
        guard status.st_mode & 0o077 == 0 else { throw .openToOthers(path) }
        guard status.st_size <= longest else { throw .tooLong(source) }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        guard count == bytes.count else { throw .missing(source) }
        return bytes
    }

    private init(_ bytes: [UInt8], _ source: SecretSource) throws(SecretError) {
        let trimmed = bytes[..<(bytes.lastIndex { $0 != 10 && $0 != 13 }.map { $0 + 1 } ?? 0)]
        guard !trimmed.isEmpty else { throw .empty(source) }
        guard trimmed.count <= Self.longest else { throw .tooLong(source) }
        guard String(validating: trimmed, as: UTF8.self) != nil else { throw .notText(source) }
        memory = .allocate(byteCount: trimmed.count, alignment: 1)
        memory.copyBytes(from: trimmed)
    }

    deinit {
        if let base = memory.baseAddress { explicit_bzero(base, memory.count) }
        memory.deallocate()
    }

    package func withBytes<Result, Failure: Error>(_ body: (UnsafeRawBufferPointer) throws(Failure) -> Result) throws(Failure) -> Result {
        try body(UnsafeRawBufferPointer(memory))
    }

    func withText<Result>(_ body: (String) -> Result) -> Result { body(String(decoding: memory, as: UTF8.self)) }

    package var description: String { "Secret" }
    package var debugDescription: String { "Secret" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
