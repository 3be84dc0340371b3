// SPDX-License-Identifier: EUPL-1.2
import Agreements
import ExchangeSchema

/// Plain Dutch for what agreements say in codes.
enum DutchWording {
    static func recipients(_ rule: RecipientRule) -> String {
        switch rule {
        case .organisation(let named): named.rawValue
        case .everyFlemishMunicipality: "elke Vlaamse gemeente"
        case .everyIntegrationBody: "elke instantie voor integratie en inburgering"
        case .everyEducationProvider: "elke onderwijsinstelling"
        }
    }

    static func subjects(_ condition: SubjectCondition) -> String {
        switch condition {
        case .residentOfRecipient: "inwoners van de ontvanger"
        case .residentWithFourthComponent: "inwoners van de ontvanger met een participatietraject"
        case .trajectoryRunning: "personen met een lopend inburgeringstraject"
        case .trajectoryManagedByRecipient: "personen met een traject bij de ontvanger"
        case .enrolledAtRecipient: "personen die bij de ontvanger ingeschreven zijn"
        case .applicantOfRecipient: "personen met een aanvraag bij de ontvanger"
        }
    }

    static func outcome(_ code: String) -> String {
        switch code {
        case "corrected": "verbetering doorgegeven"
        case "withdrawn": "gemeld dat de gegevens niet meer bewaard mogen worden"
        default: "gegevens doorgegeven"
        }
    }

    /// What an entry that is no exchange tells, by its verb or kind.
    static func act(_ code: String) -> String {
        switch code {
        case "person show", "person records": "een medewerker bekeek uw dossier"
        case "review show": "een medewerker bekeek uw dossier om na te gaan wie u bent"
        case "review decide": "een medewerker besliste bij wie een bericht hoort"
        case "agreement explain": "een medewerker ging na welke gegevens doorgegeven mogen worden"
        case "audit person": "dit overzicht werd opgevraagd"
        case "audit open": "een controleur bekeek een regel van het logboek over u"
        case "person restricted": "de verwerking van uw gegevens werd beperkt"
        case "person restriction lifted": "de beperking van de verwerking werd opgeheven"
        case "person rectified": "een onjuist bericht over u werd buiten beschouwing gelaten"
        case "person merge": "een medewerker voegde twee dossiers samen, omdat ze van één persoon zijn"
        case "person split": "een medewerker haalde twee dossiers uit elkaar, omdat ze van twee personen zijn"
        case "obligation explain": "een medewerker bekeek welke termijnen voor u lopen"
        case "replay": "een bericht over u werd opnieuw gelezen"
        case "erase": "uw gegevens werden gewist"
        case "erase requested": "gevraagd om uw gegevens te wissen"
        case "refusal": "gegevens werden niet doorgegeven, omdat het protocol dat niet meer toelaat"
        case "error": "gegevens werden niet doorgegeven, omdat het bericht niet in orde was"
        default: "een medewerker raadpleegde of wijzigde iets (\(code))"
        }
    }

    /// What a field code means.
    static func field(_ code: String) -> String { fields[code] ?? code }

    private static let fields = [
        "insz": "rijksregisternummer", "trajectoryStart": "begin van het inburgeringstraject", "targetGroup": "of inburgering verplicht is",
        "nt2Levels": "niveaus Nederlands", "currentEnrolments": "lopende opleidingen", "recognisedDiplomas": "erkende diploma's",
    ]
}
