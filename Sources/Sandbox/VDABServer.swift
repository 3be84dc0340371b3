// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import FlyingFox
import FlyingSocks
import Foundation

/// VDAB's interface of mutations on the loopback address, fed from a simulated `mutaties.ndjson`.
///
/// It reads pages from disk as they are asked for; only an index is held. Faults strike the requests whose number they carry, from 1.
package actor VDABServer {
    package static let path = "/inburgering/v1/mutaties"
    package static let statementPath = "/inburgering/v1/controle"

    private let file: String
    private let port: UInt16
    private let faults: [Int: ServedFault]
    private let desk: TokenDesk?
    private var running: LoopbackServer?
    private var index: MutationIndex?
    private var lots: MutationLots?
    private var previous: MutationPage?
    /// Requests answered so far, the faulty ones included.
    package private(set) var requests = 0
    private var open = 0
    /// How many requests were being answered together, at most.
    package private(set) var mostAtOnce = 0

    /// With a token desk, pages are given only for a token that the desk issued.
    package init(ndjson file: String, port: UInt16 = 0, faults: [Int: ServedFault] = [:], desk: TokenDesk? = nil) {
        self.desk = desk
        self.file = file
        self.port = port
        self.faults = faults
    }

    /// Reads the feed once to index it, listens on 127.0.0.1 and returns the port.
    package func start() async throws -> UInt16 {
        if let running { return try await running.start() }
        index = try MutationIndex(file)
        var routes: [LoopbackServer.Route] = [
            LoopbackServer.Route("GET \(Self.path)") { [weak self] request in
                guard let self else { return HTTPResponse(statusCode: .serviceUnavailable) }
                return try await self.answer(request)
            },
            LoopbackServer.Route("GET \(Self.statementPath)") { [weak self] request in
                guard let self else { return HTTPResponse(statusCode: .serviceUnavailable) }
                return try await self.state(request)
            },
        ]
        if let desk { routes.append(LoopbackServer.Route("POST \(TokenDesk.path)") { await desk.answer($0) }) }
        let server = LoopbackServer(port: port, routes: routes)
        running = server
        return try await server.start()
    }

    /// Closes the listening socket and every connection, and waits for the end.
    package func stop() async {
        guard let running else { return }
        self.running = nil
        await running.stop()
        index = nil
        lots = nil
        previous = nil
    }

    /// What the feed holds, so that whoever pulls can reconcile.
    private func state(_ request: HTTPRequest) async throws -> HTTPResponse {
        if let desk, await !desk.admits(request.headers[.authorization]) { return Self.problem(.unauthorized, "geen geldig token") }
        guard let index else { return HTTPResponse(statusCode: .serviceUnavailable) }
        let lots = try lots ?? MutationLots(index)
        self.lots = lots
        let now = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        guard let json = lots.json(query: request.query.map { ($0.name, $0.value) }, at: now) else {
            return Self.problem(.badRequest, "parameter van of tot")
        }
        return HTTPResponse(statusCode: .ok, headers: [.contentType: "application/json; charset=utf-8"], body: Data(json))
    }

    private func answer(_ request: HTTPRequest) async throws -> HTTPResponse {
        requests += 1
        open += 1
        mostAtOnce = max(mostAtOnce, open)
        defer { open -= 1 }
        let fault = faults[requests]
        if let desk, await !desk.admits(request.headers[.authorization]) { return Self.problem(.unauthorized, "geen geldig token") }
        if case .slow(let milliseconds)? = fault { try await Task.sleep(for: .milliseconds(milliseconds)) }
        guard let index else { return HTTPResponse(statusCode: .serviceUnavailable) }
        switch fault {
        case .cursorExpired?: return Self.problem(.gone, "cursor verlopen")
        case .failure?: return Self.problem(.internalServerError, "interne fout")
        case .tooMany(let seconds)?:
            var response = Self.problem(.tooManyRequests, "te veel vragen")
            response.headers[.init("Retry-After")] = String(seconds)
            return response
        case .repeated?: if let previous { return try Self.respond(previous, index, request, cutAfter: nil) }
        case .unauthorised?: return Self.problem(.unauthorized, "token vervallen")
        case .inflating(let count)?: return InflatingBody.response(zeros: count)
        case .cut?, .shortened?, .slow?, nil: break
        }
        switch PageQuestion.read(request.query.map { ($0.name, $0.value) }, feedLength: index.lines.count) {
        case .bad(let parameter): return Self.problem(.badRequest, "parameter \(parameter)")
        case .unknownCursor: return Self.problem(.gone, "cursor onbekend")
        case .question(let question):
            let page = MutationPage(question, of: index)
            previous = page
            switch fault {
            case .cut(let bytes)?: return try Self.respond(page, index, request, cutAfter: bytes)
            case .shortened(let bytes)?: return try Self.shortened(page, index, by: bytes)
            default: return try Self.respond(page, index, request, cutAfter: nil)
            }
        }
    }

    private static func respond(_ page: MutationPage, _ index: MutationIndex, _ request: HTTPRequest, cutAfter: Int?) throws -> HTTPResponse
    {
        if cutAfter == nil, request.headers[.init("If-None-Match")] == page.tag {
            let tag: HTTPHeaders = [.init("ETag"): page.tag, .init("Date"): HTTPDate.now]
            return HTTPResponse(statusCode: .notModified, headers: tag)
        }
        let headers: HTTPHeaders = [.contentType: "application/json; charset=utf-8", .init("ETag"): page.tag, .init("Date"): HTTPDate.now]
        let bytes = try page.json(from: index)
        if let cutAfter {
            let body = CutBody(bytes: Array(bytes.prefix(max(0, min(cutAfter, bytes.count - 1)))))
            return HTTPResponse(statusCode: .ok, headers: headers, body: HTTPBodySequence(from: body, count: bytes.count))
        }
        return HTTPResponse(statusCode: .ok, headers: headers, body: Data(bytes))
    }

    /// The announced length is right for what is sent, and what is sent lacks its end.
    private static func shortened(_ page: MutationPage, _ index: MutationIndex, by count: Int) throws -> HTTPResponse {
        let headers: HTTPHeaders = [.contentType: "application/json; charset=utf-8"]
        return HTTPResponse(statusCode: .ok, headers: headers, body: Data(try page.json(from: index).dropLast(count)))
    }

    private static func problem(_ status: HTTPStatusCode, _ message: String) -> HTTPResponse {
        let headers: HTTPHeaders = [.contentType: "application/json"]
        return HTTPResponse(statusCode: status, headers: headers, body: Data("{\"fout\":\"\(message)\"}".utf8))
    }
}
