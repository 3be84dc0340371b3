// SPDX-License-Identifier: EUPL-1.2

import ExchangeSchema

/// What is left of a fact that leaves the exchange (04 Verwijdering): that there was one, under this id, and nothing of its content.
enum Tombstone {
    static func of(_ value: FactValue, id: String) -> FactValue {
        switch value {
        case .trajectory: .trajectory(Trajectory(trajectoryId: id, status: .unknown))
        case .component: .component(ComponentState(componentId: id))
        case .contract: .contract(Contract(contractId: id, signedOn: nil, status: .withdrawn))
        case .attestation: .attestation(Attestation(attestationId: id, type: .other, issuedOn: nil, status: .withdrawn))
        case .targetGroup: .targetGroup(TargetGroupDetermination(code: .toBeDetermined, type: .toBeDetermined))
        case .exemption: .exemption(Exemption(scope: .whole, reason: .other))
        case .test: .test(TestAttempt(testId: id, kind: .other, outcome: .noResult))
        case .languageLevel: .languageLevel(LanguageLevel(scheme: .cefr, basis: .certificate))
        case .enrolment: .enrolment(CourseEnrolment(enrolmentId: id, kind: .otherAdult, provider: CourseProvider(), status: .unknown))
        case .identity: .identity(PersonDetails())
        default: value
        }
    }
}
