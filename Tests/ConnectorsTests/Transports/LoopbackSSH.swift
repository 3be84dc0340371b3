// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Sandbox
import TestSupport
import Testing

@testable import Connectors

/// Debian's openssh-server as an ordinary process on loopback, with keys and a folder of its own; ended by its own id.
final class LoopbackSSH: Sendable {
    private static let program = "/usr/sbin/sshd"
    static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: program) }
    static let advice: Comment = "openssh-server is not installed; run: scripts/setup.sh test"

    let home: TemporaryFolder
    let port: UInt16
    private let server: LoopbackProgram

    /// Starts it and waits until it answers.
    init() throws {
        home = try TemporaryFolder()
        port = try LoopbackSocket.freePort()
        let path = home.path
        try FileManager.default.createDirectory(atPath: path + "/post", withIntermediateDirectories: true)
        // sshd insists on this folder where root starts it.
        if getuid() == 0 { mkdir("/run/sshd", 0o755) }
        for name in ["host", "other", "client"] {
            try Self.finish("/usr/bin/ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", "\(path)/\(name)"])
        }
        let text = """
            ListenAddress 127.0.0.1
            Port \(port)
            HostKey \(path)/host
            AuthorizedKeysFile \(path)/client.pub
            StrictModes no
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            UsePAM no
            PidFile none
            LogLevel ERROR
            MaxStartups 200
            Subsystem sftp internal-sftp

            """
        try text.write(toFile: path + "/sshd.conf", atomically: true, encoding: .utf8)
        try Self.knownHosts(path, key: "host", port: port).write(toFile: path + "/known_hosts", atomically: true, encoding: .utf8)
        server = try LoopbackProgram(Self.program, ["-D", "-e", "-f", path + "/sshd.conf"])
        while server.isRunning, !LoopbackSocket.answers(on: port) { usleep(5000) }
    }

    /// The folder that partners see.
    var post: String { home.path + "/post" }
    var keyFile: String { home.path + "/client" }

    /// Lines for a file of known hosts with one of our public keys.
    func knownHosts(key: String, port: UInt16) throws -> String { try Self.knownHosts(home.path, key: key, port: port) }

    private static func knownHosts(_ folder: String, key: String, port: UInt16) throws -> String {
        let parts = try String(contentsOfFile: "\(folder)/\(key).pub", encoding: .utf8).split(separator: " ")
        return "[127.0.0.1]:\(port) \(parts[0]) \(parts[1].filter { !$0.isNewline })\n"
    }

    func folder(port other: UInt16? = nil, limits: TransferLimits = TransferLimits()) throws -> SFTPFolder {
        let port = other ?? port
        let known = "\(home.path)/known_hosts.\(port)"
        try knownHosts(key: "host", port: port).write(toFile: known, atomically: true, encoding: .utf8)
        return try SFTPFolder(access: access(port), keyFile: keyFile, knownHosts: known, limits: limits)
    }

    func access(_ port: UInt16) throws -> SFTPFolder.Access {
        guard let access = SFTPFolder.Access("sftp://\(NSUserName())@127.0.0.1:\(port)\(post)") else { throw SFTPTransportError.unsafeName }
        return access
    }

    static func finish(_ program: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw SFTPTransportError.failed(Int(process.terminationStatus)) }
    }
}
