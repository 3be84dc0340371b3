// SPDX-License-Identifier: EUPL-1.2
import Agreements
import Connectors
import ExchangeSchema
import ExchangeStore
import Foundation
import Gateway
import TestSupport
import Testing

/// What recipients had and no longer holds: corrected, or taken back.
struct RevisionTests {
    private let selam = Cast.selam.digits
    private let darius = Cast.darius.digits

    @Test func `what changes is corrected where it was delivered, and names what it corrects`() throws {
        let gateway = try DiaryGateway()
        try gateway.take("\(selam);;2024-02-01;Tesfaye;44021;loopt")
        try gateway.take("\(selam);;2024-03-01;Haile;44021;loopt")
        try gateway.take("\(selam);;2024-03-02;Haile;44021;loopt")
        #expect(try gateway.story() == ["gemeente-44021 released", "vdab released", "gemeente-44021 corrected 0"])
        #expect(try gateway.payloads()[2].contains("Haile"))
    }

    @Test func `who moves away is withdrawn there and released where they arrive`() throws {
        let gateway = try DiaryGateway()
        try gateway.take("\(selam);;2024-02-01;Tesfaye;44021;loopt")
        try gateway.take("\(selam);;2024-03-01;Tesfaye;11002;loopt")
        #expect(
            try gateway.story() == ["gemeente-44021 released", "vdab released", "gemeente-11002 released", "gemeente-44021 withdrawn 0"])
        #expect(try gateway.payloads()[3] == "{\"insz\":\"\(selam)\"}")
        try gateway.take("\(selam);;2024-04-01;Tesfaye;44021;loopt")
        #expect(try gateway.story().suffix(2) == ["gemeente-44021 released", "gemeente-11002 withdrawn 2"])
    }

    @Test func `a trajectory that ends is withdrawn from VDAB, and released again when it runs again`() throws {
        let gateway = try DiaryGateway()
        try gateway.take("\(selam);;2024-02-01;Tesfaye;44021;loopt")
        try gateway.take("\(selam);;2024-03-01;Tesfaye;44021;af")
        try gateway.take("\(selam);;2024-03-02;Haile;44021;af")
        try gateway.take("\(selam);;2024-04-01;Haile;44021;loopt")
        #expect(
            try gateway.story() == [
                "gemeente-44021 released", "vdab released", "vdab withdrawn 1", "gemeente-44021 corrected 0", "vdab released",
            ])
    }

    @Test func `two persons who turn out to be one: what was said of the one is withdrawn under the old number`() throws {
        let gateway = try DiaryGateway()
        try gateway.take("\(selam);;2024-02-01;Tesfaye;44021;af", "\(darius);;2024-02-01;Tesfaye;44021;loopt")
        #expect(try gateway.story() == ["gemeente-44021 released", "gemeente-44021 released", "vdab released"])
        try gateway.take("\(selam);\(darius);2024-03-01;Haile;44021;loopt")
        let story = try gateway.story()
        #expect(
            story.dropFirst(3).sorted() == [
                "gemeente-44021 corrected 0", "gemeente-44021 withdrawn 1", "vdab released", "vdab withdrawn 2",
            ])
        let withdrawn = try zip(story, gateway.payloads()).filter { $0.0.contains("withdrawn") }.map(\.1)
        #expect(withdrawn.allSatisfy { $0 == "{\"insz\":\"\(darius)\"}" })
    }

    @Test func `nothing is told under an agreement that ended, not even that it no longer holds`() throws {
        let before = try DiaryGateway()
        try before.take("\(selam);;2024-02-01;Tesfaye;44021;loopt")
        let pipeline = Pipeline(
            store: before.store, connectors: [DiaryConnector()], book: try DiaryGateway.projectBook(without: ["vdab-traject.yaml"]),
            municipalities: MunicipalityRegister(successions: []))
        _ = try Intake(store: before.store, now: { Instant(utc: Cast.day("2024-06-01")) }).drain(
            DiaryFeed(lines: ["\(selam);;2024-03-01;Tesfaye;44021;af"]))
        while try pipeline.step(limit: 1) > 0 {}
        #expect(try before.story() == ["gemeente-44021 released", "vdab released"])
    }

    @Test func `every release, correction and withdrawal is one entry to be logged`() throws {
        let gateway = try DiaryGateway()
        try gateway.take("\(selam);;2024-02-01;Tesfaye;44021;loopt")
        let before = try gateway.store.totals()
        try gateway.take("\(selam);;2024-03-01;Tesfaye;11002;af")
        let after = try gateway.store.totals()
        // One entry for the intake of the line beside them.
        #expect(after.auditEntries - before.auditEntries == after.deliveries - before.deliveries + 1)
        #expect(after.deliveries - before.deliveries == 3)
        #expect(try gateway.service().deliver().delivered == 5)
        #expect(try gateway.files(of: "gemeente-44021") == ["44021_20240601_0001_inburgering.csv", "44021_20240601_0001_inburgering.ok"])
        #expect(try gateway.files(of: "vdab") == ["20240601_000001_vdab-traject.json"])
    }
}

