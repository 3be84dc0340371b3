// SPDX-License-Identifier: EUPL-1.2
import Foundation

// base64url({"alg":"ES256"|"EdDSA","kid":…,"typ":"JWT"}) "." base64url({"aud":…,"exp":…,"iat":…,"iss":…,"jti":…,"sub":…}) "." base64url(signature)

/// The assertion with which a client proves who it is at a token endpoint (RFC 7523 §2.2 and §3, `private_key_jwt`).
package struct ClientAssertion: Codable, Sendable, Equatable {
    package static let type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    package static let longestLife = 300

    /// The client, as issuer and as subject.
    package let iss: String
    package let sub: String
    /// The token endpoint.
    package let aud: String
    package let iat: Int
    package let exp: Int
    /// Never used twice.
    package let jti: String

    package init(client: String, audience: String, at seconds: Int, jti: String, life: Int = 60) {
        iss = client
        sub = client
        aud = audience
        iat = seconds
        exp = seconds + life
        self.jti = jti
    }

    private struct Header: Codable {
        let alg: String
        let kid: String?
        let typ: String?
    }

    /// The assertion as a compact JWS (RFC 7515 §7.1).
    package func signed(with key: SigningKey, keyID: String) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let head = try encoder.encode(Header(alg: key.algorithm.rawValue, kid: keyID, typ: "JWT"))
        let text = "\(Base64Text.encodeURL(head)).\(Base64Text.encodeURL(try encoder.encode(self)))"
        return "\(text).\(Base64Text.encodeURL(try key.sign(Array(text.utf8))))"
    }

    /// Reads an assertion made for this audience and valid now; clocks may differ by `skew` seconds.
    ///
    /// The algorithm is that of the key on record, never one that the assertion names: `none` and keyed hashes don't pass.
    package static func verified(
        _ text: String, audience: String, at seconds: Int, skew: Int = 30, keys: (_ client: String, _ keyID: String?) -> VerifyingKey?
    ) throws(SignatureError) -> ClientAssertion {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard text.utf8.count <= 8192, parts.count == 3, let head = Base64Text.decodeURL(parts[0]),
            let body = Base64Text.decodeURL(parts[1]),
            let signature = Base64Text.decodeURL(parts[2]), let header = try? JSONDecoder().decode(Header.self, from: Data(head)),
            let claims = try? JSONDecoder().decode(ClientAssertion.self, from: Data(body))
        else { throw .malformed("assertion") }
        guard let key = keys(claims.sub, header.kid), header.alg == key.algorithm.rawValue else { throw .wrong("key of the assertion") }
        guard key.isValid(signature, over: Array("\(parts[0]).\(parts[1])".utf8)) else { throw .wrong("signature of the assertion") }
        guard claims.iss == claims.sub, claims.aud == audience else { throw .wrong("audience of the assertion") }
        let life = claims.exp.subtractingReportingOverflow(claims.iat)
        guard !life.overflow, (1...longestLife).contains(life.partialValue), claims.iat <= seconds + skew,
            claims.iat > seconds - 2 * longestLife,
            seconds < claims.exp + skew, !claims.jti.isEmpty
        else { throw .wrong("term of the assertion") }
        return claims
    }
}
