// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import TestSupport
import Testing

/// Packed bytes give back what was packed, and nothing but a fault for any other bytes.
struct PackingTests {
    private struct Everything: Codable, Equatable {
        var flag = true
        var no = false
        var number = -1_234_567
        var large = Int64.min
        var share = 0.125
        var text = "Żółć \u{0} €"
        var empty = ""
        var absent: String?
        var list = [[1, 2], [], [300]]
        var nested = ["a": ["b": "c"]]
        var optional: [String?] = ["x", nil]
    }

    @Test func `every kind of value comes back`() throws {
        let value = Everything()
        #expect(try CanonicalCoding.unpack(Everything.self, from: try CanonicalCoding.pack(value)) == value)
    }

    @Test func `a canonical record comes back`() throws {
        var details = PersonDetails()
        details.names = [PersonName(familyName: "Tesfaye", givenNames: ["Selam"])]
        var subject = Subject(insz: Cast.selam)
        subject.replacements = [INSZReplacement(old: Cast.darius, new: Cast.selam)]
        var record = CanonicalRecord(
            source: Cast.stamp(.lokaal, "2024-01-01", sequence: 7), subject: subject,
            facts: [
                Fact(id: "identity", value: .identity(details), quality: [.partial, .checksumFail]),
                Fact(id: "C", standing: .annulled, value: .contract(Contract(contractId: "C", signedOn: Cast.day("2024-01-15")))),
                Fact(id: "F", value: .fee(FeeItem(kind: .b1Test))),
            ])
        record.outcomes = [SourceOutcome(course: .warning, code: "30004", origin: "MAGDA")]
        #expect(try CanonicalCoding.unpack(CanonicalRecord.self, from: try CanonicalCoding.pack(record)) == record)
        #expect(try CanonicalCoding.unpack(CanonicalPerson.self, from: try CanonicalCoding.pack(Cast.newcomer())) == Cast.newcomer())
    }

    @Test func `cut or changed bytes are a fault or another value, never a crash`() throws {
        let bytes = try CanonicalCoding.pack(Cast.newcomer())
        for length in 0..<bytes.count {
            #expect(throws: (any Error).self) { try CanonicalCoding.unpack(CanonicalPerson.self, from: Array(bytes[0..<length])) }
        }
        for index in bytes.indices {
            for change in [1, 0x80, 0xFF] as [UInt8] {
                var other = bytes
                other[index] ^= change
                _ = try? CanonicalCoding.unpack(CanonicalPerson.self, from: other)
            }
        }
    }
}
