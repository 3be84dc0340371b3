// SPDX-License-Identifier: EUPL-1.2

/// A registration as jobseeker with VDAB (R18).
package struct JobseekerRegistration: Sendable, Codable, Equatable {
    package enum Channel: String, Sendable, Codable { case online = "ONLINE", contact = "CONTACT", referral = "REFERRAL" }
    /// Empty where the source gives none, and the moment of registration stands for it; `*` where the source tells of the open one.
    package var registrationId: String
    package var registeredAt: Instant
    package var effectiveFrom: LocalDate?
    /// VDAB category of jobseekers, two characters.
    package var category: Coded?
    /// The day from which that category holds.
    package var categoryFrom: LocalDate?
    package var channel: Channel?
    package var endedOn: LocalDate?
    package var endReason: Coded?
    package var employmentPerspective: Bool?
    /// Stands for whichever registration is open on `categoryFrom`; such a fact is no registration itself.
    package static let current = "*"
    package init(registrationId: String, registeredAt: Instant) { self.registrationId = registrationId; self.registeredAt = registeredAt }
}

/// A guiding of a person from one body to another (toeleiding); not a registration.
package struct Referral: Sendable, Codable, Equatable {
    package var referralId: String
    package var from: String?
    package var to: String?
    package var partnerType: Coded?
    package var reason: Coded?
    package var receivedOn: LocalDate?
    package var appointmentOn: LocalDate?
    package var status: Coded?
    package init(referralId: String) { self.referralId = referralId }
}

/// A stretch of work, training or study.
package struct ActivityPeriod: Sendable, Codable, Equatable {
    package enum Kind: String, Sendable, Codable {
        case employment = "EMPLOYMENT", selfEmployment = "SELF_EMPLOYMENT", training = "TRAINING", study = "STUDY"
    }
    package var activityId: String
    package var kind: Kind
    package var period: Period
    /// KBO number of the employer.
    package var employer: String?
    package var dimonaNumber: String?
    package var title: Coded?
    package init(activityId: String, kind: Kind, period: Period) {
        self.activityId = activityId
        self.kind = kind
        self.period = period
    }
}

/// An activity of the fourth pillar, participation and network (R19).
package struct ParticipationActivity: Sendable, Codable, Equatable {
    package enum Form: String, Sendable, Codable {
        case buddy = "BUDDY", internship = "INTERNSHIP", volunteering = "VOLUNTEERING", other = "OTHER"
    }
    package enum Status: String, Sendable, Codable {
        case planned = "PLANNED", done = "DONE", rejected = "REJECTED", withdrawn = "WITHDRAWN"
    }
    package var activityId: String
    package var form: Form
    package var originalForm: Coded?
    package var organiser: String?
    package var nis: String?
    package var period: Period?
    package var duration: Hours
    package var dutchContext: Bool?
    package var proofSignedOn: LocalDate?
    package var status: Status
    package init(activityId: String, form: Form, duration: Hours, status: Status) {
        self.activityId = activityId
        self.form = form
        self.duration = duration
        self.status = status
    }
}
