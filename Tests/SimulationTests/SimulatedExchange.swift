// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import Foundation
import Testing

@testable import Simulation

/// A simulated exchange in a directory of its own that goes when the test is done.
final class SimulatedExchange {
    let root: URL
    let truth: Truth

    init(persons: Int = 150, seed: UInt64 = 7, rates: SimulationRates = SimulationRates(), in directory: URL? = nil) throws {
        root = directory ?? FileManager.default.temporaryDirectory.appending(path: "xchg-sim-\(UUID().uuidString)")
        truth = try Simulation(try Self.plan(persons: persons, seed: seed, rates: rates)).write(to: root.path)
    }

    deinit { try? FileManager.default.removeItem(at: root) }

    static func plan(persons: Int, seed: UInt64 = 7, rates: SimulationRates = SimulationRates()) throws -> SimulationPlan {
        let from = try #require(LocalDate("2020-01-01"))
        let to = try #require(LocalDate("2026-06-30"))
        return SimulationPlan(persons: persons, seed: seed, from: from, to: to, rates: rates)
    }

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

    func files(in folder: String, ending: String) throws -> [(name: String, content: Data)] {
        try files().filter { $0.key.hasPrefix(folder + "/") && $0.key.hasSuffix(ending) }
            .map { (name: $0.key, content: $0.value) }.sorted { $0.name < $1.name }
    }

    /// Lines of a municipal file without their ends; a line end between quotes belongs to its line.
    static func lines(_ content: Data) -> [Data] {
        var lines: [Data] = []
        var line = Data()
        var isQuoted = false
        for byte in content {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if byte == 10, !isQuoted {
                lines.append(line.last == 13 ? line.dropLast() : line)
                line = Data()
            } else {
                line.append(byte)
            }
        }
        return lines
    }

    /// The lines of the VDAB feed as JSON objects.
    func feed() throws -> [[String: Any]] {
        let data = try Data(contentsOf: root.appending(path: "vdab/mutaties.ndjson"))
        return try data.split(separator: 10).map { line in
            let object = try JSONSerialization.jsonObject(with: Data(line))
            return try #require(object as? [String: Any])
        }
    }

    /// Every number of a person that stands in a message, in whatever format.
    func numbers() throws -> Set<String> {
        var numbers: Set<String> = []
        for (name, content) in try files() where name.hasSuffix(".xml") {
            let text = String(decoding: content, as: UTF8.self)
            for tag in ["INSZ", "Waarde"] {
                for piece in text.components(separatedBy: "<\(tag)>").dropFirst() { numbers.insert(String(piece.prefix { $0 != "<" })) }
            }
        }
        for line in try feed() { if let number = line["insz"] as? String { numbers.insert(number) } }
        for (name, content) in try files(in: "lokaal", ending: ".csv") {
            let columns = name.contains("inwoners") ? [0, 1] : name.contains("verhuis") ? [0] : [1]
            for row in Self.lines(content).dropFirst().dropLast() {
                let cells = row.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
                for column in columns {
                    let digits = String(decoding: cells[column], as: UTF8.self).filter(\.isNumber)
                    if !digits.isEmpty { numbers.insert(digits) }
                }
            }
        }
        let questions = try Data(contentsOf: root.appending(path: "onderwijs/vragen.csv"))
        for line in String(decoding: questions, as: UTF8.self).split(separator: "\n").dropFirst() {
            numbers.insert(String(line.split(separator: ";")[1]))
        }
        return numbers
    }
}
