// SPDX-License-Identifier: EUPL-1.2
import AuditLog
import Connectors
import ExchangeSchema
import ExchangeStore
import Foundation
import Gateway

/// Has the log stamped and cosigned at the end of a run, as the settings ask; what fails is trouble and an entry, and stops nothing.
struct RunAttestation {
    let composition: Composition

    private struct HTTP: AttestationTransport {
        let client = HTTPClient()
        func post(_ body: [UInt8], type: String, to url: String) throws -> (status: Int, body: [UInt8]) {
            let answer = try client.send(HTTPClient.Request(url: url, headers: ["Content-Type: \(type)"], body: body))
            return (answer.status, answer.body)
        }
    }

    func run() throws -> [String] {
        let (workspace, settings) = (composition.workspace, composition.workspace.configuration.audit)
        guard !settings.timestamps.authority.isEmpty || !settings.witnesses.isEmpty else { return [] }
        let year = WallClock.now.utcDate.year
        let verifier = try composition.store.logSigner("\(workspace.configuration.origin)/\(year)").verifier
        let attestation = CheckpointAttester(directory: workspace.shard(year), verifier: verifier, transport: HTTP())
        var alarms: [String] = []
        if !settings.timestamps.authority.isEmpty {
            let stamps = settings.timestamps
            let authority = CheckpointAttester.Authority(
                url: stamps.authority, policy: stamps.policy.isEmpty ? nil : stamps.policy, trustRoot: stamps.trustRoot,
                everyMinutes: stamps.everyMinutes)
            if let alarm = attestation.stamp(by: authority, at: WallClock.now) { alarms.append(alarm) }
        }
        if !settings.witnesses.isEmpty {
            let policy = try LogPolicy(try String(contentsOfFile: settings.witnesses, encoding: .utf8))
            alarms += try attestation.cosign(under: policy)
        }
        for alarm in alarms { try Announcements(store: composition.store).trouble(alarm, at: "log") }
        return alarms
    }
}
