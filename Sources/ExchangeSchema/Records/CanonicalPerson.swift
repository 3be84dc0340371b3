// SPDX-License-Identifier: EUPL-1.2

/// What is now believed of a person: the winners among all assertions, each with who said so.
package struct CanonicalPerson: Sendable, Codable, Equatable {
    package var personId: PersonID
    package var status: Status
    /// Every INSZ and other number the person is known by.
    package var identifiers: [PersonIdentifier] = []
    package var currentINSZ: INSZ?
    package var officialName: Sourced<PersonName>?
    package var otherNames: [PersonName] = []
    package var birthDate: Sourced<PartialDate>?
    package var birthPlace: Sourced<BirthPlace>?
    package var sex: Sourced<Sex>?
    package var deathDate: Sourced<PartialDate>?
    package var fileStatus: Sourced<Coded>?
    package var contactLanguages: [String] = []
    package var literacy: Sourced<Literacy>?
    package var schoolingYears: Sourced<Int>?
    package var nationalities: [Sourced<Nationality>] = []
    /// Ordered by begin; a later one ends the one before.
    package var residences: [Sourced<Residence>] = []
    package var registerEntries: [Sourced<RegisterEntry>] = []
    package var targetGroups: [Sourced<TargetGroupDetermination>] = []
    package var trajectories: [Sourced<Trajectory>] = []
    package var contracts: [Sourced<Contract>] = []
    package var components: [Sourced<ComponentState>] = []
    package var enrolments: [Sourced<CourseEnrolment>] = []
    package var tests: [Sourced<TestAttempt>] = []
    package var languageLevels: [Sourced<LanguageLevel>] = []
    package var attestations: [Sourced<Attestation>] = []
    package var credentials: [Sourced<Credential>] = []
    package var recognitions: [Sourced<RecognitionDecision>] = []
    package var jobseekerRegistrations: [Sourced<JobseekerRegistration>] = []
    package var referrals: [Sourced<Referral>] = []
    package var activities: [Sourced<ActivityPeriod>] = []
    package var participation: [Sourced<ParticipationActivity>] = []
    package var exemptions: [Sourced<Exemption>] = []
    package var fees: [Sourced<FeeItem>] = []
    package var conflicts: [Conflict] = []

    package init(personId: PersonID, status: Status) { self.personId = personId; self.status = status }

    package enum Status: String, Sendable, Codable {
        /// Known under a valid INSZ, or by a decision of an operator.
        case canonical = "CANONICAL"
        /// Nobody has decided yet whose records these are; nothing of it is delivered.
        case provisional = "PROVISIONAL"
        /// Its records have moved to another person.
        case merged = "MERGED"
    }

    /// The municipality of main residence on a day, under the code valid on that day.
    package func municipality(on day: LocalDate, in register: MunicipalityRegister) -> String? {
        let current = residences.last { $0.value.type == .domicile && ($0.value.validity?.contains(day) ?? true) }
        return current?.value.nis.map { register.code($0, on: day) }
    }
}

/// Opaque id of a person within the gateway: 16 bytes in hexadecimal; says nothing about the person.
package struct PersonID: RawRepresentable, Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    package static func < (left: PersonID, right: PersonID) -> Bool { left.rawValue < right.rawValue }
    package var description: String { rawValue }

    package init(from decoder: any Decoder) throws { rawValue = try decoder.singleValueContainer().decode(String.self) }
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}

/// A winning value with its source and the rule by which it won.
package struct Sourced<Value: Sendable & Codable & Equatable>: Sendable, Codable, Equatable {
    package var value: Value
    /// The source's id of the fact within its organisation.
    package var factId: String
    package var agency: Agency
    package var organisation: OrganisationID
    package var assertedAt: Instant
    /// Store number of the source record that asserted it.
    package var record: Int64
    package var quality: [Quality]
    /// Which rule of the authority matrix made it win, e.g. `municipality-first`.
    package var rule: String

    package init(
        value: Value, factId: String, agency: Agency, organisation: OrganisationID, assertedAt: Instant, record: Int64,
        quality: Set<Quality> = [], rule: String
    ) {
        self.value = value
        self.factId = factId
        self.agency = agency
        self.organisation = organisation
        self.assertedAt = assertedAt
        self.record = record
        self.quality = quality.sorted()
        self.rule = rule
    }
}

/// Two sources that contradict each other on one attribute, and what the matrix made of it.
package struct Conflict: Hashable, Sendable, Codable {
    /// Canonical attribute path, e.g. `birthDate` or `enrolments.result`.
    package var attribute: String
    package var agencies: [Agency]
    package var records: [Int64]
    /// The rule that resolved it, or nil where an operator must.
    package var resolvedBy: String?
    package init(attribute: String, agencies: [Agency], records: [Int64], resolvedBy: String?) {
        self.attribute = attribute
        self.agencies = agencies
        self.records = records
        self.resolvedBy = resolvedBy
    }
}
