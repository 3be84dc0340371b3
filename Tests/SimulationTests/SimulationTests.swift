// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import Foundation
import Testing

@testable import Simulation

/// A simulated exchange in a directory of its own that goes when the test is done.
final class SimulatedExchange {
    let root: URL
    let truth: Truth

    init(persons: Int = 150, seed: UInt64 = 7, rates: SimulationRates = SimulationRates()) throws {
        root = FileManager.default.temporaryDirectory.appending(path: "xchg-sim-\(UUID().uuidString)")
        let from = try #require(LocalDate("2020-01-01"))
        let to = try #require(LocalDate("2026-06-30"))
        truth = try Simulation(SimulationPlan(persons: persons, seed: seed, from: from, to: to, rates: rates)).write(to: root.path)
    }

    deinit { try? FileManager.default.removeItem(at: root) }

    /// Relative path to content of every file.
    func files() throws -> [String: Data] {
        var files: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: root.path) {
            let url = root.appending(path: path)
            guard try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { continue }
            files[path] = try Data(contentsOf: url)
        }
        return files
    }
}

@Suite struct SimulationTests {
    @Test func `the same seed gives the same bytes, another seed gives others`() throws {
        let one = try SimulatedExchange().files()
        let again = try SimulatedExchange().files()
        let other = try SimulatedExchange(seed: 8).files()
        #expect(one.count > 300)
        #expect(one == again)
        #expect(one != other)
    }

    @Test func `every record written is accounted for`() throws {
        let exchange = try SimulatedExchange(persons: 400)
        for (agency, counts) in exchange.truth.records {
            #expect(counts.received > 0, "\(agency)")
            #expect(counts.received == counts.accepted + counts.duplicate + counts.inReview + counts.quarantined, "\(agency)")
        }
        let files = try exchange.files()
        func xml(_ folder: String) -> Int { files.keys.filter { $0.hasPrefix(folder + "/") && $0.hasSuffix(".xml") }.count }
        func lines(_ path: String) -> Int { (files[path] ?? Data()).filter { $0 == 10 }.count }
        let rows = files.filter { $0.key.hasSuffix(".csv") && $0.key.hasPrefix("lokaal/") }.values
            .reduce(0) { $0 + $1.filter { $0 == 10 }.count - 2 }
        #expect(exchange.truth.records["inburgering"]?.received == xml("inburgering"))
        #expect(exchange.truth.records["onderwijs"]?.received == xml("onderwijs"))
        #expect(exchange.truth.records["naric"]?.received == xml("naric"))
        #expect(exchange.truth.records["vdab"]?.received == xml("vdab") + lines("vdab/mutaties.ndjson"))
        #expect(exchange.truth.records["lokaal"]?.received == xml("lokaal") + rows)
    }
}
