// SPDX-License-Identifier: EUPL-1.2
import Connectors
import ExchangeSchema
import Foundation
import Sandbox
import TestSupport
import Testing

/// The REST feed page by page, with a server that misbehaves.
struct VDABFeedTests {
    private let now = Instant(utc: Cast.day("2025-01-01"))

    /// Serves some mutations and polls them on a thread of its own; gives the batches that were taken, and the error that ended it.
    private func poll(_ faults: [Int: ServedFault] = [:], count: Int = 25) async throws -> (
        batches: [FramedBatch], error: HTTPTransportError?
    ) {
        let folder = try TemporaryFolder()
        let lines = (0..<count).map { index in
            let second = index < 10 ? "0\(index)" : "\(index)"
            return "{\"soort\":\"ADVIES\",\"id\":\"A\(index)\",\"volgnummer\":\(index),\"klantnummer\":\"K\(index)\","
                + "\"datumModificatie\":\"2024-03-01T00:00:\(second).000Z\",\"advies\":{\"id\":\"a\(index)\"}}"
        }
        try (lines.joined(separator: "\n") + "\n").write(toFile: folder.path + "/m.ndjson", atomically: true, encoding: .utf8)
        let server = VDABServer(ndjson: folder.path + "/m.ndjson", faults: faults)
        let port = try await server.start()
        let connector = try VDABConnector(contracts: ContractSet(path: ContractFolder.path))
        let feed = VDABFeed(
            baseURL: "http://127.0.0.1:\(port)", since: Instant(utc: Cast.day("2024-01-01")), now: now, overlapMinutes: 60, pageSize: 10,
            connector: connector)
        let outcome = try await Blocking.run {
            var batches: [FramedBatch] = []
            do {
                try feed.poll(from: nil) { batches.append($0) }
                return (batches, HTTPTransportError?.none)
            } catch let error as HTTPTransportError {
                return (batches, error)
            }
        }
        await server.stop()
        return outcome
    }

    @Test func `all pages come in order, each with the position that covers it`() async throws {
        let (pages, error) = try await poll()
        #expect(error == nil)
        #expect(pages.map(\.records.count) == [10, 10, 5])
        #expect(pages.last?.position?.rawValue.hasPrefix("van=2024-01-01T00:00:00.000Z;tot=2025-01-01T00:00:00.000Z;overlap=60") == true)
        #expect(pages.first?.position?.rawValue.contains("cursor=") == true)
    }

    @Test func `a page that is cut gives nothing, the pages before it stay`() async throws {
        let (pages, error) = try await poll([2: .cut(afterBytes: 300)])
        #expect(error == .cutShort)
        #expect(pages.map(\.records.count) == [10])
    }

    @Test func `an expired cursor begins the window again, a refusal says when to come back`() async throws {
        let (pages, error) = try await poll([2: .cursorExpired])
        #expect(error == nil)
        #expect(Set(pages.flatMap(\.records).map(\.reference)).count == 25)
        #expect(try await poll([1: .tooMany(retryAfterSeconds: 7)]).error == .status(429, retryAfter: 7))
        #expect(try await poll([1: .failure]).error == .status(500, retryAfter: nil))
    }

    @Test func `plain text leaves this machine for nobody`() throws {
        for url in ["http://example.org/", "http://127.0.0.1.example.org/", "http://user@127.0.0.1/", "ftp://127.0.0.1/"] {
            #expect(throws: HTTPTransportError.plainText) { try HTTPClient().get(url) }
        }
    }
}
