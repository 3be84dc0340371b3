// SPDX-License-Identifier: EUPL-1.2
import Agreements
import AuditLog
import ExchangeSchema
import ExchangeStore
import Foundation
import Gateway
import Simulation
import TestSupport
import Testing

/// Over a whole demo: nothing leaves that was not granted, and nothing that identifies a person lies where it must not.
@Suite(.serialized)
struct ExchangeRulesTests {
    @Test func `every delivered field is granted, and only the recipient's own subjects are in it`() async throws {
        let demo = try await Demo.shared.value
        let folder = demo.workspace + "/contracts/agreements"
        let book = AgreementBook(
            try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".yaml") }.map { name in
                try AgreementFile.read(Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))), named: name) {
                    Digest32.of($0).hex
                }
            })
        let known = try Self.persons(demo)
        let messages = try PublishedDeliveries.read(demo.workspace)
        var kinds: Set<String> = []
        for message in messages {
            let agreement = try #require(book.agreement(message.agreement))
            kinds.insert(message.kind)
            #expect(message.agreementVersion == agreement.version)
            #expect(agreement.recipient.covers(OrganisationID(rawValue: message.recipient)))
            #expect(message.fields.isSubset(of: Set(agreement.fields.map(\.rawValue))))
            #expect((message.previous != nil) == (message.kind != "released"))
            if message.kind == "withdrawn" { #expect(message.fields == ["insz"]) }
            let person = try #require(known[message.insz])
            #expect(Self.isSubject(person, of: agreement, for: message.recipient), "\(agreement.id) to \(message.recipient)")
        }
        #expect(kinds == ["released", "corrected", "withdrawn"])
        let events = messages.count
        #expect(events > 100)
        #expect(events == (try Workplace(demo.workspace).store.totals().published))
    }

    /// Everybody's canonical state under every number they ever had.
    private static func persons(_ demo: Demo) throws -> [String: CanonicalPerson] {
        var known: [String: CanonicalPerson] = [:]
        try Workplace(demo.workspace).store.forEachPerson { stored in
            let person = try PersonView.canonical(stored)
            for identifier in person.identifiers where person.status == .canonical { known[identifier.value] = person }
        }
        return known
    }

    /// Whether the person ever met the condition for this recipient: lived there, was managed, taught or served by it.
    private static func isSubject(_ person: CanonicalPerson, of agreement: Agreement, for recipient: String) -> Bool {
        let register = MunicipalityRegister.read(
            csv: (try? String(contentsOfFile: Checkout.root + "/contracts/codes/municipality_succession.csv", encoding: .utf8)) ?? ""
        ).register
        switch agreement.condition {
        case .residentOfRecipient, .residentWithFourthComponent:
            return person.residences.contains { home in
                home.value.nis.map { "gemeente-" + register.code($0, on: .latest) == recipient } ?? false
            }
        case .trajectoryRunning: return !person.trajectories.isEmpty
        case .trajectoryManagedByRecipient: return person.trajectories.contains { $0.value.manager?.rawValue == recipient }
        case .enrolledAtRecipient:
            return person.enrolments.contains { $0.value.provider.institutionNumber.map { "school-" + $0 } == recipient }
        case .applicantOfRecipient: return person.recognitions.contains { $0.organisation.rawValue == recipient }
        }
    }

    @Test func `no number, no name and no unkeyed hash of one lies in store, keys, log, pages or output`() async throws {
        let demo = try await Demo.shared.value
        var needles: [String: [UInt8]] = [:]
        for person in demo.truth.persons {
            for number in [person.insz] + person.replaced {
                let dotted = Self.dotted(number)
                for form in [number, dotted] {
                    needles[form] = Array(form.utf8)
                    needles["sha256 " + form] = Digest32.of(Array(form.utf8)).bytes
                    needles["sha256 hex " + form] = Array(Digest32.of(Array(form.utf8)).hex.utf8)
                }
            }
        }
        var names: Set<String> = []
        try Workplace(demo.workspace).store.forEachPerson { stored in
            if let family = try PersonView.canonical(stored).officialName?.value.familyName, family.utf8.count >= 6 { names.insert(family) }
        }
        for name in names { needles[name] = Array(name.utf8) }
        #expect(needles.count > 300)
        let search = ByteSearch(Array(needles.values))
        let control = demo.workspace + "/deliveries"
        #expect(try Self.hits(under: [control], search) > 0, "the search finds what is there")
        let places = ["store", "keys", "audit", "dashboards", "xchg.yaml"].map { "\(demo.workspace)/\($0)" }
        #expect(try Self.hits(under: places, search) == 0)
        #expect(search.count(in: Array(demo.output.utf8)) == 0)
    }

    private static func dotted(_ number: String) -> String {
        let d = Array(number)
        guard d.count == 11 else { return number }
        return "\(d[0])\(d[1]).\(d[2])\(d[3]).\(d[4])\(d[5])-\(d[6])\(d[7])\(d[8]).\(d[9])\(d[10])"
    }

    private static func hits(under roots: [String], _ search: ByteSearch) throws -> Int {
        var total = 0
        for root in roots {
            var paths = [root]
            if let names = FileManager.default.enumerator(atPath: root) {
                while let name = names.nextObject() as? String { paths.append(root + "/" + name) }
            }
            for path in paths {
                guard let data = FileManager.default.contents(atPath: path) else { continue }
                total +=
                    search.count(in: Array(data))
                    + search.count(in: Array(path.split(separator: "/").last.map(String.init)?.utf8 ?? "".utf8))
            }
        }
        return total
    }

    @Test func `an operator sees who received what and why, and looking is itself logged`() async throws {
        let demo = try await Demo.shared.value
        let person = try #require(demo.truth.persons.first { $0.facts.contracts > 0 })
        let before = try Workplace(demo.workspace).store.totals().auditEntries
        let shown = try await XchgBinary.run(
            ["audit", "person", "-", "--workspace", demo.workspace, "--reason", "vraag van de burger", "--format", "json"],
            input: person.insz + "\n")
        #expect(shown.code == 0, "\(shown.errors)")
        let history = try JSONSerialization.jsonObject(with: Data(shown.output.utf8)) as? [String: Any] ?? [:]
        let lines = history["exchanges"] as? [[String: Any]] ?? []
        #expect(!lines.isEmpty)
        #expect(
            lines.allSatisfy {
                !($0["fields"] as? [String] ?? []).isEmpty && !($0["purpose"] as? String ?? "").isEmpty
                    && !($0["legalBasis"] as? [String] ?? []).isEmpty
            })
        #expect(try Workplace(demo.workspace).store.totals().auditEntries == before + 1)
        #expect(try await XchgBinary.run(["audit", "person", "-", "--workspace", demo.workspace], input: person.insz + "\n").code == 64)
        let explained = try await XchgBinary.run(
            ["agreement", "explain", "-", "--recipient", "vdab", "--workspace", demo.workspace, "--reason", "controle"],
            input: person.insz + "\n")
        #expect(explained.code == 0)
        #expect(explained.output.contains("no agreement grants it to vdab"))
    }
}

