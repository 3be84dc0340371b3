// SPDX-License-Identifier: EUPL-1.2
import Agreements
import ExchangeSchema
import Foundation
import Sandbox
import Signatures
import TestSupport
import Testing

@testable import Connectors

/// Batches pushed over TLS to a recipient that checks digest and signature.
@Suite(.enabled(if: TLSFront.isInstalled, SecuredPorts.advice), .serialized)
struct HTTPSPushTests {
    private static let recipient = OrganisationID(rawValue: "naric")
    private static let batch = OutgoingBatch(
        name: "000000000001-000000000002.json", recipient: recipient, bytes: Array("[{\"id\":\"a\"},{\"id\":\"b\"}]\n".utf8))

    /// A recipient behind TLS and a sender that it knows.
    private struct Exchange {
        let sink: DeliverySink
        let secured: SecuredPorts
        let uri: String

        init(faults: [Int: ServedFault] = [:], port: String = "server", knowsKey: Bool = true) async throws {
            let certificates = try TemporaryFolder()
            let key = try await Blocking.run {
                let made = try SandboxCertificates(in: certificates.path)
                return try VerifyingKey(pem: Data(contentsOf: URL(fileURLWithPath: made.verifyingKey)))
            }
            let gate = SinkGate()
            sink = DeliverySink(keys: { _ in gate.key ?? key }, faults: faults)
            let plain = try await sink.start()
            secured = try await Blocking.run { try SecuredPorts(before: plain) }
            if knowsKey { gate.set(try secured.verifyingKey()) }
            uri = try secured.base(port) + DeliverySink.path
            await sink.isKnown(as: uri)
        }

        func sender(_ settings: HTTPClient.Settings? = nil, pauses: NotedPauses = NotedPauses()) throws -> HTTPSPush {
            HTTPSPush(
                url: uri, client: HTTPClient(settings: settings ?? secured.settings(), pause: pauses.pause), key: try secured.signingKey(),
                keyID: "xchg-2026", now: { Int(Date().timeIntervalSince1970) })
        }

        func error(_ sender: HTTPSPush) async throws -> HTTPTransportError? {
            try await Blocking.run {
                do { try sender.send(HTTPSPushTests.batch); return nil } catch let error as HTTPTransportError { return error }
            }
        }
    }

    /// The key that the sink is to know, once it is made.
    private final class SinkGate: Sendable {
        private let held = Noted<VerifyingKey?>(nil)
        var key: VerifyingKey? { held.value }
        func set(_ key: VerifyingKey) { held.change { $0 = key } }
    }

    @Test func `a signed batch is acknowledged with its bytes, type and key`() async throws {
        let exchange = try await Exchange()
        #expect(try await exchange.error(exchange.sender()) == nil)
        let taken = await exchange.sink.taken
        #expect(taken.map(\.body) == [Self.batch.bytes])
        #expect(taken.map(\.mediaType) == ["application/cloudevents-batch+json"])
        #expect(taken.map(\.key) == ["\"naric/000000000001-000000000002.json\""])
        await exchange.sink.stop()
    }

    @Test func `a signature of an unknown key is not believed`() async throws {
        let exchange = try await Exchange(knowsKey: false)
        #expect(try await exchange.error(exchange.sender()) == .status(401, retryAfter: nil))
        #expect(await exchange.sink.refusals == ["signature: the signature is not right"])
        #expect(await exchange.sink.taken.isEmpty)
        await exchange.sink.stop()
    }

