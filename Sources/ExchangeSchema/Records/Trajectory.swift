// SPDX-License-Identifier: EUPL-1.2

/// Whether somebody belongs to the target group, and how (doelgroepbepaling).
package struct TargetGroupDetermination: Sendable, Codable, Equatable {
    package enum Answer: String, Sendable, Codable { case yes = "YES", no = "NO", toBeDetermined = "TO_BE_DETERMINED" }
    package var code: Answer
    package var type: TargetGroup
    package var original: Coded?
    package var subtype: Coded?
    package var reasonNotTarget: Coded?
    package var reasonExempt: Coded?
    package var obligedSince: LocalDate?
    /// VLG (Flemish Region) or BHG (Brussels).
    package var region: String?
    package var validity: Period?
    package init(code: Answer, type: TargetGroup) { self.code = code; self.type = type }
}

package enum TargetGroup: String, Sendable, Codable, CaseIterable {
    case obliged = "OBLIGED", entitled = "ENTITLED", entitledObliged = "ENTITLED_OBLIGED", minor = "MINOR"
    case toBeDetermined = "TO_BE_DETERMINED", none = "NONE"
}

/// An integration trajectory (inburgeringstraject); it starts with its earliest signed contract (R02).
package struct Trajectory: Sendable, Codable, Equatable {
    package enum Status: String, Sendable, Codable {
        case running = "RUNNING", completed = "COMPLETED", suspended = "SUSPENDED", unknown = "UNKNOWN"
    }
    package enum Decision: String, Sendable, Codable { case yesIB = "YES_IB", yesEVC = "YES_EVC", no = "NO", noAnalfa = "NO_ANALFA" }
    package var trajectoryId: String
    package var type: Coded?
    /// The body that manages it: agii, atlas, amal or hvnb.
    package var manager: OrganisationID?
    package var period: Period?
    package var status: Status
    package var originalStatus: Coded?
    package var decision: Decision?
    package var decisionDate: LocalDate?
    /// Frozen at the start, for cohorts.
    package var targetGroupAtStart: TargetGroup?
    package init(trajectoryId: String, status: Status) { self.trajectoryId = trajectoryId; self.status = status }
}

/// An integration contract (inburgeringscontract).
package struct Contract: Sendable, Codable, Equatable {
    package enum Status: String, Sendable, Codable { case signed = "SIGNED", withdrawn = "WITHDRAWN", replaced = "REPLACED" }
    package struct Term: Hashable, Sendable, Codable {
        package var pillar: Pillar
        package var included: Bool
        package var dueOn: LocalDate?
        package init(pillar: Pillar, included: Bool, dueOn: LocalDate? = nil) {
            self.pillar = pillar; self.included = included; self.dueOn = dueOn
        }
    }
    package struct Addendum: Hashable, Sendable, Codable {
        package var date: LocalDate
        package var type: Coded?
        package init(date: LocalDate, type: Coded? = nil) { self.date = date; self.type = type }
    }
    package struct Suspension: Hashable, Sendable, Codable {
        package var period: Period
        package var reason: Coded?
        package init(period: Period, reason: Coded? = nil) { self.period = period; self.reason = reason }
    }
    package var contractId: String
    package var trajectoryId: String?
    package var type: Coded?
    package var signedOn: LocalDate?
    package var registeredOn: LocalDate?
    package var terms: [Term] = []
    package var rightsAndDutiesClause: Bool?
    package var addenda: [Addendum] = []
    package var suspensions: [Suspension] = []
    package var postponements: [LocalDate] = []
    package var status: Status
    package init(contractId: String, signedOn: LocalDate?, status: Status = .signed) {
        self.contractId = contractId
        self.signedOn = signedOn
        self.status = status
    }
}

/// The four components of the trajectory (R04).
package enum Pillar: String, Sendable, Codable, CaseIterable { case nt2 = "NT2", mo = "MO", eco = "ECO", part = "PART" }

/// How far one component of a trajectory is (trajectonderdeel).
package struct ComponentState: Sendable, Codable, Equatable {
    package enum Decision: String, Sendable, Codable {
        case met = "MET", notMet = "NOT_MET", notApplicable = "NOT_APPLICABLE", passed = "PASSED", failed = "FAILED"
    }
    package var componentId: String
    package var trajectoryId: String?
    package var pillar: Pillar?
    package var sourceType: Coded?
    package var period: Period?
    package var status: Coded?
    package var decision: Decision?
    package var originalDecision: Coded?
    package var decisionDate: LocalDate?
    package var exemption: Coded?
    package init(componentId: String) { self.componentId = componentId }
}

/// A freeing from a duty (vrijstelling); of health only that there is a ground, never the diagnosis (R08).
package struct Exemption: Sendable, Codable, Equatable {
    package enum Scope: String, Sendable, Codable {
        case whole = "WHOLE", nt2 = "NT2", mo = "MO", eco = "ECO", part = "PART", b1Oral = "B1_ORAL", fee = "FEE"
    }
    package enum Reason: String, Sendable, Codable {
        case illness = "ILLNESS", disability = "DISABILITY", age65 = "AGE_65", euCitizen = "EU_CITIZEN", diploma = "DIPLOMA"
        case educationBelgium = "EDUCATION_BE", working = "WORKING", studying = "STUDYING", voluntary = "VOLUNTARY"
        case limitedLearning = "LIMITED_LEARNING", other = "OTHER"
    }
    package var scope: Scope
    package var reason: Reason
    package var original: Coded?
    package var period: Period?
    package var decidedBy: OrganisationID?
    package init(scope: Scope, reason: Reason) { self.scope = scope; self.reason = reason }
    /// Health data in the sense of GDPR art. 9.
    package var isSpecialCategory: Bool { reason == .illness || reason == .disability }
}

/// A fee due or paid (retributie, R12).
package struct FeeItem: Sendable, Codable, Equatable {
    package enum Kind: String, Sendable, Codable {
        case nt2Course = "NT2_COURSE", nt2Test = "NT2_TEST", moCourse = "MO_COURSE", moTest = "MO_TEST", b1Test = "B1_TEST", unknown =
            "UNKNOWN"
    }
    package var kind: Kind
    package var original: Coded?
    package var amount: Money?
    package var dueOn: LocalDate?
    package var triggerRef: String?
    package var exempt: Bool
    package var exemptReason: Coded?
    package var paidOn: LocalDate?
    package var refunded: Money?
    package init(kind: Kind, exempt: Bool = false) { self.kind = kind; self.exempt = exempt }
}
