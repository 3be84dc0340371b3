// SPDX-License-Identifier: EUPL-1.2
package import Agreements
package import ExchangeSchema
import Glibc

/// A staged batch on its way to one recipient.
package struct OutgoingBatch: Sendable {
    package let name: String
    package let recipient: OrganisationID
    package let bytes: [UInt8]

    package init(name: String, recipient: OrganisationID, bytes: [UInt8]) {
        self.name = name
        self.recipient = recipient
        self.bytes = bytes
    }

    /// The same for each attempt to send this batch, so that a recipient knows a repetition.
    package var idempotencyKey: String { "\(recipient)/\(name)" }

    /// By the ending of the name.
    package var mediaType: String {
        switch name.split(separator: ".").last {
        case "json": "application/cloudevents-batch+json"
        case "csv": "text/csv"
        case "xml": "application/xml"
        default: "application/octet-stream"
        }
    }
}

/// Sends whole batches to one recipient.
package protocol BatchSender: Sendable {
    /// Returns when the recipient has acknowledged the batch; throws where it has not. Sending a batch again must do no harm.
    func send(_ batch: OutgoingBatch) throws
}

/// Pushes to recipients that have a sender, and leaves the others' batches in their drop folders.
///
///     <root>/<recipient>/.pending/<name>   staged, durable; goes when the recipient has acknowledged it
///
/// A crash between acknowledgement and removal sends the batch once more under the same key: at least once, never none.
package struct PushTransport: DeliveryTransport {
    private let folders: any DeliveryTransport
    private let root: String
    private let senders: [OrganisationID: any BatchSender]

    /// `folders` stages under `root`.
    package init(folders: any DeliveryTransport, root: String, senders: [OrganisationID: any BatchSender]) {
        self.folders = folders
        self.root = root
        self.senders = senders
    }

    package func stage(_ file: DeliveryFile, to recipient: OrganisationID) throws -> Receipt { try folders.stage(file, to: recipient) }

    package func publish(_ name: String, to recipient: OrganisationID) throws {
        guard let sender = senders[recipient] else { return try folders.publish(name, to: recipient) }
        let path = "\(root)/\(recipient)/.pending/\(name)"
        guard let bytes = try SpoolFile.read(path) else { return }
        try sender.send(OutgoingBatch(name: name, recipient: recipient, bytes: bytes))
        try SpoolFile.remove(path)
    }

    package func discardStaged(except names: Set<String>, of recipient: OrganisationID) throws {
        try folders.discardStaged(except: names, of: recipient)
    }
}

/// What is wrong with the files of a spool, with the next step.
package enum SpoolTransportError: Error, Equatable, CustomStringConvertible {
    case trouble(String, Int32)
    case tooLong(String)

    package var description: String {
        switch self {
        case .trouble(let path, let code): "\(path) can't be read or written (error \(code)); check the folder, its owner and free space"
        case .tooLong(let path): "\(path) is longer than 1 GiB; lower the number of deliveries in a round"
        }
    }
}

/// Files of a spool: read whole, moved and removed so that a power failure undoes neither.
enum SpoolFile {
    private static let longest = 1 << 30

    /// Nil where there is none.
    static func read(_ path: String) throws -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0, errno == ENOENT { return nil }
        guard descriptor >= 0 else { throw SpoolTransportError.trouble(path, errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw SpoolTransportError.trouble(path, errno) }
        guard status.st_size <= longest else { throw SpoolTransportError.tooLong(path) }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var held = 0
        while held < bytes.count {
            let got = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress.map { $0 + held }, $0.count - held) }
            guard got > 0 else { throw SpoolTransportError.trouble(path, got < 0 ? errno : EIO) }
            held += got
        }
        return bytes
    }

    static func write(_ bytes: [UInt8], to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw SpoolTransportError.trouble(path, errno) }
        defer { close(descriptor) }
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else { throw SpoolTransportError.trouble(path, errno) }
    }

    static func remove(_ path: String) throws {
        guard unlink(path) == 0 || errno == ENOENT else { throw SpoolTransportError.trouble(path, errno) }
        try flushFolder(of: path)
    }

    static func move(_ path: String, to target: String) throws {
        guard rename(path, target) == 0 else { throw SpoolTransportError.trouble(target, errno) }
        try flushFolder(of: target)
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    private static func flushFolder(of path: String) throws {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let descriptor = open(folder.isEmpty ? "/" : folder, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SpoolTransportError.trouble(folder, errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw SpoolTransportError.trouble(folder, errno) }
    }
}
