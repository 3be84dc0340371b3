// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// TLS in front of servers on loopback, by Debian's stunnel as a process of our own.
///
/// FlyingFox speaks no TLS. The process is started with the front and ended, by its own id, with it.
package final class TLSFront {
    /// One port with TLS and the plain port behind it.
    package struct Service: Sendable {
        package let name: String
        package let target: UInt16
        package let certificate: String
        package let key: String
        /// Clients must show a certificate of this root.
        package let clientRoot: String?

        package init(name: String, target: UInt16, certificate: String, key: String, clientRoot: String? = nil) {
            self.name = name
            self.target = target
            self.certificate = certificate
            self.key = key
            self.clientRoot = clientRoot
        }
    }

    private static let program = "/usr/bin/stunnel4"
    package static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: program) }
    /// What to do where it is not installed.
    package static let advice = "stunnel4 is not installed, so there is no HTTPS here; run: scripts/setup.sh test"

    private let folder: String
    private let services: [Service]
    private var program: LoopbackProgram?

    /// Keeps its configuration in `folder`.
    package init(folder: String, services: [Service]) {
        self.folder = folder
        self.services = services
    }

    /// Starts it and waits until all ports answer; gives the port of each service by name.
    package func start() throws -> [String: UInt16] {
        guard Self.isInstalled else { throw SandboxFailure(doing: "start stunnel4", code: ENOENT) }
        var ports: [String: UInt16] = [:]
        var text = "foreground = yes\npid =\ndebug = err\nsocket = l:TCP_NODELAY=1\nsocket = r:TCP_NODELAY=1\n"
        for service in services {
            let port = try LoopbackSocket.freePort()
            ports[service.name] = port
            text += "[\(service.name)]\naccept = 127.0.0.1:\(port)\nconnect = 127.0.0.1:\(service.target)\n"
            text += "cert = \(service.certificate)\nkey = \(service.key)\nsslVersionMin = TLSv1.2\n"
            if let root = service.clientRoot { text += "CAfile = \(root)\nverifyChain = yes\n" }
        }
        let path = folder + "/stunnel.conf"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        let program = try LoopbackProgram(Self.program, [path])
        self.program = program
        for _ in 0..<500 where program.isRunning {
            if ports.values.allSatisfy(LoopbackSocket.answers(on:)) { return ports }
            usleep(10_000)
        }
        stop()
        throw SandboxFailure(doing: "get an answer from stunnel4", code: ETIMEDOUT)
    }

    package func stop() {
        program?.stop()
        program = nil
    }

    deinit { stop() }
}
