// SPDX-License-Identifier: EUPL-1.2

/// What of a request a signature can cover.
package struct SignedRequest: Sendable {
    package let method: String
    /// Absolute, as it was asked for.
    package let targetURI: String
    /// Field names in lower case; a field that came more than once has its values joined by comma and space (RFC 9421 §2.1).
    package let fields: [String: String]

    package init(method: String, targetURI: String, fields: [String: String]) {
        self.method = method
        self.targetURI = targetURI
        self.fields = fields
    }

    /// The value of a component; nil where the request has none, or the component is of a kind that is not known here.
    func value(of component: String) -> String? {
        switch component {
        case "@method": method
        case "@target-uri": targetURI
        case "@authority": authority
        case "@path": path
        case _ where component.hasPrefix("@"): nil
        default: fields[component]
        }
    }

    private var afterScheme: Substring? {
        let parts = targetURI.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        return parts.count == 3 && parts[1].isEmpty && parts[0].hasSuffix(":") ? parts[2] : nil
    }

    private var authority: String? {
        guard let host = afterScheme?.prefix(while: { $0 != "/" && $0 != "?" && $0 != "#" }).lowercased() else { return nil }
        for (scheme, port) in [("https://", ":443"), ("http://", ":80")] where targetURI.hasPrefix(scheme) && host.hasSuffix(port) {
            return String(host.dropLast(port.count))
        }
        return host
    }

    private var path: String? {
        guard let rest = afterScheme else { return nil }
        let path = rest.drop { $0 != "/" && $0 != "?" && $0 != "#" }.prefix { $0 != "?" && $0 != "#" }
        return path.isEmpty ? "/" : String(path)
    }
}

/// What a signature says about itself; strings are plain ASCII without quotes.
package struct SignatureParameters: Sendable, Equatable {
    package var components: [String]
    /// Seconds since 1970.
    package var created: Int?
    package var keyID: String?
    package var nonce: String?
    package var tag: String?

    package init(components: [String], created: Int? = nil, keyID: String? = nil, nonce: String? = nil, tag: String? = nil) {
        self.components = components
        self.created = created
        self.keyID = keyID
        self.nonce = nonce
        self.tag = tag
    }

    /// The parameters as an inner list (RFC 9421 §2.3).
    package var text: String {
        var text = "(" + components.map { "\"\($0)\"" }.joined(separator: " ") + ")"
        if let created { text += ";created=\(created)" }
        if let keyID { text += ";keyid=\"\(keyID)\"" }
        if let nonce { text += ";nonce=\"\(nonce)\"" }
        if let tag { text += ";tag=\"\(tag)\"" }
        return text
    }
}

/// One member of a `Signature-Input` field, read strictly: label, covered components without parameters, and the parameters known here.
struct SignatureInput {
    let label: String
    let parameters: SignatureParameters
    /// The inner list as it was written, which the signature covers.
    let text: String

    init(_ field: String) throws(SignatureError) {
        guard field.utf8.count <= 4096, let equals = field.firstIndex(of: "=") else { throw .malformed("signature input") }
        label = String(field[..<equals])
        text = String(field[field.index(after: equals)...])
        guard !label.isEmpty, label.allSatisfy({ $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-" || $0 == "_") }),
            text.hasPrefix("("), let close = text.firstIndex(of: ")")
        else { throw .malformed("signature input") }
        var components: [String] = []
        for quoted in text[text.index(after: text.startIndex)..<close].split(separator: " ") {
            guard let name = Self.unquoted(quoted), !components.contains(name) else { throw .malformed("covered component") }
            components.append(name)
        }
        var read = SignatureParameters(components: components)
        let rest = text[text.index(after: close)...]
        guard rest.isEmpty || rest.hasPrefix(";") else { throw .malformed("signature input") }
        for parameter in rest.split(separator: ";") {
            let parts = parameter.split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else { throw .malformed("signature parameter") }
            switch parts[0] {
            case "created":
                guard let seconds = Int(parts[1]), seconds >= 0 else { throw .malformed("signature parameter") }
                read.created = seconds
            case "keyid": read.keyID = try Self.string(parts[1])
            case "nonce": read.nonce = try Self.string(parts[1])
            case "tag": read.tag = try Self.string(parts[1])
            case "alg": _ = try Self.string(parts[1])
            default: throw .malformed("signature parameter")
            }
        }
        parameters = read
    }

    private static func string(_ text: Substring) throws(SignatureError) -> String {
        guard let plain = unquoted(text) else { throw .malformed("signature parameter") }
        return plain
    }

    /// A quoted string without escapes; what would need one is not accepted.
    private static func unquoted(_ text: Substring) -> String? {
        guard text.count >= 2, text.first == "\"", text.last == "\"" else { return nil }
        let inner = text.dropFirst().dropLast()
        return inner.utf8.allSatisfy { (32..<127).contains($0) && ![34, 59, 92].contains($0) } ? String(inner) : nil
    }
}
