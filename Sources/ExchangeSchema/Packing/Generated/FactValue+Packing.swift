// SPDX-License-Identifier: EUPL-1.2
// Written by scripts/packing.py from Exchange/FactValue.swift; not to be changed by hand.

extension FactKind: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .identity: 1
        case .identifier: 2
        case .nationality: 3
        case .residence: 4
        case .registerEntry: 5
        case .targetGroup: 6
        case .trajectory: 7
        case .contract: 8
        case .component: 9
        case .enrolment: 10
        case .test: 11
        case .languageLevel: 12
        case .attestation: 13
        case .credential: 14
        case .recognition: 15
        case .jobseeker: 16
        case .referral: 17
        case .activity: 18
        case .participation: 19
        case .exemption: 20
        case .fee: 21
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .identity
        case 2: self = .identifier
        case 3: self = .nationality
        case 4: self = .residence
        case 5: self = .registerEntry
        case 6: self = .targetGroup
        case 7: self = .trajectory
        case 8: self = .contract
        case 9: self = .component
        case 10: self = .enrolment
        case 11: self = .test
        case 12: self = .languageLevel
        case 13: self = .attestation
        case 14: self = .credential
        case 15: self = .recognition
        case 16: self = .jobseeker
        case 17: self = .referral
        case 18: self = .activity
        case 19: self = .participation
        case 20: self = .exemption
        case 21: self = .fee
        default: return nil
        }
    }
}

extension FactValue {
    func pack(into out: inout PackedWriter) {
        switch self {
        case .identity(let value): value.pack(into: &out)
        case .identifier(let value): value.pack(into: &out)
        case .nationality(let value): value.pack(into: &out)
        case .residence(let value): value.pack(into: &out)
        case .registerEntry(let value): value.pack(into: &out)
        case .targetGroup(let value): value.pack(into: &out)
        case .trajectory(let value): value.pack(into: &out)
        case .contract(let value): value.pack(into: &out)
        case .component(let value): value.pack(into: &out)
        case .enrolment(let value): value.pack(into: &out)
        case .test(let value): value.pack(into: &out)
        case .languageLevel(let value): value.pack(into: &out)
        case .attestation(let value): value.pack(into: &out)
        case .credential(let value): value.pack(into: &out)
        case .recognition(let value): value.pack(into: &out)
        case .jobseeker(let value): value.pack(into: &out)
        case .referral(let value): value.pack(into: &out)
        case .activity(let value): value.pack(into: &out)
        case .participation(let value): value.pack(into: &out)
        case .exemption(let value): value.pack(into: &out)
        case .fee(let value): value.pack(into: &out)
        }
    }

    init(kind: FactKind, unpacking reader: inout PackedReader) throws {
        switch kind {
        case .identity: self = .identity(try PersonDetails(unpacking: &reader))
        case .identifier: self = .identifier(try PersonIdentifier(unpacking: &reader))
        case .nationality: self = .nationality(try Nationality(unpacking: &reader))
        case .residence: self = .residence(try Residence(unpacking: &reader))
        case .registerEntry: self = .registerEntry(try RegisterEntry(unpacking: &reader))
        case .targetGroup: self = .targetGroup(try TargetGroupDetermination(unpacking: &reader))
        case .trajectory: self = .trajectory(try Trajectory(unpacking: &reader))
        case .contract: self = .contract(try Contract(unpacking: &reader))
        case .component: self = .component(try ComponentState(unpacking: &reader))
        case .enrolment: self = .enrolment(try CourseEnrolment(unpacking: &reader))
        case .test: self = .test(try TestAttempt(unpacking: &reader))
        case .languageLevel: self = .languageLevel(try LanguageLevel(unpacking: &reader))
        case .attestation: self = .attestation(try Attestation(unpacking: &reader))
        case .credential: self = .credential(try Credential(unpacking: &reader))
        case .recognition: self = .recognition(try RecognitionDecision(unpacking: &reader))
        case .jobseeker: self = .jobseeker(try JobseekerRegistration(unpacking: &reader))
        case .referral: self = .referral(try Referral(unpacking: &reader))
        case .activity: self = .activity(try ActivityPeriod(unpacking: &reader))
        case .participation: self = .participation(try ParticipationActivity(unpacking: &reader))
        case .exemption: self = .exemption(try Exemption(unpacking: &reader))
        case .fee: self = .fee(try FeeItem(unpacking: &reader))
        }
    }
}
