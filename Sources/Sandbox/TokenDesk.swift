// SPDX-License-Identifier: EUPL-1.2
import FlyingFox
import Foundation
package import Signatures

/// The token endpoint of a simulated agency: OAuth2 client credentials by secret or by signed assertion.
package actor TokenDesk {
    package static let path = "/token"

    package enum Credential: Sendable {
        case secret(String)
        case key(VerifyingKey, keyID: String)
    }

    private let clients: [String: Credential]
    private let life: Int
    private let now: @Sendable () -> Int
    private var audience = ""
    private var tokens: [String: Int] = [:]
    private var seenAssertions: Set<String> = []
    /// How many tokens were given.
    package private(set) var issued = 0

    package init(
        clients: [String: Credential], life: Int = 300, now: @escaping @Sendable () -> Int = { Int(Date().timeIntervalSince1970) }
    ) {
        self.clients = clients
        self.life = life
        self.now = now
    }

    /// Under which address clients know this endpoint; assertions must be made for it.
    package func isKnown(as endpoint: String) { audience = endpoint }

    /// Takes back every token.
    package func revokeAll() { tokens = [:] }

    func admits(_ authorization: String?) -> Bool {
        guard let authorization, authorization.hasPrefix("Bearer "), let end = tokens[String(authorization.dropFirst(7))] else {
            return false
        }
        return now() < end
    }

    func answer(_ request: HTTPRequest) async -> HTTPResponse {
        guard let body = try? await request.bodyData, body.count <= 65_536 else { return Self.refusal("invalid_request") }
        let form = Self.form(body)
        guard form["grant_type"] == "client_credentials" else { return Self.refusal("unsupported_grant_type") }
        guard proves(form, request.headers[.authorization]) else { return Self.refusal("invalid_client", .unauthorized) }
        issued += 1
        let token = "t\(issued)-\(UUID().uuidString)"
        tokens[token] = now() + life
        let headers: HTTPHeaders = [.contentType: "application/json", .init("Cache-Control"): "no-store"]
        let text = "{\"access_token\":\"\(token)\",\"token_type\":\"Bearer\",\"expires_in\":\(life)}"
        return HTTPResponse(statusCode: .ok, headers: headers, body: Data(text.utf8))
    }

    private func proves(_ form: [String: String], _ authorization: String?) -> Bool {
        if form["client_assertion_type"] == ClientAssertion.type, let text = form["client_assertion"] {
            let claims = try? ClientAssertion.verified(text, audience: audience, at: now()) { client, keyID in
                guard case .key(let key, let known)? = clients[client], keyID == known else { return nil }
                return key
            }
            guard let claims else { return false }
            return seenAssertions.insert(claims.jti).inserted
        }
        guard let authorization, authorization.hasPrefix("Basic "), let pair = Base64Text.decode(authorization.dropFirst(6)) else {
            return false
        }
        let parts = String(decoding: pair, as: UTF8.self).split(separator: ":", maxSplits: 1).map { $0.removingPercentEncoding ?? "" }
        guard parts.count == 2, case .secret(let known)? = clients[parts[0]] else { return false }
        return parts[1] == known
    }

    private static func form(_ body: Data) -> [String: String] {
        var form: [String: String] = [:]
        for pair in String(decoding: body, as: UTF8.self).split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2, let name = parts[0].removingPercentEncoding, let value = parts[1].removingPercentEncoding {
                form[name] = value
            }
        }
        return form
    }

    private static func refusal(_ error: String, _ status: HTTPStatusCode = .badRequest) -> HTTPResponse {
        let headers: HTTPHeaders = [.contentType: "application/json"]
        return HTTPResponse(statusCode: status, headers: headers, body: Data("{\"error\":\"\(error)\"}".utf8))
    }
}
