// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import ExchangeSchema
import ExchangeServer
import ExchangeStore
import Gateway
import Logging
import ServiceLifecycle
import UnixSignals

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Do the work of the gateway until told to stop.",
        discussion: """
            Takes in, works, delivers, seals and looks after itself, in services that end one after the other at SIGTERM or SIGINT: the intake
            first, the log last; what was begun is finished. 'xchg sync run' may run beside it on the same workspace.
            On 127.0.0.1: /live, /ready and /metrics.

            Exit codes: 0 stopped as told; 2 the store or its disk failed: look at it and start again.
            Example:  xchg serve --workspace /srv/xchg --port 9464
            """)
    @OptionGroup var workspace: WorkspaceOptions
    @Option(name: .long, help: "Port on 127.0.0.1 for probes and metrics; 0 lets the system choose.") var port: UInt16 = 9464
    @Option(name: .long, help: "Seconds between two rounds of a service.") var every = 5

    func validate() throws {
        guard (1...3600).contains(every) else { throw ValidationError("--every must lie between 1 and 3600 seconds") }
    }

    func run() async throws {
        let workspace = try workspace.open()
        let composition = try Composition(workspace)
        let pulse = Pulse()
        let services = GatewayServices(composition: composition, pulse: pulse, pause: .seconds(every))
        let view = GatewayView(store: composition.store, pulse: pulse, diskPath: workspace.path)
        let operations = OperationsService(server: OperationsServer(port: port, view: view))
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [operations] + services.inOrder, gracefulShutdownSignals: [.sigterm, .sigint],
                logger: Logger(label: "xchg") { _ in SwiftLogNoOpLogHandler() }))
        try await group.run()
        Terminal.say("Stopped; everything that was begun is finished.")
    }
}

/// Probes and metrics, for as long as any other service works: started first, ended last.
private struct OperationsService: Service {
    let server: OperationsServer

    func run() async throws {
        try await cancelWhenGracefulShutdown { [server] in
            try await server.run { port in Terminal.sayNow("Serving; probes and metrics on http://127.0.0.1:\(port)") }
        }
    }
}
