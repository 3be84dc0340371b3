// SPDX-License-Identifier: EUPL-1.2

import Connectors
import ExchangeSchema
import Foundation
import Gateway
import TestSupport
import Testing

/// Mutations, referrals and dossiers of two versions, beyond the facts they become.
struct MutationTests {
    let connector: InburgeringConnector

    init() throws { connector = try InburgeringConnector(contracts: ContractFolder.path) }

    private func sample(_ name: String) throws -> String {
        try String(contentsOfFile: ContractFolder.path + "/sources/inburgering/samples/\(name).xml", encoding: .utf8)
    }

    private func person(_ texts: [String]) throws -> CanonicalPerson {
        var dossier = Dossier()
        for (index, text) in texts.enumerated() {
            _ = dossier.join(try #require(try Frames.read(connector, text: text).record), seq: Int64(index + 1))
        }
        return Merger().merge(dossier, as: PersonID(rawValue: "p"), status: .canonical)
    }

    @Test(arguments: [
        ("01", Fact.Standing.held), ("02", .held), ("09", .held), ("03", .annulled), ("04", .removed),
    ])
    func `the type of a mutation says what becomes of what it tells`(type: String, standing: Fact.Standing) throws {
        let text = try sample("mutatie-selam").replacing("<Type>01</Type>", with: "<Type>\(type)</Type>")
        let facts = try #require(try Frames.read(connector, text: text).record).facts
        #expect(facts.count == 13)
        #expect(facts.allSatisfy { $0.standing == standing })
    }

    @Test(arguments: ["00", "05", "10"])
    func `a type that is not published is rejected, since it may take something back`(type: String) throws {
        let text = try sample("mutatie-selam").replacing("<Type>01</Type>", with: "<Type>\(type)</Type>")
        #expect(try Frames.read(connector, text: text).rejections.map(\.rule) == ["kbi:unknown-mutation"])
        #expect(try Frames.read(connector, text: text).rejections.map(\.field) == ["Type"])
    }

    @Test func `an annulment or removal that names nothing is rejected, and a change that says nothing is not`() throws {
        let text = try sample("mutatie-selam")
        let open = try #require(text.range(of: "<Hoedanigheden>")), close = try #require(text.range(of: "</Hoedanigheden>"))
        let empty = String(text[..<open.lowerBound] + text[close.upperBound...])
        for type in ["03", "04"] {
            let rejections = try Frames.read(connector, text: empty.replacing("<Type>01</Type>", with: "<Type>\(type)</Type>")).rejections
            #expect(rejections.map(\.rule) == ["kbi:withdraws-nothing"])
        }
        #expect(try Frames.read(connector, text: empty).record?.facts.isEmpty == true)
    }

    @Test(arguments: [
        ("<EindDatum>2024-10-23</EindDatum>", "<EindDatum>2022-10-23</EindDatum>"),
        ("<Datum>2024-10-22</Datum>", "<Datum>2024-11-31</Datum>"),
        ("<Datum>2024-11-20T10:30:00+01:00</Datum>", "<Datum>-2024-11-20T10:30:00+01:00</Datum>"),
    ])
    func `days that do not exist or run backwards reject a mutation`(from: String, to: String) throws {
        let text = try sample("mutatie-selam")
        #expect(text.contains(from))
        #expect(try Frames.read(connector, text: text.replacing(from, with: to)).rejections.count == 1)
    }

    @Test func `a batch mixes versions and kinds, each framed with its sender, key and reference`() throws {
        var found: [String] = []
        for name in ["dossier-selam", "dossier-darius-01", "mutatie-selam", "toeleiding-selam"] {
            let path = ContractFolder.path + "/sources/inburgering/samples/\(name).xml"
            for record in try Frames.records(connector, fileAt: path) {
                found.append("\(record.format.rawValue) \(record.organisation.rawValue) \(record.sourceKey) \(record.reference)")
                #expect(connector.read(record).record != nil)
            }
        }
        #expect(
            found == [
                "kbi-dossier/02.00 agii S0417218 KBI-2024-000417", "kbi-dossier/01.00 atlas 85713011704 ATL-2023-000012",
                "kbi-mutatie/02.00 agii 94651721852 KBI-M-000071", "kbi-toeleiding/01.00 hvnb 94651721852 TOE-2024-000311",
            ])
    }

    @Test func `the sender of a mutation is the body of the capacity that began last, of a referral the body at either end`() throws {
        func sender(_ text: String) throws -> OrganisationID {
            let folder = try TemporaryFolder()
            try text.write(toFile: folder.path + "/b.xml", atomically: true, encoding: .utf8)
            return try #require(try Frames.records(connector, fileAt: folder.path + "/b.xml").first).organisation
        }
        func capacity(_ begin: String, _ number: String) -> String {
            "<Hoedanigheid><Periode><BeginDatum>\(begin)</BeginDatum></Periode><KBICentrum><Ondernemingsnummer>\(number)"
                + "</Ondernemingsnummer></KBICentrum></Hoedanigheid>"
        }
        #expect(try sender("<x>\(capacity("2023-01-01", "862910119"))\(capacity("2022-01-01", "0990000212"))</x>") == .hvnb)
        #expect(try sender("<x>\(capacity("2021-01-01", "862910119"))\(capacity("2022-01-01", "0990000212"))</x>") == .amal)
        #expect(try sender("<x><Van><KboNummer>0887010362</KboNummer></Van><Naar><KboNummer>0990000113</KboNummer></Naar></x>") == .atlas)
        #expect(try sender("<x><Van><KboNummer>0990000212</KboNummer></Van><Naar><KboNummer>0990000113</KboNummer></Naar></x>") == .amal)
        #expect(try sender("<x><Van><KboNummer>0887010362</KboNummer></Van></x>") == .agii)
    }

