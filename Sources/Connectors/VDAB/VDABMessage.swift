// SPDX-License-Identifier: EUPL-1.2
import Contracts
import ExchangeSchema

/// One mutation in VDAB's words, and what is wrong with it beyond its contract.
struct VDABMessage {
    let value: JSONValue
    var rejections: [Rejection] = []

    init(_ value: JSONValue) { self.value = value }

    var kind: String { value["soort"]?.string ?? "" }
    var id: String? { value["id"]?.string }
    var modifiedAt: Instant? { instant("datumModificatie") }
    var sequence: Int64? { value["volgnummer"].map { $0.int.map(Int64.init) } ?? 0 }

    func text(_ name: String) -> String? { value[name]?.string }
    func date(_ name: String) -> LocalDate? { value[name]?.string.flatMap { LocalDate($0) } }
    func instant(_ name: String) -> Instant? { value[name]?.string.flatMap { Instant($0) } }

    mutating func missing(_ field: String) -> [Fact]? { refuse("vdab:missing", field) }
    mutating func unknownKind() -> [Fact]? { refuse("vdab:unknown-kind", "soort") }

    mutating func refuse(_ rule: String, _ field: String) -> [Fact]? {
        rejections.append(Rejection(rule: rule, field: field, place: "/\(field)"))
        return nil
    }
}

/// Takes a text as the subject's INSZ: valid, or kept as flawed and never matched by.
enum INSZReading {
    static func take(_ text: String, into subject: inout Subject) {
        switch INSZ.read(text) {
        case .valid(let insz): subject.insz = insz
        case .flawed, .malformed:
            subject.hasFlawedINSZ = true
            subject.flawedINSZ = text
        }
    }
}
