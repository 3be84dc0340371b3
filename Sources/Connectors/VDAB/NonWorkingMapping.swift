// SPDX-License-Identifier: EUPL-1.2
import Contracts
import ExchangeSchema

/// Registrations at VDAB as the answer on jobseekers without work gives them (`GeefNietWerkendWerkzoekendeResponse` 02.00).
///
/// The answer names neither the person nor the registration: the person is the one asked for, and the moment stands for an id.
enum NonWorkingMapping {
    static func map(_ content: XMLElement, askedINSZ: String?, _ reply: MagdaReply, _ open: FactSheet) -> MagdaContract.Mapped {
        var sheet = open
        for row in content.at("NietWerkendWerkzoekende", "InschrijvingenVDAB")?.all("InschrijvingVDAB") ?? [] { add(row, to: &sheet) }
        return MagdaContract.Mapped(subject: Subject(inszText: askedINSZ, replacements: reply.replacements), sheet: sheet)
    }

    /// `Annulatie` 1: the registration never held.
    private static func add(_ row: XMLElement, to sheet: inout FactSheet) {
        guard let moment = row.first("DatumTijdstipRegistratie"), let registeredAt = Instant(moment.text) else {
            return sheet.reject("date:no-such-day", row.first("DatumTijdstipRegistratie") ?? row)
        }
        var registration = JobseekerRegistration(registrationId: "", registeredAt: registeredAt)
        registration.effectiveFrom = sheet.day(row.first("DatumBegin"))
        registration.category = sheet.own("vdab/categorie", row.text("Categorie", "Code"), label: row.text("Categorie", "Omschrijving"))
        registration.categoryFrom = registration.effectiveFrom ?? registeredAt.brusselsDate
        let id = "nwwz/\(registeredAt)/\(row.text("DatumBegin") ?? "")"
        sheet.add(id, .jobseeker(registration), standing: row.first("Annulatie")?.isTrue ?? false ? .annulled : .held)
    }
}
