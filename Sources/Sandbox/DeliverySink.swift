// SPDX-License-Identifier: EUPL-1.2
import FlyingFox
import Foundation
package import Signatures

/// A recipient of deliveries on the loopback address: checks digest and signature of each batch, and knows a repetition by its key.
///
/// 202 taken (or taken before) · 400 digest wrong or missing · 401 signature wrong, old or used before · faults as ordered.
package actor DeliverySink {
    package static let path = "/leveringen"
    static let oldestSignature = 300

    package struct Taken: Sendable, Equatable {
        package let key: String
        package let mediaType: String
        package let body: [UInt8]
    }

    private let keys: @Sendable (_ keyID: String) -> VerifyingKey?
    private let faults: [Int: ServedFault]
    private let now: @Sendable () -> Int
    private var uri = ""
    private var server: LoopbackServer?
    private var nonces: Set<String> = []
    /// Batches in the order in which they were taken, each once.
    package private(set) var taken: [Taken] = []
    package private(set) var requests = 0
    /// Why batches were refused.
    package private(set) var refusals: [String] = []

    package init(
        keys: @escaping @Sendable (_ keyID: String) -> VerifyingKey?, faults: [Int: ServedFault] = [:],
        now: @escaping @Sendable () -> Int = { Int(Date().timeIntervalSince1970) }
    ) {
        self.keys = keys
        self.faults = faults
        self.now = now
    }

    /// Listens on 127.0.0.1; returns the port.
    package func start(port: UInt16 = 0) async throws -> UInt16 {
        let server = LoopbackServer(
            port: port,
            routes: [
                LoopbackServer.Route("POST \(Self.path)") { [weak self] request in
                    guard let self else { return HTTPResponse(statusCode: .serviceUnavailable) }
                    return try await self.answer(request)
                }
            ])
        self.server = server
        let port = try await server.start()
        if uri.isEmpty { uri = "http://127.0.0.1:\(port)\(Self.path)" }
        return port
    }

    /// Under which address senders know it; signatures cover it.
    package func isKnown(as uri: String) { self.uri = uri }

    package func stop() async { await server?.stop() }

    private func answer(_ request: HTTPRequest) async throws -> HTTPResponse {
        requests += 1
        let fault = faults[requests]
        switch fault {
        case .failure?: return HTTPResponse(statusCode: .internalServerError)
        case .unauthorised?: return HTTPResponse(statusCode: .unauthorized)
        case .tooMany(let seconds)?:
            let headers: HTTPHeaders = [.init("Retry-After"): String(seconds)]
            return HTTPResponse(statusCode: .tooManyRequests, headers: headers)
        case .slow(let milliseconds)?: try await Task.sleep(for: .milliseconds(milliseconds))
        default: break
        }
        let body = Array(try await request.bodyData)
        if let problem = problem(with: request, body) {
            refusals.append(problem.reason)
            return HTTPResponse(statusCode: problem.status, body: Data(problem.reason.utf8))
        }
        let key = request.headers[.init("Idempotency-Key")] ?? ""
        if !taken.contains(where: { $0.key == key }) {
            taken.append(Taken(key: key, mediaType: request.headers[.contentType] ?? "", body: body))
        }
        // Taken, and the answer is lost: the sender has to come again.
        if case .cut? = fault {
            return HTTPResponse(statusCode: .accepted, headers: HTTPHeaders(), body: HTTPBodySequence(from: CutBody(bytes: []), count: 1))
        }
        return HTTPResponse(statusCode: .accepted)
    }

    private func problem(with request: HTTPRequest, _ body: [UInt8]) -> (status: HTTPStatusCode, reason: String)? {
        var fields: [String: String] = [:]
        for name in ["Content-Digest", "Content-Type", "Signature-Input", "Signature"] {
            fields[name.lowercased()] = request.headers[.init(name)]
        }
        guard let digest = fields["content-digest"], ContentDigest.isRight(digest, for: body) else {
            return (.badRequest, "content-digest")
        }
        let signed = SignedRequest(method: "POST", targetURI: uri, fields: fields)
        do throws(SignatureError) {
            let parameters = try MessageSignature.verify(signed, requiring: MessageSignature.deliveryComponents, keys: keys)
            guard let created = parameters.created, abs(now() - created) <= Self.oldestSignature else {
                return (.unauthorized, "signature: age")
            }
            guard let nonce = parameters.nonce, nonces.insert(nonce).inserted else { return (.unauthorized, "signature: nonce") }
            guard parameters.tag == MessageSignature.deliveryTag else { return (.unauthorized, "signature: tag") }
            return nil
        } catch {
            return (.unauthorized, "signature: \(error)")
        }
    }
}
