// SPDX-License-Identifier: EUPL-1.2
import Contracts
import ExchangeSchema

/// Rows of municipalities as facts.
struct LokaalMapping: Sendable {
    let codes: CodeBook
    let municipalities: MunicipalityRegister

    /// What a row of one form says, once its contract is kept.
    func map(_ row: LokaalRow, as form: LokaalForm, _ context: LokaalContext) -> RecordReading {
        let read: Result<Said, RejectedRow> =
            switch form.kind {
            case .residents: resident(row)
            case .participation: participation(row, context)
            case .moves: move(row, context)
            case .numbers: replacedNumber(row)
            }
        switch read {
        case .failure(let rejected): return .rejected(rejected.rejections)
        case .success(let said):
            let stamp = SourceStamp(
                agency: .lokaal, organisation: .municipality(context.nis), format: form.format, assertedAt: context.assertedAt,
                sequence: context.sequence)
            var record = CanonicalRecord(source: stamp, subject: said.subject, facts: said.facts)
            record.outcomes = said.outcomes
            return .mapped(record)
        }
    }

    /// What one row says of one person.
    struct Said {
        var subject: Subject
        var facts: [Fact] = []
        var outcomes: [SourceOutcome] = []
    }

    /// The person of a row, with what is imperfect about the number.
    func subject(_ row: LokaalRow) -> (subject: Subject, quality: Set<Quality>) {
        var subject = Subject()
        var quality: Set<Quality> = []
        guard let text = row["rijksregisternummer"] else { return (subject, quality) }
        let cell = NumberCell(text)
        subject.insz = cell.insz
        if cell.insz == nil {
            subject.hasFlawedINSZ = true
            subject.flawedINSZ = text
            quality.insert(.checksumFail)
        }
        if cell.isDamaged { quality.insert(.damaged) }
        return (subject, quality.union(row.damage(in: "rijksregisternummer")))
    }

    func resident(_ row: LokaalRow) -> Result<Said, RejectedRow> {
        var (subject, quality) = subject(row)
        if let text = row["oud_insz"] {
            let old = NumberCell(text)
            if let replaced = old.insz, let new = subject.insz { subject.replacements = [INSZReplacement(old: replaced, new: new)] }
            if old.insz == nil { quality.insert(.checksumFail) }
            if old.isDamaged { quality.insert(.damaged) }
        }
        guard let nis = row["niscode"], let begin = row.date("datum_inschrijving") else {
            return .failure(RejectedRow(row.rejection("lokaal:date", "datum_inschrijving")))
        }
        if row["geboortedatum"] != nil, row.partialDate("geboortedatum") == nil {
            return .failure(RejectedRow(row.rejection("lokaal:date", "geboortedatum")))
        }
        var said = Said(subject: subject)
        said.facts = [identity(row, quality), residence(row, nis: nis, from: begin, id: "\(nis)/\(begin)")]
        if let code = row["register"] {
            let mapped = codes.canonical("lokaal/register", code).flatMap(RegisterEntry.Register.init)
            let entry = RegisterEntry(
                register: mapped ?? .unknown, original: codes.translated("lokaal/register", code, to: "register"),
                validity: Period(from: begin))
            said.facts.append(
                Fact(
                    id: "\(nis)/\(begin)", standing: row.standing, value: .registerEntry(entry),
                    quality: mapped == nil ? [.unmappedCode] : []))
        }
        if let code = row["nationaliteit"] {
            let country = CountryCode(codes).country(nis: code)
            said.facts.append(
                Fact(id: "nationality", value: .nationality(Nationality(country: country.coded)), quality: country.quality))
        }
        said.outcomes = municipalities.warnings(nis: nis, on: begin)
        return .success(said)
    }

    func identity(_ row: LokaalRow, _ quality: Set<Quality>) -> Fact {
        var details = PersonDetails()
        var quality = quality.union(row.damage(in: "naam", "voornaam", "geboortedatum"))
        let given = row["voornaam"].map { $0.split(separator: " ").map(String.init) } ?? []
        if row["naam"] != nil || !given.isEmpty { details.names = [PersonName(familyName: row["naam"], givenNames: given)] }
        // The code page of the sender had no letter for it.
        if [row["naam"], row["voornaam"]].contains(where: { $0?.utf8.contains(UInt8(ascii: "?")) ?? false }) { quality.insert(.damaged) }
        details.birthDate = row.partialDate("geboortedatum")
        return Fact(id: "identity", value: .identity(details), quality: quality)
    }

    func residence(_ row: LokaalRow, nis: String, from begin: LocalDate, id: String) -> Fact {
        var residence = Residence(nis: nis, validity: Period(from: begin))
        residence.street = row["straat"]
        residence.houseNumber = row["huisnr"]
        residence.box = row["bus"]
        residence.postcode = row["postcode"]
        residence.municipalityName = row["gemeente"]
        return Fact(
            id: id, standing: row.standing, value: .residence(residence),
            quality: row.damage(in: "straat", "huisnr", "bus", "postcode", "gemeente"))
    }

    func participation(_ row: LokaalRow, _ context: LokaalContext) -> Result<Said, RejectedRow> {
        let (subject, quality) = subject(row)
        guard let id = row["activiteit_id"] else { return .failure(RejectedRow(row.rejection("lokaal:missing", "activiteit_id"))) }
        guard let duration = row["uren"].flatMap({ Hours(decimal: $0) }) else {
            return .failure(RejectedRow(row.rejection("lokaal:hours", "uren")))
        }
        let form = row["vorm"].flatMap { codes.canonical("lokaal/vorm", $0) }.flatMap(ParticipationActivity.Form.init)
        let signed = row.date("bewijs_getekend")
        var activity = ParticipationActivity(
            activityId: id, form: form ?? .other, duration: duration, status: signed == nil ? .planned : .done)
        activity.originalForm = row["vorm"].map { codes.translated("lokaal/vorm", $0, to: "participation-form") }
        activity.organiser = row["organisator"]
        activity.nis = context.nis
        if let begin = row.date("begin") {
            guard let period = Period(begin: begin, end: row.date("einde")) else {
                return .failure(RejectedRow(row.rejection("period:ends-before-it-begins", "einde")))
            }
            activity.period = period
        }
        activity.proofSignedOn = signed
        let fact = Fact(
            id: "\(context.nis)/\(id)", standing: row.standing, value: .participation(activity),
            quality: quality.intersection([.damaged]).union(row.damage(in: "organisator", "vorm")).union(form == nil ? [.unmappedCode] : [])
        )
        return .success(Said(subject: subject, facts: [fact]))
    }
}
