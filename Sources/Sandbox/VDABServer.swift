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

    private let file: String
    private let port: UInt16
    private let faults: [Int: ServedFault]
    private var running: (server: HTTPServer, task: Task<Void, any Error>)?
    private var index: MutationIndex?
    private var previous: MutationPage?
    /// Requests answered so far, the faulty ones included.
    package private(set) var requests = 0

    package init(ndjson file: String, port: UInt16 = 0, faults: [Int: ServedFault] = [:]) {
        self.file = file
        self.port = port
        self.faults = faults
    }

    /// Reads the feed once to index it, listens on 127.0.0.1 and returns the port.
    package func start() async throws -> UInt16 {
        if let running, let port = await Self.port(of: running.server) { return port }
        index = try MutationIndex(file)
        let server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: port), logger: .disabled)
        await server.appendRoute(HTTPRoute("GET \(Self.path)")) { [weak self] request in
            guard let self else { return HTTPResponse(statusCode: .serviceUnavailable) }
            return try await self.answer(request)
        }
        let task = Task { try await server.run() }
        running = (server, task)
        try await server.waitUntilListening()
        guard let chosen = await Self.port(of: server) else { throw SandboxFailure(doing: "listen on 127.0.0.1", code: EADDRNOTAVAIL) }
        return chosen
    }

    /// Closes the listening socket and every connection, and waits for the end.
    package func stop() async {
        guard let running else { return }
        self.running = nil
        await running.server.stop(timeout: 1)
        _ = await running.task.result
        index = nil
        previous = nil
    }

    private static func port(of server: HTTPServer) async -> UInt16? {
        guard case .ip4(_, let port)? = await server.listeningAddress else { return nil }
        return port
    }

    private func answer(_ request: HTTPRequest) throws -> HTTPResponse {
        requests += 1
        guard let index else { return HTTPResponse(statusCode: .serviceUnavailable) }
        let fault = faults[requests]
        switch fault {
        case .cursorExpired?: return Self.problem(.gone, "cursor verlopen")
        case .failure?: return Self.problem(.internalServerError, "interne fout")
        case .tooMany(let seconds)?:
            var response = Self.problem(.tooManyRequests, "te veel vragen")
            response.headers[.init("Retry-After")] = String(seconds)
            return response
        case .repeated?: if let previous { return try Self.respond(previous, index, request, cutAfter: nil) }
        case .cut?, nil: break
        }
        switch PageQuestion.read(request.query.map { ($0.name, $0.value) }, feedLength: index.lines.count) {
        case .bad(let parameter): return Self.problem(.badRequest, "parameter \(parameter)")
        case .unknownCursor: return Self.problem(.gone, "cursor onbekend")
        case .question(let question):
            let page = MutationPage(question, of: index)
            previous = page
            var cut: Int?
            if case .cut(let bytes)? = fault { cut = bytes }
            return try Self.respond(page, index, request, cutAfter: cut)
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

    private static func problem(_ status: HTTPStatusCode, _ message: String) -> HTTPResponse {
        let headers: HTTPHeaders = [.contentType: "application/json"]
        return HTTPResponse(statusCode: status, headers: headers, body: Data("{\"fout\":\"\(message)\"}".utf8))
    }
}
