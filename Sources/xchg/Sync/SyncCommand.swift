// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser

struct SyncCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync", abstract: "Fetch what is new, work on it, deliver it, seal the log.",
        subcommands: [
            SyncRunCommand.self, SyncPlanCommand.self, SyncStatusCommand.self, SyncWaiveCommand.self, SyncReconcileCommand.self,
            SyncDueCommand.self,
        ])
}
