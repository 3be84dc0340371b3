// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Signatures

/// Published vectors of RFC 9421 and RFC 9530.
struct SignatureVectorTests {
    /// `test-key-ed25519` of RFC 9421 appendix B.1.4.
    static let publishedKey = """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF
        -----END PRIVATE KEY-----

        """
    private static let body = Array("{\"hello\": \"world\"}".utf8)
    private static let request = SignedRequest(
        method: "POST", targetURI: "https://example.com/foo?param=Value&Pet=dog",
        fields: ["date": "Tue, 20 Apr 2021 02:07:55 GMT", "content-type": "application/json", "content-length": "18"])
    private static let parameters = SignatureParameters(
        components: ["date", "@method", "@path", "@authority", "content-type", "content-length"], created: 1_618_884_473,
        keyID: "test-key-ed25519")
    private static let input =
        "sig-b26=(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\");created=1618884473;keyid=\"test-key-ed25519\""
    private static let signature =
        "sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:"

    @Test func `appendix B 2 6 of RFC 9421 comes out byte for byte`() throws {
        let key = try SigningKey(pem: Self.publishedKey.utf8)
        #expect(key.algorithm == .edDSA)
        let made = try MessageSignature.sign(Self.request, Self.parameters, label: "sig-b26", with: key)
        #expect(made.input == Self.input)
        #expect(made.signature == Self.signature)
    }

    @Test func `appendix B 2 6 is verified, and no changed request is`() throws {
        let key = try VerifyingKey(pem: SigningKey(pem: Self.publishedKey.utf8).publicKeyPEM())
        func verify(
            method: String = "POST", uri: String = Self.request.targetURI, changing fields: [String: String] = [:],
            requiring: [String] = ["@method"], keyID: String = "test-key-ed25519"
        ) throws -> SignatureParameters {
            let all = Self.request.fields.merging(["signature-input": Self.input, "signature": Self.signature]) { $1 }.merging(fields) {
                $1
            }
            return try MessageSignature.verify(
                SignedRequest(method: method, targetURI: uri, fields: all), requiring: requiring, keys: { $0 == keyID ? key : nil })
        }
        #expect(try verify() == Self.parameters)
        #expect(throws: SignatureError.wrong("signature")) { try verify(method: "PUT") }
        #expect(throws: SignatureError.wrong("signature")) { try verify(uri: "https://example.com/fooo") }
        #expect(throws: SignatureError.wrong("signature")) { try verify(uri: "https://example.org/foo") }
        #expect(throws: SignatureError.wrong("signature")) { try verify(changing: ["content-length": "19"]) }
        #expect(throws: SignatureError.wrong("choice of covered components")) { try verify(requiring: ["content-digest"]) }
        #expect(throws: SignatureError.wrong("key id")) { try verify(keyID: "other") }
        let later = Self.input.replacing("1618884473", with: "1618884474")
        #expect(throws: SignatureError.wrong("signature")) { try verify(changing: ["signature-input": later]) }
        for broken in ["", "sig-b26", "sig-b26=", "sig-b26=(\"date\" \"date\")", Self.input + ";expires", Self.input + ";odd=1"] {
            #expect(throws: SignatureError.self) { try verify(changing: ["signature-input": broken]) }
        }
        for broken in ["", "sig-b26=", "sig-b26=:", "sig-b26=::", "other" + Self.signature.dropFirst(7)] {
            #expect(throws: SignatureError.self) { try verify(changing: ["signature": broken]) }
        }
    }

    @Test func `the content digest of RFC 9530 comes out, and no other bytes have it`() {
        let published = "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:"
        #expect(ContentDigest.field(Self.body) == published)
        #expect(ContentDigest.isRight(published, for: Self.body))
        #expect(ContentDigest.isRight("md5=:AAAA:, \(published)", for: Self.body))
        #expect(!ContentDigest.isRight(published, for: Self.body + [10]))
        #expect(!ContentDigest.isRight("sha-512=:AAAA:", for: Self.body))
        #expect(!ContentDigest.isRight("", for: Self.body))
    }

    @Test func `a port that goes without saying is not part of the authority`() {
        func authority(_ uri: String) -> String? { SignedRequest(method: "GET", targetURI: uri, fields: [:]).value(of: "@authority") }
        #expect(authority("https://EXAMPLE.com:443/a") == "example.com")
        #expect(authority("http://example.com:80") == "example.com")
        #expect(authority("https://example.com:8443?x") == "example.com:8443")
        #expect(authority("example.com") == nil)
        #expect(SignedRequest(method: "GET", targetURI: "https://example.com?x", fields: [:]).value(of: "@path") == "/")
    }

    @Test func `a signing key tells nothing of itself`() throws {
        let key = try SigningKey(pem: Self.publishedKey.utf8)
        var dumped = ""
        dump(key, to: &dumped)
        #expect(!"\(key) \(String(reflecting: key)) \(dumped)".contains("MC4CAQ"))
        #expect("\(key)" == "SigningKey(EdDSA, secret)")
        #expect(throws: SignatureError.notAKey) { try SigningKey(pem: "no key".utf8) }
    }
}
