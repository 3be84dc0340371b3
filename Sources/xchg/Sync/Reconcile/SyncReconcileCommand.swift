// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import ExchangeSchema

struct SyncReconcileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconcile", abstract: "Compare what an agency says it sent with what is held, lot by lot.",
        discussion: """
            A lot is a day, or a numbered file. VDAB is asked for its statement; others drop SENDER_VAN_TOT_controle.csv in their inbox.
            With --fetch, days of VDAB of which something lacks are fetched again and compared once more; 'xchg sync run' then works on them.

            Exit codes: 0 every lot is equal; 1 some are not; 2 there is no statement, or it can't be read.
            Examples:
              xchg sync reconcile lokaal
              xchg sync reconcile vdab --fetch
            """)
    @Argument(help: "The agency, such as vdab or lokaal.") var agency: String
    @Flag(name: .long, help: "Fetch again what lacks; VDAB only.") var fetch = false
    @Flag(name: .long, help: "Show equal lots too.") var all = false
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: FormatOptions

    func run() throws {
        let reconciler = try Reconciler(try Composition(try workspace.open()), agency: Agency(rawValue: agency))
        let report = try reconciler.run(fetching: fetch)
        if output.format == .json { Terminal.say(try JSONOutput.text(report)) } else { Terminal.say(report.text(all: all)) }
        if report.notEqual > 0 { throw Stop.no() }
    }
}
