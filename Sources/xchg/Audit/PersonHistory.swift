// SPDX-License-Identifier: EUPL-1.2
import Agreements
import AuditLog
import ExchangeSchema
import ExchangeStore
import Foundation

/// Everything that the log tells of one person, in plain Dutch; what runs under a confidential agreement is not in it, and not counted.
struct PersonHistory: Encodable {
    /// Data that went to an organisation, or the news that it may not be kept there.
    struct Exchange: Encodable {
        let when: String
        let recipient: String
        let provider: String
        let fields: [String]
        let purpose: String
        let legalBasis: [String]
        let agreement: String
        let title: String
        let version: String
        let what: String
        let log: String
    }

    /// Somebody looked or decided.
    struct Look: Encodable {
        let when: String
        let what: String
        let role: String
        let log: String
    }

    private(set) var exchanges: [Exchange] = []
    private(set) var looks: [Look] = []
    /// Places in the log, in the order of `exchanges` and then `looks`; nil where an entry is not sealed yet.
    private var places: [(year: Int, index: Int)?] = []
    private var disclosures: [[String: String]] = []

    enum CodingKeys: String, CodingKey { case exchanges, looks }

    init(of person: PersonNumber, in workspace: Workspace, _ store: Store) throws {
        let opener = LogOpener(workspace: workspace, store: store)
        let book = try workspace.book()
        for (delivery, place) in try store.deliveries(of: person) {
            let agreement = book.agreement(delivery.agreement)
            if agreement?.isConfidential == true { continue }
            let entry = try place.flatMap { try Self.entry(at: $0, opener) }
            let what = entry?.section(.what) ?? [:]
            exchanges.append(
                Exchange(
                    when: what["at"] as? String ?? delivery.releasedAt.description, recipient: delivery.recipient.rawValue,
                    provider: entry?.section(.organisations)?["provider"] as? String ?? "", fields: what["fields"] as? [String] ?? [],
                    purpose: what["purpose"] as? String ?? "", legalBasis: what["legalBasis"] as? [String] ?? [],
                    agreement: delivery.agreement,
                    title: agreement?.title ?? delivery.agreement, version: what["version"] as? String ?? delivery.agreementVersion,
                    what: DutchWording.outcome(what["outcome"] as? String ?? delivery.kind.name),
                    log: place.map { "\($0.shard)#\($0.index)" } ?? "not sealed yet"))
            note(entry, place)
        }
        for (_, place) in try store.entries(about: person) {
            guard let place, let entry = try Self.entry(at: place, opener), let what = entry.section(.what) else { continue }
            if book.agreement(what["agreement"] as? String ?? "")?.isConfidential == true { continue }
            looks.append(
                Look(
                    when: what["at"] as? String ?? entry.minute, what: DutchWording.act(what["verb"] as? String ?? entry.kind),
                    role: entry.section(.user)?["role"] as? String ?? "", log: "\(place.shard)#\(place.index)"))
            note(entry, place)
        }
    }

    private mutating func note(_ entry: OpenedEntry?, _ place: LogPlace?) {
        places.append(place.flatMap { place in Self.year(of: place).map { ($0, place.index) } })
        disclosures.append(entry?.disclosures ?? [:])
    }

    private static func entry(at place: LogPlace, _ opener: LogOpener) throws -> OpenedEntry? {
        guard let year = year(of: place) else { return nil }
        return try opener.open(place.index, year: year, size: place.shardSize, for: .citizen)
    }

    private static func year(of place: LogPlace) -> Int? { place.shard.split(separator: "/").last.flatMap { Int($0) } }

    var text: String {
        guard !exchanges.isEmpty || !looks.isEmpty else { return "Er zijn geen gegevens van u doorgegeven." }
        let sent = exchanges.map { one in
            "\(one.when): \(one.what) aan \(one.recipient) (\(one.title), protocol \(one.agreement)). Doel: \(one.purpose). Gegevens: "
                + "\(one.fields.map(DutchWording.field).joined(separator: ", ")). Grond: \(one.legalBasis.joined(separator: "; ")). Logboek: \(one.log)."
        }
        return (sent + looks.map { "\($0.when): \($0.what). Logboek: \($0.log)." }).joined(separator: "\n")
    }

    /// `overzicht.html`, and of every fact in the log `feiten/<n>.tlog-proof` with what it discloses beside it.
    func zip(_ workspace: Workspace) -> [UInt8] {
        var archive = ZipArchive()
        archive.add("overzicht.html", Array(html.utf8))
        for year in Set(places.compactMap { $0?.year }).sorted() {
            if let key = Files.read(workspace.shard(year) + "/vkey") { archive.add("sleutels/\(year).vkey", key) }
        }
        for (number, place) in places.enumerated() {
            guard let place, let proof = LogProof(of: place.index, in: workspace.shard(place.year)) else { continue }
            archive.add("feiten/\(number + 1).tlog-proof", proof.file)
            for (letter, disclosure) in disclosures[number].sorted(by: { $0.key < $1.key }) {
                archive.add("feiten/\(number + 1)-\(letter).json", Array(disclosure.utf8))
            }
        }
        return archive.bytes
    }

    private var html: String {
        func cell(_ text: String) -> String {
            text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
        }
        let rows = exchanges.enumerated().map { number, one in
            let cells = [
                String(number + 1), one.when, one.what, one.recipient, one.purpose,
                one.fields.map(DutchWording.field).joined(separator: ", "),
                "\(one.title) (\(one.agreement))", one.legalBasis.joined(separator: "; "),
            ]
            return "<tr>" + cells.map { "<td>\(cell($0))</td>" }.joined() + "</tr>"
        }
        let others = looks.enumerated().map { "<li>\(exchanges.count + $0 + 1). \(cell($1.when)): \(cell($1.what))</li>" }
        let heads = ["Nr.", "Wanneer", "Wat", "Aan wie", "Waarvoor", "Welke gegevens", "Protocol", "Wettelijke grond"]
        return """
            <!DOCTYPE html>
            <html lang="nl"><head><meta charset="utf-8"><title>Overzicht van uw gegevens</title></head>
            <body><main><h1>Wie kreeg welke gegevens van u?</h1>
            <table><thead><tr>\(heads.map { "<th scope=\"col\">\($0)</th>" }.joined())</tr></thead>
            <tbody>
            \(rows.joined(separator: "\n"))
            </tbody></table>
            <h2>Wie keek of besliste?</h2>
            <ul>\(others.joined(separator: "\n"))</ul>
            <p>Bij elk feit hoort een bestand in de map feiten. Iedereen kan met het programma xchg-verify nagaan dat het in het logboek staat:</p>
            <pre>xchg-verify --proof feiten/1.tlog-proof --vkey sleutels/JAAR.vkey --disclosure feiten/1-A.json</pre>
            </main></body></html>

            """
    }
}
