// SPDX-License-Identifier: EUPL-1.2

/// The table "Instroom, contracten en attesten" of the note (r. 569–575): a reference, with geographies that differ per column.
package enum NoteFigures {
    package struct Row: Sendable, Equatable {
        package let year: Int
        /// Adults, Flemish Region.
        package let inflow: Int
        /// Persons, Flanders and Brussels.
        package let contracts: Int
        package let attests: Int
    }

    package static let rows: [Row] = [
        Row(year: 2012, inflow: 38_437, contracts: 17_235, attests: 12_503),
        Row(year: 2013, inflow: 32_630, contracts: 16_951, attests: 12_432),
        Row(year: 2014, inflow: 32_988, contracts: 17_612, attests: 14_640),
        Row(year: 2015, inflow: 36_780, contracts: 19_454, attests: 13_028),
        Row(year: 2016, inflow: 51_456, contracts: 25_605, attests: 13_869),
        Row(year: 2017, inflow: 44_104, contracts: 21_771, attests: 16_985),
        Row(year: 2018, inflow: 46_097, contracts: 21_583, attests: 16_390),
    ]
}
