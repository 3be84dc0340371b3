// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import Foundation
import Sandbox
import Signatures
import TestSupport

@testable import Connectors

/// A simulated VDAB with some mutations, its token endpoint, and TLS in front where that is installed.
struct ServedAgency {
    static let now = Instant(utc: Cast.day("2025-01-01"))

    let folder: TemporaryFolder
    let server: VDABServer
    let desk: TokenDesk?
    let port: UInt16

    init(count: Int = 25, faults: [Int: ServedFault] = [:], desk: TokenDesk? = nil) async throws {
        folder = try TemporaryFolder()
        let begin = Instant(utc: Cast.day("2024-03-01"))
        let lines = (0..<count).map { index in
            "{\"soort\":\"ADVIES\",\"id\":\"A\(index)\",\"volgnummer\":\(index),\"klantnummer\":\"K\(index)\","
                + "\"datumModificatie\":\"\(begin.adding(milliseconds: Int64(index) * 1000))\",\"advies\":{\"id\":\"a\(index)\"}}"
        }
        try (lines.joined(separator: "\n") + "\n").write(toFile: folder.path + "/m.ndjson", atomically: true, encoding: .utf8)
        server = VDABServer(ndjson: folder.path + "/m.ndjson", faults: faults, desk: desk)
        self.desk = desk
        port = try await server.start()
        await desk?.isKnown(as: "http://127.0.0.1:\(port)\(TokenDesk.path)")
    }

    var base: String { "http://127.0.0.1:\(port)" }

    func url(_ query: String) -> String { "\(base)\(VDABServer.path)?\(query)" }

    func feed(_ client: HTTPClient, base other: String? = nil, pageSize: Int = 10) throws -> VDABFeed {
        VDABFeed(
            baseURL: other ?? base, since: Instant(utc: Cast.day("2024-01-01")), now: Self.now, pageSize: pageSize,
            connector: try VDABConnector(contracts: ContractSet(path: ContractFolder.path)), client: client)
    }

    /// Does blocking work with the agency, and ends it.
    func during<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        let outcome = await Swift.Result { try await Blocking.run(work) }
        await server.stop()
        return try outcome.get()
    }
}

extension Swift.Result where Failure == any Error {
    init(_ work: () async throws -> Success) async {
        do { self = .success(try await work()) } catch { self = .failure(error) }
    }
}

/// Notes how long somebody would have waited.
final class NotedPauses: Sendable {
    private let held = Noted<[Int]>([])
    var all: [Int] { held.value }
    func pause(_ seconds: Int) { held.change { $0.append(seconds) } }
}

/// A value that several threads change in turn.
final class Noted<Value: Sendable>: Sendable {
    private let lock = NSLock()
    nonisolated(unsafe) private var held: Value
    init(_ value: Value) { held = value }
    var value: Value { lock.withLock { held } }
    func change(_ body: (inout Value) -> Void) { lock.withLock { body(&held) } }
}
