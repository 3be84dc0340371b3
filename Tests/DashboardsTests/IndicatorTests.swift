// SPDX-License-Identifier: EUPL-1.2
import Dashboards
import ExchangeSchema
import TestSupport
import Testing

/// What the indicators of inflow, contract and attest count.
struct InflowTests {
    private func entrant(
        nis: String = "44021", register: RegisterEntry.Register = .aliens, begin: String = "2023-05-01", birth: String = "1990-03-12",
        group: TargetGroup? = nil
    ) -> CanonicalPerson {
        Facts.newcomer(
            { person in
                person.birthDate = Cast.sourced(PartialDate(Cast.day(birth)))
                person.residences = [Cast.sourced(Residence(nis: nis, validity: Period(from: Cast.day(begin))))]
                person.registerEntries = [Cast.sourced(RegisterEntry(register: register, validity: Period(from: Cast.day(begin))))]
                person.targetGroups = group.map { [Cast.sourced(TargetGroupDetermination(code: .yes, type: $0))] } ?? []
            }, contract: nil)
    }

    @Test func `inflow counts adults by their first qualifying entry in Flanders`() throws {
        var counting = try Counting()
        counting.add(entrant())
        #expect(counting.columns("K1", 2023) == [1])
        for other in [entrant(nis: "21004"), entrant(register: .waiting), entrant(begin: "2019-05-01"), entrant(birth: "2005-05-02")] {
            counting.add(other)
        }
        #expect((2020...2026).reduce(0) { $0 + counting.columns("K1", $1)[0] } == 1)
        counting.add(entrant(birth: "2005-05-01"))
        #expect(counting.columns("K1", 2023) == [2])
    }

    @Test func `the shares of target groups add up to a hundred with those not determined`() throws {
        var counting = try Counting()
        for (group, count) in [(TargetGroup.obliged, 19), (.entitled, 75), (.toBeDetermined, 4), (.none, 3)] {
            for _ in 0..<count { counting.add(entrant(group: group)) }
        }
        for _ in 0..<2 { counting.add(entrant()) }
        #expect(counting.columns("K2", 2023) == [19, 75, 6])
        let table = counting.book.table("K2")
        #expect(table.excluded(0, 2023) == 3)
        let shares = (0..<3).map { rate in table.share(rate, 0, 2023) }
        #expect(shares.map { Share.percent($0.part, of: $0.whole) } == [19, 75, 6])
        #expect(shares.allSatisfy { $0.whole == 100 })
    }

    @Test func `persons with a contract and contracts are two series`() throws {
        var counting = try Counting()
        counting.add(
            Facts.newcomer { person in
                person.contracts += [
                    Cast.sourced(Contract(contractId: "C2", signedOn: Cast.day("2024-11-01")), "C2"),
                    Cast.sourced(Contract(contractId: "C3", signedOn: Cast.day("2025-01-01")), "C3"),
                    Cast.sourced(Contract(contractId: "C4", signedOn: Cast.day("2026-01-01"), status: .withdrawn), "C4"),
                ]
            })
        #expect(counting.columns("K3", 2024) == [1, 2])
        #expect(counting.columns("K3", 2025) == [1, 1])
        #expect(counting.columns("K3", 2026) == [0, 0])
        #expect(counting.count("K3", 0, 2024, .manager, "agii") == 1)
        #expect(counting.count("K3", 0, 2024, .targetGroup, "OBLIGED") == 1)
    }

    @Test func `contracts over inflow and attests over contracts are never a rate`() {
        for indicator in [K1Inflow.self, K3Contracts.self, K5Attests.self] as [any Indicator.Type] {
            #expect(indicator.definition.rates.isEmpty)
            #expect(indicator.definition.denominator.nl.hasPrefix("geen"))
        }
    }

    @Test func `only valid attests of integration count, once a year`() throws {
        var counting = try Counting()
        counting.add(
            Facts.newcomer { person in
                person.attestations = [
                    Facts.attest("2024-12-01"), Facts.attest("2024-12-24"), Facts.attest("2025-12-01", .integration, .withdrawn),
                    Facts.attest("2025-12-02", .effort),
                ]
            })
        #expect(counting.columns("K5", 2024) == [1])
        #expect(counting.columns("K5", 2025) == [0])
    }

