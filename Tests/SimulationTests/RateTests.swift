// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Testing

@testable import Simulation

@Suite struct RateTests {
    @Test func `every rate can be set by its name`() throws {
        for name in SimulationRates.names {
            var rates = SimulationRates()
            try rates.set("\(name)=0.4321")
            let changed = try JSONSerialization.jsonObject(with: JSONEncoder().encode(rates)) as? [String: Any]
            #expect(changed?[name] as? Double == 0.4321, "\(name)")
        }
        let all = try JSONSerialization.jsonObject(with: JSONEncoder().encode(SimulationRates())) as? [String: Any]
        #expect(Set(SimulationRates.names) == Set(try #require(all).keys).subtracting(["namedExamples"]))
    }

    @Test func `what is no share or no rate is refused with what would be right`() throws {
        var rates = SimulationRates()
        #expect(throws: SimulationRates.SettingError.notAShare("late")) { try rates.set("late=1.5") }
        #expect(throws: SimulationRates.SettingError.notAShare("late")) { try rates.set("late=veel") }
        #expect(throws: SimulationRates.SettingError.unknownRate("laat")) { try rates.set("laat=0.5") }
        #expect(throws: SimulationRates.SettingError.notOfTheForm("late")) { try rates.set("late") }
        #expect(SimulationRates.SettingError.unknownRate("laat").description.contains("duplicate"))
        #expect(rates == SimulationRates())
    }
}
