// SPDX-License-Identifier: EUPL-1.2
import ExchangeStore
import ArgumentParser
import ExchangeSchema
import Gateway

struct PersonCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person", abstract: "What is believed of a person, and who said so.",
        subcommands: [
            PersonShowCommand.self, PersonRecordsCommand.self, PersonMergeCommand.self, PersonSplitCommand.self, PersonRestrictCommand.self,
            PersonRectifyCommand.self,
        ])
}

struct PersonShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show the canonical state of one person.")
    @OptionGroup var person: PersonArgument
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: FormatOptions
    @OptionGroup var reason: ReasonOptions

    func run() throws {
        let store = try workspace.open().store()
        let stored = try person.find(in: store)
        try reason.log("person show", about: stored.number, in: store)
        let canonical = try PersonView.canonical(stored)
        if output.format == .json { return Terminal.say(try JSONOutput.text(canonical)) }
        var table = Table(["attribute", "value", "source", "rule"])
        func add(_ name: String, _ value: String?, _ agency: Agency?, _ rule: String?) {
            if let value { table.add([name, value, agency?.rawValue ?? "", rule ?? ""]) }
        }
        add("status", canonical.status.rawValue, nil, nil)
        add("version", String(stored.version), nil, nil)
        add("INSZ", canonical.currentINSZ?.digits, nil, nil)
        add(
            "name", canonical.officialName.map { ([$0.value.familyName ?? ""] + $0.value.givenNames).joined(separator: " ") },
            canonical.officialName?.agency, canonical.officialName?.rule)
        add("birth date", canonical.birthDate?.value.description, canonical.birthDate?.agency, canonical.birthDate?.rule)
        for residence in canonical.residences {
            add(
                "residence", "\(residence.value.nis ?? "?") from \(residence.value.validity?.begin.description ?? "?")", residence.agency,
                residence.rule)
        }
        for contract in canonical.contracts {
            add("contract", contract.value.signedOn?.description ?? "not signed", contract.agency, contract.rule)
        }
        for trajectory in canonical.trajectories { add("trajectory", trajectory.value.status.rawValue, trajectory.agency, trajectory.rule) }
        for registration in canonical.jobseekerRegistrations {
            add("VDAB registration", registration.value.registeredAt.brusselsDate.description, registration.agency, registration.rule)
        }
        for attest in canonical.attestations { add("attest", attest.value.issuedOn?.description ?? "?", attest.agency, attest.rule) }
        for conflict in canonical.conflicts {
            add("conflict", conflict.attribute, conflict.agencies.first, conflict.resolvedBy ?? "open")
        }
        Terminal.say(table.text)
    }
}
