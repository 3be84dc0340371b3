// SPDX-License-Identifier: EUPL-1.2

package import ExchangeSchema
import Foundation

/// Organisations by their KBO number, read from `contracts/codes/organisations.csv` at start.
package struct OrganisationRegister: Sendable {
    private let byKBO: [String: OrganisationID]

    /// Reads rows of which the first cell is the short name and the second the KBO number.
    package init(fileAt path: String) throws {
        var byKBO: [String: OrganisationID] = [:]
        for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").dropFirst() {
            let cells = line.split(separator: ";", omittingEmptySubsequences: false)
            if cells.count > 1, !cells[1].isEmpty { byKBO[String(cells[1])] = OrganisationID(rawValue: String(cells[0])) }
        }
        self.byKBO = byKBO
    }

    package func organisation(kbo: String) -> OrganisationID? { byKBO[kbo] }
}
