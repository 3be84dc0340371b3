// SPDX-License-Identifier: EUPL-1.2
import Agreements
import AuditLog
import ExchangeSchema
import Foundation

/// Reads all agreement files of a folder.
enum AgreementFolder {
    static func read(_ path: String) throws -> (agreements: [Agreement], faults: [AgreementFault]) {
        var agreements: [Agreement] = []
        var faults: [AgreementFault] = []
        for name in try FileManager.default.contentsOfDirectory(atPath: path).sorted() where name.hasSuffix(".yaml") {
            let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)))
            do { agreements.append(try AgreementFile.read(bytes, named: name) { Digest32.of($0).hex }) } catch { faults.append(error) }
        }
        return (agreements, faults)
    }
}

extension Workspace {
    /// The agreements of the workspace; a fault in one of them stops everything, since nobody can say what it would have denied.
    func book() throws -> AgreementBook {
        let (agreements, faults) = try AgreementFolder.read(contracts + "/agreements")
        if let fault = faults.first { throw fault }
        return AgreementBook(agreements)
    }

    func municipalities() throws -> MunicipalityRegister {
        let path = contracts + "/codes/municipality_succession.csv"
        let (register, faults) = MunicipalityRegister.read(csv: try String(contentsOfFile: path, encoding: .utf8))
        guard faults.isEmpty else {
            throw WorkspaceError.configuration("municipality_succession.csv: row \(faults[0]) is not of the right form")
        }
        return register
    }
}
