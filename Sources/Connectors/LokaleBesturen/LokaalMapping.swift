// SPDX-License-Identifier: EUPL-1.2
import Contracts
import ExchangeSchema

/// A checked row in the municipality's words.
struct LokaalRow {
    let cells: [String: String]
    let row: Int

    /// The cell, nil where it is empty.
    subscript(name: String) -> String? {
        guard let cell = cells[name], !cell.isEmpty else { return nil }
        return cell
    }

    /// A date as `dd/mm/jjjj` with 00 for what is unknown.
    func partialDate(_ name: String) -> PartialDate? {
        guard let cell = self[name], cell.utf8.count == 10, let day = Digits.value(cell.utf8.prefix(2)),
            let month = Digits.value(cell.utf8.dropFirst(3).prefix(2)), let year = Digits.value(cell.utf8.suffix(4))
        else { return nil }
        return PartialDate(year: year, month: month, day: day)
    }

    func date(_ name: String) -> LocalDate? { partialDate(name)?.exact }

    func rejection(_ rule: String, _ field: String) -> Rejection {
        Rejection(rule: rule, field: field, place: "row \(row), column \(field)")
    }
}

/// Rows of municipalities as facts.
struct LokaalMapping: Sendable {
    let codes: CodeBook

    func resident(_ row: LokaalRow, _ context: LokaalContext) -> RecordReading {
        var subject = Subject()
        if let text = row["rijksregisternummer"] { INSZReading.take(text, into: &subject) }
        if let old = row["oud_insz"].flatMap({ INSZ($0) }), let new = subject.insz {
            subject.replacements = [INSZReplacement(old: old, new: new)]
        }
        guard let begin = row.date("datum_inschrijving") else { return .rejected([row.rejection("lokaal:date", "datum_inschrijving")]) }
        if row["geboortedatum"] != nil, row.partialDate("geboortedatum") == nil {
            return .rejected([row.rejection("lokaal:date", "geboortedatum")])
        }
        let standing: Fact.Standing = row["mutatietype"] == "A" ? .annulled : .held
        var facts = [Fact(id: "identity", value: .identity(details(row)), quality: subject.hasFlawedINSZ ? [.checksumFail] : [])]
        facts.append(residence(row, from: begin, standing))
        if let code = row["register"] {
            let mapped = codes.canonical("lokaal/register", code).flatMap(RegisterEntry.Register.init)
            let entry = RegisterEntry(
                register: mapped ?? .unknown, original: codes.translated("lokaal/register", code, to: "register"),
                validity: Period(from: begin))
            facts.append(
                Fact(
                    id: "\(row["niscode"] ?? "")/\(begin)", standing: standing, value: .registerEntry(entry),
                    quality: mapped == nil ? [.unmappedCode] : []))
        }
        if let code = row["nationaliteit"] {
            let country = codes.translated("nis/land", code, to: "iso/land")
            facts.append(
                Fact(
                    id: "nationality", value: .nationality(Nationality(country: country)), quality: country.isMapped ? [] : [.unmappedCode])
            )
        }
        return .mapped(record(LokaalConnector.residents, subject, facts, context))
    }

    private func details(_ row: LokaalRow) -> PersonDetails {
        var details = PersonDetails()
        let given = row["voornaam"].map { $0.split(separator: " ").map(String.init) } ?? []
        if row["naam"] != nil || !given.isEmpty { details.names = [PersonName(familyName: row["naam"], givenNames: given)] }
        details.birthDate = row.partialDate("geboortedatum")
        return details
    }

    private func residence(_ row: LokaalRow, from begin: LocalDate, _ standing: Fact.Standing) -> Fact {
        var residence = Residence(nis: row["niscode"], validity: Period(from: begin))
        residence.street = row["straat"]
        residence.houseNumber = row["huisnr"]
        residence.box = row["bus"]
        residence.postcode = row["postcode"]
        residence.municipalityName = row["gemeente"]
        return Fact(id: "\(row["niscode"] ?? "")/\(begin)", standing: standing, value: .residence(residence))
    }

    func participation(_ row: LokaalRow, _ context: LokaalContext) -> RecordReading {
        var subject = Subject()
        if let text = row["rijksregisternummer"] { INSZReading.take(text, into: &subject) }
        guard let id = row["activiteit_id"] else { return .rejected([row.rejection("lokaal:missing", "activiteit_id")]) }
        guard let duration = row["uren"].flatMap({ Hours(decimal: $0) }) else { return .rejected([row.rejection("lokaal:hours", "uren")]) }
        let form = row["vorm"].flatMap { codes.canonical("lokaal/vorm", $0) }.flatMap(ParticipationActivity.Form.init)
        let signed = row.date("bewijs_getekend")
        var activity = ParticipationActivity(
            activityId: id, form: form ?? .other, duration: duration, status: signed == nil ? .planned : .done)
        activity.originalForm = row["vorm"].map { codes.translated("lokaal/vorm", $0, to: "participation-form") }
        activity.organiser = row["organisator"]
        activity.nis = context.nis
        if let begin = row.date("begin") {
            guard let period = Period(begin: begin, end: row.date("einde")) else {
                return .rejected([row.rejection("period:ends-before-it-begins", "einde")])
            }
            activity.period = period
        }
        activity.proofSignedOn = signed
        let fact = Fact(
            id: "\(context.nis)/\(id)", standing: row["mutatietype"] == "A" ? .annulled : .held, value: .participation(activity),
            quality: form == nil ? [.unmappedCode] : [])
        return .mapped(record(LokaalConnector.participation, subject, [fact], context))
    }

    private func record(_ format: MessageFormat, _ subject: Subject, _ facts: [Fact], _ context: LokaalContext) -> CanonicalRecord {
        CanonicalRecord(
            source: SourceStamp(
                agency: .lokaal, organisation: .municipality(context.nis), format: format, assertedAt: context.assertedAt,
                sequence: context.sequence), subject: subject, facts: facts)
    }
}
