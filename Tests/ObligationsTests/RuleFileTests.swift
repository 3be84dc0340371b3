// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import Foundation
import Obligations
import TestSupport
import Testing
import Yams

/// `contracts/rules/*.yaml` and the code hold the same figures.
struct RuleFileTests {
    @Test(arguments: [("rs-2019", RuleParameters.rs2019), ("rs-2022", .rs2022)])
    func `every figure of a rule set stands in its file, and no other`(name: String, parameters: RuleParameters) throws {
        let text = try String(contentsOfFile: Checkout.root + "/contracts/rules/\(name).yaml", encoding: .utf8)
        let root = try #require(try Yams.compose(yaml: text)?.mapping)
        #expect(root["ruleSet"]?.string == parameters.ruleSet)
        #expect(root["validFrom"]?.scalar?.string == parameters.validFrom.description)
        let rules = try #require(root["rules"]?.mapping)
        #expect(Set(rules.keys.compactMap(\.string)) == Set(RuleID.allCases.map(\.rawValue) + ["R12"]))
        let silent = rules.filter { $0.value["creates"]?.string == "nothing" }.compactMap(\.key.string)
        #expect(Set(RuleCatalog.all.map { $0.id.rawValue } + silent + ["R12"]) == Set(rules.keys.compactMap(\.string)))
        var found: [String: String] = [:]
        for (rule, content) in rules {
            let rule = try #require(rule.string)
            for (key, value) in try #require(content.mapping) {
                let key = try #require(key.string)
                if key == "source" || key == "title" { #expect(!(value.string ?? "").isEmpty, "\(rule) has no \(key)") }
                if !["title", "source", "creates"].contains(key) { found["\(rule).\(key)"] = Self.text(value) }
            }
        }
        #expect(found == Self.figures(parameters))
    }

    private static func text(_ node: Node) -> String {
        switch node {
        case .scalar(let scalar): scalar.string
        case .sequence(let items): items.map { text($0) }.joined(separator: " ")
        case .mapping(let members): members.map { "\($0.key.string ?? "") \(text($0.value))" }.joined(separator: " ")
        case .alias: ""
        }
    }

    private static func figures(_ parameters: RuleParameters) -> [String: String] {
        func text<Value>(_ value: Value?) -> String { value.map { "\($0)" } ?? "null" }
        let fees = parameters.fees
        let term =
            switch parameters.registrationTerm {
            case .months(let months): "months \(months)"
            case .days(let days): "days \(days)"
            }
        return [
            "R01.registers": parameters.accessRegisters.map(\.rawValue).joined(separator: " "),
            "R04.requiredPillars": parameters.requiredPillars.map(\.rawValue).joined(separator: " "),
            "R10.days": text(parameters.adviceDays), "R12.cap": text(fees.cap), "R12.from": text(fees.from),
            "R12.exemptsBrussels": text(fees.exemptsBrussels), "R12a.cents": text(fees.dutchCourse), "R12b.cents": text(fees.dutchTest),
            "R12c.cents": text(fees.orientationCourse), "R12d.cents": text(fees.orientationTest), "R12e.cents": text(fees.b1Test),
            "R12g.cents": "null", "R13.level": parameters.dutchLevel.rawValue,
            "R13c.oralHalfDoes": text(parameters.adaptedLevelIsOral), "R14.level": parameters.b1Level.rawValue,
            "R14.months": text(parameters.b1Months), "R14.from": parameters.b1Start.rawValue, "R14.metBy": parameters.b1Met.rawValue,
            "R14b.months": text(parameters.activityMonths), "R14b.allowMixed": text(parameters.allowsMixedActivity),
            "R14b.maxGapDays": text(parameters.maximumGapDays),
            "R14c.ages": "\(parameters.workingAge.lowerBound) \(parameters.workingAge.upperBound)", "R18.term": term,
            "R18.adultAge": text(parameters.adultAge), "R18.rollsWeekends": text(parameters.rollsWeekends),
            "R19.minutes": text(parameters.participation.minutes), "R19.from": text(parameters.participationFrom),
            "R22.obligedFrom": text(parameters.brusselsObligedFrom), "R23.level": parameters.tenantLevel.rawValue,
        ]
    }

    @Test func `the date of the contract chooses the rule set only where that is asked`() {
        #expect(RuleBook.note.parameters(for: Cast.day("2024-01-01")) == .rs2019)
        #expect(RuleBook.byContractDate.parameters(for: Cast.day("2022-02-28")) == .rs2019)
        #expect(RuleBook.byContractDate.parameters(for: Cast.day("2022-03-01")) == .rs2022)
        #expect(RuleBook.byContractDate.parameters(for: Cast.day("2010-01-01")) == .rs2019)
    }
}
