// SPDX-License-Identifier: EUPL-1.2
import Contracts
import ExchangeSchema

/// Dimona work relations as MAGDA answers them (`GeefWerkrelatiesResponse` 02.00): who works where, from when until when.
enum WorkRelationMapping {
    static func map(_ content: XMLElement, askedINSZ: String?, _ reply: MagdaReply, _ open: FactSheet) -> MagdaContract.Mapped {
        var sheet = open
        let relations = content.at("Contracten")?.all("Contract") ?? []
        let insz = askedINSZ ?? relations.lazy.compactMap { $0.text("Relatie", "Werknemer", "INSZ") }.first
        let subject = Subject(inszText: insz, replacements: reply.replacements)
        if let worker = relations.lazy.compactMap({ $0.at("Relatie", "Werknemer") }).first(where: { $0.text("Achternaam") != nil }) {
            var details = PersonDetails()
            details.names = [PersonName(familyName: worker.text("Achternaam"), givenNames: worker.text("Voornaam").map { [$0] } ?? [])]
            sheet.add("dimona", .identity(details))
        }
        for relation in relations { add(relation, to: &sheet) }
        return MagdaContract.Mapped(subject: subject, sheet: sheet)
    }

    /// A cancelled relation never held; an absent end means that it goes on.
    private static func add(_ relation: XMLElement, to sheet: inout FactSheet) {
        guard let notice = relation.at("Aangifte"), let number = notice.text("DimonaNummer") else {
            return sheet.reject("dimona:no-number", relation)
        }
        guard let span = notice.at("PeriodeTijdstip"), let beginElement = span.at("Begin", "Datum") else {
            return sheet.reject("dimona:no-begin", notice)
        }
        guard let begin = sheet.day(beginElement) else { return }
        let end = sheet.day(span.at("Einde", "Datum"))
        guard let period = Period(begin: begin, end: end) else { return sheet.reject("period:ends-before-it-begins", span) }
        var activity = ActivityPeriod(activityId: number, kind: .employment, period: period)
        activity.employer = relation.text("Relatie", "Werkgever", "Ondernemingsnummer")
        activity.dimonaNumber = number
        activity.title = sheet.free("dimona/aard-werknemer", notice.at("AardWerknemer"))
        let cancelled = notice.at("Geannuleerd")?.isTrue ?? false
        sheet.add("dimona/\(number)", .activity(activity), standing: cancelled ? .annulled : .held)
    }
}
