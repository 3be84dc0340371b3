// SPDX-License-Identifier: EUPL-1.2
import Foundation
import FoundationNetworking
import Sandbox
import Testing

@testable import Simulation

/// A served feed of some hundred mutations, and a client that asks for pages.
struct ServedFeed {
    let exchange: SimulatedExchange
    let server: VDABServer
    let port: UInt16

    static func during(
        faults: [Int: ServedFault] = [:], _ body: (ServedFeed) async throws -> Void
    ) async throws {
        let exchange = try SimulatedExchange(persons: 120)
        let server = VDABServer(ndjson: exchange.root.appending(path: "vdab/mutaties.ndjson").path, faults: faults)
        let port = try await server.start()
        do {
            try await body(ServedFeed(exchange: exchange, server: server, port: port))
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    func get(_ query: String, header: [String: String] = [:]) async throws -> (status: Int, headers: [String: String], body: Data) {
        var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(port)\(VDABServer.path)?\(query)")))
        for (key, value) in header { request.setValue(value, forHTTPHeaderField: key) }
        request.cachePolicy = .reloadIgnoringLocalCacheData
        let (data, response) = try await URLSession(configuration: .ephemeral).data(for: request)
        let http = try #require(response as? HTTPURLResponse)
        var headers: [String: String] = [:]
        for (key, value) in http.allHeaderFields { headers["\(key)".lowercased()] = "\(value)" }
        return (http.statusCode, headers, data)
    }

    func status(_ query: String) async throws -> Int { try await get(query).status }

    struct Page {
        let cursor: String
        let hasMore: Bool
        let serials: [Int]
        let modified: [String]
    }

    func page(_ query: String) async throws -> Page {
        let answer = try await get(query)
        try #require(answer.status == 200)
        let json = try JSONSerialization.jsonObject(with: answer.body)
        let object = try #require(json as? [String: Any])
        let elements = try #require(object["resultaten"] as? [[String: Any]])
        return Page(
            cursor: try #require(object["cursor"] as? String), hasMore: try #require(object["heeftMeer"] as? Bool),
            serials: elements.compactMap { $0["volgnummer"] as? Int }, modified: elements.compactMap { $0["datumModificatie"] as? String })
    }
}

@Suite struct VDABServerTests {
    @Test func `page after page gives the whole feed in order`() async throws {
        try await ServedFeed.during { feed in
            let wanted = try feed.exchange.feed().compactMap { $0["volgnummer"] as? Int }
            var given: [Int] = []
            var page = try await feed.page("aantal=40")
            while true {
                given += page.serials
                #expect(page.serials.count <= 40)
                guard page.hasMore else { break }
                page = try await feed.page("aantal=40&cursor=\(page.cursor)")
            }
            #expect(given == wanted)
            #expect(wanted.count > 100)
        }
    }

    @Test func `a window holds its first instant and not its last`() async throws {
        try await ServedFeed.during { feed in
            let all = try feed.exchange.feed().compactMap { $0["datumModificatie"] as? String }
            let ordered = Set(all).sorted()
            let from = ordered[ordered.count / 4], to = ordered[ordered.count / 2]
            let page = try await feed.page("van=\(from)&tot=\(to)&aantal=1000")
            #expect(page.modified.sorted() == all.filter { from <= $0 && $0 < to }.sorted())
            #expect(!page.hasMore)
        }
    }

    @Test func `an unknown cursor is gone, a wrong parameter is refused`() async throws {
        try await ServedFeed.during { feed in
            let statuses = [
                try await feed.status("cursor=m999999999"), try await feed.status("cursor=zomaar"), try await feed.status("aantal=0"),
                try await feed.status("van=gisteren"),
            ]
            #expect(statuses == [410, 410, 400, 400])
        }
    }

    @Test func `a page that did not change is not sent again`() async throws {
        try await ServedFeed.during { feed in
            let first = try await feed.get("aantal=10")
            let tag = try #require(first.headers["etag"])
            let again = try await feed.get("aantal=10", header: ["If-None-Match": tag])
            #expect(again.status == 304)
            #expect(again.body.isEmpty)
        }
    }

    @Test func `faults strike the requests they are meant for`() async throws {
        let faults: [Int: ServedFault] = [1: .failure, 2: .tooMany(retryAfterSeconds: 3), 3: .cursorExpired]
        try await ServedFeed.during(faults: faults) { feed in
            #expect(try await feed.status("aantal=10") == 500)
            let busy = try await feed.get("aantal=10")
            #expect(busy.status == 429)
            #expect(busy.headers["retry-after"] == "3")
            #expect(try await feed.status("aantal=10") == 410)
            #expect(try await feed.status("aantal=10") == 200)
            #expect(await feed.server.requests == 4)
        }
    }

    @Test func `a page is cut off in the middle`() async throws {
        try await ServedFeed.during(faults: [1: .cut(afterBytes: 300)]) { feed in
            await #expect(throws: URLError.self) { try await feed.get("aantal=10") }
            let next = try await feed.status("aantal=10")
            #expect(next == 200)
        }
    }

    @Test func `a page is given twice`() async throws {
        try await ServedFeed.during(faults: [2: .repeated]) { feed in
            let first = try await feed.page("aantal=10")
            let second = try await feed.page("aantal=10&cursor=\(first.cursor)")
            let third = try await feed.page("aantal=10&cursor=\(first.cursor)")
            #expect(second.serials == first.serials)
            #expect(third.serials != first.serials)
        }
    }

    @Test func `it starts again on the same port after it was stopped`() async throws {
        let exchange = try SimulatedExchange(persons: 30)
        let path = exchange.root.appending(path: "vdab/mutaties.ndjson").path
        let first = VDABServer(ndjson: path)
        let port = try await first.start()
        #expect(port > 0)
        #expect(try await first.start() == port)
        await first.stop()
        await first.stop()
        let second = VDABServer(ndjson: path, port: port)
        #expect(try await second.start() == port)
        await second.stop()
    }

    @Test func `a feed that is not there or holds no moments is an error`() async throws {
        let missing = VDABServer(ndjson: "/nonexistent/mutaties.ndjson")
        await #expect(throws: SandboxFailure.self) { try await missing.start() }
        let file = FileManager.default.temporaryDirectory.appending(path: "xchg-feed-\(UUID().uuidString)")
        try Data("{\"soort\":\"TEST\",\"id\":\"een heel lange naam zonder tijdstip\"}\n".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let broken = VDABServer(ndjson: file.path)
        await #expect(throws: SandboxFailure.self) { try await broken.start() }
    }
}
