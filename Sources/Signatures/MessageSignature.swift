// SPDX-License-Identifier: EUPL-1.2

// Signature base (RFC 9421 §2.5), lines joined by LF, no LF at the end:
//
//     "@method": POST
//     "@target-uri": https://partner.example/leveringen
//     "content-digest": sha-256=:…:
//     "content-type": application/json
//     "@signature-params": ("@method" "@target-uri" "content-digest" "content-type");created=…;keyid="…";nonce="…";tag="…"

/// HTTP message signatures (RFC 9421) of requests, with Ed25519 or ECDSA P-256.
package enum MessageSignature {
    /// What the signature of every delivery covers.
    package static let deliveryComponents = ["@method", "@target-uri", "content-digest", "content-type"]
    package static let deliveryTag = "xchg-delivery"

    static func base(_ request: SignedRequest, components: [String], parameters: String) -> String? {
        var lines: [String] = []
        for component in components {
            guard let value = request.value(of: component), !value.utf8.contains(10) else { return nil }
            lines.append("\"\(component)\": \(value)")
        }
        lines.append("\"@signature-params\": \(parameters)")
        return lines.joined(separator: "\n")
    }

    /// The values of `Signature-Input` and `Signature`.
    package static func sign(
        _ request: SignedRequest, _ parameters: SignatureParameters, label: String = "sig1", with key: SigningKey
    ) throws(SignatureError) -> (input: String, signature: String) {
        let text = parameters.text
        guard let base = base(request, components: parameters.components, parameters: text) else { throw .malformed("covered component") }
        return ("\(label)=\(text)", "\(label)=:\(Base64Text.encode(try key.sign(Array(base.utf8)))):")
    }

    /// Checks the only signature of a request; gives what it says about itself.
    ///
    /// Throws where a field is missing or malformed, a required component is not covered, the key is unknown or the signature is wrong.
    package static func verify(
        _ request: SignedRequest, requiring components: [String], keys: (_ keyID: String) -> VerifyingKey?
    ) throws(SignatureError) -> SignatureParameters {
        guard let input = request.fields["signature-input"], let field = request.fields["signature"] else { throw .malformed("signature") }
        let signed = try SignatureInput(input)
        let prefix = "\(signed.label)=:"
        guard field.hasPrefix(prefix), field.hasSuffix(":"), field.utf8.count > prefix.utf8.count,
            let signature = Base64Text.decode(field.dropFirst(prefix.count).dropLast())
        else { throw .malformed("signature") }
        guard Set(components).isSubset(of: signed.parameters.components) else { throw .wrong("choice of covered components") }
        guard let keyID = signed.parameters.keyID, let key = keys(keyID) else { throw .wrong("key id") }
        guard let base = base(request, components: signed.parameters.components, parameters: signed.text) else {
            throw .malformed("covered component")
        }
        guard key.isValid(signature, over: Array(base.utf8)) else { throw .wrong("signature") }
        return signed.parameters
    }
}
