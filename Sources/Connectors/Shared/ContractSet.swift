// SPDX-License-Identifier: EUPL-1.2
package import Contracts
import Foundation

/// The folder of contracts, from which connectors load theirs once at start.
package struct ContractSet: Sendable {
    package let path: String
    package init(path: String) { self.path = path }

    package func bytes(_ name: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: "\(path)/\(name)") else {
            throw ContractLoadError(file: name, place: "file", problem: "is missing from \(path)")
        }
        return Array(data)
    }

    package func jsonSchema(_ name: String) throws -> JSONSchema {
        try JSONSchema(fileBytes: try bytes(name), named: name, formatAssertion: true)
    }
    package func tableSchema(_ name: String) throws -> TableSchema { try TableSchema(fileBytes: try bytes(name), named: name) }
    package func xsd(_ name: String) throws -> XSDContract { try XSDContract(fileAt: "\(path)/\(name)") }
}
