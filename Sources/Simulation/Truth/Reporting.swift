// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// How each agency knows a person's number, and whether that makes its records this person's in the end.
struct Reporting: Sendable {
    /// On dossiers; the first may carry another than the rest.
    var dossier: String
    var firstDossier: String?
    var dossierIsUsable = true
    var feed: MutationWriter.Numbering
    var feedIsUsable = true
    var resident: String
    var education: String?
    var naric: String
    var naricIsUsable = true
    var work: String
    /// Number replaced, then by what, for the named examples.
    var replaced: [String] = []

    /// Everybody knows the number.
    init(number: String) {
        dossier = number
        feed = .known(number)
        resident = number
        education = number
        naric = number
        work = number
    }

    init(_ life: Life, _ plan: SimulationPlan, _ chance: inout Chance) {
        let rates = plan.rates
        let number = life.person.insz.digits
        self.init(number: number)
        if chance.happens(rates.flawedNumber) { firstDossier = Self.flawed(number) }
        if chance.happens(rates.flawedNumber / 2) {
            firstDossier = nil
            dossier = Self.flawed(number)
            dossierIsUsable = false
        }
        if chance.happens(rates.lateNumberAtVDAB), let first = life.registrations.first?.at, life.registrations.allSatisfy(\.isHeld) {
            let known = first.adding(milliseconds: Int64(chance.whole(1...10)) * 86_400_000)
            // Where the number would follow after the last day, VDAB knew it from the beginning.
            if known.brusselsDate <= plan.to, known.utcDate <= plan.to { feed = .knownFrom(known, number) }
        }
        if chance.happens(rates.missingNumberAtVDAB) {
            feed = .unknown
            feedIsUsable = false
        } else if chance.happens(rates.flawedNumber) {
            feed = .known(Self.flawed(number))
            feedIsUsable = false
        }
        // What the obligation rests on in Brussels is the residence: there the municipality always knows the number.
        if !life.person.isBrussels {
            if chance.happens(rates.missingNumberAtMunicipality) {
                resident = ""
            } else if chance.happens(rates.flawedNumber) {
                resident = Self.flawed(number)
            }
        }
        if chance.happens(rates.missingNumberInEducation) { education = nil }
        if chance.happens(rates.flawedNumber) {
            naric = Self.flawed(number)
            naricIsUsable = false
        }
    }

    /// The number with check digits that are right for neither century.
    static func flawed(_ digits: String) -> String {
        let front = digits.prefix(9)
        for check in 1...97 where INSZ("\(front)\(Digits.padded(check, 2))") == nil { return "\(front)\(Digits.padded(check, 2))" }
        return digits
    }
}
