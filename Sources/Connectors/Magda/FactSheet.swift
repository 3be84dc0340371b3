// SPDX-License-Identifier: EUPL-1.2

import Contracts
import ExchangeSchema

/// The facts of one message while it is being mapped, with the flags that their parts raise on the way.
///
/// Reading a part notes what is imperfect about it; `add` closes the fact and takes the notes along.
struct FactSheet {
    let codes: CodeBook
    private(set) var facts: [Fact] = []
    private(set) var rejections: [Rejection] = []
    private var notes: Set<Quality> = []
    private var taken: Set<FactKey> = []

    init(codes: CodeBook) { self.codes = codes }

    /// Closes a fact. A key that the message uses twice gets a number, so that neither is lost.
    mutating func add(_ id: String, view: String? = nil, _ value: FactValue, standing: Fact.Standing = .held) {
        let key = FactKey(kind: value.kind, thing: unused(value.kind, id, view: view), view: view)
        taken.insert(key)
        facts.append(Fact(id: key.id, standing: standing, value: value, quality: notes))
        notes = []
    }

    /// The id itself, or with a number where the message used it already.
    func unused(_ kind: FactKind, _ id: String, view: String? = nil) -> String {
        var unique = id
        var number = 1
        while taken.contains(FactKey(kind: kind, thing: unique, view: view)) {
            number += 1
            unique = "\(id)#\(number)"
        }
        return unique
    }

    mutating func note(_ quality: Quality) { notes.insert(quality) }

    mutating func reject(_ rule: String, _ element: XMLElement) {
        rejections.append(Rejection(rule: rule, field: element.name, place: element.place))
    }

    /// A code of a list of the source itself; unknown codes are kept and flagged.
    mutating func own(_ list: String, _ code: String?, label: String? = nil) -> Coded? {
        guard let code else { return nil }
        let coded = codes.own(list, code, label: label)
        if !coded.isMapped { notes.insert(.unmappedCode) }
        return coded
    }

    /// A code of a list that we do not keep: it speaks for itself. Its label is left out where it may tell of somebody's health.
    func free(_ list: String, _ element: XMLElement?, labelled: Bool = true) -> Coded? {
        guard let element, let code = element.value else { return nil }
        let label = element.attributes["Naam"] ?? element.attributes["KorteNaam"]
        return Coded(scheme: list, code: code, originalCode: code, originalLabel: labelled ? label : nil)
    }

    /// A code turned into one of another scheme; unknown codes are kept and flagged.
    mutating func translated(_ list: String, _ code: String?, to scheme: String, label: String? = nil) -> Coded? {
        guard let code else { return nil }
        let coded = codes.translated(list, code, to: scheme, label: label)
        if !coded.isMapped { notes.insert(.unmappedCode) }
        return coded
    }

    /// A language as ISO 639-3; one we do not know stays as it is written and is flagged.
    mutating func language(_ code: String?) -> String? {
        guard let code else { return nil }
        if let language = codes.canonical("iso/taal", code) { return language }
        notes.insert(.unmappedCode)
        return code
    }

    /// The canonical counterpart of a code; nil and flagged where the list does not have the code, nil where it has no counterpart.
    mutating func canonical<Value: RawRepresentable>(_ list: String, _ code: String?, as type: Value.Type = Value.self) -> Value?
    where Value.RawValue == String {
        guard let code else { return nil }
        if !codes.knows(list, code) { notes.insert(.unmappedCode) }
        return codes.canonical(list, code).flatMap(Value.init)
    }

    /// A day in full; a partial one is left out and flagged, an impossible one rejects the message.
    mutating func day(_ element: XMLElement?) -> LocalDate? {
        guard let element, let text = element.value else { return nil }
        switch WireDay.read(text) {
        case .day(let day): return day
        case .never: return nil
        case .partial:
            notes.insert(.partial)
            return nil
        case .impossible:
            reject("date:no-such-day", element)
            return nil
        }
    }

    /// A date with what is known of it.
    mutating func partialDate(_ element: XMLElement?) -> PartialDate? {
        guard let element, let text = element.value else { return nil }
        switch WireDay.read(text) {
        case .day(let day): return PartialDate(day)
        case .never: return nil
        case .partial(let date):
            notes.insert(.partial)
            return date
        case .impossible:
            reject("date:no-such-day", element)
            return nil
        }
    }

    /// `Begin` and `Einde`, both inclusive; without a begin in full there is no period.
    mutating func period(_ element: XMLElement?) -> Period? {
        guard let element, let begin = day(element.at("Begin")) else { return nil }
        let end = day(element.at("Einde"))
        guard let period = Period(begin: begin, end: end) else {
            reject("period:ends-before-it-begins", element)
            return nil
        }
        return period
    }
}
