// SPDX-License-Identifier: EUPL-1.2
import Dashboards
import ExchangeSchema
import Obligations
import TestSupport
import Testing

/// What the indicators count.
struct IndicatorTests {
    private let years = 2020...2026

    @Test func `inflow counts adults by their first qualifying entry in Flanders`() {
        func person(
            nis: String = "44021", register: RegisterEntry.Register = .aliens, begin: String = "2023-05-01", birth: String = "1990-03-12"
        ) -> CanonicalPerson {
            var person = Cast.newcomer()
            person.birthDate = Cast.sourced(PartialDate(Cast.day(birth)))
            person.residences = [Cast.sourced(Residence(nis: nis, validity: Period(from: Cast.day(begin))))]
            person.registerEntries = [Cast.sourced(RegisterEntry(register: register, validity: Period(from: Cast.day(begin))))]
            return person
        }
        var inflow = K1Inflow(years)
        inflow.add(person())
        #expect(inflow.persons[2023] == 1)
        for other in [person(nis: "21004"), person(register: .waiting), person(begin: "2019-05-01"), person(birth: "2005-05-02")] {
            inflow.add(other)
        }
        #expect(inflow.persons.total == 1)
        inflow.add(person(birth: "2005-05-01"))
        #expect(inflow.persons.total == 2)
    }

    @Test func `persons with a contract and contracts are two series`() {
        var contracts = K3Contracts(years)
        var person = Cast.newcomer()
        person.contracts += [
            Cast.sourced(Contract(contractId: "C2", signedOn: Cast.day("2024-11-01")), "C2"),
            Cast.sourced(Contract(contractId: "C3", signedOn: Cast.day("2025-01-01")), "C3"),
            Cast.sourced(Contract(contractId: "C4", signedOn: Cast.day("2026-01-01"), status: .withdrawn), "C4"),
        ]
        contracts.add(person)
        #expect(contracts.persons[2024] == 1)
        #expect(contracts.contracts[2024] == 2)
        #expect(contracts.persons[2025] == 1)
        #expect(contracts.persons[2026] == 0)
    }

    @Test func `only valid attests of integration count`() {
        var attests = K5Attests(years)
        var person = Cast.newcomer()
        person.attestations = [
            Cast.sourced(Attestation(attestationId: "A", type: .integration, issuedOn: Cast.day("2024-12-01"))),
            Cast.sourced(Attestation(attestationId: "B", type: .integration, issuedOn: Cast.day("2025-12-01"), status: .withdrawn)),
            Cast.sourced(Attestation(attestationId: "C", type: .effort, issuedOn: Cast.day("2025-12-01"))),
        ]
        attests.add(person)
        #expect(attests.persons[2024] == 1)
        #expect(attests.persons.total == 1)
    }

    @Test func `a rate counts only those whose term is over, and none is given for a small group`() {
        var registration = K7Registration(years)
        for index in 0..<25 {
            var person = Cast.newcomer(contract: "2024-01-15")
            if index < 15 { person.jobseekerRegistrations = [Cast.registration("2024-02-01T10:00:00Z")] }
            if (15..<20).contains(index) { person.jobseekerRegistrations = [Cast.registration("2024-05-01T10:00:00Z")] }
            registration.add(R18.evaluate(person, asOf: Cast.day("2024-12-31")))
        }
        registration.add(R18.evaluate(Cast.newcomer(contract: "2024-12-20"), asOf: Cast.day("2024-12-31")))
        #expect(registration.judged(2024) == 25)
        #expect(registration.inTimePercent(2024) == 60)
        #expect(registration.count(2024, .pending) == 1)
        #expect(registration.overdue == 5)
        #expect(registration.inTimePercent(2023) == nil)
        #expect(Share.percent(19, of: 19) == nil)
        #expect(Share.percent(1, of: 200) == 1)
        #expect(Share.percent(10, of: 20) == 50)
    }

