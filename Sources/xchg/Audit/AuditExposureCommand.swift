// SPDX-License-Identifier: EUPL-1.2
import Agreements
import ArgumentParser
import AuditLog
import ExchangeSchema
import ExchangeStore
import Foundation
import Gateway

struct AuditExposureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exposure", abstract: "Whose data a breach touches: by recipient, by the quarter whose key leaked, by time.",
        discussion: """
            Lists ids of persons and how many messages each is in.
            Examples:
              xchg audit exposure --recipient vdab --period 2026Q3 --reason "lek gemeld door de ontvanger"
              xchg audit exposure --key 2026Q3 --reason "sleutel gelekt"
            """)
    @Option(name: .long, help: "Organisation that received.") var recipient: String?
    @Option(name: .long, help: "Quarter whose key leaked, as 2026Q3.") var key: QuarterArgument?
    @Option(name: .long, help: "Only what was released in this quarter.") var period: QuarterArgument?
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: FormatOptions
    @OptionGroup var reason: ReasonOptions

    private struct Line: Encodable {
        let person: String
        let messages: Int
    }

    func validate() throws {
        guard recipient != nil || key != nil || period != nil else { throw ValidationError("say --recipient, --key or --period") }
        guard key == nil || period == nil else { throw ValidationError("--key is a quarter itself; leave --period out") }
    }

    func run() throws {
        let store = try workspace.open(as: .officer).store()
        try reason.log("audit exposure", about: nil, in: store, as: .officer)
        // What a quarter's key opens is what was sealed in that quarter.
        let quarter = key ?? period
        let exposed = try store.exposed(
            to: recipient.map(OrganisationID.init(rawValue:)), from: quarter.flatMap { RetentionPlan.end(of: $0.previous) },
            before: quarter.flatMap { RetentionPlan.end(of: $0.number) })
        let lines = exposed.map { Line(person: $0.person.rawValue, messages: $0.deliveries) }
        if output.format == .json { return Terminal.say(try JSONOutput.text(lines)) }
        for line in lines { Terminal.say("\(line.person)  \(line.messages)") }
        Terminal.say("\(lines.count) persons.")
    }
}

extension QuarterArgument {
    /// The quarter before this one.
    var previous: Int64 { number % 10 == 1 ? (number / 10 - 1) * 10 + 4 : number - 1 }
}

struct AuditRegisterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register", abstract: "The register of processing activities (GDPR art. 30), from the agreements.")
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: FormatOptions

    private struct Activity: Encodable {
        let activiteit: String
        let protocolversie: String
        let doel: String
        let rechtsgrond: [String]
        let bron: String
        let ontvangers: String
        let betrokkenen: String
        let gegevens: [String]
        let van: String
        let tot: String?
        let bewaardagen: Int
    }

    func run() throws {
        let activities = try workspace.open().book().agreements.map { agreement in
            Activity(
                activiteit: agreement.title, protocolversie: agreement.version, doel: agreement.purpose,
                rechtsgrond: agreement.legalBasis.map(\.description), bron: agreement.provider.rawValue,
                ontvangers: DutchWording.recipients(agreement.recipient), betrokkenen: DutchWording.subjects(agreement.condition),
                gegevens: agreement.fields.map(\.rawValue), van: agreement.validity.begin.description,
                tot: agreement.validity.end?.description,
                bewaardagen: agreement.retentionDays)
        }
        if output.format == .json { return Terminal.say(try JSONOutput.text(activities)) }
        var table = Table(["activiteit", "doel", "bron", "ontvangers", "betrokkenen", "gegevens", "bewaardagen"])
        for one in activities {
            table.add([
                one.activiteit, one.doel, one.bron, one.ontvangers, one.betrokkenen, one.gegevens.joined(separator: ", "),
                String(one.bewaardagen),
            ])
        }
        Terminal.say(table.text)
    }
}
