// SPDX-License-Identifier: EUPL-1.2
import Contracts
package import Signatures
import Synchronization

/// How a client proves who it is at a token endpoint.
package enum ClientProof: Sendable {
    /// HTTP Basic with the client's secret (RFC 6749 §2.3.1).
    case secret(Secret)
    /// A signed assertion (RFC 7523, `private_key_jwt`).
    case key(SigningKey, keyID: String)
}

/// Access tokens by OAuth2 client credentials (RFC 6749 §4.4), each kept until shortly before it expires.
package final class TokenSource: Sendable {
    private struct Held {
        let token: String
        let usableUntil: Int
    }
    private let endpoint: String
    private let client: String
    private let proof: ClientProof
    private let scope: String?
    private let http: HTTPClient
    private let now: @Sendable () -> Int
    private let held = Mutex<Held?>(nil)

    /// `now` gives seconds since 1970; `http` must not ask for tokens itself.
    package init(
        endpoint: String, client: String, proof: ClientProof, scope: String? = nil, http: HTTPClient, now: @escaping @Sendable () -> Int
    ) {
        self.endpoint = endpoint
        self.client = client
        self.proof = proof
        self.scope = scope
        self.http = http
        self.now = now
    }

    /// The token in force, or a new one; callers that come together wait for the same one.
    func token() throws(HTTPTransportError) -> String {
        try held.withLock { held throws(HTTPTransportError) in
            if let held, now() < held.usableUntil { return held.token }
            held = nil
            let fresh = try fetch()
            held = fresh
            return fresh.token
        }
    }

    /// A server refused this token: it is not used again.
    func forget(_ token: String) {
        held.withLock { held in if held?.token == token { held = nil } }
    }

    private func fetch() throws(HTTPTransportError) -> Held {
        let asked = now()
        var form = [("grant_type", "client_credentials")]
        var headers = ["Content-Type: application/x-www-form-urlencoded", "Accept: application/json"]
        if let scope { form.append(("scope", scope)) }
        switch proof {
        case .secret(let secret):
            let pair = "\(URLText.escaped(client)):\(secret.withText { URLText.escaped($0) })"
            headers.append("Authorization: Basic \(Base64Text.encode(Array(pair.utf8)))")
        case .key(let key, let keyID):
            let assertion = ClientAssertion(client: client, audience: endpoint, at: asked, jti: Nonce.fresh())
            guard let text = try? assertion.signed(with: key, keyID: keyID) else { throw .noToken("our assertion can't be signed") }
            form += [("client_id", client), ("client_assertion_type", ClientAssertion.type), ("client_assertion", text)]
        }
        let body = form.map { "\($0)=\(URLText.escaped($1))" }.joined(separator: "&")
        let response = try http.send(HTTPClient.Request(url: endpoint, headers: headers, body: Array(body.utf8)))
        guard response.status == 200 else { throw Self.refusal(response) }
        return try Self.read(response.body, asked: asked)
    }

    private static func refusal(_ response: HTTPClient.Response) -> HTTPTransportError {
        Patience.isPassing(response.status)
            ? .status(response.status, retryAfter: response.retryAfter)
            : .noToken("it answered \(response.status); check the client and its secret or key")
    }

    private static func read(_ body: [UInt8], asked: Int) throws(HTTPTransportError) -> Held {
        guard body.count <= 65_536, let answer = try? JSONReader.parse(body), let token = answer["access_token"]?.string, !token.isEmpty,
            token.utf8.allSatisfy({ (33..<127).contains($0) })
        else { throw .noToken("its answer holds no access_token") }
        guard answer["token_type"]?.string?.lowercased() == "bearer" else { throw .noToken("its token is not of type Bearer") }
        let life = min(max(0, answer["expires_in"]?.int ?? 60), 86_400)
        return Held(token: token, usableUntil: asked + life - min(30, life / 5))
    }
}

/// Words that never come twice.
enum Nonce {
    /// 128 bits from the system's generator, in base64url.
    static func fresh() -> String {
        var generator = SystemRandomNumberGenerator()
        let words = [generator.next(), generator.next()]
        return Base64Text.encodeURL(words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } })
    }
}

/// Percent-encoding of RFC 3986 §2: all but the unreserved characters.
enum URLText {
    static func escaped(_ text: String) -> String {
        let hexadecimal = Array("0123456789ABCDEF")
        return text.utf8.map { byte -> String in
            let plain =
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || [45, 46, 95, 126].contains(byte)
            return plain ? String(UnicodeScalar(byte)) : "%\(hexadecimal[Int(byte >> 4)])\(hexadecimal[Int(byte & 15)])"
        }.joined()
    }
}