    @Test func `who registered less than a year ago is shown apart`() {
        var throughput = K8Throughput(years, asOf: Cast.day("2025-01-31"))
        var person = Cast.newcomer()
        person.jobseekerRegistrations = [Cast.registration("2024-02-01T10:00:00Z")]
        throughput.add(Throughput.evaluate(person, asOf: Cast.day("2025-01-31")))
        #expect(throughput.cohorts[2024] == K8Throughput.Cohort(started: 1, registered: 1, observed: 0, movedOn: 0))
        #expect(throughput.cohorts[2024]?.tooEarly == 1)
        person.activities = [Cast.sourced(ActivityPeriod(activityId: "A", kind: .training, period: Period(from: Cast.day("2024-03-01"))))]
        throughput.add(Throughput.evaluate(person, asOf: Cast.day("2025-01-31")))
        #expect(throughput.cohorts[2024] == K8Throughput.Cohort(started: 2, registered: 2, observed: 1, movedOn: 1))
    }

    @Test func `the note's table is there to the figure`() {
        #expect(NoteFigures.rows.map(\.year) == Array(2012...2018))
        #expect(NoteFigures.rows.map(\.inflow) == [38437, 32630, 32988, 36780, 51456, 44104, 46097])
        #expect(NoteFigures.rows.map(\.contracts) == [17235, 16951, 17612, 19454, 25605, 21771, 21583])
        #expect(NoteFigures.rows.map(\.attests) == [12503, 12432, 14640, 13028, 13869, 16985, 16390])
    }
}

/// What the pages are.
struct PageTests {
    private func pages(fictitious: Bool = true) throws -> [(name: String, text: String)] {
        var input = DashboardInput(asOf: Cast.day("2026-07-01"), years: 2020...2026)
        input.add(Cast.newcomer())
        var waiting = Cast.newcomer()
        waiting.status = .provisional
        input.add(waiting)
        input.exchange.agencies = [
            .init(agency: "<b>&", received: 12_345, accepted: 12_000, duplicates: 300, inReview: 40, quarantined: 5, lastNew: nil)
        ]
        input.exchange.logIsSound = true
        return try DashboardBuilder(input, knownAt: Instant(utc: Cast.day("2026-07-02"), hour: 10), fictitious: fictitious, version: "9")
            .render()
    }

    @Test func `the same figures give the same bytes`() throws { #expect(try pages().map(\.text) == pages().map(\.text)) }

    @Test func `fictitious figures say so on every page, real ones on none`() throws {
        #expect(try pages().allSatisfy { $0.text.contains("FICTIEVE GEGEVENS") })
        #expect(try pages(fictitious: false).allSatisfy { !$0.text.contains("FICTIEVE") })
    }

    @Test func `nothing is loaded, nothing runs, and what sources say is escaped`() throws {
        for page in try pages() {
            #expect(!page.text.contains("<script"))
            #expect(!page.text.contains("http"))
            #expect(!page.text.contains("<b>&"))
        }
        #expect(try pages().contains { $0.text.contains("&lt;b&gt;&amp;") && $0.text.contains("12.345") })
    }

    @Test func `a person in review enters no indicator`() throws {
        var input = DashboardInput(asOf: Cast.day("2026-07-01"), years: 2020...2026)
        var person = Cast.newcomer()
        person.status = .provisional
        input.add(person)
        #expect(input.persons == 0)
        #expect(input.provisional == 1)
        #expect(input.contracts.persons.total == 0)
    }

    @Test func `new pages replace the old in one step`() throws {
        let folder = try TemporaryFolder()
        let input = DashboardInput(asOf: Cast.day("2026-07-01"), years: 2020...2026)
        let builder = try DashboardBuilder(input, knownAt: Instant(utc: Cast.day("2026-07-02")), fictitious: true, version: "9")
        for _ in 1...2 { try builder.write(to: folder.path + "/pages") }
        #expect(try FileNames.under(folder.path) == ["pages"])
        #expect(try FileNames.under(folder.path + "/pages").contains("index.html"))
    }
}
