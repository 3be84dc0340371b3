// SPDX-License-Identifier: EUPL-1.2
import Agreements
@testable import Connectors
import Contracts
import ExchangeSchema
import Foundation
import TestSupport
import Testing

/// What each recipient gets, byte by byte, and what never leaves.
struct DeliveryFormTests {
    @Test(arguments: DeliverySample.all)
    func `a release, a correction and a withdrawal become the golden file`(_ sample: DeliverySample) throws {
        let formed = try sample.form().form(try sample.batch(), as: sample.label)
        #expect(formed.held.isEmpty, "\(formed.held.map(\.rejection))")
        let file = try #require(formed.files.first)
        let path = ContractFolder.path + "/deliveries/" + sample.golden
        if ProcessInfo.processInfo.environment["XCHG_RECORD_GOLDENS"] == "1" {
            try Data(file.bytes).write(to: URL(fileURLWithPath: path))
            Issue.record("recorded \(sample.golden); look at it and run without XCHG_RECORD_GOLDENS")
        }
        #expect(file.name == sample.golden.split(separator: "/").last.map(String.init))
        #expect(file.bytes == Array(try Data(contentsOf: URL(fileURLWithPath: path))), "\(sample.golden) would be something else")
        #expect(formed.sent.map(\.id) == (1...3).map(DeliverySample.id))
    }

    @Test(arguments: DeliverySample.all)
    func `the same batch gives the same bytes again`(_ sample: DeliverySample) throws {
        let one = try sample.form().form(try sample.batch(), as: sample.label)
        #expect(one.files == (try sample.form().form(try sample.batch(), as: sample.label)).files)
    }

    @Test(arguments: DeliverySample.all)
    func `a message that breaks the contract is held and named; the others leave`(_ sample: DeliverySample) throws {
        var batch = try sample.batch()
        batch.insert(try sample.delivery("{\"insz\":\"geen nummer\"}", 4), at: 1)
        let formed = try sample.form().form(batch, as: sample.label)
        #expect(formed.held.map(\.delivery.id) == [DeliverySample.id(4)])
        let reason = try #require(formed.held.first?.rejection)
        #expect(["xsd:pattern", "jsonschema:required", "jsonschema:pattern", "table:pattern"].contains(reason.rule), "\(reason)")
        #expect(!reason.description.contains("geen nummer"))
        #expect(formed.files == (try sample.form().form(try sample.batch(), as: sample.label)).files)
        let alone = try sample.form().form([batch[1]], as: sample.label)
        #expect(alone.files.isEmpty && alone.sent.isEmpty && alone.held.count == 1)
    }

    @Test(arguments: DeliverySample.all)
    func `a file in which a byte or a message is missing breaks its contract`(_ sample: DeliverySample) throws {
        let form = try sample.form()
        let batch = try sample.batch()
        let draft = form.draft(batch, as: sample.label)
        #expect(form.faults(in: draft, of: batch).isEmpty)
        let short = DraftFile(name: draft.name, mediaType: draft.mediaType, bytes: Array(draft.bytes.dropLast(4)))
        #expect(!form.faults(in: short, of: batch).isEmpty)
        #expect(!form.faults(in: form.draft(Array(batch.dropLast()), as: sample.label), of: batch).isEmpty)
    }

    @Test func `a granted field without a place in the form is not lost: the message is held`() throws {
        for (agreement, recipient, payload) in [
            ("gemeente-art20", OrganisationID.municipality("44021"), "{\"insz\":\"\(DeliverySample.insz)\",\"attestIssued\":true}"),
            ("onderwijs-traject", OrganisationID.school("126541"), "{\"insz\":\"\(DeliverySample.insz)\",\"trajectoryRunning\":true}"),
        ] {
            let sample = try #require(DeliverySample.all.first { $0.agreement == agreement && $0.recipient == recipient })
            let other = try #require(try DeliverySample.catalog().form(for: recipient, under: try Self.agreement(agreement)))
            #expect(other.form([try sample.delivery(payload, 1)], as: sample.label).held.isEmpty)
        }
        let fourth = try #require(DeliverySample.all.first { $0.agreement == "gemeente-vierde-pijler" })
        let residents = try #require(DeliverySample.all.first { $0.agreement == "gemeente-art20" })
        let stranger = try fourth.delivery(fourth.released, 1)
        let formed = try residents.form().form([stranger], as: residents.label)
        #expect(formed.held.map(\.rejection) == [Rejection(rule: "delivery:field-without-place", field: "participationToDo", place: "")])
        let school = try #require(DeliverySample.all.first { $0.agreement == "onderwijs-traject" })
        let held = try school.form().form([stranger], as: school.label).held.map(\.rejection)
        #expect(held == [Rejection(rule: "delivery:field-without-place", field: "participationToDo", place: "")])
    }

