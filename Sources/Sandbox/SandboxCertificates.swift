// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// Certificates and keys of the simulated agencies, made new at each start and trusted by nobody else.
///
///     root.pem  server.pem server.key  expired.pem expired.key  client.pem client.key  signing.key signing.pub
package struct SandboxCertificates: Sendable {
    package let folder: String

    /// Makes them with the openssl command; ECDSA P-256, and Ed25519 to sign with.
    package init(in folder: String) throws {
        self.folder = folder
        let root = ["req", "-x509", "-days", "2", "-subj", "/CN=xchg sandbox root"]
        try Self.openssl(root + Self.newKey("root", folder) + ["-out", "\(folder)/root.pem"])
        for (name, days) in [("server", "2"), ("expired", "-1"), ("client", "2")] {
            let request = ["req", "-subj", "/CN=xchg sandbox \(name)", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
            try Self.openssl(request + Self.newKey(name, folder) + ["-out", "\(folder)/\(name).csr"])
            try Self.openssl(
                ["x509", "-req", "-in", "\(folder)/\(name).csr", "-CA", "\(folder)/root.pem", "-CAkey", "\(folder)/root.key"]
                    + ["-days", days, "-copy_extensions", "copy", "-out", "\(folder)/\(name).pem"])
        }
        try Self.openssl(["genpkey", "-algorithm", "ED25519", "-out", "\(folder)/signing.key"])
        try Self.openssl(["pkey", "-in", "\(folder)/signing.key", "-pubout", "-out", "\(folder)/signing.pub"])
        for name in ["root", "server", "expired", "client", "signing"] {
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: "\(folder)/\(name).key")
        }
    }

    package var root: String { folder + "/root.pem" }
    package func certificate(_ name: String) -> String { "\(folder)/\(name).pem" }
    package func key(_ name: String) -> String { "\(folder)/\(name).key" }
    package var signingKey: String { folder + "/signing.key" }
    package var verifyingKey: String { folder + "/signing.pub" }

    private static func newKey(_ name: String, _ folder: String) -> [String] {
        ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "\(folder)/\(name).key"]
    }

    private static func openssl(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw SandboxFailure(doing: "run openssl \(arguments[0])", code: EINVAL) }
    }
}
