// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// Writes what NARIC tells of a dossier, one JSON object an event: submitted, complete, decided.
struct ApplicationWriter: Sendable {
    struct Event: Sendable {
        let at: Instant
        let line: [UInt8]
    }

    func events(_ life: Life, _ application: Life.Application) -> [Event] {
        var told: [Event] = []
        let write = { (version: Int, kind: String, day: LocalDate, body: (inout JSONText) -> Void) in
            let at = Instant(brussels: day, hour: 8 + version, minute: life.person.index % 60)
            var text = JSONText()
            text.add("dossiernummer", application.number)
            text.add("versie", version)
            text.add("gebeurtenis", kind)
            text.add("tijdstip", at.description)
            text.add("aanvrager") { applicant in
                applicant.add("naam_volledig", (life.person.givenNames + [life.person.familyName]).joined(separator: " "))
                if !life.person.givenNames.isEmpty { applicant.add("voornamen", life.person.givenNames.joined(separator: " ")) }
                applicant.add("geboortedatum", life.person.birth.description)
                applicant.add("insz", life.person.insz.digits)
            }
            body(&text)
            told.append(Event(at: at, line: text.closed + [10]))
        }
        let kind = application.isSpecific ? "SPECIFIEK" : "NIVEAU"
        write(1, "INGEDIEND", application.receivedOn) { text in
            text.add("aanvraag") { asked in
                asked.add("soort", kind)
                asked.add("ingediend_op", application.receivedOn)
                asked.add("bijdrage_euro", application.isSpecific ? 180 : 90)
            }
            text.add("diploma") { diploma in
                diploma.add("titel", "Diploma")
                diploma.add("land", life.person.origin.iso)
            }
        }
        if let day = application.completeOn { write(2, "VOLLEDIG", day) { _ in } }
        if let day = application.decidedOn {
            write(3, "BESLIST", day) { text in
                text.add("beslissing") { decision in
                    decision.add("soort", kind)
                    decision.add("uitkomst", application.outcome)
                    decision.add("datum", day)
                }
            }
        }
        return told
    }
}
