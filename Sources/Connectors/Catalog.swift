// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// The agencies this gateway can hear: one line each.
package enum ConnectorCatalog {
    /// Loads every connector with its contracts and code lists from one folder; throws where one of them can't be used.
    package static func connectors(contracts: ContractSet, maximumMessageBytes: Int = 4 << 20) throws -> [any SourceConnector] {
        [
            try VDABConnector(contracts: contracts),
            try InburgeringConnector(contracts: contracts.path),
            try LokaalConnector(contracts: contracts, maximumLineBytes: maximumMessageBytes),
            try OnderwijsConnector(contracts: contracts.path, maximumLineBytes: maximumMessageBytes),
            try NARICConnector(contracts: contracts, maximumLineBytes: maximumMessageBytes),
        ]
    }
}
