// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

// GET /inburgering/v1/mutaties?van=…&tot=…&cursor=…&aantal=200
//
//     {"cursor":"m000000200","heeftMeer":true,"resultaten":[{…},…]}
//
// van ≤ datumModificatie < tot. The cursor is the place in the feed after the last element given; it is opaque to whoever pulls.

/// What was asked for, read from the query.
struct PageQuestion: Sendable {
    static let mostElements = 1000

    var from: Instant?
    var to: Instant?
    var start = 0
    var count = 200

    enum Reading {
        case question(PageQuestion)
        case bad(parameter: String)
        /// A cursor that points nowhere.
        case unknownCursor
    }

    static func read(_ query: [(name: String, value: String)], feedLength: Int) -> Reading {
        var question = PageQuestion()
        for (name, value) in query {
            switch name {
            case "van":
                guard let instant = Instant(value) else { return .bad(parameter: name) }
                question.from = instant
            case "tot":
                guard let instant = Instant(value) else { return .bad(parameter: name) }
                question.to = instant
            case "aantal":
                guard let count = Digits.value(value), (1...mostElements).contains(count) else { return .bad(parameter: name) }
                question.count = count
            case "cursor":
                if value.isEmpty { continue }
                guard value.hasPrefix("m"), let place = Digits.value(value.dropFirst()), place <= feedLength else { return .unknownCursor }
                question.start = place
            default: continue
            }
        }
        return .question(question)
    }
}

/// One page of the feed: which lines, where the next begins and whether there is more.
struct MutationPage: Sendable {
    let lines: [Int]
    let next: Int
    let hasMore: Bool

    init(_ question: PageQuestion, of index: MutationIndex) {
        var lines: [Int] = []
        var place = question.start
        while place < index.lines.count, lines.count < question.count {
            if Self.holds(index.lines[place], question) { lines.append(place) }
            place += 1
        }
        self.lines = lines
        next = place
        hasMore = index.lines[place...].contains { Self.holds($0, question) }
    }

    private static func holds(_ line: MutationIndex.Line, _ question: PageQuestion) -> Bool {
        (question.from.map { $0 <= line.modified } ?? true) && (question.to.map { line.modified < $0 } ?? true)
    }

    var cursor: String { "m" + Digits.padded(next, 9) }

    func json(from index: MutationIndex) throws -> [UInt8] {
        Array("{\"cursor\":\"\(cursor)\",\"heeftMeer\":\(hasMore),\"resultaten\":[".utf8) + (try index.bytes(of: lines)) + Array("]}".utf8)
    }

    /// The same lines of the same feed have the same tag.
    var tag: String { "\"\(lines.first ?? next)-\(next)-\(lines.count)-\(hasMore)\"" }
}
