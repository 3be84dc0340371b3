// SPDX-License-Identifier: EUPL-1.2

/// The entities of the canonical schema that a source can assert (domain §3.2).
package enum FactKind: String, Sendable, Codable, CaseIterable {
    case identity, identifier, nationality, residence, registerEntry, targetGroup, trajectory
    case contract, component, enrolment, test, languageLevel, attestation, credential
    case recognition, jobseeker, referral, activity, participation, exemption, fee
}

/// The value of a fact: one entity of the canonical schema.
package enum FactValue: Sendable, Equatable {
    case identity(PersonDetails)
    case identifier(PersonIdentifier)
    case nationality(Nationality)
    case residence(Residence)
    case registerEntry(RegisterEntry)
    case targetGroup(TargetGroupDetermination)
    case trajectory(Trajectory)
    case contract(Contract)
    case component(ComponentState)
    case enrolment(CourseEnrolment)
    case test(TestAttempt)
    case languageLevel(LanguageLevel)
    case attestation(Attestation)
    case credential(Credential)
    case recognition(RecognitionDecision)
    case jobseeker(JobseekerRegistration)
    case referral(Referral)
    case activity(ActivityPeriod)
    case participation(ParticipationActivity)
    case exemption(Exemption)
    case fee(FeeItem)

    package var kind: FactKind {
        switch self {
        case .identity: .identity
        case .identifier: .identifier
        case .nationality: .nationality
        case .residence: .residence
        case .registerEntry: .registerEntry
        case .targetGroup: .targetGroup
        case .trajectory: .trajectory
        case .contract: .contract
        case .component: .component
        case .enrolment: .enrolment
        case .test: .test
        case .languageLevel: .languageLevel
        case .attestation: .attestation
        case .credential: .credential
        case .recognition: .recognition
        case .jobseeker: .jobseeker
        case .referral: .referral
        case .activity: .activity
        case .participation: .participation
        case .exemption: .exemption
        case .fee: .fee
        }
    }

    init(kind: FactKind, from decoder: any Decoder) throws {
        switch kind {
        case .identity: self = .identity(try PersonDetails(from: decoder))
        case .identifier: self = .identifier(try PersonIdentifier(from: decoder))
        case .nationality: self = .nationality(try Nationality(from: decoder))
        case .residence: self = .residence(try Residence(from: decoder))
        case .registerEntry: self = .registerEntry(try RegisterEntry(from: decoder))
        case .targetGroup: self = .targetGroup(try TargetGroupDetermination(from: decoder))
        case .trajectory: self = .trajectory(try Trajectory(from: decoder))
        case .contract: self = .contract(try Contract(from: decoder))
        case .component: self = .component(try ComponentState(from: decoder))
        case .enrolment: self = .enrolment(try CourseEnrolment(from: decoder))
        case .test: self = .test(try TestAttempt(from: decoder))
        case .languageLevel: self = .languageLevel(try LanguageLevel(from: decoder))
        case .attestation: self = .attestation(try Attestation(from: decoder))
        case .credential: self = .credential(try Credential(from: decoder))
        case .recognition: self = .recognition(try RecognitionDecision(from: decoder))
        case .jobseeker: self = .jobseeker(try JobseekerRegistration(from: decoder))
        case .referral: self = .referral(try Referral(from: decoder))
        case .activity: self = .activity(try ActivityPeriod(from: decoder))
        case .participation: self = .participation(try ParticipationActivity(from: decoder))
        case .exemption: self = .exemption(try Exemption(from: decoder))
        case .fee: self = .fee(try FeeItem(from: decoder))
        }
    }

    func encodeValue(to encoder: any Encoder) throws {
        switch self {
        case .identity(let value): try value.encode(to: encoder)
        case .identifier(let value): try value.encode(to: encoder)
        case .nationality(let value): try value.encode(to: encoder)
        case .residence(let value): try value.encode(to: encoder)
        case .registerEntry(let value): try value.encode(to: encoder)
        case .targetGroup(let value): try value.encode(to: encoder)
        case .trajectory(let value): try value.encode(to: encoder)
        case .contract(let value): try value.encode(to: encoder)
        case .component(let value): try value.encode(to: encoder)
        case .enrolment(let value): try value.encode(to: encoder)
        case .test(let value): try value.encode(to: encoder)
        case .languageLevel(let value): try value.encode(to: encoder)
        case .attestation(let value): try value.encode(to: encoder)
        case .credential(let value): try value.encode(to: encoder)
        case .recognition(let value): try value.encode(to: encoder)
        case .jobseeker(let value): try value.encode(to: encoder)
        case .referral(let value): try value.encode(to: encoder)
        case .activity(let value): try value.encode(to: encoder)
        case .participation(let value): try value.encode(to: encoder)
        case .exemption(let value): try value.encode(to: encoder)
        case .fee(let value): try value.encode(to: encoder)
        }
    }
}
