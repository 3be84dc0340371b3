// SPDX-License-Identifier: EUPL-1.2
import FlyingFox
import FlyingSocks
import Glibc

/// An HTTP server on 127.0.0.1 with some routes, started and stopped as one.
actor LoopbackServer {
    struct Route: Sendable {
        let pattern: String
        let answer: @Sendable (HTTPRequest) async throws -> HTTPResponse

        /// The pattern is a method and a path, as in `POST /token`.
        init(_ pattern: String, answer: @escaping @Sendable (HTTPRequest) async throws -> HTTPResponse) {
            self.pattern = pattern
            self.answer = answer
        }
    }

    private let port: UInt16
    private let routes: [Route]
    private var running: (server: HTTPServer, task: Task<Void, any Error>)?

    init(port: UInt16 = 0, routes: [Route]) {
        self.port = port
        self.routes = routes
    }

    /// Listens and returns the port; one that listens already says which it is.
    func start() async throws -> UInt16 {
        if let running, let port = await Self.port(of: running.server) { return port }
        let server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: port), logger: .disabled)
        for route in routes { await server.appendRoute(HTTPRoute(route.pattern), handler: route.answer) }
        let task = Task { try await server.run() }
        running = (server, task)
        try await server.waitUntilListening()
        guard let chosen = await Self.port(of: server) else { throw SandboxFailure(doing: "listen on 127.0.0.1", code: EADDRNOTAVAIL) }
        return chosen
    }

    /// Closes the listening socket and every connection, and waits for the end.
    func stop() async {
        guard let running else { return }
        self.running = nil
        await running.server.stop(timeout: 1)
        _ = await running.task.result
    }

    private static func port(of server: HTTPServer) async -> UInt16? {
        guard case .ip4(_, let port)? = await server.listeningAddress else { return nil }
        return port
    }
}
