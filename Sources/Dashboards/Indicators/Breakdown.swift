// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// The ways in which an indicator is broken down, each value of each with a place of its own.
package struct Breakdown: Sendable {
    package enum Dimension: String, Sendable, CaseIterable {
        case total, region, province, municipality, manager, targetGroup, sex, age, nationality, country
    }
    package struct Slice: Sendable, Hashable {
        package let dimension: Dimension
        package let code: String
        package init(_ dimension: Dimension, _ code: String) {
            self.dimension = dimension
            self.code = code
        }
    }
    package static let ages = ["-17", "18-24", "25-34", "35-49", "50-64", "65+", "?"]
    package static let groups = ["OBLIGED", "ENTITLED", "TO_BE_DETERMINED", "MINOR", "NONE"]

    /// The nationalities that the note names (r. 614–630); the rest is other.
    package static let countries = [
        "ROU", "NLD", "POL", "BGR", "MAR", "ITA", "ESP", "SYR", "IND", "PRT", "FRA", "TUR", "AFG", "CHN", "OTHER",
    ]

    package let geography: Geography
    package let slices: [Slice]
    private let first: [Dimension: Int]
    private let places: [Slice: Int]
    /// By year and code, the place of the municipality at the end of that year.
    private let located: [Int: [Int: Int]]

    package init(_ geography: Geography, years: ClosedRange<Int>) {
        self.geography = geography
        located = Dictionary(
            uniqueKeysWithValues: years.map { year in
                let end = LocalDate(year: year, month: 12, day: 31) ?? .latest
                let codes = geography.municipalities.map(\.nis)
                return (
                    year,
                    Dictionary(uniqueKeysWithValues: codes.compactMap { nis in geography.position(of: nis, on: end).map { (nis, $0) } })
                )
            })
        var slices: [Slice] = []
        var first: [Dimension: Int] = [:]
        for dimension in Dimension.allCases {
            first[dimension] = slices.count
            slices += Self.codes(dimension, geography).map { Slice(dimension, $0) }
        }
        self.slices = slices
        self.first = first
        places = Dictionary(uniqueKeysWithValues: slices.enumerated().map { ($1, $0) })
    }

    private static func codes(_ dimension: Dimension, _ geography: Geography) -> [String] {
        switch dimension {
        case .total: ["total"]
        case .region: Geography.Region.allCases.map(\.rawValue)
        case .province: Geography.Province.allCases.map(\.rawValue)
        case .municipality: geography.municipalities.map { Digits.padded($0.nis, 5) }
        case .manager: ["agii", "atlas", "amal", "hvnb", "?"]
        case .targetGroup: groups
        case .sex: ["F", "M", "?"]
        case .age: ages
        case .nationality: ["EU", "OTHER", "?"]
        case .country: countries
        }
    }

    package func place(_ slice: Slice) -> Int? { places[slice] }

    package func slices(_ dimension: Dimension) -> [Slice] { slices.filter { $0.dimension == dimension } }

    /// The places of one observation of a person; the municipality in the geography at the end of the year.
    func places(_ observation: Observation, of facts: PersonFacts, into found: inout [Int]) {
        found.removeAll(keepingCapacity: true)
        found.append(0)
        let day = observation.day
        if let home = facts.home(on: day) { location(home, observation.year, &found) }
        found.append(start(.manager) + (observation.manager ?? .unknown).rawValue)
        let group = observation.group ?? facts.targetGroup(on: day)
        found.append(start(.targetGroup) + Self.place(of: group))
        found.append(start(.sex) + facts.sex.rawValue)
        found.append(start(.age) + Self.band(facts.age(on: day)))
        let origin = facts.nationality(on: day)
        found.append(start(.nationality) + origin.group.rawValue)
        found.append(start(.country) + (Self.countries.firstIndex(of: origin.country) ?? Self.countries.count - 1))
    }

    private func location(_ home: Int, _ year: Int, _ found: inout [Int]) {
        let position = located[year]?[home]
        let nis = position.map { geography.municipalities[$0].nis } ?? home
        guard let region = Geography.region(of: nis) else { return }
        found.append(start(.region) + (region == .flanders ? 0 : 1))
        if let province = Geography.province(of: nis), let index = Geography.Province.allCases.firstIndex(of: province) {
            found.append(start(.province) + index)
        }
        if let position { found.append(start(.municipality) + position) }
    }

    private func start(_ dimension: Dimension) -> Int { first[dimension] ?? 0 }

    private static func place(of group: TargetGroup) -> Int {
        switch group {
        case .obliged, .entitledObliged: 0
        case .entitled: 1
        case .toBeDetermined: 2
        case .minor: 3
        case .none: 4
        }
    }

    static func band(_ age: Int?) -> Int {
        guard let age else { return 6 }
        return switch age {
        case ..<18: 0
        case 18...24: 1
        case 25...34: 2
        case 35...49: 3
        case 50...64: 4
        default: 5
        }
    }
}
