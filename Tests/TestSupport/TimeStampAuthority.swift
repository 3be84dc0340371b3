// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// A time-stamping authority of one test: a certificate authority, a signer and `openssl ts`, all in a folder.
package struct TimeStampAuthority: Sendable {
    package enum Manner: Sendable { case honest, refusing, expired }

    package static let program = "/usr/bin/openssl"
    package static var isPresent: Bool { FileManager.default.isExecutableFile(atPath: program) }
    package static let policy = "1.3.6.1.4.1.61000.1"

    private let folder: TemporaryFolder
    /// PEM file with the root that signed the signer.
    package var trustRoot: String { folder.path + "/ca.pem" }

    package struct Failure: Error {}

    /// An `expired` authority signs with a certificate whose time is over; a `refusing` one knows no policy that anybody asks for.
    package init(_ manner: Manner = .honest, policy: String = Self.policy) throws {
        folder = try TemporaryFolder()
        let path = folder.path
        try """
        [ca]
        default_ca = here
        [here]
        dir = \(path)
        database = \(path)/index
        new_certs_dir = \(path)
        serial = \(path)/casserial
        default_md = sha256
        policy = any
        x509_extensions = signer
        [any]
        commonName = supplied
        [signer]
        keyUsage = critical,digitalSignature
        extendedKeyUsage = critical,timeStamping
        [tsa]
        serial = \(path)/serial
        crypto_device = builtin
        signer_cert = \(path)/tsa.pem
        certs = \(path)/ca.pem
        signer_key = \(path)/tsa.key
        signer_digest = sha256
        default_policy = \(manner == .refusing ? "1.2.3.4" : policy)
        digests = \(manner == .refusing ? "sha512" : "sha256")
        ordering = no
        tsa_name = yes
        ess_cert_id_chain = no
        ess_cert_id_alg = sha256
        """.write(toFile: path + "/authority.cnf", atomically: true, encoding: .utf8)
        for name in ["index", "serial", "casserial"] {
            try (name == "index" ? "" : "01\n").write(toFile: path + "/" + name, atomically: true, encoding: .utf8)
        }
        let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        try run(
            ["req", "-x509"] + curve + ["-subj", "/CN=Test root", "-days", "7300", "-keyout", path + "/ca.key", "-out", path + "/ca.pem"])
        try run(["req", "-new"] + curve + ["-subj", "/CN=Test authority", "-keyout", path + "/tsa.key", "-out", path + "/tsa.csr"])
        let end = manner == .expired ? "20200101000000Z" : "20490101000000Z"
        try run([
            "ca", "-batch", "-config", path + "/authority.cnf", "-in", path + "/tsa.csr", "-cert", path + "/ca.pem", "-keyfile",
            path + "/ca.key",
            "-startdate", "20190101000000Z", "-enddate", end, "-out", path + "/tsa.pem", "-notext",
        ])
    }

    /// What the authority answers to a query in DER.
    package func answer(_ query: [UInt8]) throws -> [UInt8] {
        let name = folder.path + "/" + UUID().uuidString
        try Data(query).write(to: URL(fileURLWithPath: name + ".tsq"))
        try run(
            [
                "ts", "-reply", "-config", folder.path + "/authority.cnf", "-section", "tsa", "-queryfile", name + ".tsq", "-out",
                name + ".tsr",
            ])
        return Array(try Data(contentsOf: URL(fileURLWithPath: name + ".tsr")))
    }

    private func run(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.program)
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure() }
    }
}
