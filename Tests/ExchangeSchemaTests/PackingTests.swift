// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import Foundation
import TestSupport
import Testing

/// Packed bytes give back what was packed, and nothing but a fault for bytes that are not packed.
struct PackingTests {
    private static let full: CanonicalRecord = {
        var details = PersonDetails()
        details.names = [PersonName(familyName: "Tesfaye", givenNames: ["Selam", "Żółć €"])]
        details.birthDate = PartialDate(year: 1990, month: 3, day: 0, estimated: true)
        details.sex = .female
        var subject = Subject(insz: Cast.selam)
        subject.replacements = [INSZReplacement(old: Cast.darius, new: Cast.selam)]
        var record = CanonicalRecord(
            source: Cast.stamp(.lokaal, "2024-01-01", sequence: -7), subject: subject,
            facts: [
                Fact(id: "identity", value: .identity(details), quality: [.partial, .checksumFail]),
                Fact(
                    id: "a name of more than sixteen bytes", standing: .annulled,
                    value: .contract(Contract(contractId: "a name of more than sixteen bytes", signedOn: Cast.day("2024-01-15")))),
                Fact(id: "F", value: .fee(FeeItem(kind: .b1Test))),
            ])
        record.outcomes = [SourceOutcome(course: .warning, code: "30004", origin: "MAGDA")]
        return record
    }()

    @Test func `a canonical record comes back`() throws {
        #expect(try CanonicalRecord(packed: Self.full.packed) == Self.full)
    }

    /// A value of each type of the published schema with every property, so that no field can be left out of the packing unseen.
    @Test(arguments: FactKind.allCases) func `every field of every kind of fact comes back`(kind: FactKind) throws {
        let schema = try CanonicalSample()
        for seed in 0..<4 {
            let json: [String: Any] = [
                "kind": kind.rawValue, "id": "id", "value": try schema.value(of: kind, seed: seed), "quality": ["PARTIAL", "CONFLICT"],
            ]
            let fact = try JSONDecoder().decode(Fact.self, from: try JSONSerialization.data(withJSONObject: json))
            var record = Self.full
            record.facts = [fact, fact]
            let back = try CanonicalRecord(packed: record.packed)
            #expect(back.facts == [fact, fact])
            #expect(try CanonicalCoding.encode(back) == CanonicalCoding.encode(record))
        }
    }

    @Test func `a long text that occurs twice is written once`() throws {
        let text = Array("a name of more than sixteen bytes".utf8)
        let bytes = Self.full.packed
        let places = bytes.indices.filter { bytes[$0...].starts(with: text) }
        #expect(places.count == 1)
    }

    @Test func `fields that this version does not know are stepped over`() throws {
        var out = PackedWriter()
        out.text(1, "kbi")
        out.text(40, "an unknown text of some length")
        out.begin(41)
        out.integer(1, -5)
        out.begin(2)
        out.text(1, "an unknown text of some length")
        out.end()
        out.end()
        out.text(4, "code")
        out.text(5, "an unknown text of some length")
        out.end()
        let coded = try Coded(packed: out.bytes)
        #expect(coded == Coded(scheme: "kbi", code: nil, originalCode: "code", originalLabel: "an unknown text of some length"))
    }

    @Test func `cut or changed bytes are a fault or another value, never a crash`() throws {
        let bytes = Self.full.packed
        for length in 0..<bytes.count {
            #expect(throws: PackedFault.self) { try CanonicalRecord(packed: Array(bytes[0..<length])) }
        }
        #expect(throws: PackedFault.self) { try CanonicalRecord(packed: bytes + [0]) }
        var faults = 0
        for index in bytes.indices {
            for change in [1, 0x80, 0xFF] as [UInt8] {
                var other = bytes
                other[index] ^= change
                do {
                    _ = try CanonicalRecord(packed: other)
                } catch is PackedFault {
                    faults += 1
                }
            }
        }
        #expect(faults > bytes.count)
    }

    @Test func `nesting without end is a fault`() {
        #expect(throws: PackedFault.self) { try Coded(packed: [UInt8](repeating: 40 << 2 | 2, count: 100_000)) }
    }

    @Test func `the code that packs is what the types say`() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", Checkout.root + "/scripts/packing.py", "--check"]
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(String(decoding: errors.fileHandleForReading.availableData, as: UTF8.self))")
    }
}

/// Composes JSON values of the canonical types in which no property is missing, from the published schema.
private struct CanonicalSample {
    private let definitions: [String: Any]

    init() throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: Checkout.root + "/contracts/canonical/canonical-1.schema.json"))
        let schema = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        definitions = try #require(schema["$defs"] as? [String: Any])
    }

    private static let types: [FactKind: String] = [
        .identity: "PersonDetails", .identifier: "PersonIdentifier", .nationality: "Nationality", .residence: "Residence",
        .registerEntry: "RegisterEntry", .targetGroup: "TargetGroupDetermination", .trajectory: "Trajectory", .contract: "Contract",
        .component: "ComponentState", .enrolment: "CourseEnrolment", .test: "TestAttempt", .languageLevel: "LanguageLevel",
        .attestation: "Attestation", .credential: "Credential", .recognition: "RecognitionDecision", .jobseeker: "JobseekerRegistration",
        .referral: "Referral", .activity: "ActivityPeriod", .participation: "ParticipationActivity", .exemption: "Exemption",
        .fee: "FeeItem",
    ]

    func value(of kind: FactKind, seed: Int) throws -> Any {
        let name = try #require(Self.types[kind])
        return try value(try #require(definitions[name] as? [String: Any]), seed)
    }

    private func value(_ schema: [String: Any], _ seed: Int) throws -> Any {
        if let reference = schema["$ref"] as? String {
            let name = String(reference.dropFirst("#/$defs/".count))
            return try value(try #require(definitions[name] as? [String: Any]), seed)
        }
        if let cases = schema["enum"] as? [String] { return cases[seed % cases.count] }
        switch schema["type"] as? String {
        case "object":
            var members: [String: Any] = [:]
            for (number, name) in try #require(schema["properties"] as? [String: Any]).keys.sorted().enumerated() {
                let property = try #require((schema["properties"] as? [String: Any])?[name] as? [String: Any])
                // A period must not end before it begins.
                members[name] = name == "end" ? "2031-05-0\(seed % 9 + 1)" : try value(property, seed + number)
            }
            return members
        case "array":
            let items = try #require(schema["items"] as? [String: Any])
            return [try value(items, seed), try value(items, seed + 1)]
        case "integer": return 1000 + seed
        case "boolean": return seed % 2 == 0
        default: break
        }
        switch schema["format"] as? String {
        case "date": return "202\(seed % 10)-05-0\(seed % 9 + 1)"
        case "date-time": return "202\(seed % 10)-05-01T10:00:00.000Z"
        default: break
        }
        if (schema["pattern"] as? String)?.contains("XXXX") == true { return ["1990", "1990-03", "1990-03-12", "XXXX"][seed % 4] }
        return seed % 2 == 0 ? "text \(seed)" : "a text of more than sixteen bytes \(seed)"
    }
}
