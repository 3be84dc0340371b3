// SPDX-License-Identifier: EUPL-1.2
import Agreements
@testable import Connectors
import ExchangeSchema
import Foundation
import TestSupport
import Testing

/// Deliveries under the project's agreements, made the way the outbox makes them.
struct DeliverySample: Sendable, CustomTestStringConvertible {
    let agreement: String
    let recipient: OrganisationID
    /// The payload released first, then its correction.
    let released: String
    let corrected: String
    /// Where the golden file is, below `contracts/deliveries/`.
    let golden: String
    var dialects: [String: MunicipalDialect] = [:]

    var testDescription: String { golden }

    static let insz = Cast.selam.digits

    static func book() throws -> AgreementBook {
        let folder = Checkout.root + "/contracts/agreements"
        return AgreementBook(
            try FileNames.under(folder).filter { $0.hasSuffix(".yaml") }.map { name in
                try AgreementFile.read(Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))), named: name) { _ in
                    String(repeating: "5a", count: 32)
                }
            })
    }

    static func catalog(_ dialects: [String: MunicipalDialect] = [:]) throws -> DeliveryCatalog {
        try DeliveryCatalog(
            contracts: ContractSet(path: ContractFolder.path), origin: "uitwisseling.example.vlaanderen.be", dialects: dialects)
    }

    func delivery(_ payload: String, _ id: Int, _ kind: DeliveryKind = .release, version: Int64 = 1) throws -> Delivery {
        let stored = StoredProjection(
            agreement: agreement, agreementVersion: String(repeating: "5a", count: 32), recipient: recipient,
            personId: PersonID(rawValue: String(repeating: "a", count: 32)), payload: Array(payload.utf8))
        return Delivery(
            id: Self.id(id), kind: kind, record: try Self.book().reauthorise(stored, at: Cast.day("2024-03-01")).get(),
            subject: String(repeating: "c", count: 32), personVersion: version,
            releasedAt: Instant(utc: Cast.day("2024-02-29"), hour: 23, minute: 30))
    }

    static func id(_ number: Int) -> String { String(repeating: "0", count: 31) + String(number) }

    /// A release, its correction and its withdrawal.
    func batch() throws -> [Delivery] {
        [
            try delivery(released, 1), try delivery(corrected, 2, .correction(of: Self.id(1)), version: 2),
            try delivery("{\"insz\":\"\(Self.insz)\"}", 3, .withdrawal(of: Self.id(2)), version: 3),
        ]
    }

    var label: DeliveryLabel { DeliveryLabel(recipient: recipient, agreement: agreement, number: 7, on: Cast.day("2024-03-01")) }

    func form() throws -> any DeliveryForm {
        let agreement = try #require(try Self.book().agreement(agreement))
        return try #require(try Self.catalog(dialects).form(for: recipient, under: agreement))
    }

    static let all = [
        DeliverySample(
            agreement: "vdab-traject", recipient: .vdab,
            released: """
                {"insz":"\(insz)","trajectoryStart":"2024-01-15","targetGroup":"OBLIGED","nt2Levels":[],"currentEnrolments":[\
                {"kind":"NT2","level":"A2","daypart":"EVENING","begin":"2024-02-01","end":"2024-06-28"}],"recognisedDiplomas":[]}
                """,
            corrected: """
                {"insz":"\(insz)","trajectoryStart":"2024-01-15","targetGroup":"OBLIGED","nt2Levels":[\
                {"oral":"A2","written":"A1","date":"2024-02-20","basis":"TEST"}],"currentEnrolments":[],"recognisedDiplomas":[\
                {"title":"Bachelor \\"Verpleegkunde\\"","level":"6","country":"ETH"}]}
                """, golden: "vdab/samples/20240301_000007_vdab-traject.json"),
        DeliverySample(
            agreement: "inburgering-opvolging", recipient: .atlas,
            released: """
                {"insz":"\(insz)","registrations":[],"activityPeriods":[],"nt2Enrolments":[\
                {"level":"A1","begin":"2024-02-01","status":"ENROLLED"}],"recognitionDecisions":[],"participationMinutes":0}
                """,
            corrected: """
                {"insz":"\(insz)","registrations":[{"registeredOn":"2024-02-20","category":"02","status":"REGISTERED"}],"activityPeriods":[\
                {"kind":"EMPLOYMENT","begin":"2024-02-26"}],"nt2Enrolments":[{"level":"A1","begin":"2024-02-01","end":"2024-02-28",\
                "status":"UNENROLLED","result":"PASSED"}],"recognitionDecisions":[{"kind":"LEVEL","outcome":"GRANTED_LOWER",\
                "decidedOn":"2024-02","title":"Graduaat"}],"participationMinutes":750}
                """, golden: "inburgering/samples/20240301_000007_inburgering-opvolging.json"),
        DeliverySample(
            agreement: "naric-aanvragers", recipient: .naric,
            released: """
                {"insz":"\(insz)","familyName":"Tesfaye","givenNames":["Selam","Hana"],"birthDate":"1990-03-12","trajectoryRunning":true}
                """,
            corrected: """
                {"insz":"\(insz)","familyName":"Tesfaye","givenNames":["Selam"],"birthDate":"1990-03","trajectoryRunning":false}
                """, golden: "naric/samples/20240301_000007_naric-aanvragers.json"),
        DeliverySample(
            agreement: "onderwijs-traject", recipient: .school("126541"),
            released: "{\"insz\":\"\(insz)\",\"targetLevel\":\"A2\",\"literacyClass\":\"OTHER_SCRIPT\",\"trajectoryRunning\":true}",
            corrected: "{\"insz\":\"\(insz)\",\"trajectoryRunning\":false}",
            golden: "onderwijs/samples/126541_20240301_000007_cursisten.xml"),
        DeliverySample(
            agreement: "gemeente-art20", recipient: .municipality("44021"),
            released: """
                {"insz":"\(insz)","familyName":"Tesfâye","givenNames":["Selam","Hana"],"contractSigned":true,"attestIssued":false}
                """,
            corrected: """
                {"insz":"\(insz)","familyName":"Yıldız; Şahin","givenNames":["Selam"],"contractSigned":true,"attestIssued":true}
                """, golden: "lokaal/samples/44021_20240301_0007_inburgering.csv"),
        DeliverySample(
            agreement: "gemeente-art20", recipient: .municipality("11002"),
            released: """
                {"insz":"\(insz)","familyName":"Tesfâye","givenNames":["Selam","Hana"],"contractSigned":true,"attestIssued":false}
                """,
            corrected: """
                {"insz":"\(insz)","familyName":"Yıldız; \\"Şahin\\"","givenNames":["Selam"],"contractSigned":true,"attestIssued":true}
                """, golden: "lokaal/samples/11002_20240301_0007_inburgering.csv", dialects: ["11002": .utf8]),
        DeliverySample(
            agreement: "gemeente-vierde-pijler", recipient: .municipality("44021"),
            released: "{\"insz\":\"\(insz)\",\"participationToDo\":true,\"participationMinutes\":0}",
            corrected: "{\"insz\":\"\(insz)\",\"participationToDo\":true,\"participationMinutes\":750}",
            golden: "lokaal/samples/44021_20240301_0007_vierdepijler.csv"),
        DeliverySample(
            agreement: "gemeente-vierde-pijler", recipient: .municipality("11002"),
            released: "{\"insz\":\"\(insz)\",\"participationToDo\":true,\"participationMinutes\":0}",
            corrected: "{\"insz\":\"\(insz)\",\"participationToDo\":true,\"participationMinutes\":750}",
            golden: "lokaal/samples/11002_20240301_0007_vierdepijler.csv", dialects: ["11002": .utf8]),
    ]
}