    @Test func `who has no contract for an agreement has no form`() throws {
        let catalog = try DeliverySample.catalog()
        #expect(catalog.form(for: .naric, under: try Self.agreement("vdab-traject")) == nil)
        #expect(catalog.form(for: .vdab, under: try Self.agreement("vdab-traject")) != nil)
        #expect(catalog.form(for: .municipality("62063"), under: try Self.agreement("gemeente-art20")) == nil)
        #expect(catalog.form(for: OrganisationID(rawValue: "bibliotheek"), under: try Self.agreement("gemeente-art20")) == nil)
        for body in [OrganisationID.agii, .atlas, .amal, .hvnb] {
            #expect(catalog.form(for: body, under: try Self.agreement("inburgering-opvolging")) != nil)
        }
    }

    private static func agreement(_ id: String) throws -> Agreement { try #require(try DeliverySample.book().agreement(id)) }

    @Test func `media types and triggers are what a recipient expects`() throws {
        let expected = [
            "vdab-traject": "application/cloudevents-batch+json; charset=UTF-8", "onderwijs-traject": "application/xml; charset=UTF-8",
            "gemeente-art20": "text/csv; charset=windows-1252; header=present",
        ]
        for (agreement, type) in expected {
            let sample = try #require(DeliverySample.all.first { $0.agreement == agreement })
            let files = try sample.form().form(try sample.batch(), as: sample.label).files
            #expect(files.first?.mediaType == type)
            #expect(files.dropFirst().map(\.name) == (agreement == "gemeente-art20" ? ["44021_20240301_0007_inburgering.ok"] : []))
            #expect(files.dropFirst().allSatisfy { $0.bytes.isEmpty })
        }
        let modern = try #require(DeliverySample.all.first { $0.recipient == .municipality("11002") })
        let bytes = try #require(try modern.form().form(try modern.batch(), as: modern.label).files.first)
        #expect(bytes.mediaType == "text/csv; charset=UTF-8; header=present")
        #expect(bytes.bytes.starts(with: [0xEF, 0xBB, 0xBF]))
    }
}

/// How text fits into the classic dialect.
struct ClassicTextTests {
    @Test(arguments: [
        ("Tesfaye", "Tesfaye", false), ("Müller-Šimůnek", "Müller-Šimunek", true), ("e\u{301}", "é", false), ("Şahin", "Sahin", true),
        ("Yıldız", "Yildiz", true), ("İnci", "Inci", true), ("Ĳsbrand", "IJsbrand", true), ("a;b", "a,b", true), ("a\nb", "a b", true),
        ("€Žœ", "€Žœ", false), ("Жанна", "Zanna", true), ("\u{1F600}", "?", true), ("x\u{35F}y", "xy", true), ("", "", false),
    ])
    func `what the code page lacks is written in another way, and only that`(_ text: String, _ fitted: String, _ converted: Bool) {
        let outcome = ClassicText.fit(text)
        #expect(Windows1252.decode(outcome.bytes) == fitted)
        #expect(outcome.converted == converted)
    }

    @Test func `every byte of the code page that has a character comes back from it`() throws {
        for byte in UInt8.min...UInt8.max {
            guard let text = Windows1252.decode([byte]), let scalar = text.unicodeScalars.first else {
                #expect([0x81, 0x8D, 0x8F, 0x90, 0x9D].contains(byte))
                continue
            }
            #expect(Windows1252.byte(scalar) == byte)
        }
        #expect(Windows1252.byte("\u{81}") == nil)
        #expect(Windows1252.byte("\u{1F600}") == nil)
    }
}
