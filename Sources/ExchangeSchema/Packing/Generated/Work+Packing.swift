// SPDX-License-Identifier: EUPL-1.2
// Written by scripts/packing.py from Records/Work.swift; not to be changed by hand.

extension JobseekerRegistration: Packable {
    package func pack(into out: inout PackedWriter) {
        out.text(1, registrationId)
        out.integer(2, registeredAt.milliseconds)
        if let effectiveFrom { out.integer(3, Int64(effectiveFrom.dayNumber)) }
        if let category { out.begin(4); category.pack(into: &out) }
        if let categoryFrom { out.integer(9, Int64(categoryFrom.dayNumber)) }
        if let channel { out.number(5, channel.packedNumber) }
        if let endedOn { out.integer(6, Int64(endedOn.dayNumber)) }
        if let endReason { out.begin(7); endReason.pack(into: &out) }
        if let employmentPerspective { out.flag(8, employmentPerspective) }
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        var registrationId: String?
        var registeredAt: Instant?
        var effectiveFrom: LocalDate?
        var category: Coded?
        var categoryFrom: LocalDate?
        var channel: Channel?
        var endedOn: LocalDate?
        var endReason: Coded?
        var employmentPerspective: Bool?
        while let part = try reader.next() {
            switch part.number {
            case 1: registrationId = try reader.text(part)
            case 2: registeredAt = Instant(milliseconds: try reader.integer(part))
            case 3: effectiveFrom = try reader.day(part)
            case 4: category = try reader.value(part)
            case 9: categoryFrom = try reader.day(part)
            case 5: channel = try reader.case(part)
            case 6: endedOn = try reader.day(part)
            case 7: endReason = try reader.value(part)
            case 8: employmentPerspective = try reader.flag(part)
            default: try reader.skip(part)
            }
        }
        guard let registrationId, let registeredAt else { throw PackedFault() }
        self.registrationId = registrationId
        self.registeredAt = registeredAt
        self.effectiveFrom = effectiveFrom
        self.category = category
        self.categoryFrom = categoryFrom
        self.channel = channel
        self.endedOn = endedOn
        self.endReason = endReason
        self.employmentPerspective = employmentPerspective
    }
}

extension Referral: Packable {
    package func pack(into out: inout PackedWriter) {
        out.text(1, referralId)
        if let from { out.text(2, from) }
        if let to { out.text(3, to) }
        if let partnerType { out.begin(4); partnerType.pack(into: &out) }
        if let reason { out.begin(5); reason.pack(into: &out) }
        if let receivedOn { out.integer(6, Int64(receivedOn.dayNumber)) }
        if let appointmentOn { out.integer(7, Int64(appointmentOn.dayNumber)) }
        if let status { out.begin(8); status.pack(into: &out) }
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        var referralId: String?
        var from: String?
        var to: String?
        var partnerType: Coded?
        var reason: Coded?
        var receivedOn: LocalDate?
        var appointmentOn: LocalDate?
        var status: Coded?
        while let part = try reader.next() {
            switch part.number {
            case 1: referralId = try reader.text(part)
            case 2: from = try reader.text(part)
            case 3: to = try reader.text(part)
            case 4: partnerType = try reader.value(part)
            case 5: reason = try reader.value(part)
            case 6: receivedOn = try reader.day(part)
            case 7: appointmentOn = try reader.day(part)
            case 8: status = try reader.value(part)
            default: try reader.skip(part)
            }
        }
        guard let referralId else { throw PackedFault() }
        self.referralId = referralId
        self.from = from
        self.to = to
        self.partnerType = partnerType
        self.reason = reason
        self.receivedOn = receivedOn
        self.appointmentOn = appointmentOn
        self.status = status
    }
}

extension ActivityPeriod: Packable {
    package func pack(into out: inout PackedWriter) {
        out.text(1, activityId)
        out.number(2, kind.packedNumber)
        out.begin(3); period.pack(into: &out)
        if let employer { out.text(4, employer) }
        if let dimonaNumber { out.text(5, dimonaNumber) }
        if let title { out.begin(6); title.pack(into: &out) }
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        var activityId: String?
        var kind: Kind?
        var period: Period?
        var employer: String?
        var dimonaNumber: String?
        var title: Coded?
        while let part = try reader.next() {
            switch part.number {
            case 1: activityId = try reader.text(part)
            case 2: kind = try reader.case(part)
            case 3: period = try reader.value(part)
            case 4: employer = try reader.text(part)
            case 5: dimonaNumber = try reader.text(part)
            case 6: title = try reader.value(part)
            default: try reader.skip(part)
            }
        }
        guard let activityId, let kind, let period else { throw PackedFault() }
        self.activityId = activityId
        self.kind = kind
        self.period = period
        self.employer = employer
        self.dimonaNumber = dimonaNumber
        self.title = title
    }
}

extension ParticipationActivity: Packable {
    package func pack(into out: inout PackedWriter) {
        out.text(1, activityId)
        out.number(2, form.packedNumber)
        if let originalForm { out.begin(3); originalForm.pack(into: &out) }
        if let organiser { out.text(4, organiser) }
        if let nis { out.text(5, nis) }
        if let period { out.begin(6); period.pack(into: &out) }
        out.integer(7, Int64(duration.minutes))
        if let dutchContext { out.flag(8, dutchContext) }
        if let proofSignedOn { out.integer(9, Int64(proofSignedOn.dayNumber)) }
        out.number(10, status.packedNumber)
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        var activityId: String?
        var form: Form?
        var originalForm: Coded?
        var organiser: String?
        var nis: String?
        var period: Period?
        var duration: Hours?
        var dutchContext: Bool?
        var proofSignedOn: LocalDate?
        var status: Status?
        while let part = try reader.next() {
            switch part.number {
            case 1: activityId = try reader.text(part)
            case 2: form = try reader.case(part)
            case 3: originalForm = try reader.value(part)
            case 4: organiser = try reader.text(part)
            case 5: nis = try reader.text(part)
            case 6: period = try reader.value(part)
            case 7: duration = Hours(minutes: Int(try reader.integer(part)))
            case 8: dutchContext = try reader.flag(part)
            case 9: proofSignedOn = try reader.day(part)
            case 10: status = try reader.case(part)
            default: try reader.skip(part)
            }
        }
        guard let activityId, let form, let duration, let status else { throw PackedFault() }
        self.activityId = activityId
        self.form = form
        self.originalForm = originalForm
        self.organiser = organiser
        self.nis = nis
        self.period = period
        self.duration = duration
        self.dutchContext = dutchContext
        self.proofSignedOn = proofSignedOn
        self.status = status
    }
}

extension JobseekerRegistration.Channel: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .online: 1
        case .contact: 2
        case .referral: 3
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .online
        case 2: self = .contact
        case 3: self = .referral
        default: return nil
        }
    }
}

extension ActivityPeriod.Kind: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .employment: 1
        case .selfEmployment: 2
        case .training: 3
        case .study: 4
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .employment
        case 2: self = .selfEmployment
        case 3: self = .training
        case 4: self = .study
        default: return nil
        }
    }
}

extension ParticipationActivity.Form: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .buddy: 1
        case .internship: 2
        case .volunteering: 3
        case .other: 4
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .buddy
        case 2: self = .internship
        case 3: self = .volunteering
        case 4: self = .other
        default: return nil
        }
    }
}

extension ParticipationActivity.Status: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .planned: 1
        case .done: 2
        case .rejected: 3
        case .withdrawn: 4
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .planned
        case 2: self = .done
        case 3: self = .rejected
        case 4: self = .withdrawn
        default: return nil
        }
    }
}
