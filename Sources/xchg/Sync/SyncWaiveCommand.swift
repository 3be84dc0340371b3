// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import AuditLog
import ExchangeSchema
import ExchangeStore

struct SyncWaiveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "waive", abstract: "Give up files that will never come, so that nobody waits for them.",
        discussion: """
            Only for numbers that 'xchg sync status' shows as missing; the reason is written to the audit log.
            Example:  xchg sync waive lokaal/inbox 44021/inwoners 18-19 --reason "Gent skipped these numbers, told by mail of 3 March"
            """)
    @Argument(help: "The feed, such as lokaal/inbox.") var feed: String
    @Argument(help: "The series, such as 44021/inwoners.") var series: String
    @Argument(help: "One number, or the first and the last as 18-19.") var numbers: String
    @OptionGroup var reason: ReasonOptions
    @OptionGroup var workspace: WorkspaceOptions

    func run() throws {
        let ends = numbers.split(separator: "-", omittingEmptySubsequences: false).map { Digits.value($0) }
        guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1], first <= last else {
            throw ValidationError("numbers must be one number, or two as 18-19")
        }
        let store = try workspace.open().store()
        let gap = SequenceGap(series: series, first: first, last: last)
        let isWaived = try store.transaction { transaction in
            guard try transaction.waive(gap, of: feed) else { return false }
            try reason.log("waive \(gap.count) files of \(series)", about: nil, with: transaction, kind: .config)
            return true
        }
        guard isWaived else { throw Stop.no("\(feed): \(gap) is not missing; 'xchg sync status' shows what is") }
        Terminal.say("\(feed): nobody waits for \(gap) any longer.")
    }
}
