// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import ExchangeSchema
import ExchangeStore
import Foundation
import Gateway
import Signatures

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Look at store, log, keys, clock, disk, feeds and certificates, and say what to do.",
        discussion: """
            Certificates are the .pem and .crt files under keys/ and certificates/ of the workspace; they are named 60 days before they end.

            Exit codes: 0 well; 1 something asks for attention; 2 the workspace can't be read. With --alerts, for a monitor that knows exit
            codes: 0 none; 10 stale-feed, 11 parked-items, 13 log-behind, 14 backlog, 15 disk, 16 certificate, 17 clock, 18 store, keys or log;
            19 more than one of these.
            Example:  xchg doctor --format json
            """)
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: FormatOptions
    @Flag(name: .long, help: "Exit with the code of the alert.") var alerts = false

    func run() throws {
        let findings = Examination(try workspace.open(), at: WallClock.now).run()
        if output.format == .json {
            Terminal.say(try JSONOutput.text(findings))
        } else {
            for finding in findings { Terminal.say("\(finding.alert.rawValue): \(finding.sentence)\n    \(finding.remedy)") }
            if findings.isEmpty { Terminal.say("All is well: store, log, keys, clock, disk, feeds, certificates.") }
        }
        guard !findings.isEmpty else { return }
        throw Stop(code: alerts ? Self.code(findings) : 1, sentence: nil)
    }

    static func code(_ findings: [HealthFinding]) -> Int32 {
        let codes = Set(findings.map { code($0.alert) })
        return codes.count == 1 ? codes.first ?? 19 : 19
    }

    private static func code(_ alert: HealthFinding.Alert) -> Int32 {
        switch alert {
        case .staleFeed: 10
        case .parkedItems: 11
        case .logBehind: 13
        case .backlog: 14
        case .disk: 15
        case .certificate: 16
        case .clock: 17
        case .store, .keys, .log: 18
        }
    }
}

/// One look at a workspace; opens what can be opened and changes nothing.
struct Examination {
    private let workspace: Workspace
    private let now: Instant
    private let rules = HealthRules()

    init(_ workspace: Workspace, at now: Instant) {
        self.workspace = workspace
        self.now = now
    }

    func run() -> [HealthFinding] { parts() + keyFiles() + disk() + certificates() }

    /// What the start of a run would find; the figures of the store only where it can be opened.
    private func parts() -> [HealthFinding] {
        let wrong = workspace.check.glance().findings.filter { !$0.isHarmless }
        guard wrong.isEmpty else {
            return wrong.map { HealthFinding(alert($0.kind), $0.description, remedy: $0.remedy) }
        }
        do { return rules.judge(try workspace.store().vitals(), at: now) } catch {
            return [HealthFinding(.store, Wording.sentence(for: error), remedy: "see 'xchg store check'")]
        }
    }

    private func alert(_ kind: StoreFinding.Kind) -> HealthFinding.Alert {
        switch kind {
        case .keysMissing, .keysDamaged, .keysOlder, .masterKey, .keyMissing: .keys
        case .logAhead, .logIncomplete, .logDamaged: .log
        default: .store
        }
    }

    /// Nobody but the owner may look into the folder of keys, which keeps others from what lies in it, or at the master key.
    private func keyFiles() -> [HealthFinding] {
        let folder = workspace.path + "/keys"
        return [(folder, "700"), (folder + "/master.key", "600")].compactMap { path, mode in
            var status = stat()
            guard stat(path, &status) == 0, status.st_mode & 0o077 != 0 else { return nil }
            return HealthFinding(.keys, "\(path) can be read by others", remedy: "run: chmod \(mode) \(path)")
        }
    }

    private func disk() -> [HealthFinding] {
        guard let space = DiskSpace(of: workspace.path) else { return [] }
        return [rules.disk(workspace.path, free: space.free, total: space.total)].compactMap(\.self)
    }

    private func certificates() -> [HealthFinding] {
        ["keys", "certificates"].flatMap { folder -> [HealthFinding] in
            let names = ((try? FileManager.default.contentsOfDirectory(atPath: "\(workspace.path)/\(folder)")) ?? []).sorted()
            return names.filter { $0.hasSuffix(".pem") || $0.hasSuffix(".crt") }.compactMap { name in
                guard let text = FileManager.default.contents(atPath: "\(workspace.path)/\(folder)/\(name)"),
                    let end = CertificateEnd.earliest(inPEM: Array(text))
                else { return nil }
                return rules.certificate("\(folder)/\(name)", endsAt: Instant(milliseconds: end * 1000), at: now)
            }
        }
    }
}
