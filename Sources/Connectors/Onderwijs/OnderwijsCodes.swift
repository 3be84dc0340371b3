// SPDX-License-Identifier: EUPL-1.2

/// The files under `contracts/codes` that the education connector reads at start.
enum OnderwijsCodes {
    static let files = ["magda.csv", "onderwijs.csv", "led.csv", "naric.csv", "iso_talen.csv", "iso_landen.csv"]
}