    @Test func `a contract counts for the duty it follows, when the months are over`() throws {
        var counting = try Counting(asOf: "2024-08-01")
        func obliged(_ since: String, signed: String?, nis: String = "44021") -> CanonicalPerson {
            Facts.newcomer(
                { person in
                    var group = TargetGroupDetermination(code: .yes, type: .obliged)
                    group.validity = Period(from: Cast.day(since))
                    person.targetGroups = [Cast.sourced(group)]
                    person.residences = [Cast.sourced(Residence(nis: nis, validity: Period(from: Cast.day("2020-01-01"))))]
                }, contract: signed)
        }
        counting.add(obliged("2024-01-31", signed: "2024-04-30"))
        counting.add(obliged("2024-01-31", signed: "2024-05-01"))
        counting.add(obliged("2024-05-02", signed: nil))
        counting.add(obliged("2024-01-31", signed: "2024-04-30", nis: "21004"))
        #expect(counting.columns("K4", 2024) == [1, 1, 2, 0, 0, 0])
        #expect(counting.book.table("K4").tooEarly(0, 2024) == 3)
    }

    @Test func `completion follows a cohort and leaves out windows that are not over`() throws {
        var counting = try Counting(asOf: "2024-07-01")
        counting.add(Facts.newcomer({ $0.attestations = [Facts.attest("2024-01-02")] }, contract: "2023-01-01"))
        counting.add(Facts.newcomer(contract: "2023-01-01"))
        #expect(counting.columns("K6", 2023) == [0, 2, 1, 1, 0, 0, 0, 0])
        #expect(counting.book.table("K6").tooEarly(0, 2023) == 2)
    }

    @Test func `a place is told in the geography of its period`() throws {
        let geography = try Counting.geography()
        for (day, count) in [("2018-12-31", 308), ("2019-01-01", 300), ("2024-12-31", 300), ("2025-01-01", 285)] {
            #expect(geography.municipalities.filter { $0.nis / 1000 != 21 && $0.exists(on: Cast.day(day)) }.count == count)
        }
        var counting = try Counting()
        for begin in ["2024-12-30", "2025-02-01"] { counting.add(entrant(nis: "46003", begin: begin)) }
        #expect(counting.count("K1", 0, 2024, .municipality, "46003") == 1)
        #expect(counting.count("K1", 0, 2025, .municipality, "46030") == 1)
        #expect(counting.count("K1", 0, 2025, .municipality, "46003") == 0)
        counting.add(entrant(nis: "11056", begin: "2025-03-01"))
        #expect(counting.count("K1", 0, 2025, .province, "40000") == 2)
    }

    @Test func `every breakdown adds up to the whole`() throws {
        var counting = try Counting()
        for birth in ["1990-03-12", "2000-01-01", "1950-01-01"] { counting.add(entrant(birth: birth)) }
        for dimension in [Breakdown.Dimension.region, .province, .municipality, .manager, .targetGroup, .sex, .age, .nationality, .country]
        {
            let codes = counting.book.breakdown.slices(dimension).map(\.code)
            #expect(codes.reduce(0) { $0 + counting.count("K1", 0, 2023, dimension, $1) } == 3, "\(dimension)")
        }
    }

    @Test func `housing has no source and counts nothing`() throws {
        #expect(!K22Housing.definition.hasSource)
        #expect(IndicatorBook.all.filter { !$0.definition.hasSource }.count == 1)
        #expect(IndicatorBook.all.map { $0.definition.id } == (1...22).map { "K\($0)" })
        #expect(HealthBook.all.map { $0.id } == (1...9).map { "X\($0)" })
    }

    @Test func `health is one class, and never below the province`() throws {
        var counting = try Counting()
        for reason in [Exemption.Reason.illness, .disability, .age65] {
            counting.add(
                Facts.newcomer { person in
                    var exemption = Exemption(scope: .whole, reason: reason)
                    exemption.period = Period(from: Cast.day("2024-02-01"))
                    person.exemptions = [Cast.sourced(exemption)]
                })
        }
        #expect(Array(counting.columns("K19", 2024).prefix(7)) == [2, 1, 0, 0, 0, 0, 3])
        #expect(!K19Exemptions.definition.isShownPerMunicipality)
    }
}
