// SPDX-License-Identifier: EUPL-1.2

/// The files under `contracts/codes` that the NARIC connector reads at start.
enum NARICCodes {
    static let files = ["magda.csv", "led.csv", "naric.csv", "iso_talen.csv", "iso_landen.csv"]
}
