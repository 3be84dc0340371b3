// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// Registration, training and employment: VDAB first; participation: the municipality reports the activity, the agency decides.
enum WorkMerging {
    static func apply(_ view: AssertionView, to person: inout CanonicalPerson) {
        person.jobseekerRegistrations = RegistrationMerging.registrations(view)
        person.referrals = view.things(.referral, by: AuthorityMatrix.work) { if case .referral(let value) = $0 { value } else { nil } }
        person.activities = view.things(.activity, by: AuthorityMatrix.work) { if case .activity(let value) = $0 { value } else { nil } }
            .sorted { ($0.value.period.begin, $0.factId) < ($1.value.period.begin, $1.factId) }
        person.participation = view.winners(.participation, by: AuthorityMatrix.participation) {
            if case .participation(let value) = $0 { value } else { nil }
        }
    }
}
