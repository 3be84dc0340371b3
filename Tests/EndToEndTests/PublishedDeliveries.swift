// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Testing

/// One message as its recipient finds it, whatever its form.
struct PublishedMessage: Equatable {
    var id: String
    /// `released`, `corrected` or `withdrawn`.
    var kind: String
    var previous: String?
    var recipient: String
    var agreement: String
    var agreementVersion: String
    var subject: String
    var personVersion: Int
    /// Names of the granted fields that it holds.
    var fields: Set<String>
    var insz: String
}

/// Reads the folders of recipients as the recipients do: by what the contracts say, with readers of the platform instead of the gateway's.
enum PublishedDeliveries {
    /// What a municipality's columns hold; a column that is named neither here nor below is an unknown field.
    private static let columns = [
        "rijksregisternummer": "insz", "naam": "familyName", "voornaam": "givenNames", "contract": "contractSigned",
        "attest": "attestIssued",
        "nog_te_doen": "participationToDo", "minuten": "participationMinutes",
    ]
    private static let frame: Set<String> = [
        "levering", "mutatietype", "vorige_levering", "persoon", "persoonsversie", "vrijgegeven_op", "overeenkomst", "overeenkomst_versie",
        "omgezet",
    ]
    private static let elements = [
        "INSZ": "insz", "Doelniveau": "targetLevel", "Alfabetisering": "literacyClass", "TrajectLopend": "trajectoryRunning",
    ]

    static func read(_ workspace: String) throws -> [PublishedMessage] {
        let root = workspace + "/deliveries"
        var messages: [PublishedMessage] = []
        for recipient in try FileManager.default.contentsOfDirectory(atPath: root).sorted() where !recipient.hasPrefix(".") {
            let names = try FileManager.default.contentsOfDirectory(atPath: "\(root)/\(recipient)").filter { !$0.hasPrefix(".") }
            for name in names.sorted() {
                let data = try Data(contentsOf: URL(fileURLWithPath: "\(root)/\(recipient)/\(name)"))
                switch name.split(separator: ".").last {
                case "json": messages += try events(data, recipient)
                case "csv":
                    messages += try rows(data, recipient)
                    #expect(names.contains(name.dropLast(3) + "ok"), "a file without its trigger")
                case "xml": messages += try Cursisten.read(data, recipient, elements: elements)
                case "ok": #expect(data.isEmpty && names.contains(name.dropLast(2) + "csv"))
                default: Issue.record("a file of unknown form")
                }
            }
        }
        return messages
    }

    private static func events(_ data: Data, _ recipient: String) throws -> [PublishedMessage] {
        let events = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
        return try events.map { event in
            #expect(event["specversion"] as? String == "1.0")
            let type = try #require(event["type"] as? String)
            let fields = try #require(event["data"] as? [String: Any])
            return PublishedMessage(
                id: try #require(event["id"] as? String), kind: String(type.split(separator: ".").dropLast().last ?? ""),
                previous: event["corrects"] as? String ?? event["withdraws"] as? String, recipient: recipient,
                agreement: try #require(event["agreement"] as? String),
                agreementVersion: try #require(event["agreementversion"] as? String),
                subject: try #require(event["subject"] as? String), personVersion: try #require(event["personversion"] as? Int),
                fields: Set(fields.keys), insz: try #require(fields["insz"] as? String))
        }
    }

    private static func rows(_ data: Data, _ recipient: String) throws -> [PublishedMessage] {
        let text = try #require(String(data: data, encoding: .windowsCP1252))
        let lines = text.components(separatedBy: "\r\n").dropLast()
        let header = try #require(lines.first).components(separatedBy: ";")
        #expect(header.allSatisfy { columns[$0] != nil || frame.contains($0) })
        #expect(lines.last?.hasPrefix("#AANTAL;\(lines.count - 2);#CONTROLE;") == true)
        return try lines.dropFirst().dropLast().map { line in
            let cells = Dictionary(uniqueKeysWithValues: zip(header, line.components(separatedBy: ";")))
            let kinds = ["N": "released", "W": "corrected", "A": "withdrawn"]
            return PublishedMessage(
                id: try #require(cells["levering"]), kind: try #require(kinds[cells["mutatietype"] ?? ""]),
                previous: cells["vorige_levering"].flatMap { $0.isEmpty ? nil : $0 }, recipient: recipient,
                agreement: try #require(cells["overeenkomst"]), agreementVersion: try #require(cells["overeenkomst_versie"]),
                subject: try #require(cells["persoon"]), personVersion: try #require(cells["persoonsversie"].flatMap { Int($0) }),
                fields: Set(cells.compactMap { $1.isEmpty ? nil : columns[$0] }),
                insz: String(try #require(cells["rijksregisternummer"]).filter(\.isNumber)))
        }
    }
}

/// A school's file, read by splitting at its marks: the gateway writes one element a line.
private enum Cursisten {
    static func read(_ data: Data, _ recipient: String, elements: [String: String]) throws -> [PublishedMessage] {
        let kinds = ["Nieuw": "released", "Correctie": "corrected", "Intrekking": "withdrawn"]
        var messages: [PublishedMessage] = []
        for line in String(decoding: data, as: UTF8.self).split(separator: "\n").dropFirst(2) {
            let tag = String(line.drop { $0 != "<" }.dropFirst().prefix { $0 != " " && $0 != ">" })
            if let kind = kinds[tag] {
                let marks = attributes(line)
                messages.append(
                    PublishedMessage(
                        id: try #require(marks["levering"]), kind: kind, previous: marks["vorigeLevering"], recipient: recipient,
                        agreement: try #require(marks["overeenkomst"]), agreementVersion: try #require(marks["overeenkomstVersie"]),
                        subject: try #require(marks["persoon"]), personVersion: try #require(marks["persoonsversie"].flatMap { Int($0) }),
                        fields: [], insz: ""))
            } else if !tag.hasPrefix("/") {
                messages[messages.count - 1].fields.insert(elements[tag] ?? tag)
                if tag == "INSZ" { messages[messages.count - 1].insz = String(line.filter(\.isNumber)) }
            }
        }
        return messages
    }

    private static func attributes(_ line: Substring) -> [String: String] {
        let parts = line.components(separatedBy: "\"")
        var found: [String: String] = [:]
        for index in stride(from: 0, to: parts.count - 1, by: 2) {
            let name = parts[index].split(separator: " ").last.map { String($0.dropLast()) } ?? ""
            found[name] = parts[index + 1]
        }
        return found
    }
}