/// One demo for all tests of this file.
private final class Demo: Sendable {
    static let shared = Task { try await Demo() }
    let folder: TemporaryFolder
    let output: String
    let truth: Truth
    var workspace: String { folder.path + "/workspace" }

    private init() async throws {
        folder = try TemporaryFolder()
        let outcome = try await XchgBinary.run(["demo", "--persons", "120", "--seed", "11", "--dir", folder.path])
        #expect(outcome.code == 0, "\(outcome.errors)")
        output = outcome.output + outcome.errors
        truth = try CanonicalCoding.decode(
            Truth.self, from: Array(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/agencies/truth.json"))))
    }
}

/// Counts how many needles occur, by the four bytes each begins with.
private struct ByteSearch {
    private let byHead: [UInt32: [[UInt8]]]

    init(_ needles: [[UInt8]]) {
        var byHead: [UInt32: [[UInt8]]] = [:]
        for needle in needles where needle.count >= 6 { byHead[Self.head(needle, 0), default: []].append(needle) }
        self.byHead = byHead
    }

    private static func head(_ bytes: [UInt8], _ at: Int) -> UInt32 {
        UInt32(bytes[at]) << 24 | UInt32(bytes[at + 1]) << 16 | UInt32(bytes[at + 2]) << 8 | UInt32(bytes[at + 3])
    }

    func count(in bytes: [UInt8]) -> Int {
        guard bytes.count >= 4 else { return 0 }
        var found = 0
        for start in 0...(bytes.count - 4) {
            guard let candidates = byHead[Self.head(bytes, start)] else { continue }
            for needle in candidates
            where start + needle.count <= bytes.count && bytes[start..<(start + needle.count)].elementsEqual(needle) { found += 1 }
        }
        return found
    }
}
