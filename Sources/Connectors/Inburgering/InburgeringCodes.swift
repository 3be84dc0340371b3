// SPDX-License-Identifier: EUPL-1.2

/// The files under `contracts/codes` that the inburgering connector reads at start.
enum InburgeringCodes {
    static let files = ["magda.csv", "kbi.csv", "iso_talen.csv", "iso_landen.csv"]
    static let organisations = "organisations.csv"
}