    @Test func `a contract and an attest are the same under the spelling of either version`() throws {
        let earlier = try sample("dossier-darius-01")
        let later = earlier.replacing("GeefDossierKBI-01.00.kbi-01.00", with: "GeefDossierKBI-02.00.kbi-02.00")
            .replacing("<Versie>01.00", with: "<Versie>02.00").replacing("ICO13G", with: "IC013G").replacing("AI023<", with: "AI023G<")
            .replacing(try Regex("(?s)<AfgelegdeTesten>.*</AfgelegdeTesten>"), with: "")
            .replacing(try Regex("(?s)<BehaaldNT2Niveau>.*</BehaaldNT2Niveau>"), with: "")
            .replacing(try Regex("(?s)<Wooncode>.*</Wooncode>"), with: "")
        let person = try person([earlier, later])
        #expect(person.contracts.map(\.factId) == ["IC013G/2022-02-01"])
        #expect(person.attestations.map(\.factId) == ["AI023G/2023-05-04"])
        #expect(person.contracts.first?.value.type?.label == nil)
        #expect(person.trajectories.count == 1)
    }

    @Test func `a mutation and a dossier add up, and an annulment takes back what was said before it`() throws {
        let dossier = try sample("dossier-selam"), mutation = try sample("mutatie-selam")
        for order in [[dossier, mutation], [mutation, dossier]] {
            let person = try person(order)
            #expect(person.trajectories.map(\.factId) == ["2023-02-06"])
            #expect(person.trajectories.first?.value.type?.code == "TT_IBVP")
            #expect(person.trajectories.first?.value.status == .completed)
            #expect(person.contracts.map(\.factId) == ["IC09G22/2023-02-06"])
            #expect(person.contracts.first?.value.registeredOn == Cast.day("2023-02-06"))
            #expect(person.attestations.map(\.factId) == ["5b0c7f52-3d8e-4a61-9f27-1c6e0a9d4b11"])
            #expect(person.targetGroups.map(\.value.validity?.end) == [Cast.day("2025-01-08")])
            #expect(person.components.map(\.factId) == ["2023-02-06/TO_A2", "2023-02-06/TO_OB_MO", "2023-02-06/TO_OB_PT"])
        }
        let path = Checkout.root + "/Tests/Fixtures/inburgering/mutation-annulled.xml"
        let annulled = try String(contentsOfFile: path, encoding: .utf8)
        let person = try person([dossier, annulled, mutation])
        #expect(person.trajectories.isEmpty && person.contracts.isEmpty && person.attestations.isEmpty && person.targetGroups.isEmpty)
        let again = dossier.replacing("<Datum>2024-11-18</Datum>", with: "<Datum>2024-12-18</Datum>")
        #expect(try self.person([again, annulled, mutation]).trajectories.map(\.factId) == ["2023-02-06"])
    }

    @Test func `a registered referral and the dossier's own account of it are one referral`() throws {
        let person = try person([try sample("toeleiding-selam"), try sample("dossier-selam")])
        let referral = person.referrals.first { $0.factId == "0d9c4e27-a8f1-4e65-bd30-5b7f6c1e2a06" }?.value
        #expect(person.referrals.count == 2)
        #expect(referral?.appointmentOn == Cast.day("2023-01-18"))
        #expect(referral?.status?.code == "GW")
        #expect(referral?.from == "OCMW Kortrijk")
        #expect(referral?.partnerType?.code == "OCMW")
    }

    static let partners = [
        "KBI", "VDAB", "VMSW", "OCMW", "OPENBAAR_VERVOER", "DIPLOMAGELIJKSCHAKELING", "PRIVE_VERVOER", "WELZIJN", "JURIDISCH", "GEMEENTE",
        "SPORT", "MUZIEK", "JEUGD", "HOBBYCLUB", "VRIJWILLIGERSORGANISATIE", "CONVERSATIEGROEP", "VRIJETIJD",
        "ONDERWIJS_VOLWASSENEN_NIET_NT2", "ONDERWIJS_VOLWASSENEN_NT2", "KINDEROPVANG", "ONDERWIJS_MINDERJARIGEN", "OPLEIDING",
        "DAVINCI_TAX", "ADVOCATUUR", "VERTAALBUREAU", "UNIVERSITAIR_TALEN_CENTRUM", "VWF",
    ]

    @Test func `all 27 kinds of partner are known, on either side`() throws {
        #expect(Self.partners.count == 27)
        let text = try sample("toeleiding-selam")
        for partner in Self.partners {
            let from = text.replacing("<TypePartner>OCMW", with: "<TypePartner>\(partner)")
            let to = from.replacing("<TypePartner>KBI", with: "<TypePartner>\(partner)")
            for one in [from, to] {
                let fact = try #require(try Frames.read(connector, text: one).record?.facts.first { $0.key.kind == .referral })
                guard case .referral(let referral) = fact.value else { continue }
                #expect(referral.partnerType?.code == partner)
                #expect(fact.quality.isEmpty)
            }
        }
    }

    @Test(arguments: [
        ("<INSZ>94651721852</INSZ>", "<INSZ>946517218</INSZ>", "INSZ"), ("<Geslacht>V</Geslacht>", "<Geslacht>X</Geslacht>", "Geslacht"),
        ("<KboNummer>0999999922</KboNummer>", "", "TypePartner"), ("<Id>0d9c", "<Id>zd9c", "Id"),
        ("<Tijd>10:15</Tijd>", "", "EindTijd"),
    ])
    func `a broken referral is rejected with its field`(from: String, to: String, field: String) throws {
        let rejections = try Frames.read(connector, text: try sample("toeleiding-selam").replacing(from, with: to)).rejections
        #expect(rejections.first?.field == field)
    }
}
