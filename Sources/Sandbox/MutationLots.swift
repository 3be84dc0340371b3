// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import Signatures

// GET /inburgering/v1/controle?van=2024-03-01&tot=2024-04-01
//
//     {"opgemaaktOp":"2024-04-02T05:00:00.000Z","van":"2024-03-01","tot":"2024-04-01","loten":[{"dag":"2024-03-01","aantal":12,"sha256":"…"},…]}
//
// van ≤ dag < tot. A mutation that the feed gives twice is one; a day without mutations is no lot.

/// What VDAB holds, day by day of UTC.
struct MutationLots: Sendable {
    private let days: [(day: LocalDate, count: Int, digest: String)]

    /// Reads the whole feed once.
    init(_ index: MutationIndex) throws {
        var digests: [LocalDate: Set<[UInt8]>] = [:]
        for (number, line) in index.lines.enumerated() {
            digests[line.modified.utcDate, default: []].insert(ContentDigest.sha256(try index.bytes(of: [number])))
        }
        days = digests.sorted { $0.key < $1.key }.map { day, set in
            let text = set.map(Self.hex).sorted().map { $0 + "\n" }.joined()
            return (day, set.count, Self.hex(ContentDigest.sha256(Array(text.utf8))))
        }
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// The statement of some days; nil where they are not asked for rightly.
    func json(query: [(name: String, value: String)], at now: Instant) -> [UInt8]? {
        let asked = Dictionary(query.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        guard let from = asked["van"].flatMap({ LocalDate($0) }), let to = asked["tot"].flatMap({ LocalDate($0) }), from < to else {
            return nil
        }
        let lots = days.filter { from <= $0.day && $0.day < to }.map {
            "{\"dag\":\"\($0.day)\",\"aantal\":\($0.count),\"sha256\":\"\($0.digest)\"}"
        }
        let head = "{\"opgemaaktOp\":\"\(now)\",\"van\":\"\(from)\",\"tot\":\"\(to)\",\"loten\":["
        return Array((head + lots.joined(separator: ",") + "]}").utf8)
    }
}
