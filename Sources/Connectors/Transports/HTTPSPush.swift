// SPDX-License-Identifier: EUPL-1.2
package import Signatures

// POST <url>
// Content-Type: application/cloudevents-batch+json
// Content-Digest: sha-256=:…:                                                       RFC 9530
// Signature-Input: sig1=("@method" "@target-uri" "content-digest" "content-type");created=…;keyid="…";nonce="…";tag="xchg-delivery"
// Signature: sig1=:…:                                                               RFC 9421, Ed25519, one a batch
// Idempotency-Key: "<recipient>/<name>"

/// Posts batches to one recipient, each with digest and signature.
package struct HTTPSPush: BatchSender {
    private let url: String
    private let client: HTTPClient
    private let key: SigningKey
    private let keyID: String
    private let now: @Sendable () -> Int
    private let nonce: @Sendable () -> String

    /// `now` gives seconds since 1970.
    package init(
        url: String, client: HTTPClient, key: SigningKey, keyID: String, now: @escaping @Sendable () -> Int,
        nonce: @escaping @Sendable () -> String = { Nonce.fresh() }
    ) {
        self.url = url
        self.client = client
        self.key = key
        self.keyID = keyID
        self.now = now
        self.nonce = nonce
    }

    package func send(_ batch: OutgoingBatch) throws {
        // Each attempt is signed anew: a recipient takes no nonce twice.
        let response = try client.send(each: { () throws(HTTPTransportError) in try request(for: batch) })
        switch PushVerdict(status: response.status) {
        case .acknowledged: return
        case .later: throw HTTPTransportError.status(response.status, retryAfter: response.retryAfter)
        case .refused: throw HTTPTransportError.refused(response.status)
        }
    }

    func request(for batch: OutgoingBatch) throws(HTTPTransportError) -> HTTPClient.Request {
        let digest = ContentDigest.field(batch.bytes)
        let signed = SignedRequest(
            method: "POST", targetURI: url, fields: ["content-digest": digest, "content-type": batch.mediaType])
        let parameters = SignatureParameters(
            components: MessageSignature.deliveryComponents, created: now(), keyID: keyID, nonce: nonce(), tag: MessageSignature.deliveryTag
        )
        guard let (input, signature) = try? MessageSignature.sign(signed, parameters, with: key) else { throw .unsigned }
        return HTTPClient.Request(
            url: url,
            headers: [
                "Content-Type: \(batch.mediaType)", "Content-Digest: \(digest)", "Signature-Input: \(input)", "Signature: \(signature)",
                "Idempotency-Key: \"\(batch.idempotencyKey)\"",
            ],
            body: batch.bytes)
    }
}

/// What a recipient's status means for a batch; pure.
enum PushVerdict: Equatable {
    case acknowledged
    /// The same batch may be taken later.
    case later
    /// The recipient will not take this batch as it is; a person has to look.
    case refused

    init(status: Int) {
        switch status {
        case 200..<300: self = .acknowledged
        case 401, 408, 425, 429, 500..<600: self = .later
        default: self = .refused
        }
    }
}
