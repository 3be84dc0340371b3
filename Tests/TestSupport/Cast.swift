// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// The persons that play in tests: invented names, test numbers only.
package enum Cast {
    /// A day that the test wrote itself.
    package static func day(_ text: String) -> LocalDate {
        guard let date = LocalDate(text) else { preconditionFailure("the test wrote no date") }
        return date
    }

    package static func number(_ birth: String, _ sequence: Int) -> INSZ {
        guard let birth = PartialDate(birth), let insz = INSZ.test(birth: birth, sequence: sequence) else {
            preconditionFailure("no test number")
        }
        return insz
    }

    package static let selam = number("1990-03-12", 402)
    package static let darius = number("1985-11-30", 117)

    package static func stamp(_ agency: Agency, _ at: String, sequence: Int64 = 0, by organisation: OrganisationID? = nil) -> SourceStamp {
        SourceStamp(
            agency: agency, organisation: organisation ?? OrganisationID(rawValue: agency.rawValue),
            format: MessageFormat(rawValue: "test/1"),
            assertedAt: Instant(utc: day(at)), sequence: sequence)
    }

    package static func sourced<Value>(_ value: Value, _ id: String = "1", by agency: Agency = .inburgering, record: Int64 = 1) -> Sourced<
        Value
    > {
        Sourced(
            value: value, factId: id, agency: agency, organisation: OrganisationID(rawValue: agency.rawValue),
            assertedAt: Instant(milliseconds: 0),
            record: record, rule: "only-source")
    }

    /// Selam lives in Ghent, has a contract since the day given, and a running trajectory managed by AgII.
    package static func newcomer(contract: String? = "2024-01-15") -> CanonicalPerson {
        var person = CanonicalPerson(personId: PersonID(rawValue: String(repeating: "a", count: 32)), status: .canonical)
        person.currentINSZ = selam
        person.officialName = sourced(PersonName(familyName: "Tesfaye", givenNames: ["Selam", "Hana"]), by: .lokaal)
        person.birthDate = sourced(PartialDate(day("1990-03-12")), by: .lokaal)
        person.residences = [sourced(Residence(nis: "44021", validity: Period(from: day("2020-01-01"))), by: .lokaal)]
        var trajectory = Trajectory(trajectoryId: "T1", status: .running)
        trajectory.manager = .agii
        trajectory.period = Period(from: day(contract ?? "2024-01-15"))
        person.trajectories = [sourced(trajectory, "T1")]
        if let contract {
            var signed = Contract(contractId: "C1", signedOn: day(contract))
            signed.trajectoryId = "T1"
            person.contracts = [sourced(signed, "C1", record: 7)]
        }
        return person
    }

    package static func registration(_ at: String, _ id: String = "R1", record: Int64 = 9) -> Sourced<JobseekerRegistration> {
        guard let instant = Instant(at) else { preconditionFailure("the test wrote no instant") }
        return sourced(JobseekerRegistration(registrationId: id, registeredAt: instant), id, by: .vdab, record: record)
    }
}
