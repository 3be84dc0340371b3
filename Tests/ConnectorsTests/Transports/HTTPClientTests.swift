// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import Foundation
import Sandbox
import Signatures
import TestSupport
import Testing

@testable import Connectors

/// Limits, waiting and tokens of the HTTP client, against a server that misbehaves.
struct HTTPClientTests {
    private static func settings(_ change: (inout HTTPClient.Settings) -> Void) -> HTTPClient.Settings {
        var settings = HTTPClient.Settings()
        change(&settings)
        return settings
    }

    private func error(_ fault: ServedFault, limits: TransferLimits = TransferLimits()) async throws -> HTTPTransportError? {
        let agency = try await ServedAgency(faults: [1: fault])
        let url = agency.url("aantal=20")
        return try await agency.during {
            do { _ = try HTTPClient(limits: limits).get(url); return nil } catch let error as HTTPTransportError { return error }
        }
    }

    @Test func `a small answer that becomes huge by decompression is refused, by ratio and by size`() async throws {
        #expect(try await error(.inflating(bytes: 8 << 20)) == .inflated)
        var limits = TransferLimits()
        limits.maximumRatio = 1000
        #expect(try await error(.inflating(bytes: 20 << 20), limits: limits) == .tooLong)
    }

    @Test func `an answer that is late, too long or ends early is an error`() async throws {
        var limits = TransferLimits()
        limits.seconds = 1
        #expect(try await error(.slow(milliseconds: 3000), limits: limits) == .timedOut)
        limits = TransferLimits()
        limits.maximumBytes = 500
        #expect(try await error(.slow(milliseconds: 0), limits: limits) == .tooLong)
        #expect(try await error(.cut(afterBytes: 100)) == .cutShort)
        limits = TransferLimits()
        limits.maximumFieldBytes = 20
        #expect(try await error(.slow(milliseconds: 0), limits: limits) == .tooLong)
    }

    @Test func `an unchanged page is not sent again`() async throws {
        let agency = try await ServedAgency()
        let url = agency.url("aantal=10")
        let statuses = try await agency.during {
            let client = HTTPClient()
            let first = try client.get(url)
            let second = try client.get(url, ifNoneMatch: first.tag)
            return (first.status, second.status, second.isUnchanged, second.body.count)
        }
        #expect(statuses == (200, 304, true, 0))
    }

    @Test func `many requests share the thread that asks`() async throws {
        let slow = Dictionary(uniqueKeysWithValues: (1...24).map { ($0, ServedFault.slow(milliseconds: 250)) })
        let agency = try await ServedAgency(faults: slow)
        let urls = (1...24).map { agency.url("aantal=\($0)") }
        let outcomes = try await agency.during { HTTPClient().sendAll(urls.map { HTTPClient.Request(url: $0) }, atOnce: 24) }
        let counts = try outcomes.map { try $0.get().body.count }
        #expect(counts == counts.sorted() && Set(counts).count == 24, "the outcomes are in the order of the requests")
        // One after the other would never be two; how many more depends on what else the machine has to do.
        #expect(await agency.server.mostAtOnce > 1)
    }

    @Test func `a server that asks for patience gets it, up to a limit`() async throws {
        func tries(_ seconds: Int) async throws -> (pauses: [Int], status: Int) {
            let agency = try await ServedAgency(faults: [1: .failure, 2: .tooMany(retryAfterSeconds: seconds)])
            let url = agency.url("aantal=5")
            let pauses = NotedPauses()
            let client = HTTPClient(settings: Self.settings { $0.patience = .usual }, pause: pauses.pause)
            let status = try await agency.during { try client.get(url).status }
            return (pauses.all, status)
        }
        #expect(try await tries(7) == ([1, 7], 200))
        #expect(try await tries(31) == ([1], 429))
    }

