// SPDX-License-Identifier: EUPL-1.2

/// A value from a code list that keeps the code as the source wrote it.
///
/// An unknown code has no `code`, keeps `originalCode` and brings the flag `UNMAPPED_CODE` along; it is never dropped (domain §3.1).
package struct Coded: Hashable, Sendable, Codable {
    /// URI or short name of the code list, e.g. `kbi/contracttype`.
    package let scheme: String
    package let code: String?
    package let label: String?
    package let originalCode: String
    package let originalLabel: String?

    package init(scheme: String, code: String?, label: String? = nil, originalCode: String, originalLabel: String? = nil) {
        self.scheme = scheme
        self.code = code
        self.label = label
        self.originalCode = originalCode
        self.originalLabel = originalLabel
    }

    package var isMapped: Bool { code != nil }
}

/// What is known to be imperfect about a value or a record.
package enum Quality: String, Sendable, Codable, CaseIterable, Comparable {
    case partial = "PARTIAL"
    case estimated = "ESTIMATED"
    case selfDeclared = "SELF_DECLARED"
    case unmappedCode = "UNMAPPED_CODE"
    case truncatedName = "TRUNCATED_NAME"
    case checksumFail = "CHECKSUM_FAIL"
    case conflict = "CONFLICT"
    /// An encoding or a spreadsheet left its marks on the text: mended where that was safe, else kept as it came.
    case damaged = "DAMAGED"

    package static func < (left: Quality, right: Quality) -> Bool { left.rawValue < right.rawValue }
}
