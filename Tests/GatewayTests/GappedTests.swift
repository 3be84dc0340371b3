// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import TestSupport
import Testing

@testable import Gateway

/// What one view of a thing leaves out is filled from another, and what it says stands.
struct GappedTests {
    private func code(_ text: String) -> Coded { Coded(scheme: "s", code: text, originalCode: text) }

    private func check<Value: Gapped>(_ bare: Value, _ build: (String, String) -> Value) {
        let full = build("A", "2024-01-01"), other = build("B", "2024-01-02")
        var filled = bare
        filled.fillGaps(from: full)
        #expect(filled == full)
        var kept = full
        kept.fillGaps(from: other)
        #expect(kept == full)
        kept.fillGaps(from: bare)
        #expect(kept == full)
    }

    @Test func `a trajectory is filled`() {
        check(Trajectory(trajectoryId: "T", status: .unknown)) { text, day in
            var value = Trajectory(trajectoryId: "T", status: text == "A" ? .running : .completed)
            (value.type, value.originalStatus) = (code(text), code(text))
            (value.manager, value.period) = (text == "A" ? .agii : .atlas, Period(from: Cast.day(day)))
            (value.decision, value.decisionDate) = (text == "A" ? .no : .yesIB, Cast.day(day))
            value.targetGroupAtStart = text == "A" ? .obliged : .minor
            return value
        }
    }

    @Test func `a component is filled`() {
        check(ComponentState(componentId: "C")) { text, day in
            var value = ComponentState(componentId: "C")
            (value.trajectoryId, value.pillar, value.sourceType) = (text, text == "A" ? .nt2 : .mo, code(text))
            (value.period, value.status, value.exemption) = (Period(from: Cast.day(day)), code(text), code(text))
            (value.decision, value.originalDecision, value.decisionDate) = (text == "A" ? .met : .failed, code(text), Cast.day(day))
            return value
        }
    }

    @Test func `a contract is filled, a list as a whole`() {
        check(Contract(contractId: "C", signedOn: nil)) { text, day in
            var value = Contract(contractId: "C", signedOn: Cast.day(day))
            (value.trajectoryId, value.type, value.registeredOn) = (text, code(text), Cast.day(day))
            (value.terms, value.rightsAndDutiesClause) = ([Contract.Term(pillar: .mo, included: text == "A")], text == "A")
            value.addenda = [Contract.Addendum(date: Cast.day(day))]
            (value.suspensions, value.postponements) = ([Contract.Suspension(period: Period(from: Cast.day(day)))], [Cast.day(day)])
            return value
        }
    }

    @Test func `an attest is filled`() {
        check(Attestation(attestationId: "A", type: .integration, issuedOn: nil)) { text, day in
            var value = Attestation(attestationId: "A", type: .integration, issuedOn: Cast.day(day))
            (value.trajectoryId, value.original, value.issuer, value.documentRef) = (text, code(text), text == "A" ? .agii : .amal, text)
            return value
        }
    }

    @Test func `a target group and an exemption are filled, with an end where the other has it for the same first day`() {
        check(TargetGroupDetermination(code: .yes, type: .obliged)) { text, day in
            var value = TargetGroupDetermination(code: .yes, type: .obliged)
            (value.original, value.subtype, value.reasonNotTarget, value.reasonExempt) = (code(text), code(text), code(text), code(text))
            (value.obligedSince, value.region, value.validity) = (Cast.day(day), text, Period(from: Cast.day(day)))
            return value
        }
        check(Exemption(scope: .whole, reason: .other)) { text, day in
            var value = Exemption(scope: .whole, reason: .other)
            (value.original, value.decidedBy, value.period) = (code(text), text == "A" ? .agii : .hvnb, Period(from: Cast.day(day)))
            return value
        }
        let open = Period(from: Cast.day("2024-01-01")), closed = Period(begin: Cast.day("2024-01-01"), end: Cast.day("2024-06-30"))
        let longer = Period(begin: Cast.day("2024-01-01"), end: Cast.day("2024-12-31"))
        var group = TargetGroupDetermination(code: .yes, type: .obliged), other = group
        (group.validity, other.validity) = (open, closed)
        group.fillGaps(from: other)
        #expect(group.validity == closed)
        other.validity = longer
        group.fillGaps(from: other)
        #expect(group.validity == closed)
        var exemption = Exemption(scope: .whole, reason: .other), another = exemption
        (exemption.period, another.period) = (open, closed)
        exemption.fillGaps(from: another)
        #expect(exemption.period == closed)
        another.period = longer
        exemption.fillGaps(from: another)
        #expect(exemption.period == closed)
    }

    @Test func `a referral is filled`() {
        check(Referral(referralId: "R")) { text, day in
            var value = Referral(referralId: "R")
            (value.from, value.to, value.partnerType, value.reason) = (text, text, code(text), code(text))
            (value.receivedOn, value.appointmentOn, value.status) = (Cast.day(day), Cast.day(day), code(text))
            return value
        }
    }

