// SPDX-License-Identifier: EUPL-1.2

/// A share of a group that is large enough to speak of: no rate under twenty (domain §4).
package enum Share {
    package static let smallestGroup = 20

    /// Whole percent, or nil where the group is too small.
    package static func percent(_ part: Int, of whole: Int) -> Int? {
        guard whole >= smallestGroup else { return nil }
        return (part * 200 + whole) / (2 * whole)
    }
}
