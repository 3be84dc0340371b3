// SPDX-License-Identifier: EUPL-1.2
import CLibCurl
import Signatures

/// A folder on a partner's SFTP server, through libcurl and libssh2.
///
/// The server's key must stand in the file of known hosts: an unknown or a changed key is refused. We log in with an Ed25519 key only.
package struct SFTPFolder: Sendable {
    /// Where the folder is and how we get in.
    package struct Access: Sendable, Equatable {
        package let host: String
        package let port: Int
        package let user: String
        /// Absolute, ends with a slash.
        package let path: String

        /// Reads `sftp://user@host:port/folder`; nil for any other form, a password included.
        package init?(_ url: String) {
            guard url.hasPrefix("sftp://") else { return nil }
            let rest = url.dropFirst(7)
            guard let slash = rest.firstIndex(of: "/"), let at = rest[..<slash].firstIndex(of: "@") else { return nil }
            let user = rest[..<at]
            let parts = rest[rest.index(after: at)..<slash].split(separator: ":", omittingEmptySubsequences: false)
            guard (1...2).contains(parts.count), let port = parts.count == 1 ? 22 : Int(parts[1]), (1...65_535).contains(port),
                Self.isPlain(user), Self.isPlain(parts[0]),
                rest[slash...].split(separator: "/").allSatisfy({ Self.isPlain($0) && $0 != ".." })
            else { return nil }
            self.user = String(user)
            host = String(parts[0])
            self.port = port
            path = rest.hasSuffix("/") ? String(rest[slash...]) : "\(rest[slash...])/"
        }

        /// Nothing that an address or a command would have to escape.
        private static func isPlain(_ text: some StringProtocol) -> Bool {
            !text.isEmpty
                && text.utf8.allSatisfy {
                    (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || [45, 46, 95].contains($0)
                }
        }
    }

    private let access: Access
    private let keyFile: String
    private let knownHosts: String
    let limits: TransferLimits
    private let pool = TransferPool()

    /// Throws where the key is open to others or can't be read.
    package init(access: Access, keyFile: String, knownHosts: String, limits: TransferLimits = TransferLimits()) throws(SecretError) {
        self.access = access
        self.keyFile = try Secret.checkedFile(keyFile)
        self.knownHosts = knownHosts
        self.limits = limits
    }

    /// Names in the folder, sorted by their bytes.
    package func names() throws(SFTPTransportError) -> [String] {
        let transfer = try prepare("")
        transfer.set(CURLOPT_DIRLISTONLY, 1)
        try run(transfer)
        return String(decoding: transfer.body, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
            .filter { $0 != "." && $0 != ".." }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Appends a file's bytes from `offset` on to a descriptor, if the file was last modified when `expected` says.
    ///
    /// The result says when it was modified, if that is known, and why the transfer ended early, if it did.
    func download(_ name: String, to descriptor: Int32, from offset: Int, expecting expected: Int?) throws(SFTPTransportError) -> (
        modified: Int?, failure: TransferFailure?
    ) {
        var left = limits
        left.maximumBytes -= offset
        let transfer = try prepare(name, limits: left, destination: .file(descriptor))
        transfer.set(CURLOPT_FILETIME, 1)
        transfer.expectedModification = expected
        if offset > 0 { transfer.set(offset: offset, CURLOPT_RESUME_FROM_LARGE) }
        pool.run([transfer], atOnce: 1)
        let modified = transfer.offset(CURLINFO_FILETIME_T)
        return (modified >= 0 ? modified : nil, transfer.failure)
    }

    /// Uploads under `part`, going on where an earlier attempt stopped, then renames in one step.
    func upload(_ bytes: [UInt8], under part: String, as name: String) throws(SFTPTransportError) {
        let transfer = try prepare(part, outgoing: bytes)
        transfer.set(CURLOPT_UPLOAD, 1)
        transfer.set(offset: bytes.count, CURLOPT_INFILESIZE_LARGE)
        transfer.set(offset: -1, CURLOPT_RESUME_FROM_LARGE)
        transfer.set(CURLOPT_POSTQUOTE, lines: ["rename \(try path(part)) \(try path(name))"])
        try run(transfer)
    }

    /// Removes a file; one that is gone was removed before.
    package func remove(_ name: String) throws(SFTPTransportError) {
        let transfer = try prepare("")
        transfer.set(CURLOPT_NOBODY, 1)
        // The star keeps a file that is gone from being an error.
        transfer.set(CURLOPT_QUOTE, lines: ["*rm \(try path(name))"])
        try run(transfer)
    }

    /// A name that needs no escaping in a command, in an address or on disk.
    package static func isSafe(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 200 && name != "." && name != ".."
            && name.utf8.allSatisfy {
                (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || [43, 45, 46, 61, 95].contains($0)
            }
    }

    private func path(_ name: String) throws(SFTPTransportError) -> String {
        guard Self.isSafe(name) else { throw .unsafeName }
        return access.path + name
    }

    private func run(_ transfer: Transfer) throws(SFTPTransportError) {
        pool.run([transfer], atOnce: 1)
        if let failure = transfer.failure { throw SFTPTransportError(failure) }
    }

    private func prepare(
        _ name: String, limits other: TransferLimits? = nil, destination: Transfer.Destination = .memory, outgoing: [UInt8] = []
    ) throws(SFTPTransportError) -> Transfer {
        let path = name.isEmpty ? access.path : try path(name)
        var limits = other ?? limits
        // Nothing is compressed here, and a listing has no length to compare with.
        limits.maximumRatio = .max
        guard
            let transfer = Transfer(
                url: "sftp://\(access.host):\(access.port)\(path)", limits: limits, destination: destination, outgoing: outgoing)
        else { throw .library }
        transfer.set(CURLOPT_PROTOCOLS_STR, "sftp")
        transfer.set(CURLOPT_USERNAME, access.user)
        transfer.set(CURLOPT_SSH_AUTH_TYPES, Int(CURLSSH_AUTH_PUBLICKEY))
        transfer.set(CURLOPT_SSH_PRIVATE_KEYFILE, keyFile)
        transfer.set(CURLOPT_SSH_KNOWNHOSTS, knownHosts)
        transfer.set(CURLOPT_FTP_CREATE_MISSING_DIRS, 0)
        return transfer
    }
}

/// What went wrong with a partner's SFTP server, with the next step; names neither files nor keys.
package enum SFTPTransportError: Error, Equatable, CustomStringConvertible {
    case library, unreachable, timedOut, cutShort, untrusted, denied, tooLong, missing, unsafeName, refusedCommand, changed
    case failed(Int)
    case disk(Int32)

    init(_ failure: TransferFailure) {
        switch failure {
        case .library, .inflated: self = .library
        case .tooLong: self = .tooLong
        case .timedOut: self = .timedOut
        case .cutShort: self = .cutShort
        case .unreachable: self = .unreachable
        case .untrusted: self = .untrusted
        case .denied: self = .denied
        case .changed: self = .changed
        case .missing: self = .missing
        case .refusedCommand: self = .refusedCommand
        case .unwritable(let code): self = .disk(code)
        case .failed(let code): self = .failed(code)
        }
    }

    /// Whether the same may succeed a moment later.
    var isPassing: Bool {
        switch self {
        case .unreachable, .timedOut, .cutShort, .changed, .failed: true
        case .library, .untrusted, .denied, .tooLong, .missing, .unsafeName, .refusedCommand, .disk: false
        }
    }

    package var description: String {
        switch self {
        case .library: "libcurl could not be used for SFTP"
        case .unreachable: "the SFTP server can't be reached; check the address in xchg.yaml"
        case .timedOut: "the SFTP server did not answer in time; the next run goes on where this one stopped"
        case .cutShort: "the SFTP server cut the connection; the next run goes on where this one stopped"
        case .untrusted:
            "the SFTP server's key is not the one in the file of known hosts; ask the partner before you change that file"
        case .denied: "the SFTP server did not let us in; give the partner our public key, or check the user name"
        case .tooLong: "a file on the SFTP server is longer than the limit; the others were taken"
        case .missing: "the folder or a file is not on the SFTP server"
        case .unsafeName:
            "a file on the SFTP server has a name of other characters than letters, digits and . _ - + =; the others were taken"
        case .refusedCommand: "the SFTP server refused to rename or remove a file; ask the partner for write permission in that folder"
        case .changed: "a file on the SFTP server changed while it was fetched; the next run fetches it again"
        case .failed(let code): "the SFTP transfer failed (libcurl error \(code)); the next run goes on where this one stopped"
        case .disk(let code): "a fetched file can't be written (error \(code)); check the folder and free space"
        }
    }
}
