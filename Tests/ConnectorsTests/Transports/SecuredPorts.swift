// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Sandbox
import Signatures
import TestSupport
import Testing

@testable import Connectors

/// TLS in front of a plain port, three times: as it should be, with an expired certificate, and for clients with a certificate only.
final class SecuredPorts: Sendable {
    static let advice = Comment(rawValue: TLSFront.advice)

    let folder: TemporaryFolder
    let certificates: SandboxCertificates
    let ports: [String: UInt16]
    private nonisolated(unsafe) let front: TLSFront

    init(before target: UInt16) throws {
        folder = try TemporaryFolder()
        let certificates = try SandboxCertificates(in: folder.path)
        self.certificates = certificates
        func service(_ name: String, _ certificate: String, clientRoot: String? = nil) -> TLSFront.Service {
            TLSFront.Service(
                name: name, target: target, certificate: certificates.certificate(certificate), key: certificates.key(certificate),
                clientRoot: clientRoot)
        }
        front = TLSFront(
            folder: folder.path,
            services: [
                service("server", "server"), service("expired", "expired"), service("mutual", "server", clientRoot: certificates.root),
            ])
        ports = try front.start()
    }

    deinit { front.stop() }

    func port(_ name: String) throws -> UInt16 { try #require(ports[name]) }

    func base(_ name: String) throws -> String { "https://127.0.0.1:\(try port(name))" }

    /// Trusts the root of these certificates and no other.
    func settings(isKnown: Bool = false, patience: Patience = .none) -> HTTPClient.Settings {
        var settings = HTTPClient.Settings()
        settings.trustRoot = certificates.root
        settings.patience = patience
        if isKnown {
            settings.certificate = certificates.certificate("client")
            settings.certificateKey = certificates.key("client")
        }
        return settings
    }

    func signingKey() throws -> SigningKey {
        try Secret.load(.file(certificates.signingKey), environment: [:]).withBytes { try SigningKey(pem: $0) }
    }

    func verifyingKey() throws -> VerifyingKey { try VerifyingKey(pem: Data(contentsOf: URL(fileURLWithPath: certificates.verifyingKey))) }
}

/// Chance that comes out the same for the same seed (SplitMix64).
struct SeededChance: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    mutating func happens(_ oneIn: Int) -> Bool { Int.random(in: 0..<oneIn, using: &self) == 0 }
}
