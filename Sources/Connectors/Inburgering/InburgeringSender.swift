// SPDX-License-Identifier: EUPL-1.2

import ExchangeSchema

/// Which of the bodies sent a message, found in its unchecked bytes.
struct InburgeringSender {
    static let leaves: Set<String> = ["UniekNummer", "Begin", "KboNummer", "BeginDatum", "Ondernemingsnummer"]
    private static let bodies: Set<OrganisationID> = [.agii, .atlas, .amal, .hvnb]

    private let organisations: OrganisationRegister

    init(_ organisations: OrganisationRegister) { self.organisations = organisations }

    /// The body that manages the trajectory, or the dossier in one capacity, that began last; of a referral the body at either end.
    func body(_ scan: TagScan) -> OrganisationID? {
        managing(scan, within: "Traject", begin: ["Periode", "Begin"], number: ["Beheerder", "KBIVestiging", "KboNummer"])
            ?? managing(scan, within: "Hoedanigheid", begin: ["Periode", "BeginDatum"], number: ["KBICentrum", "Ondernemingsnummer"])
            ?? party(scan)
    }

    private func managing(_ scan: TagScan, within group: String, begin: [String], number: [String]) -> OrganisationID? {
        var current = ""
        var latest: (begin: String, body: OrganisationID)?
        for leaf in scan.leaves {
            let path = leaf.path.drop { $0 != group }.dropFirst()
            if path.elementsEqual(begin) { current = leaf.text }
            if path.elementsEqual(number), let body = organisations.organisation(kbo: EnterpriseNumber.padded(leaf.text)),
                latest.map({ $0.begin <= current }) ?? true
            {
                latest = (current, body)
            }
        }
        return latest?.body
    }

    private func party(_ scan: TagScan) -> OrganisationID? {
        let ends = scan.leaves.filter { $0.path.suffix(2) == ["Van", "KboNummer"] || $0.path.suffix(2) == ["Naar", "KboNummer"] }
        return ends.lazy.compactMap { organisations.organisation(kbo: $0.text) }.first { Self.bodies.contains($0) }
    }
}

/// KBO numbers had nine digits until 2005, without the zero before them.
enum EnterpriseNumber {
    static func padded(_ text: String) -> String { text.utf8.count == 9 ? "0" + text : text }
}
