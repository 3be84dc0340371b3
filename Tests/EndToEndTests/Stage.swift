// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import Foundation
import Sandbox
import Simulation
import TestSupport
import Testing

/// A small world: simulated agencies, a served VDAB feed, and a workspace to be copied before it is used.
struct Stage {
    let folder: TemporaryFolder
    let server: VDABServer

    init() async throws {
        folder = try TemporaryFolder()
        let agencies = folder.path + "/agencies"
        let plan = SimulationPlan(
            persons: 8, seed: 3, from: try #require(LocalDate("2023-01-01")), to: try #require(LocalDate("2024-12-31")))
        _ = try Simulation(plan).write(to: agencies)
        server = VDABServer(ndjson: agencies + "/vdab/mutaties.ndjson")
        let port = try await server.start()
        let template = folder.path + "/template"
        #expect(try await XchgBinary.run(["init", template]).code == 0)
        let yaml = template + "/xchg.yaml"
        let text = try String(contentsOfFile: yaml, encoding: .utf8).replacingOccurrences(of: "batchSize: 500", with: "batchSize: 15")
            .replacingOccurrences(of: "url: \"\"", with: "url: \"http://127.0.0.1:\(port)\"").replacingOccurrences(
                of: "pageSize: 200", with: "pageSize: 15")
        try text.write(toFile: yaml, atomically: true, encoding: .utf8)
        for agency in ["vdab", "inburgering", "lokaal", "onderwijs", "naric"] {
            for name in try FileManager.default.contentsOfDirectory(atPath: "\(agencies)/\(agency)")
            where agency != "vdab" || !name.hasSuffix(".ndjson") {
                try FileManager.default.copyItem(atPath: "\(agencies)/\(agency)/\(name)", toPath: "\(template)/inbox/\(agency)/\(name)")
            }
        }
    }

    /// A fresh copy with the same keys, so that ids can be compared.
    func workspace(_ name: String) throws -> String {
        let path = "\(folder.path)/\(name)"
        try FileManager.default.copyItem(atPath: folder.path + "/template", toPath: path)
        return path
    }
}
