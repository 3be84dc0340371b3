// SPDX-License-Identifier: EUPL-1.2
import Contracts
import ExchangeSchema

/// VDAB's mutations as facts; the contract was checked before.
struct VDABMapping: Sendable {
    let codes: CodeBook

    func map(_ value: JSONValue) -> RecordReading {
        var message = VDABMessage(value)
        guard let modified = message.modifiedAt, let sequence = message.sequence else {
            return .rejected([Rejection(rule: "vdab:no-moment", field: "datumModificatie", place: "/datumModificatie")])
        }
        var subject = Subject(
            localIdentifier: value["klantnummer"]?.string.map {
                PersonIdentifier(scheme: .vdabKlantnummer, value: $0, assignedBy: VDABCodes.kbo)
            })
        if let text = value["insz"]?.string { INSZReading.take(text, into: &subject) }
        var facts = person(value, &subject)
        guard let mapped = fact(of: &message) else { return .rejected(message.rejections) }
        facts += mapped
        let stamp = SourceStamp(
            agency: .vdab, organisation: .vdab, format: VDABConnector.mutation, assertedAt: modified, sequence: sequence)
        var record = CanonicalRecord(source: stamp, subject: subject, facts: facts)
        if value["annulatie"]?.bool == true {
            for index in record.facts.indices where record.facts[index].key.kind != .identity && record.facts[index].key.kind != .identifier
            {
                record.facts[index].standing = .annulled
            }
        }
        return .mapped(record)
    }

    /// Name, birth date and customer number, where the message brings them.
    private func person(_ value: JSONValue, _ subject: inout Subject) -> [Fact] {
        var facts: [Fact] = []
        if let identifier = subject.localIdentifier { facts.append(Fact(id: "klantnummer", value: .identifier(identifier))) }
        var details = PersonDetails()
        if value["naam"]?.string != nil || value["voornaam"]?.string != nil {
            details.names = [PersonName(familyName: value["naam"]?.string, givenNames: value["voornaam"]?.string.map { [$0] } ?? [])]
        }
        details.birthDate = value["geboortedatum"]?.string.flatMap { PartialDate($0) }
        if !details.names.isEmpty || details.birthDate != nil {
            facts.append(Fact(id: "identity", value: .identity(details), quality: subject.hasFlawedINSZ ? [.checksumFail] : []))
        }
        return facts
    }

    private func fact(of message: inout VDABMessage) -> [Fact]? {
        switch message.kind {
        case "INSCHRIJVING", "UITSCHRIJVING", "CATEGORIE": registration(&message)
        case "OPLEIDING": training(&message)
        case "TEWERKSTELLING": employment(&message)
        case "TEST": test(&message)
        case "ADVIES", "UITNODIGING": contact(&message)
        case "ANNULATIE": annulment(&message)
        default: message.unknownKind()
        }
    }

    private func training(_ message: inout VDABMessage) -> [Fact]? {
        guard let training = message.value["opleiding"], let id = training["id"]?.string,
            let start = training["start"]?.string.flatMap({ LocalDate($0) })
        else { return message.missing("opleiding") }
        guard let period = Period(begin: start, end: training["einde"]?.string.flatMap { LocalDate($0) }) else {
            return message.refuse("vdab:period", "opleiding/einde")
        }
        let code = training["code"]?.string
        let course = code.map {
            Coded(scheme: "vdab/opleiding", code: $0, originalCode: $0, originalLabel: training["omschrijving"]?.string)
        }
        let state = training["toestand"]?["code"]?.string ?? ""
        var enrolment = CourseEnrolment(
            enrolmentId: id, kind: code == "NT2" ? .nt2 : .vdabTraining,
            provider: CourseProvider(kbo: VDABCodes.kbo, name: "VDAB", type: .vdab),
            status: VDABCodes.trainingStates[state] ?? .unknown)
        enrolment.course = course
        enrolment.period = period
        enrolment.enrolledOn = start
        enrolment.originalStatus = Coded(
            scheme: "vdab/toestand", code: VDABCodes.trainingStates[state]?.rawValue, originalCode: state,
            originalLabel: training["toestand"]?["omschrijving"]?.string)
        enrolment.result = training["resultaat"]?.string.flatMap { VDABCodes.results[$0] }
        enrolment.daypart = training["dagdeel"]?.string.flatMap { VDABCodes.dayparts[$0] }
        enrolment.targetLevel = training["taalNiveau"]?.string.flatMap(CEFR.init(rawValue:))
        if let absences = training["afwezigheden"]?.array {
            let minutes = absences.map { $0["aantalUur"]?.string.flatMap { Hours(decimal: $0)?.minutes } }
            guard !minutes.contains(nil) else { return message.refuse("vdab:hours", "opleiding/afwezigheden/aantalUur") }
            enrolment.excused = Hours(minutes: minutes.compactMap(\.self).reduce(0, +))
        }
        var activity = ActivityPeriod(activityId: id, kind: .training, period: period)
        activity.title = course
        return [
            Fact(id: id, value: .enrolment(enrolment), quality: VDABCodes.trainingStates[state] == nil ? [.unmappedCode] : []),
            Fact(id: id, value: .activity(activity)),
        ]
    }

    private func employment(_ message: inout VDABMessage) -> [Fact]? {
        guard let work = message.value["tewerkstelling"], let id = work["id"]?.string,
            let start = work["start"]?.string.flatMap({ LocalDate($0) })
        else {
            return message.missing("tewerkstelling")
        }
        guard let period = Period(begin: start, end: work["einde"]?.string.flatMap { LocalDate($0) }) else {
            return message.refuse("vdab:period", "tewerkstelling/einde")
        }
        var activity = ActivityPeriod(activityId: id, kind: .employment, period: period)
        activity.employer = work["werkgever"]?["kbo"]?.string
        return [Fact(id: id, value: .activity(activity))]
    }

    private func test(_ message: inout VDABMessage) -> [Fact]? {
        guard let test = message.value["test"], let id = test["id"]?.string else { return message.missing("test") }
        let code = test["code"]?.string ?? ""
        let outcome = test["resultaat"]?.string ?? ""
        var attempt = TestAttempt(testId: id, kind: .other, outcome: VDABCodes.outcomes[outcome] ?? .noResult)
        attempt.original = Coded(scheme: "vdab/test", code: nil, originalCode: code, originalLabel: test["omschrijving"]?.string)
        attempt.originalOutcome = Coded(scheme: "vdab/resultaat", code: VDABCodes.outcomes[outcome]?.rawValue, originalCode: outcome)
        attempt.date = test["datum"]?.string.flatMap { LocalDate($0) }
        return [Fact(id: id, value: .test(attempt), quality: [.unmappedCode])]
    }

    /// Advice and invitations have no entity of their own: they are contacts, kept as referrals.
    private func contact(_ message: inout VDABMessage) -> [Fact]? {
        guard let contact = message.value["advies"] ?? message.value["uitnodiging"], let id = contact["id"]?.string else {
            return message.missing(message.kind.lowercased())
        }
        var referral = Referral(referralId: id)
        referral.from = OrganisationID.vdab.rawValue
        referral.reason = Coded(
            scheme: "vdab/soort", code: message.kind, originalCode: contact["code"]?.string ?? contact["kanaal"]?.string ?? message.kind,
            originalLabel: contact["omschrijving"]?.string)
        referral.receivedOn = contact["datum"]?.string.flatMap { LocalDate($0) }
        return [Fact(id: id, value: .referral(referral))]
    }
}