    @Test func `a changed body, address or digest is not believed, nor the same signature twice`() async throws {
        let exchange = try await Exchange()
        let push = try exchange.sender()
        let request = try push.request(for: Self.batch)
        var (body, digest, readdressed) = (request, request, request)
        body.body = Array("[{\"id\":\"c\"}]".utf8)
        digest.body = body.body
        digest.headers = digest.headers.map {
            $0.hasPrefix("Content-Digest:") ? "Content-Digest: \(ContentDigest.field(Array("[{\"id\":\"c\"}]".utf8)))" : $0
        }
        readdressed.headers = readdressed.headers.map {
            $0.replacing("Content-Type: application/cloudevents-batch+json", with: "Content-Type: text/csv")
        }
        let client = HTTPClient(settings: exchange.secured.settings())
        let statuses = try await Blocking.run { [body, digest, readdressed] in
            try [body, digest, readdressed, request, request].map { try client.send($0).status }
        }
        #expect(statuses == [400, 401, 401, 202, 401])
        #expect(await exchange.sink.refusals.last == "signature: nonce")
        await exchange.sink.stop()
    }

    @Test func `an acknowledgement that is lost makes the batch come again and be taken once`() async throws {
        let exchange = try await Exchange(faults: [1: .cut(afterBytes: 0), 2: .failure, 3: .tooMany(retryAfterSeconds: 9)])
        let pauses = NotedPauses()
        let sender = try exchange.sender(exchange.secured.settings(patience: .usual), pauses: pauses)
        // Each attempt of one sending is the same request, and a recipient knows a nonce that it saw: the sender signs anew.
        #expect(try await exchange.error(sender) == nil)
        #expect(pauses.all == [1, 2, 9])
        #expect(await exchange.sink.taken.count == 1)
        #expect(await exchange.sink.requests == 4)
        await exchange.sink.stop()
    }

    @Test func `a certificate that expired, or that we have no root for, is not trusted`() async throws {
        let expired = try await Exchange(port: "expired")
        #expect(try await expired.error(expired.sender()) == .untrusted)
        var settings = expired.secured.settings()
        settings.trustRoot = nil
        #expect(try await expired.error(expired.sender(settings)) == .untrusted)
        #expect(await expired.sink.requests == 0)
        await expired.sink.stop()
    }

    @Test func `a recipient that asks for our certificate gets it, and nothing without it`() async throws {
        let exchange = try await Exchange(port: "mutual")
        #expect(try await exchange.error(exchange.sender()) != nil)
        #expect(await exchange.sink.requests == 0)
        #expect(try await exchange.error(exchange.sender(exchange.secured.settings(isKnown: true))) == nil)
        await exchange.sink.stop()
    }

    @Test func `each status says whether a batch is taken, may come later or is refused`() {
        let expected: [(Range<Int>, PushVerdict)] = [(200..<300, .acknowledged), (300..<400, .refused), (500..<600, .later)]
        for (statuses, verdict) in expected { for status in statuses { #expect(PushVerdict(status: status) == verdict) } }
        for status in [401, 408, 425, 429] { #expect(PushVerdict(status: status) == .later) }
        for status in [400, 403, 404, 409, 410, 413, 422] { #expect(PushVerdict(status: status) == .refused) }
    }

    /// Stages nothing itself: the test writes what is staged.
    private struct NoFolders: DeliveryTransport {
        func stage(_ file: DeliveryFile, to recipient: OrganisationID) throws -> Receipt { Receipt(name: file.name, digest: "") }
        func publish(_ name: String, to recipient: OrganisationID) throws { throw SpoolTransportError.tooLong("to the folder") }
        func discardStaged(except names: Set<String>, of recipient: OrganisationID) throws {}
    }

    @Test func `a batch stays staged until it is acknowledged, and other recipients keep their folders`() async throws {
        let exchange = try await Exchange(faults: [1: .failure])
        let root = try TemporaryFolder()
        let pending = root.path + "/naric/.pending"
        try FileManager.default.createDirectory(atPath: pending, withIntermediateDirectories: true)
        try Data(Self.batch.bytes).write(to: URL(fileURLWithPath: "\(pending)/\(Self.batch.name)"))
        let transport = PushTransport(folders: NoFolders(), root: root.path, senders: [Self.recipient: try exchange.sender()])
        let steps = try await Blocking.run {
            func publish() throws -> [String] {
                do { try transport.publish(Self.batch.name, to: Self.recipient) } catch HTTPTransportError.status(500, _) {}
                return try FileNames.under(pending)
            }
            return [try publish(), try publish(), try publish()]
        }
        #expect(steps == [[Self.batch.name], [], []])
        #expect(await exchange.sink.requests == 2, "what is no longer staged was published before")
        #expect(throws: SpoolTransportError.tooLong("to the folder")) { try transport.publish("x", to: .vdab) }
        await exchange.sink.stop()
    }
}