    @Test func `an enrolment is filled`() {
        check(CourseEnrolment(enrolmentId: "E", kind: .nt2, provider: CourseProvider(), status: .unknown)) { text, day in
            var value = CourseEnrolment(
                enrolmentId: "E", kind: .nt2, provider: CourseProvider(), status: text == "A" ? .enrolled : .reserved)
            (value.course, value.module, value.moduleVariant, value.targetLevel) = (code(text), code(text), text, text == "A" ? .a1 : .b1)
            (value.instructionLanguage, value.period) = (text, Period(from: Cast.day(day)))
            (value.enrolledOn, value.unenrolledOn, value.originalStatus) = (Cast.day(day), Cast.day(day), code(text))
            (value.result, value.originalResult) = (text == "A" ? .passed : .failed, code(text))
            let hours = Hours(minutes: text == "A" ? 1 : 2)
            (value.planned, value.attended, value.excused) = (hours, hours, hours)
            (value.daypart, value.mode) = (text == "A" ? .day : .evening, text == "A" ? .contact : .online)
            (value.schoolYear, value.newcomerFlag, value.formerNewcomerFlag) = (text, text == "A", text != "A")
            return value
        }
    }

    @Test func `a test is filled`() {
        check(TestAttempt(testId: "T", kind: .other, outcome: .noResult)) { text, day in
            var value = TestAttempt(testId: "T", kind: .other, outcome: text == "A" ? .passed : .failed)
            (value.original, value.date, value.place, value.targetLevel) = (code(text), Cast.day(day), text, text == "A" ? .a2 : .b1)
            (value.skills, value.originalOutcome) = ([text == "A" ? .reading : .writing], code(text))
            (value.noResultReason, value.attemptNumber) = (text == "A" ? .absent : .cancelled, text == "A" ? 1 : 2)
            return value
        }
    }

    @Test func `a period of activity is filled`() {
        let period = Period(from: Cast.day("2024-01-01"))
        check(ActivityPeriod(activityId: "A", kind: .training, period: period)) { text, _ in
            var value = ActivityPeriod(activityId: "A", kind: .training, period: period)
            (value.employer, value.dimonaNumber, value.title) = (text, text, code(text))
            return value
        }
    }

    @Test func `views of one agency are one thing under its own id, with the source of the latest; another agency's stays apart`() {
        func person(_ facts: [(Agency, String, String, Fact.Standing)]) -> CanonicalPerson {
            var dossier = Dossier()
            for (index, (agency, id, at, standing)) in facts.enumerated() {
                var contract = Contract(contractId: "C", signedOn: nil)
                if id.hasSuffix("@b") { contract.trajectoryId = id } else { contract.registeredOn = Cast.day(at) }
                let fact = Fact(id: id, standing: standing, value: .contract(contract), quality: id.hasSuffix("@b") ? [.partial] : [])
                let record = CanonicalRecord(source: Cast.stamp(agency, at), subject: Subject(insz: Cast.selam), facts: [fact])
                _ = dossier.join(record, seq: Int64(index + 1))
            }
            return Merger().merge(dossier, as: PersonID(rawValue: "p"), status: .canonical)
        }
        let both = person([(.inburgering, "C@b", "2024-02-01", .held), (.inburgering, "C", "2024-01-01", .held)]).contracts
        #expect(both.map(\.factId) == ["C"])
        #expect(both.map(\.record) == [1])
        #expect(both.first?.value.trajectoryId == "C@b")
        #expect(both.first?.value.registeredOn == Cast.day("2024-01-01"))
        #expect(both.first?.quality == [.partial])
        let mixed = person([(.vdab, "C@b", "2024-03-01", .held), (.inburgering, "C@a", "2024-01-01", .held)]).contracts
        #expect(mixed.map(\.agency) == [.inburgering])
        #expect(mixed.first?.value.trajectoryId == nil)
        #expect(person([(.inburgering, "C@b", "2024-02-01", .annulled), (.inburgering, "C", "2024-01-01", .held)]).contracts.isEmpty)
        #expect(person([(.inburgering, "C", "2024-01-01", .held), (.inburgering, "C@b", "2024-02-01", .removed)]).contracts.isEmpty)
        #expect(person([(.inburgering, "C@b", "2024-01-01", .annulled), (.inburgering, "C", "2024-02-01", .held)]).contracts.count == 1)
        #expect(person([(.vdab, "C@b", "2024-02-01", .annulled), (.inburgering, "C", "2024-01-01", .held)]).contracts.count == 1)
    }

    @Test func `the key of a view is the thing, an at sign and the view`() {
        #expect(FactKey(kind: .contract, thing: "a@b", view: "c").id == "a@b@c")
        #expect(FactKey(kind: .contract, thing: "a", view: nil).id == "a")
        #expect(FactKey(kind: .contract, id: "a@b@c").thing == "a@b")
        #expect(FactKey(kind: .contract, id: "a").thing == "a")
    }
}
