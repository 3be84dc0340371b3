// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import Foundation
import TestSupport
import Testing

@testable import Agreements

/// The agreements of this project as files, and what they let out of one person.
struct AgreementTests {
    static func book() throws -> AgreementBook {
        let folder = Checkout.root + "/contracts/agreements"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".yaml") }.sorted()
        return AgreementBook(
            try names.map { name in
                try AgreementFile.read(Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))), named: name) {
                    "v\($0.count)"
                }
            })
    }

    static let context = ProjectionContext(day: Cast.day("2024-06-01"), municipalities: MunicipalityRegister(successions: []))

    private func payload(_ person: CanonicalPerson, _ id: String, _ recipient: OrganisationID) throws -> String? {
        let routes = Router(book: try Self.book()).routes(for: person, in: Self.context)
        guard let route = routes.first(where: { $0.agreement.id == id && $0.recipient == recipient }) else { return nil }
        return String(decoding: Projector().project(person, along: route, in: Self.context).payload, as: UTF8.self)
    }

    @Test func `a municipality learns five things of its own resident and nothing more`() throws {
        let person = Cast.newcomer()
        let text = try payload(person, "gemeente-art20", .municipality("44021"))
        #expect(
            text
                == "{\"insz\":\"\(Cast.selam.digits)\",\"familyName\":\"Tesfaye\",\"givenNames\":[\"Selam\",\"Hana\"],\"contractSigned\":true,\"attestIssued\":false}"
        )
        #expect(try payload(person, "gemeente-art20", .municipality("11002")) == nil)
    }

    @Test func `the director of the fourth pillar learns only of those who have it to do`() throws {
        var person = Cast.newcomer()
        #expect(try payload(person, "gemeente-vierde-pijler", .municipality("44021")) == nil)
        var component = ComponentState(componentId: "P")
        component.pillar = .part
        person.components = [Cast.sourced(component, "P")]
        var done = ParticipationActivity(activityId: "A", form: .buddy, duration: Hours(minutes: 750), status: .done)
        let planned = ParticipationActivity(activityId: "B", form: .buddy, duration: Hours(minutes: 99), status: .planned)
        person.participation = [Cast.sourced(done, "A"), Cast.sourced(planned, "B")]
        #expect(
            try payload(person, "gemeente-vierde-pijler", .municipality("44021"))
                == "{\"insz\":\"\(Cast.selam.digits)\",\"participationToDo\":true,\"participationMinutes\":750}")
        for decision in [ComponentState.Decision.met, .passed, .notApplicable] {
            component.decision = decision
            person.components = [Cast.sourced(component, "P")]
            #expect(try payload(person, "gemeente-vierde-pijler", .municipality("44021")) == nil, "\(decision)")
        }
        component.decision = .notMet
        person.components = [Cast.sourced(component, "P")]
        #expect(try payload(person, "gemeente-vierde-pijler", .municipality("44021")) != nil)
        done.status = .withdrawn
        person.trajectories[0].value.status = .completed
        #expect(try payload(person, "gemeente-vierde-pijler", .municipality("44021")) == nil)
        person = Cast.newcomer()
        person.contracts[0].value.terms = [Contract.Term(pillar: .part, included: true)]
        #expect(try payload(person, "gemeente-vierde-pijler", .municipality("44021")) != nil)
        person.contracts[0].value.terms = [Contract.Term(pillar: .part, included: false), Contract.Term(pillar: .mo, included: true)]
        #expect(try payload(person, "gemeente-vierde-pijler", .municipality("44021")) == nil)
    }

    @Test func `VDAB learns what Dutch, courses and diplomas a running trajectory brings`() throws {
        var person = Cast.newcomer()
        var level = LanguageLevel(scheme: .cefr, basis: .test)
        level.oral = Coded(scheme: "cefr", code: "A2", originalCode: "A2")
        level.written = Coded(scheme: "cefr", code: "A1", originalCode: "A1")
        level.achievedOn = PartialDate(Cast.day("2024-04-02"))
        var own = LanguageLevel(scheme: .cefr, basis: .selfDeclared)
        own.oral = Coded(scheme: "cefr", code: "C1", originalCode: "C1")
        let ladder = LanguageLevel(scheme: .vdab, basis: .test)
        person.languageLevels = [Cast.sourced(level, "L"), Cast.sourced(own, "O"), Cast.sourced(ladder, "V")]
        var course = CourseEnrolment(enrolmentId: "E", kind: .nt2, provider: CourseProvider(institutionNumber: "126541"), status: .enrolled)
        course.targetLevel = .a2
        course.daypart = .evening
        course.period = Period(begin: Cast.day("2024-03-01"), end: Cast.day("2024-06-01"))
        var over = course
        over.period = Period(begin: Cast.day("2023-03-01"), end: Cast.day("2024-05-31"))
        var left = course
        left.status = .unenrolled
        person.enrolments = [Cast.sourced(course, "E"), Cast.sourced(over, "F"), Cast.sourced(left, "G")]
        var decision = RecognitionDecision(dossierNumber: "N", kind: .level)
        decision.outcome = .grantedLower
        decision.flemishTitle = "Bachelor"
        decision.levels = [Coded(scheme: "vks", code: "6", originalCode: "6")]
        decision.diploma.country = Coded(scheme: "iso", code: "ETH", originalCode: "ETH")
        var refused = decision
        refused.outcome = .refused
        person.recognitions = [Cast.sourced(decision, "N", by: .naric), Cast.sourced(refused, "M", by: .naric)]
        var group = TargetGroupDetermination(code: .yes, type: .obliged)
        group.region = "VLG"
        person.targetGroups = [Cast.sourced(group)]
        #expect(
            try payload(person, "vdab-traject", .vdab)
                == "{\"insz\":\"\(Cast.selam.digits)\",\"trajectoryStart\":\"2024-01-15\",\"targetGroup\":\"OBLIGED\","
                + "\"nt2Levels\":[{\"oral\":\"A2\",\"written\":\"A1\",\"date\":\"2024-04-02\",\"basis\":\"TEST\"}],"
                + "\"currentEnrolments\":[{\"kind\":\"NT2\",\"level\":\"A2\",\"daypart\":\"EVENING\",\"begin\":\"2024-03-01\",\"end\":\"2024-06-01\"}],"
                + "\"recognisedDiplomas\":[{\"title\":\"Bachelor\",\"level\":\"6\",\"country\":\"ETH\"}]}")
        person.trajectories[0].value.status = .completed
        #expect(try payload(person, "vdab-traject", .vdab) == nil)
    }

    @Test func `the managing body learns of registration, work, Dutch, recognition and minutes`() throws {
        var person = Cast.newcomer()
        var registration = Cast.registration("2024-02-29T23:30:00Z")
        registration.value.category = Coded(scheme: "vdab/categorie", code: "01", originalCode: "01")
        person.jobseekerRegistrations = [registration]
        person.activities = [
            Cast.sourced(
                ActivityPeriod(
                    activityId: "W", kind: .employment,
                    period: try #require(Period(begin: Cast.day("2024-03-01"), end: Cast.day("2024-04-01"))))),
            Cast.sourced(ActivityPeriod(activityId: "S", kind: .study, period: Period(from: Cast.day("2024-03-01")))),
        ]
        var course = CourseEnrolment(enrolmentId: "E", kind: .nt2, provider: CourseProvider(), status: .unenrolled)
        course.enrolledOn = Cast.day("2024-01-20")
        course.result = .passed
        let orientation = CourseEnrolment(enrolmentId: "M", kind: .mo, provider: CourseProvider(), status: .enrolled)
        person.enrolments = [Cast.sourced(course, "E"), Cast.sourced(orientation, "M")]
        var decision = RecognitionDecision(dossierNumber: "N", kind: .specific)
        decision.outcome = .refused
        decision.decidedOn = PartialDate(year: 2024)
        decision.diploma.title = "Ingenieur"
        let open = RecognitionDecision(dossierNumber: "O", kind: .level)
        person.recognitions = [Cast.sourced(decision, "N"), Cast.sourced(open, "O")]
        let expected =
            "{\"insz\":\"\(Cast.selam.digits)\",\"registrations\":[{\"registeredOn\":\"2024-03-01\",\"category\":\"01\",\"status\":\"REGISTERED\"}],"
            + "\"activityPeriods\":[{\"kind\":\"EMPLOYMENT\",\"begin\":\"2024-03-01\",\"end\":\"2024-04-01\"}],"
            + "\"nt2Enrolments\":[{\"begin\":\"2024-01-20\",\"status\":\"UNENROLLED\",\"result\":\"PASSED\"}],"
            + "\"recognitionDecisions\":[{\"kind\":\"SPECIFIC\",\"outcome\":\"REFUSED\",\"decidedOn\":\"2024\",\"title\":\"Ingenieur\"}],\"participationMinutes\":0}"
        #expect(try payload(person, "inburgering-opvolging", .agii) == expected)
        #expect(try payload(person, "inburgering-opvolging", .atlas) == nil)
        person.enrolments[0].value.period = Period(begin: Cast.day("2024-01-22"), end: Cast.day("2024-04-19"))
        #expect(
            try payload(person, "inburgering-opvolging", .agii)?.contains("{\"begin\":\"2024-01-22\",\"end\":\"2024-04-19\",\"status\"")
                == true)
        person.jobseekerRegistrations[0].value.endedOn = Cast.day("2024-05-05")
        #expect(try payload(person, "inburgering-opvolging", .agii)?.contains("\"endedOn\":\"2024-05-05\",\"status\":\"ENDED\"") == true)
        // The manager of the trajectory that began last is the one who learns, also after it ended.
        var next = Trajectory(trajectoryId: "T2", status: .completed)
        next.manager = .atlas
        next.period = Period(from: Cast.day("2024-05-01"))
        person.trajectories.append(Cast.sourced(next, "T2"))
        #expect(try payload(person, "inburgering-opvolging", .agii) == nil)
        #expect(try payload(person, "inburgering-opvolging", .atlas) != nil)
    }

    @Test func `a school learns of whom it teaches now, NARIC of its own applicants`() throws {
        var person = Cast.newcomer()
        var course = CourseEnrolment(enrolmentId: "E", kind: .nt2, provider: CourseProvider(institutionNumber: "126541"), status: .enrolled)
        course.targetLevel = .b1
        person.enrolments = [Cast.sourced(course, "E", by: .onderwijs)]
        person.literacy = Cast.sourced(.low)
        #expect(
            try payload(person, "onderwijs-traject", .school("126541"))
                == "{\"insz\":\"\(Cast.selam.digits)\",\"targetLevel\":\"B1\",\"literacyClass\":\"LOW\",\"trajectoryRunning\":true}")
        #expect(try payload(person, "onderwijs-traject", .school("1")) == nil)
        person.enrolments[0].value.targetLevel = nil
        #expect(try payload(person, "onderwijs-traject", .school("126541"))?.contains("\"targetLevel\":\"A2\"") == true)
        person.enrolments[0].value.unenrolledOn = Cast.day("2024-05-01")
        #expect(try payload(person, "onderwijs-traject", .school("126541")) == nil)
        #expect(try payload(person, "naric-aanvragers", .naric) == nil)
        let open = RecognitionDecision(dossierNumber: "O", kind: .level)
        person.recognitions = [Cast.sourced(open, "O", by: .naric)]
        #expect(
            try payload(person, "naric-aanvragers", .naric)
                == "{\"insz\":\"\(Cast.selam.digits)\",\"familyName\":\"Tesfaye\",\"givenNames\":[\"Selam\",\"Hana\"],\"birthDate\":\"1990-03-12\",\"trajectoryRunning\":true}"
        )
        person.recognitions = [Cast.sourced(open, "O", by: .onderwijs)]
        #expect(try payload(person, "naric-aanvragers", .naric) == nil)
    }

    @Test func `every Flemish district counts and no other`() {
        let flemish: Set<Int> = [11, 12, 13, 23, 24, 31, 32, 33, 34, 35, 36, 37, 38, 41, 42, 43, 44, 45, 46, 71, 72, 73]
        for district in 0..<100 {
            let nis = (district < 10 ? "0" : "") + "\(district)002"
            #expect(FlemishRegion.contains(nis: nis) == flemish.contains(district), "\(nis)")
        }
        for text in ["4402", "440211", "4402a", ""] { #expect(!FlemishRegion.contains(nis: text)) }
    }

    @Test func `an attest counts as issued where it is the valid one of integration`() throws {
        func isIssued(_ type: Attestation.AttestationType, _ status: Attestation.Status) throws -> Bool {
            var person = Cast.newcomer()
            person.attestations = [
                Cast.sourced(Attestation(attestationId: "A", type: type, issuedOn: Cast.day("2024-03-01"), status: status))
            ]
            return try payload(person, "gemeente-art20", .municipality("44021"))?.contains("\"attestIssued\":true") == true
        }
        #expect(try isIssued(.integration, .valid))
        #expect(try !isIssued(.integration, .withdrawn))
        for type in [Attestation.AttestationType.evc, .effort, .participation, .exemption, .other] {
            #expect(try !isIssued(type, .valid), "\(type)")
        }
    }

    @Test func `a withdrawn contract, and one without a signature, is no contract`() throws {
        func isSigned(_ change: (inout Contract) -> Void) throws -> Bool {
            var person = Cast.newcomer()
            change(&person.contracts[0].value)
            return try payload(person, "gemeente-art20", .municipality("44021"))?.contains("\"contractSigned\":true") == true
        }
        #expect(try isSigned { _ in })
        #expect(try !isSigned { $0.status = .withdrawn })
        #expect(try !isSigned { $0.signedOn = nil })
    }

    @Test func `of a decision the first level with a code is told, of several trajectories the one begun last, and the earliest contract`()
    {
        var person = Cast.newcomer()
        var decision = RecognitionDecision(dossierNumber: "N", kind: .level)
        decision.outcome = .grantedAsRequested
        decision.levels = [
            Coded(scheme: "vks", code: nil, originalCode: "?"), Coded(scheme: "vks", code: "5", originalCode: "5"),
            Coded(scheme: "vks", code: "6", originalCode: "6"),
        ]
        decision.diploma.title = "Ingenieur"
        decision.diploma.country = Coded(scheme: "landen", code: nil, originalCode: "999")
        person.recognitions = [Cast.sourced(decision, "N", by: .naric)]
        #expect(
            GrantableField.recognisedDiplomas.value(of: person, in: Self.context)
                == .list([
                    .group([.init("title", .text("Ingenieur")), .init("level", .text("5")), .init("country", .text("999"))])
                ]))
        var later = Trajectory(trajectoryId: "T2", status: .running)
        later.period = Period(from: Cast.day("2024-03-01"))
        var undated = Trajectory(trajectoryId: "T0", status: .running)
        undated.period = nil
        person.trajectories += [Cast.sourced(later, "T2"), Cast.sourced(undated, "T0")]
        #expect(person.runningTrajectory?.factId == "T2")
        #expect(person.latestTrajectory?.factId == "T2")
        person.trajectories[1].value.status = .completed
        #expect(person.runningTrajectory?.factId == "T1")
        #expect(person.latestTrajectory?.factId == "T2")
        var earlier = Contract(contractId: "C0", signedOn: Cast.day("2023-12-01"))
        person.contracts.append(Cast.sourced(earlier, "C0"))
        #expect(person.trajectoryStart == Cast.day("2023-12-01"))
        earlier.status = .withdrawn
        person.contracts[1] = Cast.sourced(earlier, "C0")
        #expect(person.trajectoryStart == Cast.day("2024-01-15"))
        var old = TargetGroupDetermination(code: .yes, type: .entitled)
        old.region = "VLG"
        person.targetGroups = [Cast.sourced(old, "1"), Cast.sourced(TargetGroupDetermination(code: .yes, type: .obliged), "2")]
        #expect(person.targetGroupNow == .obliged)
    }

    @Test func `the level aimed at is the highest of the Dutch courses, A2 without one, and nothing without a running trajectory`() {
        var person = Cast.newcomer()
        func course(_ kind: CourseEnrolment.Kind, _ level: CEFR?, _ id: String) -> Sourced<CourseEnrolment> {
            var course = CourseEnrolment(enrolmentId: id, kind: kind, provider: CourseProvider(), status: .enrolled)
            course.targetLevel = level
            return Cast.sourced(course, id)
        }
        #expect(LearningFields.target(person) == .a2)
        person.enrolments = [
            course(.nt2, .a1, "A"), course(.nt2, .b2, "B"), course(.nt2, .b1, "C"), course(.mo, .c1, "D"), course(.nt2, nil, "E"),
        ]
        #expect(LearningFields.target(person) == .b2)
        person.trajectories[0].value.status = .completed
        #expect(LearningFields.target(person) == nil)
    }

    @Test func `a projection says what it released and how much it held back`() throws {
        let route = try #require(
            Router(book: try Self.book()).routes(for: Cast.newcomer(), in: Self.context).first { $0.agreement.id == "gemeente-art20" })
        let record = Projector().project(Cast.newcomer(), along: route, in: Self.context)
        #expect(record.fields == ["insz", "familyName", "givenNames", "contractSigned", "attestIssued"])
        #expect(record.withheld == GrantableField.allCases.count - 5)
        #expect(record.personId == Cast.newcomer().personId)
        #expect(record.recipient == .municipality("44021"))
    }

    @Test func `nothing of a person in review, or without a number, goes anywhere`() throws {
        let router = Router(book: try Self.book())
        #expect(!router.routes(for: Cast.newcomer(), in: Self.context).isEmpty)
        var person = Cast.newcomer()
        person.status = .provisional
        #expect(router.routes(for: person, in: Self.context).isEmpty)
        person = Cast.newcomer()
        person.currentINSZ = nil
        #expect(router.routes(for: person, in: Self.context).isEmpty)
    }

    @Test func `an agreement counts only while it is in force`() throws {
        let router = Router(book: try Self.book())
        let before = ProjectionContext(day: Cast.day("2018-12-31"), municipalities: MunicipalityRegister(successions: []))
        #expect(router.routes(for: Cast.newcomer(), in: before).isEmpty)
    }

    @Test func `a municipality outside Flanders is no recipient, and a merged one gets its new code`() throws {
        var person = Cast.newcomer()
        person.residences = [Cast.sourced(Residence(nis: "21004", validity: Period(from: Cast.day("2020-01-01"))))]
        #expect(try payload(person, "gemeente-art20", .municipality("21004")) == nil)
        person.residences = [Cast.sourced(Residence(nis: "44001", validity: Period(from: Cast.day("2017-01-01"))))]
        let merged = MunicipalityRegister(successions: [
            .init(from: "44001", to: "44084", effective: Cast.day("2019-01-01"), kind: .merge, name: "Aalter")
        ])
        let routes = Router(book: try Self.book()).routes(
            for: person, in: ProjectionContext(day: Cast.day("2024-06-01"), municipalities: merged))
        #expect(routes.contains { $0.recipient == .municipality("44084") })
        #expect(!routes.contains { $0.recipient == .municipality("44001") })
    }
}
