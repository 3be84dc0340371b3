// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import AuditLog
import ExchangeSchema
import ExchangeStore

struct QueueParkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "park", abstract: "Take waiting records out of the line, or stop the work on a whole agency.",
        discussion: """
            Records of a paused agency are still taken in. Nothing is lost; 'xchg queue resume' undoes it.
            Examples:
              xchg queue park 812 813 --reason "sent by mistake, told by phone on 3 March"
              xchg queue park --agency lokaal --reason "wrong code list, new one on Monday"
            """)
    @OptionGroup var target: QueueTarget
    @OptionGroup var reason: ReasonOptions
    @OptionGroup var workspace: WorkspaceOptions

    func run() throws {
        let store = try workspace.open().store()
        if let agency = target.agency {
            try store.transaction { transaction in
                try reason.log("queue park", about: nil, with: transaction, kind: .config, details: [("source", .text(agency))])
                try transaction.pause(Agency(rawValue: agency), reason: reason.reason)
            }
            return Terminal.say("Nothing of \(agency) is worked on until 'xchg queue resume --agency \(agency)'.")
        }
        let parked = try store.transaction { transaction in
            let parked = try target.records.filter { try transaction.park($0) }
            if !parked.isEmpty {
                try reason.log("queue park", about: nil, with: transaction, kind: .config, details: [("records", .integer(parked.count))])
            }
            return parked
        }
        guard parked.count == target.records.count else {
            throw Stop.no("\(parked.count) of \(target.records.count) are parked; the others do not wait ('xchg queue list')")
        }
        Terminal.say("\(parked.count) parked.")
    }
}

struct QueueResumeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Put parked records back in line, or go on with an agency.",
        discussion:
            "Each record goes back to the place that its intake gave it.\nExample:  xchg queue resume --agency lokaal --reason \"code list mended\""
    )
    @OptionGroup var target: QueueTarget
    @OptionGroup var reason: ReasonOptions
    @OptionGroup var workspace: WorkspaceOptions

    func run() throws {
        let store = try workspace.open().store()
        if let agency = target.agency {
            let isResumed = try store.transaction { transaction in
                guard try transaction.unpause(Agency(rawValue: agency)) else { return false }
                try reason.log("queue resume", about: nil, with: transaction, kind: .config, details: [("source", .text(agency))])
                return true
            }
            guard isResumed else { throw Stop.no("\(agency) is not paused; 'xchg queue stats' shows what is") }
            return Terminal.say("\(agency) is worked on again.")
        }
        let resumed = try store.transaction { transaction in
            let resumed = try target.records.filter { try transaction.resume($0) }
            if !resumed.isEmpty {
                try reason.log(
                    "queue resume", about: nil, with: transaction, kind: .config, details: [("records", .integer(resumed.count))])
            }
            return resumed
        }
        guard resumed.count == target.records.count else {
            throw Stop.no("\(resumed.count) of \(target.records.count) wait again; the others are not parked ('xchg quarantine list')")
        }
        Terminal.say("\(resumed.count) wait again.")
    }
}

/// Some records, or all of one agency.
struct QueueTarget: ParsableArguments {
    @Argument(help: "Numbers of records.") var records: [Int64] = []
    @Option(name: .long, help: "All records of this agency.") var agency: String?

    func validate() throws {
        guard records.isEmpty != (agency == nil) else { throw ValidationError("name either records or --agency") }
        if let agency, !Workspace.agencies.contains(agency) {
            throw ValidationError("no agency '\(agency)'; known are \(Workspace.agencies.joined(separator: ", "))")
        }
    }
}
