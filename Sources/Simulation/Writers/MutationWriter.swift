// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// Writes the mutations VDAB offers page by page: one JSON object each, still without `volgnummer`, which their order decides.
struct MutationWriter: Sendable {
    struct Mutation {
        let id: String
        let modifiedAt: Instant
        /// An object without its closing brace.
        let open: [UInt8]
    }

    /// How the number of the person shows in the stream.
    enum Numbering: Sendable {
        case known(String)
        /// Only from that instant on.
        case knownFrom(Instant, String)
        case unknown

        func number(at instant: Instant) -> String? {
            switch self {
            case .known(let number): number
            case .knownFrom(let from, let number): instant >= from ? number : nil
            case .unknown: nil
            }
        }
    }

    static let categories = [
        ("01", "Werkzoekende met uitkering"), ("02", "Schoolverlater"), ("03", "Vrij ingeschreven"), ("14", "Leefloon OCMW"),
    ]

    func mutations(_ life: Life, _ numbering: Numbering, until last: LocalDate, _ chance: inout Chance) -> [Mutation] {
        var all: [Mutation] = []
        let write = { (kind: String, id: String, registered: Instant, modified: Instant, annulled: Bool, body: (inout JSONText) -> Void) in
            guard modified.utcDate <= last, modified.brusselsDate <= last else { return }
            all.append(Self.mutation(life.person, kind, id, numbering.number(at: modified), registered, modified, annulled, body))
        }
        for registration in life.registrations { Self.registration(registration, numbering, &chance, write) }
        for training in life.trainings { Self.training(training, last, &chance, write) }
        guard !all.isEmpty else { return [] }
        for job in life.jobs where !job.annulled && chance.happens(0.4) { Self.job(job, &chance, write) }
        if let held = life.registrations.first(where: \.isHeld) { Self.guidance(life, held.at, &chance, write) }
        return all
    }

    typealias Write = (String, String, Instant, Instant, Bool, (inout JSONText) -> Void) -> Void

    private static func registration(_ registration: Life.Registration, _ numbering: Numbering, _ chance: inout Chance, _ write: Write) {
        let id = "INS-" + Digits.padded(registration.number, 8)
        let begin = registration.at.brusselsDate
        let category = chance.pick(categories)
        let body = { (text: inout JSONText) in
            text.add("datumBegin", begin)
            text.add(code: "categorie", category.0, category.1)
            text.add("kanaal", registration.channel)
            text.add("arbeidsperspectief", registration.perspective)
        }
        write("INSCHRIJVING", id, registration.at, registration.at, false, body)
        if case .knownFrom(let from, _) = numbering, from > registration.at {
            write("INSCHRIJVING", id, registration.at, from, false, body)
        }
        if let day = registration.recategorisedOn {
            let next = chance.pick(categories)
            write("CATEGORIE", "CAT-" + Digits.padded(registration.number, 8), registration.at, Instant(brussels: day, hour: 10), false) {
                text in
                text.add("inschrijvingId", id)
                text.add("datumBegin", begin)
                text.add("datumGeldigheid", day)
                text.add(code: "categorie", next.0, next.1)
            }
        }
        if let day = registration.endedOn {
            write("UITSCHRIJVING", "UIT-" + Digits.padded(registration.number, 8), registration.at, Instant(brussels: day, hour: 11), false)
            { text in
                text.add("inschrijvingId", id)
                text.add("datumBegin", begin)
                text.add("datumEinde", day)
                text.add(code: "reden", "WERK", "Aan het werk")
            }
        }
        guard let annulled = registration.annulledAt else { return }
        if chance.happens(0.3) {
            write("INSCHRIJVING", id, registration.at, annulled, true, body)
        } else {
            annul(id, "INSCHRIJVING", "ANN-" + Digits.padded(registration.number, 8), annulled, write)
        }
    }

    private static func annul(_ id: String, _ kind: String, _ own: String, _ at: Instant, _ write: Write) {
        write("ANNULATIE", own, at, at, false) { text in
            text.add("geannuleerdId", id)
            text.add("geannuleerdeSoort", kind)
        }
    }

