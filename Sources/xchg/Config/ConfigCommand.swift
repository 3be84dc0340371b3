// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import Contracts
import Foundation

struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "The settings of a gateway.", subcommands: [ConfigCheckCommand.self])
}

struct ConfigCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Hold xchg.yaml against its schema; name key and line of what is wrong.",
        discussion: """
            The schema is contracts/config/xchg.schema.json, which editors can use, too.
            Exit codes: 0 in order; 1 something is wrong; 2 a file can't be read.
            Example:  xchg config check /srv/xchg/xchg.yaml
            """)
    @Argument(help: "The file; xchg.yaml of the workspace without it.") var file: String?
    @Option(name: .long, help: "The workspace (else XCHG_WORKSPACE, else this directory).") var workspace: String?
    @Option(name: .long, help: "Folder with the contracts.") var contracts: String?
    @OptionGroup var output: FormatOptions

    func run() throws {
        let folder = workspace ?? ProcessInfo.processInfo.environment["XCHG_WORKSPACE"] ?? "."
        let path = file ?? folder + "/xchg.yaml"
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { throw Stop.world("\(path) can't be read") }
        let schema = try ContractsFolder.find(contracts) + "/config/xchg.schema.json"
        guard let bytes = FileManager.default.contents(atPath: schema) else { throw Stop.world("\(schema) can't be read") }
        let faults = try ConfigurationCheck(schema: try JSONSchema(fileBytes: Array(bytes), named: schema)).faults(in: text)
        if output.format == .json {
            Terminal.say(try JSONOutput.text(faults))
        } else {
            for fault in faults { Terminal.say("\(path): \(fault)") }
        }
        guard faults.isEmpty else { throw Stop.no() }
        // Times of jobs and a few bounds are more than a schema can say.
        do {
            _ = try WorkspaceConfiguration.read(text)
        } catch let error as WorkspaceError {
            Terminal.say(error.description)
            throw Stop.no()
        }
        if output.format == .table { Terminal.say("\(path) is in order.") }
    }
}
