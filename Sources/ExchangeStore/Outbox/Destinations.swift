// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
import GRDB

/// How a destination that failed stands; one without such a state takes what it is sent.
package struct DestinationState: Sendable, Codable, Equatable {
    /// Failures in a row.
    package var failures: Int
    package var retryAt: Instant

    package init(failures: Int, retryAt: Instant) {
        self.failures = failures
        self.retryAt = retryAt
    }
}

extension StoreTransaction {
    package func destinations() throws -> [OrganisationID: DestinationState] {
        let rows = try Row.fetchAll(
            try db.cachedStatement(sql: "SELECT t.text, d.failures, d.retry_at FROM destination d JOIN term t ON t.id = d.recipient"))
        return rows.reduce(into: [:]) {
            $0[OrganisationID(rawValue: $1[0])] = DestinationState(failures: $1[1], retryAt: Instant(milliseconds: $1[2]))
        }
    }

    /// Nil where the destination takes what it is sent.
    package func save(_ state: DestinationState?, of recipient: OrganisationID) throws {
        let term = try term(recipient.rawValue)
        guard let state else { return try db.execute(sql: "DELETE FROM destination WHERE recipient = ?", arguments: [term]) }
        try db.execute(
            sql: "INSERT OR REPLACE INTO destination (recipient, failures, retry_at) VALUES (?, ?, ?)",
            arguments: [term, state.failures, state.retryAt.milliseconds])
    }
}
