// SPDX-License-Identifier: EUPL-1.2

import Contracts
import ExchangeSchema

/// One event of a dossier in NARIC's words, checked against its contract.
struct NARICEvent {
    enum Kind: String {
        case submitted = "INGEDIEND", complete = "VOLLEDIG", documentsRequested = "STUKKEN_GEVRAAGD"
        case decided = "BESLIST", revised = "HERZIEN", closed = "AFGESLOTEN"
    }

    /// The members by which an event is framed, before it is checked.
    static let framed: Set<String> = ["dossiernummer", "versie", "gebeurtenis", "tijdstip"]

    let kind: Kind
    let dossier: String
    let version: Int
    let at: Instant
    let applicant: JSONValue?
    let application: JSONValue?
    let diploma: JSONValue?
    let decision: JSONValue?
    let closing: JSONValue?

    /// Nil where kind, dossier, version or moment are missing, which the contract forbids.
    init?(_ value: JSONValue) {
        guard let kind = value["gebeurtenis"]?.string.flatMap(Kind.init), let dossier = value["dossiernummer"]?.string,
            let version = value["versie"]?.int, let at = value["tijdstip"]?.string.flatMap({ Instant($0) })
        else { return nil }
        self.kind = kind
        self.dossier = dossier
        self.version = version
        self.at = at
        applicant = value["aanvrager"]
        application = value["aanvraag"]
        diploma = value["diploma"]
        decision = value["beslissing"]
        closing = value["afsluiting"]
    }

    var day: LocalDate { at.brusselsDate }
}

/// The full name of an applicant, who may have only one.
enum ApplicantName {
    /// Splits the given names off where they stand at one end of the full name; otherwise all of it is the family name.
    static func read(full: String, given: String?) -> PersonName {
        let names = words(full), first = given.map(words) ?? []
        guard !first.isEmpty, first.count < names.count else { return PersonName(familyName: full, givenNames: []) }
        if names.starts(with: first) {
            return PersonName(familyName: names.dropFirst(first.count).joined(separator: " "), givenNames: first)
        }
        if names.suffix(first.count).elementsEqual(first) {
            return PersonName(familyName: names.dropLast(first.count).joined(separator: " "), givenNames: first)
        }
        return PersonName(familyName: full, givenNames: [])
    }

    private static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
}