/// A form that finds fault with everything, or with nothing.
private struct StubbornForm: DeliveryForm, DeliveryFormBook {
    let broken: Bool
    func draft(_ batch: [Delivery], as label: DeliveryLabel) -> DraftFile {
        DraftFile(name: "\(label.number)-\(label.agreement)", mediaType: "text/plain", bytes: Array(batch.map(\.id).joined().utf8))
    }
    func faults(in draft: DraftFile, of batch: [Delivery]) -> [Rejection] {
        broken ? [Rejection(rule: "test:broken", field: "insz", place: "row 1")] : []
    }
    func form(for recipient: OrganisationID, under agreement: Agreement) -> (any DeliveryForm)? { recipient == .naric ? nil : self }
}

/// What breaks its contract stays, with the reason, until it is mended.
struct HeldDeliveryTests {
    @Test func `a file that breaks its contract is not published; the operator sees why, and nothing is lost`() throws {
        let gateway = try DiaryGateway()
        try gateway.take("\(Cast.selam.digits);;2024-02-01;Tesfaye;44021;loopt")
        let counts = try gateway.service(StubbornForm(broken: true)).deliver()
        #expect(counts.held == 2 && counts.delivered == 0 && counts.withheld == 0)
        #expect(try gateway.files(of: "vdab").isEmpty)
        let held = try gateway.store.heldDeliveries()
        #expect(held.map(\.reason) == Array(repeating: "contract test:broken: insz (row 1)", count: 2))
        #expect(Set(held.map(\.recipient.rawValue)) == ["vdab", "gemeente-44021"])
        #expect(held.map(\.kind) == ["released", "released"])
        #expect(try gateway.service().deliver().delivered == 0)

        #expect(try gateway.store.transaction { try $0.retryHeld() } == 2)
        #expect(try gateway.store.heldDeliveries().isEmpty)
        #expect(try gateway.service(StubbornForm(broken: false)).deliver().delivered == 2)
        // The attempt that failed used no number.
        #expect(try gateway.files(of: "vdab") == ["1-vdab-traject"])
        #expect(try gateway.store.totals().published == 2)
    }

    @Test func `a recipient without a contract for the agreement gets nothing, and that is seen`() throws {
        let gateway = try DiaryGateway()
        try gateway.take("\(Cast.selam.digits);;2024-02-01;Tesfaye;44021;loopt")
        struct NoForms: DeliveryFormBook {
            func form(for recipient: OrganisationID, under agreement: Agreement) -> (any DeliveryForm)? { nil }
        }
        #expect(try gateway.service(NoForms()).deliver().held == 2)
        #expect(
            Set(try gateway.store.heldDeliveries().map(\.reason)) == [
                "contract delivery:no-contract: vdab-traject (whole message)",
                "contract delivery:no-contract: gemeente-art20 (whole message)",
            ])
    }

    @Test func `what an agreement refused is withheld and not put back by a retry`() throws {
        let gateway = try DiaryGateway()
        try gateway.take("\(Cast.selam.digits);;2024-02-01;Tesfaye;44021;loopt")
        let ended = DeliveryService(
            store: gateway.store, book: AgreementBook([]), forms: StubbornForm(broken: false),
            transport: FolderTransport(root: gateway.folder.path + "/deliveries"), lockPath: gateway.folder.path + "/.lock")
        #expect(try ended.deliver().withheld == 2)
        #expect(try gateway.store.transaction { try $0.retryHeld() } == 0)
        #expect(Set(try gateway.store.heldDeliveries().map(\.reason)) == ["agreement-unknown"])
    }
}
