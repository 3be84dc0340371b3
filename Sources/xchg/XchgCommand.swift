// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser

/// The operator's tool: noun, then verb.
@main
struct XchgCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "xchg", abstract: "Data-exchange gateway between public agencies.")
}