    @Test func `waiting is asked for in seconds or until a date`() {
        #expect(HTTPField.retryAfter("120", at: 0) == 120)
        #expect(HTTPField.retryAfter("Sun, 06 Nov 1994 08:49:37 GMT", at: 784_111_747) == 30)
        #expect(HTTPField.retryAfter("Sun, 06 Nov 1994 08:49:37 GMT", at: 784_111_999) == 0)
        #expect(HTTPField.retryAfter("999999999", at: 0) == 86_400)
        #expect(HTTPField.retryAfter("-1", at: 0) == nil)
        #expect(HTTPField.retryAfter("soon", at: 0) == nil)
    }

    @Test func `addresses that would leak are refused before anything is sent`() {
        #expect(throws: HTTPTransportError.credentialsInAddress) { try HTTPClient().get("https://user:word@example.org/") }
        #expect(throws: HTTPTransportError.plainText) { try HTTPClient().get("http://10.0.0.1/") }
        #expect(throws: HTTPTransportError.plainText) { try HTTPClient().get("file:///etc/passwd") }
        #expect(throws: HTTPTransportError.library) { try HTTPClient().get("https://example.org/", headers: ["A: b\r\nC: d"]) }
    }

    @Test func `a token is asked for once, kept, and replaced once when it is refused`() async throws {
        let desk = TokenDesk(clients: ["xchg": .secret("s&cret=%")])
        let agency = try await ServedAgency(faults: [2: .unauthorised, 4: .unauthorised, 5: .unauthorised], desk: desk)
        let url = agency.url("aantal=5")
        let secret = try Secret.load(.environment("S"), environment: ["S": "s&cret=%"])
        let tokens = TokenSource(endpoint: agency.base + "/token", client: "xchg", proof: .secret(secret), http: HTTPClient(), now: { 0 })
        let client = HTTPClient(settings: HTTPClient.Settings(), tokens: tokens)
        let statuses = try await agency.during { [try client.get(url).status, try client.get(url).status, try client.get(url).status] }
        #expect(statuses == [200, 200, 401])
        #expect(await desk.issued == 3)
    }

    @Test(arguments: [true, false]) func `a signed assertion gets a token, and another key none`(isKnown: Bool) async throws {
        let folder = try TemporaryFolder()
        let certificates = try await Blocking.run { try SandboxCertificates(in: folder.path) }
        let verifying = try VerifyingKey(pem: Data(contentsOf: URL(fileURLWithPath: certificates.verifyingKey)))
        let desk = TokenDesk(clients: ["xchg": .key(verifying, keyID: "k1")])
        let agency = try await ServedAgency(desk: desk)
        let source = SecretSource.file(isKnown ? certificates.signingKey : certificates.key("client"))
        let key = try Secret.load(source, environment: [:]).withBytes { try SigningKey(pem: $0) }
        let now: @Sendable () -> Int = { Int(Date().timeIntervalSince1970) }
        let tokens = TokenSource(
            endpoint: agency.base + "/token", client: "xchg", proof: .key(key, keyID: "k1"), http: HTTPClient(), now: now)
        let url = agency.url("aantal=5")
        let outcome = try await agency.during {
            Result { try HTTPClient(settings: HTTPClient.Settings(), tokens: tokens).get(url).status }
        }
        if isKnown {
            #expect(try outcome.get() == 200)
        } else {
            #expect(throws: HTTPTransportError.noToken("it answered 401; check the client and its secret or key")) { try outcome.get() }
        }
    }

    @Test func `a token is given up shortly before it expires`() async throws {
        let desk = TokenDesk(clients: ["xchg": .secret("word")], life: 300)
        let agency = try await ServedAgency(desk: desk)
        let secret = try Secret.load(.environment("S"), environment: ["S": "word"])
        let clock = Noted(1000)
        let tokens = TokenSource(
            endpoint: agency.base + "/token", client: "xchg", proof: .secret(secret), http: HTTPClient(), now: { clock.value })
        let same = try await agency.during {
            let first = try tokens.token()
            clock.change { $0 = 1269 }
            let second = try tokens.token()
            clock.change { $0 = 1270 }
            return [first == second, try tokens.token() == first]
        }
        #expect(same == [true, false])
    }
}
