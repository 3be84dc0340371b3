// SPDX-License-Identifier: EUPL-1.2

import Contracts

/// The enrolments of one person in the words of education, checked against their contract.
struct OnderwijsMessage {
    let inschrijvingen: [XMLElement]

    init(_ content: XMLElement) { inschrijvingen = content.first("Inschrijvingen")?.all("Inschrijving") ?? [] }
}
