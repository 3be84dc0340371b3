// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser

struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "bench", abstract: "Measure the whole path.")
}
