// SPDX-License-Identifier: EUPL-1.2
import Connectors
import ExchangeSchema
import Synchronization

/// VDAB as a test makes it up: mutations appear when the test says so, and a cursor is a place in the window as it is when it is asked.
final class FakeVDAB: MutationService {
    /// `repeated` gives the page before of the same window once more.
    enum Fault: Sendable, Equatable { case expired, cut, repeated }
    struct CutShort: Error {}

    private struct Mutation {
        let id: String
        let stamp: Instant
        let written: String
        var json: String {
            "{\"soort\":\"ADVIES\",\"id\":\"\(id)\",\"klantnummer\":\"K\(id)\",\"datumModificatie\":\"\(written)\",\"advies\":{\"id\":\"\(id)\"}}"
        }
        var reference: String { "ADVIES/\(id)/\(written)" }
    }

    private struct State {
        var mutations: [Mutation] = []
        var asked: [MutationQuestion] = []
        var faults: [Int: Fault] = [:]
        var events: [Int: [String]] = [:]
        var clock: Instant?
        var previous: (question: MutationQuestion, page: String)?
    }

    private let state = Mutex(State())
    private let isSorted: Bool

    init(isSorted: Bool = true) { self.isSorted = isSorted }

    /// Records a mutation with the moment that the server's clock showed, in UTC or as it is written.
    func record(_ id: String, at stamp: Instant, written: String? = nil) {
        state.withLock { $0.mutations.append(Mutation(id: id, stamp: stamp, written: written ?? stamp.description)) }
    }

    /// What the server says its clock shows; nil: it says nothing.
    func show(_ clock: Instant?) { state.withLock { $0.clock = clock } }
    func fail(_ faults: [Int: Fault]) { state.withLock { $0.faults = faults } }
    /// While request `number` is being answered, these are recorded at the given moment.
    func recordDuring(request number: Int, _ ids: [String]) { state.withLock { $0.events[number] = ids } }

    var references: Set<String> { state.withLock { Set($0.mutations.map(\.reference)) } }
    var asked: [MutationQuestion] { state.withLock { $0.asked } }

    func answer(_ question: MutationQuestion) throws -> MutationAnswer {
        try state.withLock { state in
            state.asked.append(question)
            let number = state.asked.count
            switch state.faults[number] {
            case .expired?: if question.cursor != nil { return .cursorExpired }
            case .cut?: throw CutShort()
            case .repeated?:
                if let (before, page) = state.previous, before.van == question.van, before.tot == question.tot {
                    return .page(Array(page.utf8), serverTime: state.clock)
                }
            case nil: break
            }
            let page = page(question, of: state.mutations)
            state.previous = (question, page)
            // What is recorded now, with an early moment, shifts the places of all that follows.
            for id in state.events[number] ?? [] {
                state.mutations.append(Mutation(id: id, stamp: question.van, written: question.van.description))
            }
            return .page(Array(page.utf8), serverTime: state.clock)
        }
    }

    private func page(_ question: MutationQuestion, of mutations: [Mutation]) -> String {
        var matching = mutations.filter { question.van <= $0.stamp && $0.stamp < question.tot }
        if isSorted { matching.sort { ($0.stamp, $0.id) < ($1.stamp, $1.id) } }
        let start = question.cursor.flatMap { Int($0.dropFirst(2)) } ?? 0
        let end = min(start + question.count, matching.count)
        let elements = start < end ? matching[start..<end].map(\.json) : []
        return "{\"cursor\":\"o;\(end)\",\"heeftMeer\":\(end < matching.count),\"resultaten\":[\(elements.joined(separator: ","))]}"
    }
}
