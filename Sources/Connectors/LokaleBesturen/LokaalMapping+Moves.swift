// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// Moves between municipalities, and numbers that were replaced.
extension LokaalMapping {
    /// A move, told by the municipality that is left or the one of arrival: a residence begins there.
    func move(_ row: LokaalRow, _ context: LokaalContext) -> Result<Said, RejectedRow> {
        let (subject, quality) = subject(row)
        guard let from = row["van_nis"], let to = row["naar_nis"], let moved = row.date("datum_verhuis") else {
            return .failure(RejectedRow(row.rejection("lokaal:date", "datum_verhuis")))
        }
        if row["geboortedatum"] != nil, row.partialDate("geboortedatum") == nil {
            return .failure(RejectedRow(row.rejection("lokaal:date", "geboortedatum")))
        }
        guard from != to else { return .failure(RejectedRow(row.rejection("lokaal:no-move", "naar_nis"))) }
        guard
            [from, to].contains(where: { municipalities.code($0, on: context.date) == municipalities.code(context.nis, on: context.date) })
        else { return .failure(RejectedRow(row.rejection("lokaal:not-its-move", "van_nis"))) }
        var said = Said(subject: subject)
        if row["naam"] != nil || row["voornaam"] != nil || !quality.isEmpty { said.facts.append(identity(row, quality)) }
        // A key of its own: what the municipality of arrival says of the same day stands beside it and is not overwritten.
        said.facts.append(residence(row, nis: to, from: moved, id: "verhuis/\(from)/\(to)/\(moved)"))
        said.outcomes = municipalities.warnings(nis: to, on: moved) + municipalities.warnings(nis: from, on: moved.adding(days: -1))
        return .success(said)
    }

    /// `oud_insz;nieuw_insz`: one number gave way to another for the same person.
    func replacedNumber(_ row: LokaalRow) -> Result<Said, RejectedRow> {
        guard let new = row["nieuw_insz"].flatMap({ NumberCell($0).insz }) else {
            return .failure(RejectedRow(row.rejection("lokaal:insz", "nieuw_insz")))
        }
        guard let old = row["oud_insz"].flatMap({ NumberCell($0).insz }) else {
            return .failure(RejectedRow(row.rejection("lokaal:insz", "oud_insz")))
        }
        guard old != new else { return .failure(RejectedRow(row.rejection("lokaal:same-number", "nieuw_insz"))) }
        guard let changed = row.date("datum_wijziging") else {
            return .failure(RejectedRow(row.rejection("lokaal:date", "datum_wijziging")))
        }
        var subject = Subject(insz: new)
        subject.replacements = [INSZReplacement(old: old, new: new)]
        let scheme = PersonIdentifier.Scheme(rawValue: new.kind.rawValue) ?? .inszNational
        let identifier = PersonIdentifier(scheme: scheme, value: new.digits, validity: Period(from: changed))
        return .success(Said(subject: subject, facts: [Fact(id: new.kind.rawValue, value: .identifier(identifier))]))
    }
}

extension MunicipalityRegister {
    /// The warning 49021 where an event is told under a code that was gone by then; before its municipality merged, the old code is right.
    func warnings(nis: String, on day: LocalDate) -> [SourceOutcome] {
        guard let dissolved = dissolvedOn(nis), day >= dissolved else { return [] }
        return [SourceOutcome(course: .warning, code: "49021", origin: "NIS")]
    }
}
