// SPDX-License-Identifier: EUPL-1.2
import Agreements
import ExchangeSchema
import Foundation
import TestSupport
import Testing

/// What is stored leaves only under an agreement that still grants it.
struct ReauthorisationTests {
    private func stored(
        agreement: String = "vdab-traject", version: String? = nil, recipient: OrganisationID = .vdab, payload: String = "{\"insz\":\"x\"}"
    ) throws -> (AgreementBook, StoredProjection) {
        let book = try AgreementTests.book()
        let projection = StoredProjection(
            agreement: agreement, agreementVersion: version ?? book.agreement(agreement)?.version ?? "", recipient: recipient,
            personId: PersonID(rawValue: "p"), payload: Array(payload.utf8))
        return (book, projection)
    }

    private func refusal(_ pair: (AgreementBook, StoredProjection), on day: String = "2024-06-01") -> AgreementBook.Refusal? {
        if case .failure(let refusal) = pair.0.reauthorise(pair.1, at: Cast.day(day)) { return refusal }
        return nil
    }

    @Test func `a projection of today's agreement leaves as it was stored`() throws {
        let (book, projection) = try stored(payload: "{\"insz\":\"x\",\"nt2Levels\":[{\"oral\":\"A,2\\\"\"}]}")
        let record = try book.reauthorise(projection, at: Cast.day("2024-06-01")).get()
        #expect(record.payload == projection.payload)
        #expect(record.fields == ["insz", "nt2Levels"])
        #expect(record.recipient == .vdab)
    }

    @Test func `another version, an unknown agreement, a day out of force, a stranger or an ungranted field stop it`() throws {
        #expect(refusal(try stored(version: "other")) == .otherVersion)
        #expect(refusal(try stored(agreement: "none", version: "v")) == .agreementUnknown)
        #expect(refusal(try stored(), on: "2018-12-31") == .notInForce)
        #expect(refusal(try stored(recipient: .naric)) == .recipientNotCovered)
        #expect(refusal(try stored(payload: "{\"insz\":\"x\",\"familyName\":\"y\"}")) == .fieldNotGranted)
        #expect(refusal(try stored(payload: "{\"insz\":\"x\"")) == .payloadUnreadable)
        #expect(refusal(try stored()) == nil)
    }

    @Test func `refusals have names that stay`() {
        let names = [
            AgreementBook.Refusal.agreementUnknown, .otherVersion, .notInForce, .recipientNotCovered, .fieldNotGranted, .payloadUnreadable,
        ].map(\.rawValue)
        #expect(
            names == [
                "agreement-unknown", "agreement-version-superseded", "agreement-not-in-force", "recipient-not-covered", "field-not-granted",
                "payload-unreadable",
            ])
    }

    @Test func `text is escaped where JSON asks for it and nowhere else`() {
        var out: [UInt8] = []
        FieldValue.write("a b\"c\\d\u{1}é", to: &out)
        #expect(String(decoding: out, as: UTF8.self) == "\"a b\\\"c\\\\d\\u0001é\"")
    }

    @Test func `an agreement file with a mistake names key and remedy`() {
        func fault(_ yaml: String) -> String? {
            do { _ = try AgreementFile.read(Array(yaml.utf8), named: "a.yaml") { _ in "v" } } catch { return error.description }
            return nil
        }
        let good = """
            id: a-b
            title: T
            provider: vdab
            recipient: {organisation: vdab}
            purpose: P
            legalBasis: [{law: L, article: A}]
            condition: trajectory-running
            fields: [insz]
            validFrom: 2024-01-01
            retentionDays: 10
            """
        #expect(fault(good) == nil)
        #expect(fault(good + "\nextra: 1")?.contains("extra") == true)
        #expect(fault(good.replacingOccurrences(of: "[insz]", with: "[insz, shoeSize]"))?.contains("fields[1]") == true)
        #expect(fault(good.replacingOccurrences(of: "[insz]", with: "[insz, insz]"))?.contains("twice") == true)
        #expect(fault(good.replacingOccurrences(of: "trajectory-running", with: "anybody"))?.contains("condition") == true)
        #expect(
            fault(good.replacingOccurrences(of: "{organisation: vdab}", with: "{class: everybody}"))?.contains("recipient.class") == true)
        #expect(fault(good.replacingOccurrences(of: "2024-01-01", with: "2024-13-01"))?.contains("validFrom") == true)
        #expect(fault(good.replacingOccurrences(of: "retentionDays: 10", with: "retentionDays: 0"))?.contains("retentionDays") == true)
        #expect(fault(good + "\nvalidUntil: 2023-01-01")?.contains("validUntil") == true)
        #expect(fault(good.replacingOccurrences(of: "purpose: P\n", with: ""))?.contains("purpose") == true)
        #expect(fault("- a")?.contains("mapping") == true)
    }
}
