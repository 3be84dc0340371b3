// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import Foundation
import Testing

@testable import Simulation

@Suite struct PopulationTests {
    static func newcomers(_ count: Int, rates: SimulationRates = SimulationRates()) throws -> [Newcomer] {
        var population = Population(try SimulatedExchange.plan(persons: count, rates: rates))
        return (0..<count).map { population.newcomer($0) }
    }

    @Test func `the shares of nationalities add up to a hundred, 58 of them EU`() {
        #expect(Origin.all.reduce(0) { $0 + $1.share } == 100)
        #expect(Origin.all.filter(\.isEU).reduce(0) { $0 + $1.share } == 58)
        #expect(Set(Origin.all.map(\.nis)).count == Origin.all.count)
    }

    @Test func `nationalities and target groups follow the tables of the note`() throws {
        let adults = try Self.newcomers(6000).filter { $0.group != .minor }
        let share = { (test: (Newcomer) -> Bool) in Double(adults.filter(test).count) / Double(adults.count) }
        #expect(abs(share { $0.origin.isEU } - 0.58) < 0.02)
        #expect(abs(share { $0.origin.iso == "ROU" } - 0.15) < 0.02)
        #expect(abs(share { $0.group == .obliged } - 0.19) < 0.02)
        #expect(abs(share { $0.group == .entitled } - 0.75) < 0.02)
        #expect(abs(share { $0.group == .undetermined } - 0.06) < 0.01)
    }

    @Test func `no number is given out twice, and it tells the birth date and sex of its holder`() throws {
        let newcomers = try Self.newcomers(6000)
        #expect(Set(newcomers.map(\.insz)).count == newcomers.count)
        for newcomer in newcomers {
            #expect(newcomer.insz.birthDate.isCompatible(with: newcomer.birth))
            #expect(newcomer.insz.sex == (newcomer.female ? .female : .male))
        }
    }

    @Test func `birth days are unknown or the first of January as often as asked`() throws {
        var rates = SimulationRates()
        rates.unknownBirthDay = 0.2
        rates.bornOnFirstOfJanuary = 0.3
        let newcomers = try Self.newcomers(3000, rates: rates)
        let unknown = newcomers.filter { $0.birth.day == nil }.count
        let january = newcomers.filter { $0.birth.month == 1 && $0.birth.day == 1 }.count
        #expect((520...680).contains(unknown))
        #expect((600...850).contains(january))
        #expect(newcomers.contains { $0.birth.month == nil })
    }

    @Test func `names fit the code page of municipalities; some are longer than 48 letters, some people have only one`() throws {
        let newcomers = try Self.newcomers(4000)
        #expect(newcomers.allSatisfy { Windows1252.holds(($0.givenNames + [$0.familyName]).joined()) })
        #expect(newcomers.allSatisfy { !$0.familyName.isEmpty && !$0.familyName.contains(";") })
        #expect(newcomers.contains { $0.familyName.count > 48 })
        #expect(newcomers.contains { $0.givenNames.isEmpty })
        #expect(newcomers.contains { $0.familyName.contains("Š") || $0.familyName.contains("Œ") })
    }

    @Test func `adults are of age on arrival`() throws {
        for newcomer in try Self.newcomers(2000) where newcomer.group != .minor {
            #expect(newcomer.age(on: newcomer.arrivedOn) >= 18)
        }
    }

    @Test func `nobody moves into or out of Brussels`() throws {
        for newcomer in try Self.newcomers(3000) {
            #expect(Set(newcomer.stays.map(\.town.isBrussels)).count == 1)
        }
    }
}
