// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Signatures

/// Assertions of a client, made and checked with throw-away keys.
struct ClientAssertionTests {
    static let ecdsa = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgWs3LHgypEXsXbKLA
        giZJ49z6gDCtE4iJDdCERGeGpKGhRANCAASsJW1B+GdesLUohdaZ42ZJ4y4vopfB
        fCHEFH1Uago0l9sOy1WXn4CvHSVbvs8vS0mLcsvok63MFJt0XB65fAXn
        -----END PRIVATE KEY-----

        """
    private let endpoint = "https://vdab.example/token"

    private func check(_ text: String, at seconds: Int, audience: String? = nil, with key: SigningKey) throws -> ClientAssertion {
        let known = try VerifyingKey(pem: key.publicKeyPEM())
        return try ClientAssertion.verified(text, audience: audience ?? endpoint, at: seconds) { client, keyID in
            client == "xchg" && keyID == "k1" ? known : nil
        }
    }

    @Test(arguments: [ecdsa, SignatureVectorTests.publishedKey])
    func `an assertion is accepted where, when and by whom it was made for`(pem: String) throws {
        let key = try SigningKey(pem: pem.utf8)
        let assertion = ClientAssertion(client: "xchg", audience: endpoint, at: 1000, jti: "once")
        let text = try assertion.signed(with: key, keyID: "k1")
        #expect(try check(text, at: 1000, with: key) == assertion)
        #expect(throws: SignatureError.wrong("term of the assertion")) { try check(text, at: 1091, with: key) }
        #expect(throws: SignatureError.wrong("term of the assertion")) { try check(text, at: 900, with: key) }
        #expect(throws: SignatureError.wrong("audience of the assertion")) { try check(text, at: 1000, audience: "https://x/", with: key) }
        let foreign = try assertion.signed(with: key, keyID: "k2")
        #expect(throws: SignatureError.wrong("key of the assertion")) { try check(foreign, at: 1000, with: key) }
        let tooLong = try ClientAssertion(client: "xchg", audience: endpoint, at: 1000, jti: "x", life: 301).signed(with: key, keyID: "k1")
        #expect(throws: SignatureError.wrong("term of the assertion")) { try check(tooLong, at: 1000, with: key) }
    }

    @Test func `another algorithm, another key or a changed claim is refused`() throws {
        let (ecdsa, edwards) = (try SigningKey(pem: Self.ecdsa.utf8), try SigningKey(pem: SignatureVectorTests.publishedKey.utf8))
        #expect(ecdsa.algorithm == .es256)
        let text = try ClientAssertion(client: "xchg", audience: endpoint, at: 1000, jti: "once").signed(with: ecdsa, keyID: "k1")
        #expect(throws: SignatureError.wrong("key of the assertion")) { try check(text, at: 1000, with: edwards) }
        var parts = text.split(separator: ".").map(String.init)
        let header = "{\"alg\":\"none\",\"kid\":\"k1\",\"typ\":\"JWT\"}"
        #expect(throws: SignatureError.wrong("key of the assertion")) {
            try check("\(Base64Text.encodeURL(Array(header.utf8))).\(parts[1]).\(parts[2])", at: 1000, with: ecdsa)
        }
        #expect(throws: SignatureError.malformed("assertion")) { try check("\(parts[0]).\(parts[1])", at: 1000, with: ecdsa) }
        parts[1] = Base64Text.encodeURL(
            Array("{\"aud\":\"\(endpoint)\",\"exp\":1100,\"iat\":1000,\"iss\":\"xchg\",\"jti\":\"o\",\"sub\":\"xchg\"}".utf8))
        #expect(throws: SignatureError.wrong("signature of the assertion")) {
            try check(parts.joined(separator: "."), at: 1000, with: ecdsa)
        }
    }

    @Test func `base64 is read in its canonical form only`() {
        #expect(Base64Text.decodeURL("_-8") == [0xFF, 0xEF])
        for odd in ["_-8=", "/+8", "_-9", "_", "a b"] { #expect(Base64Text.decodeURL(odd) == nil) }
    }
}
