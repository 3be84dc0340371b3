// SPDX-License-Identifier: EUPL-1.2

/// Whose side of a contract a change is looked at from.
package enum ContractParty: String, Sendable, CaseIterable {
    /// Who writes messages; breaks when something that was accepted no longer is.
    case senders
    /// Who reads messages; breaks when something arrives that never did, or no longer does.
    case readers
}

/// One difference between two versions of a contract.
package struct ContractChange: Sendable, Equatable, CustomStringConvertible {
    /// Path of the element, property or column; empty for the message itself.
    package let place: String
    package let what: String
    /// Messages that were accepted are refused now.
    package let narrows: Bool
    /// Messages are accepted now that never were.
    package let widens: Bool

    package func breaks(_ party: ContractParty) -> Bool { party == .senders ? narrows : widens }

    package var description: String { "\(place.isEmpty ? "message" : place): \(what)" }
}

/// Compares two versions of a contract as sets of messages: what is refused that was accepted, and the other way round. Pure.
package struct ContractDiff: Sendable {
    package private(set) var changes: [ContractChange] = []
    private let old: ContractShape
    private let new: ContractShape

    package init(from old: ContractShape, to new: ContractShape) {
        self.old = old
        self.new = new
        for place in Set(old.places.keys).union(new.places.keys).sorted() {
            switch (old.places[place], new.places[place]) {
            case (nil, let rules?): added(rules, at: place)
            case (let rules?, nil): removed(rules, at: place)
            case (let before?, let after?): compare(before, after, at: place)
            case (nil, nil): continue
            }
        }
    }

    package func breaking(_ party: ContractParty) -> [ContractChange] { changes.filter { $0.breaks(party) } }

    private mutating func note(_ place: String, _ what: String, narrows: Bool, widens: Bool) {
        changes.append(ContractChange(place: place, what: what, narrows: narrows, widens: widens))
    }

    /// Only the topmost of what is new is told. What an open place had room for before is nothing new to a reader.
    private mutating func added(_ rules: ContractShape.Rules, at place: String) {
        guard let parent = ContractShape.parent(of: place), let above = old.places[parent] else { return }
        if new.isPositional { return note(place, "is a new column", narrows: true, widens: true) }
        note(place, rules.isRequired ? "is new and required" : "is new", narrows: rules.isRequired, widens: above.isClosed)
    }

    /// Only the topmost of what is gone is told. An open place still has room for it.
    private mutating func removed(_ rules: ContractShape.Rules, at place: String) {
        guard let parent = ContractShape.parent(of: place), let above = new.places[parent] else { return }
        if new.isPositional { return note(place, "is no column any more", narrows: true, widens: true) }
        note(place, "is gone", narrows: above.isClosed, widens: rules.isRequired)
    }

    private mutating func compare(_ before: ContractShape.Rules, _ after: ContractShape.Rules, at place: String) {
        if before.isRequired != after.isRequired {
            note(place, after.isRequired ? "is required now" : "may be left out now", narrows: after.isRequired, widens: before.isRequired)
        }
        if before.isClosed != after.isClosed {
            note(
                place, after.isClosed ? "has no room for more than is named now" : "has room for more than is named now",
                narrows: after.isClosed, widens: before.isClosed)
        }
        compare(before.types, after.types, "type", place)
        compare(before.allowed, after.allowed, "value", place)
        for key in Set(before.lower.keys).union(after.lower.keys).sorted() {
            bound(key, before.lower[key], after.lower[key], sign: 1, place)
        }
        for key in Set(before.upper.keys).union(after.upper.keys).sorted() {
            bound(key, before.upper[key], after.upper[key], sign: -1, place)
        }
        for key in Set(before.opaque.keys).union(after.opaque.keys).sorted() where before.opaque[key] != after.opaque[key] {
            note(
                place,
                after.opaque[key] == nil ? "\(key) no longer holds" : before.opaque[key] == nil ? "\(key) holds now" : "\(key) changed",
                narrows: after.opaque[key] != nil, widens: before.opaque[key] != nil)
        }
        let common = Set(before.order).intersection(after.order)
        if before.order.filter(common.contains) != after.order.filter(common.contains) {
            note(place, "what stands in it has another order", narrows: true, widens: true)
        }
    }

    private mutating func compare(_ before: Set<String>?, _ after: Set<String>?, _ noun: String, _ place: String) {
        guard before != after else { return }
        guard let before, let after else {
            return note(
                place, after == nil ? "has no list of \(noun)s any more" : "has a list of \(noun)s now", narrows: before == nil,
                widens: after == nil)
        }
        for one in before.subtracting(after).sorted() { note(place, "\(noun) \(one) is no longer allowed", narrows: true, widens: false) }
        for one in after.subtracting(before).sorted() { note(place, "\(noun) \(one) is allowed now", narrows: false, widens: true) }
    }

    /// A lower bound that rises narrows; an upper one that falls does (`sign` -1).
    private mutating func bound(_ key: String, _ before: Double?, _ after: Double?, sign: Double, _ place: String) {
        guard before != after else { return }
        let narrows = after.map { value in before.map { value * sign > $0 * sign } ?? true } ?? false
        let text = { (value: Double?) in value.map { $0 == $0.rounded() && abs($0) < 1e15 ? String(Int64($0)) : String($0) } ?? "none" }
        note(place, "\(key) was \(text(before)), is \(text(after))", narrows: narrows, widens: !narrows)
    }
}

extension ContractDiff {
    /// Whether the version took the step that the changes ask of it: a major one for what breaks somebody.
    package func lacksVersionStep(for party: ContractParty) -> Bool {
        guard !breaking(party).isEmpty else { return false }
        guard let before = old.version, let after = new.version else { return true }
        return after.major <= before.major
    }
}
