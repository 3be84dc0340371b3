// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser

/// The operator's tool: noun, then verb.
@main
struct XchgCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "xchg",
        abstract: "Data-exchange gateway between public agencies.",
        discussion: """
            Exit codes: 0 done; 1 the answer is no (a file is rejected, a log does not verify, a store does not add up);
            2 the world is wrong (folder, server, key); 64 the command line is wrong.

            Begin with:  xchg demo --persons 200 --seed 1 --dir demo
            """,
        version: XchgVersion.text,
        subcommands: [
            InitCommand.self, DemoCommand.self, SimulateCommand.self, SourceCommand.self, SyncCommand.self, QueueCommand.self,
            QuarantineCommand.self, ReviewCommand.self, PersonCommand.self, AgreementCommand.self, AuditCommand.self,
            DashboardCommand.self, DeliveryCommand.self, StoreCommand.self, ServeCommand.self, DoctorCommand.self, ContractCommand.self,
            ReplayCommand.self, ObligationCommand.self, KeysCommand.self, EraseCommand.self, ConfigCommand.self, BenchCommand.self,
        ])

    static func main() async {
        Memory.shareArenas()
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand { try await asynchronous.run() } else { try command.run() }
        } catch let stop as Stop {
            if let sentence = stop.sentence { Terminal.error(sentence) }
            Foundation_exit(stop.code)
        } catch {
            if Self.exitCode(for: error) == .failure, !(error is ValidationError) {
                Terminal.error(Wording.sentence(for: error))
                Foundation_exit(2)
            }
            Self.exit(withError: error)
        }
    }
}

enum XchgVersion {
    static let text = "0.1.0"
}
