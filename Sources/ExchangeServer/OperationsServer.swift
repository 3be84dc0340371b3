// SPDX-License-Identifier: EUPL-1.2
import FlyingFox
import FlyingSocks
import Foundation
import Glibc

/// What the operations port shows of a running gateway.
package protocol OperationsView: Sendable {
    /// Names of the services that stopped moving; empty while all do.
    func stuck() async -> [String]
    /// Why no new work is taken at present, a sentence each; empty while it is.
    func unready() async -> [String]
    func metrics() async throws -> [Metric]
}

/// Liveness, readiness and metrics over HTTP, on the loopback address only.
///
///     GET /live      200 alive   503 a service stopped moving: start the gateway again
///     GET /ready     200 ready   503 no new work is taken; the reasons, a line each
///     GET /metrics   200 in the text format of Prometheus
package struct OperationsServer: Sendable {
    private let port: UInt16
    private let view: any OperationsView

    /// Port 0 lets the system choose.
    package init(port: UInt16, view: any OperationsView) {
        self.port = port
        self.view = view
    }

    /// Serves until the task is cancelled; `listening` hears the port once requests are taken.
    package func run(listening: @Sendable (UInt16) -> Void = { _ in }) async throws {
        let server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: port), logger: .disabled)
        for path in ["/live", "/ready", "/metrics"] {
            await server.appendRoute(HTTPRoute("GET \(path)")) { [view] _ in await Self.answer(path, view) }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            do {
                try await server.waitUntilListening()
                if case .ip4(_, let chosen)? = await server.listeningAddress { listening(chosen) }
                try await group.next()
            } catch {
                // Whatever a connection says while it is being closed is no fault.
                guard Task.isCancelled else { throw error }
            }
            await server.stop(timeout: 1)
            group.cancelAll()
        }
    }

    static func answer(_ path: String, _ view: any OperationsView) async -> HTTPResponse {
        switch path {
        case "/live": return probe("alive", reasons: await view.stuck())
        case "/ready": return probe("ready", reasons: await view.unready())
        default:
            do {
                return text(.ok, Exposition.text(try await view.metrics()), Exposition.mediaType)
            } catch {
                // The store can't be read: the probes say why, and a scrape must not show half the figures.
                return text(.serviceUnavailable, "the figures can't be read; see /ready\n")
            }
        }
    }

    private static func probe(_ word: String, reasons: [String]) -> HTTPResponse {
        reasons.isEmpty ? text(.ok, word + "\n") : text(.serviceUnavailable, reasons.map { $0 + "\n" }.joined())
    }

    private static func text(_ status: HTTPStatusCode, _ body: String, _ type: String = "text/plain; charset=utf-8") -> HTTPResponse {
        HTTPResponse(statusCode: status, headers: [.contentType: type], body: Data(body.utf8))
    }
}
