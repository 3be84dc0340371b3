// SPDX-License-Identifier: EUPL-1.2

import ExchangeSchema
import Foundation
import TestSupport
import Testing

@testable import Connectors

struct MessageFileTests {
    private let folder: TemporaryFolder
    private let file = MessageFile(agency: .onderwijs, formats: ["Antwoord": MessageFormat(rawValue: "antwoord/1")], limit: 200)

    init() throws { folder = try TemporaryFolder() }

    private func batches(_ text: String, named name: String = "bericht.xml") throws -> [FramedBatch] {
        let path = folder.path + "/" + name
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        var batches: [FramedBatch] = []
        try file.frame(fileAt: path, named: name, leavesNamed: []) { outline in
            (OrganisationID(rawValue: "school-1"), "sleutel van " + outline.reference)
        } take: {
            batches.append($0)
        }
        return batches
    }

    @Test func `the sender's reference goes before that of the question`() throws {
        let text = "<Antwoord><Afzender><Referte>a-1</Referte></Afzender><Antwoord><Referte>v-1</Referte></Antwoord></Antwoord>"
        let record = try #require(try batches(text).first?.records.first)
        #expect(record.reference == "a-1")
        #expect(record.sourceKey == "sleutel van a-1")
        #expect(record.agency == .onderwijs)
        #expect(record.organisation.rawValue == "school-1")
        #expect(record.format.rawValue == "antwoord/1")
        #expect(record.body == Array(text.utf8))
        #expect(record.context.isEmpty)
        #expect(record.place.isEmpty)
    }

    @Test func `without a sender's reference that of the question serves, and without any the bytes name themselves`() throws {
        #expect(try batches("<x><Antwoord><Referte>v-1</Referte></Antwoord></x>").first?.records.first?.reference == "v-1")
        let first = try #require(try batches("<x>1</x>").first?.records.first)
        let again = try #require(try batches("<x>1</x>").first?.records.first)
        let other = try #require(try batches("<x>2</x>").first?.records.first)
        #expect(first.reference == again.reference)
        #expect(first.reference != other.reference)
        #expect(first.reference.hasPrefix("bytes-"))
        #expect(first.format.rawValue == "unknown")
    }

    @Test func `an empty file and an endless one are faults of framing`() throws {
        #expect(
            try batches("").first?.faults == [
                FramingFault(rejection: Rejection(rule: "xml:empty", field: "", place: ""), reference: "bericht.xml")
            ])
        let fits = "<x>" + String(repeating: "y", count: 193) + "</x>"
        #expect(try batches(fits).first?.records.count == 1)
        let long = try #require(try batches(fits + " ").first)
        #expect(long.records.isEmpty)
        #expect(long.faults.map(\.rejection.rule) == ["xml:too-long"])
    }

    @Test func `unless told otherwise a message may have four mebibytes`() throws {
        let file = MessageFile(agency: .naric, formats: [:])
        let path = folder.path + "/lang.xml"
        for (length, faults) in [(4 << 20, 0), ((4 << 20) + 1, 1)] {
            try Data(repeating: UInt8(ascii: "x"), count: length).write(to: URL(fileURLWithPath: path))
            try file.frame(fileAt: path, named: "lang.xml", leavesNamed: []) { _ in
                (.naric, "")
            } take: {
                #expect($0.faults.count == faults)
            }
        }
    }

    @Test func `a file that can't be read stops the framing`() {
        #expect(throws: (any Error).self) {
            try file.frame(fileAt: folder.path + "/ontbreekt.xml", named: "ontbreekt.xml", leavesNamed: []) { _ in
                (.agii, "")
            } take: { _ in
            }
        }
    }

    @Test func `the register of questions says who was asked for`() throws {
        let answer = "<x><Antwoord><Referte>v-2</Referte></Antwoord></x>"
        #expect(try batches(answer, named: "94651721852.xml").first?.records.first?.context == ["insz": "94651721852"])
        #expect(try batches(answer, named: "94651721852-2.xml").first?.records.first?.context == [:])
        #expect(try batches(answer, named: "9465172185x.xml").first?.records.first?.context == [:])
        try #expect(batches("referte;insz\r\nv-1;1\r\nv-2;88710334171\r\nkapot\r\n", named: "vragen.csv").isEmpty)
        #expect(try batches(answer, named: "94651721852.xml").first?.records.first?.context == ["insz": "88710334171"])
        _ = try batches("referte;insz\nv-2;01622811613\nv-3;2\n", named: "vragen.csv")
        #expect(try batches(answer, named: "antwoord.xml").first?.records.first?.context == ["insz": "01622811613"])
    }
}