    private static func training(_ training: Life.Training, _ last: LocalDate, _ chance: inout Chance, _ write: Write) {
        let id = "OPL-" + Digits.padded(training.number, 8)
        let code =
            training.isNT2
            ? ("NT2", "Nederlands voor anderstaligen")
            : chance.pick([
                ("B-LOG", "Logistiek medewerker"), ("B-ZORG", "Zorgkundige"), ("B-BOUW", "Bouwplaatsmedewerker"),
                ("B-ICT", "Applicatieontwikkelaar"),
            ])
        let daypart = chance.pick(["DAG", "DAG", "AVOND", "WEEKEND"])
        let absence = chance.whole(0...30)
        let began = Instant(brussels: training.start, hour: 9, minute: chance.whole(0...59))
        let body = { (text: inout JSONText, ended: Bool) in
            text.add("opleiding") { inner in
                inner.add("id", id)
                inner.add("code", code.0)
                inner.add("omschrijving", code.1)
                inner.add("start", training.start)
                if ended { inner.add("einde", training.end) }
                inner.add(code: "toestand", ended ? "BEEINDIGD" : "LOPEND", ended ? "Beëindigd" : "Lopend")
                if ended { inner.add("resultaat", training.outcome) }
                inner.add("dagdeel", daypart)
                if training.isNT2 { inner.add("taalNiveau", "12") }
                var missed = JSONText()
                missed.add("type", "ZIEKTE")
                missed.add("aantalUur", absence % 2 == 0 ? "\(absence / 2)" : "\(absence / 2),5")
                inner.add("afwezigheden", list: ended && absence > 0 ? [missed] : [])
            }
        }
        write("OPLEIDING", id, began, began, false) { body(&$0, false) }
        let ended = Instant(brussels: training.end, hour: 17)
        if training.outcome != nil, training.end <= last { write("OPLEIDING", id, began, ended, false) { body(&$0, true) } }
        if training.annulled {
            annul(id, "OPLEIDING", "ANO-" + Digits.padded(training.number, 8), ended.adding(milliseconds: 3_600_000), write)
        }
    }

    private static func job(_ job: Life.Job, _ chance: inout Chance, _ write: Write) {
        let id = "TEW-" + Digits.padded(job.number, 8)
        let at = Instant(brussels: job.start.adding(days: chance.whole(0...3)), hour: chance.whole(8...18))
        write("TEWERKSTELLING", id, at, at, false) { text in
            text.add("tewerkstelling") { inner in
                inner.add("id", id)
                inner.add("werkgever") { $0.add("kbo", job.employer) }
                inner.add("start", job.start)
            }
        }
    }

    /// Advice, invitations and tests: they pass through the exchange and count nowhere.
    private static func guidance(_ life: Life, _ since: Instant, _ chance: inout Chance, _ write: Write) {
        let number = Digits.padded(life.person.index, 7)
        if chance.happens(0.5) {
            let at = since.adding(milliseconds: Int64(chance.whole(3...40)) * 86_400_000)
            write("UITNODIGING", "UIN-" + number, at, at, false) { text in
                text.add("uitnodiging") { inner in
                    inner.add("id", "UIN-" + number)
                    inner.add("datum", at.brusselsDate.adding(days: 7))
                    inner.add("kanaal", "BRIEF")
                }
            }
        }
        if chance.happens(0.3) {
            let at = since.adding(milliseconds: Int64(chance.whole(20...90)) * 86_400_000)
            write("ADVIES", "ADV-" + number, at, at, false) { text in
                text.add("advies") { inner in
                    inner.add("id", "ADV-" + number)
                    inner.add("code", "NT2")
                    inner.add("omschrijving", "Eerst verder Nederlands leren")
                    inner.add("datum", at.brusselsDate)
                }
            }
        }
        if chance.happens(0.2) {
            let at = since.adding(milliseconds: Int64(chance.whole(20...200)) * 86_400_000)
            write("TEST", "TST-" + number, at, at, false) { text in
                text.add("test") { inner in
                    inner.add("id", "TST-" + number)
                    inner.add("code", "ELAO")
                    inner.add("omschrijving", "Taaltest Nederlands")
                    inner.add("datum", at.brusselsDate)
                    inner.add("resultaat", "GESLAAGD")
                }
            }
        }
    }

    private static func mutation(
        _ person: Newcomer, _ kind: String, _ id: String, _ number: String?, _ registered: Instant, _ modified: Instant, _ annulled: Bool,
        _ body: (inout JSONText) -> Void
    ) -> Mutation {
        var text = JSONText()
        text.add("soort", kind)
        text.add("id", id)
        text.add("klantnummer", person.customerNumber)
        text.add("insz", number)
        text.add("naam", person.familyName)
        if !person.givenNames.isEmpty { text.add("voornaam", person.givenNames.joined(separator: " ")) }
        text.add("geboortedatum", person.birth.day == nil ? nil : PartialText.iso(person.birth))
        text.add("registratieTijdstip", registered.description)
        text.add("datumModificatie", modified.description)
        text.add("annulatie", annulled)
        body(&text)
        return Mutation(id: id, modifiedAt: modified, open: text.bytes)
    }
}
