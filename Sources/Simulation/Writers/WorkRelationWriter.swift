// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// Writes Dimona declarations of a person's jobs (`GeefWerkrelatiesResponse` 02.00).
struct WorkRelationWriter: Sendable {
    func document(_ jobs: [Life.Job], number: String, at: Instant, reference: String) -> [UInt8] {
        let day = at.brusselsDate
        return XMLText.answer(
            "GeefWerkrelatiesResponse", namespace: "http://webservice.geefwerkrelatiesdienst-02_00.werk-02_00.vip.vlaanderen.be",
            prefix: "web", service: "GeefWerkrelaties", version: "02.00.0000", sender: "vip.vlaanderen.be", at: at, reference: reference,
            asked: reference,
            content: { xml in
                xml.element("Contracten") { xml in
                    for job in jobs {
                        xml.element("Contract") { xml in
                            xml.element("Relatie") { xml in
                                xml.element("Werkgever") { $0.element("Ondernemingsnummer", job.employer) }
                                xml.element("Werknemer") { $0.element("INSZ", number) }
                            }
                            xml.element("Bron", "RSZ")
                            xml.element("Aangifte") { declaration(&$0, job, day) }
                        }
                    }
                }
            })
    }

    private func declaration(_ xml: inout XMLText, _ job: Life.Job, _ day: LocalDate) {
        xml.element("DimonaNummer", Digits.padded(job.number, 10))
        xml.element("PeriodeTijdstip") { xml in
            xml.element("Begin") { $0.element("Datum", job.start) }
            if let end = job.end { xml.element("Einde") { $0.element("Datum", end) } }
        }
        xml.element("ParitairComite", "XXX")
        xml.element("AardWerknemer", "OTH")
        xml.element("Geannuleerd", job.annulled ? "1" : "0")
        xml.element("LaatsteDimonaActie", job.annulled ? "C" : "I")
    }
}
