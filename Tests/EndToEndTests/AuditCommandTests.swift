// SPDX-License-Identifier: EUPL-1.2
import AuditLog
import Dispatch
import ExchangeSchema
import ExchangeStore
import Foundation
import Simulation
import TestSupport
import Testing

/// The log as those meet it who distrust the gateway: auditor, officer, citizen, and a stranger with a copy.
@Suite(.serialized)
struct AuditCommandTests {
    private struct Site {
        let folder: TemporaryFolder
        let insz: String
        var workspace: String { folder.path + "/workspace" }

        private init(making: Void) async throws {
            folder = try TemporaryFolder()
            let outcome = try await XchgBinary.run(["demo", "--persons", "12", "--seed", "5", "--dir", folder.path])
            try #require(outcome.code == 0, "\(outcome.errors)")
            let truth = try CanonicalCoding.decode(
                Truth.self, from: Array(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/agencies/truth.json"))))
            insz = try #require(truth.persons.first { $0.facts.contracts > 0 }).insz
        }

        private static let template = Task { try await Site(making: ()) }

        /// A copy of one demo that all tests share.
        init() async throws {
            let template = try await Self.template.value
            folder = try TemporaryFolder()
            insz = template.insz
            try FileManager.default.copyItem(atPath: template.workspace, toPath: folder.path + "/workspace")
        }

        var year: Int {
            get throws { try #require(try FileNames.under(workspace + "/audit").last.flatMap { Int($0) }) }
        }
        var shard: String { get throws { "\(workspace)/audit/\(try year)" } }

        @discardableResult
        func run(_ arguments: [String], input: String? = nil) async throws -> XchgBinary.Outcome {
            try await XchgBinary.run(arguments + ["--workspace", workspace], input: input)
        }

        /// The index of the first exchange in the log.
        func exchange() throws -> Int {
            let size = Verification(directory: try shard).run().size
            let reader = ShardReader(directory: try shard, size: size)
            return try #require((0..<size).first { reader.leaf($0).flatMap(Leaf.kind) == .exchange })
        }
    }

    private static func verify(_ arguments: [String]) async throws -> (code: Int32, output: String) {
        try await Blocking.run {
            let process = Process()
            let folder = URL(fileURLWithPath: XchgBinary.path).deletingLastPathComponent()
            process.executableURL = folder.appendingPathComponent("xchg-verify")
            process.arguments = arguments
            let out = Pipe()
            process.standardOutput = out
            process.standardError = FileHandle.nullDevice
            try process.run()
            let text = String(decoding: try out.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
            process.waitUntilExit()
            return (process.terminationStatus, text)
        }
    }

    @Test func `a proof taken from the log holds without it, and the sections open by role`() async throws {
        let site = try await Site()
        let (year, index) = (try site.year, try site.exchange())
        let proof = site.folder.path + "/feit.tlog-proof"
        #expect(try await site.run(["audit", "prove", "\(year)/\(index)", "--out", proof]).code == 0)
        let vkey = try site.shard + "/vkey"
        let opened = try await site.run(["audit", "open", "\(year)/\(index)", "--reason", "steekproef", "--format", "json"])
        let entry = try #require(try JSONSerialization.jsonObject(with: Data(opened.output.utf8)) as? [String: Any])
        let disclosures = try #require(entry["disclosures"] as? [String: String])
        #expect(Set(disclosures.keys) == ["A", "B", "D"])
        let disclosed = site.folder.path + "/A.json"
        try #require(disclosures["A"]).write(toFile: disclosed, atomically: true, encoding: .utf8)
        let good = try await Self.verify(["--proof", proof, "--vkey", vkey, "--disclosure", disclosed])
        #expect(good.code == 0 && good.output.contains("proven  entry \(index) of ") && good.output.contains("disclosed  ["))
        try "[\"AAAAAAAAAAAAAAAAAAAAAA\",\"A\",{}]".write(toFile: disclosed, atomically: true, encoding: .utf8)
        #expect(try await Self.verify(["--proof", proof, "--vkey", vkey, "--disclosure", disclosed]).code == 1)
        #expect(try await Self.verify(["--vkey", vkey, try site.shard]).code == 0)
        #expect(try await Self.verify(["--nonsense"]).code == 64)
        let warranted = try await site.run(
            ["audit", "open", "\(year)/\(index)", "--warrant", "OR 1", "--reason", "onderzoek", "--format", "json"])
        #expect(warranted.output.contains("\"C\""))
        #expect(try await site.run(["audit", "open", "\(year)/999999", "--reason", "steekproef"]).code == 1)
        #expect(try await site.run(["audit", "counters", "--reason", "steekproef"]).code == 0)
        // The looks are entries, and the log grew from what a reader kept.
        let kept = site.folder.path + "/kept"
        try FileManager.default.copyItem(atPath: try site.shard + "/checkpoint", toPath: kept)
        let before = Verification(directory: try site.shard).run().kinds["access"] ?? 0
        #expect(try await site.run(["audit", "seal"]).code == 0)
        #expect(Verification(directory: try site.shard).run().kinds["access"] == before + 3)
        #expect(try await site.run(["audit", "verify", "--since", kept]).code == 0)
        #expect(try await Self.verify(["--since", kept, "--vkey", vkey, try site.shard]).code == 0)
    }

    @Test func `a citizen's file has a proof for every fact, and exports name nobody`() async throws {
        let site = try await Site()
        let zip = site.folder.path + "/inzage.zip"
        let shown = try await site.run(["audit", "person", "-", "--zip", zip, "--reason", "vraag van de burger"], input: site.insz + "\n")
        #expect(shown.code == 0, "\(shown.errors)")
        let names = try await Blocking.run {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
            process.arguments = ["-m", "zipfile", "-e", zip, zip + ".d"]
            try process.run()
            process.waitUntilExit()
            return try FileNames.under(zip + ".d/feiten")
        }
        let proofs = names.filter { $0.hasSuffix(".tlog-proof") }
        #expect(!proofs.isEmpty)
        let page = try String(contentsOfFile: zip + ".d/overzicht.html", encoding: .utf8)
        #expect(page.contains("Begeleiding naar werk") || page.contains("gegevens doorgegeven"))
        for name in proofs {
            let stem = zip + ".d/feiten/" + name.dropLast(".tlog-proof".count)
            let result = try await Self.verify(
                ["--proof", stem + ".tlog-proof", "--vkey", zip + ".d/sleutels/\(try site.year).vkey", "--disclosure", stem + "-A.json"])
            #expect(result.code == 0, "\(result.output)")
            #expect(try Data(contentsOf: URL(fileURLWithPath: stem + ".tlog-proof")).count <= 2048)
        }
        let text = try await site.run(["audit", "person", "-", "--reason", "vraag van de burger"], input: site.insz + "\n")
        #expect(text.output.contains("gegevens doorgegeven aan ") && text.output.contains("Doel: "))
        for shape in ["exchanges", "magda", "logboek", "datatracker"] {
            let exported = try await site.run([
                "audit", "export", "\(try site.year)", "--shape", shape, "--warrant", "OR 2", "--reason", "aanlevering",
            ])
            #expect(exported.code == 0 && exported.output.split(separator: "\n").count > 10)
            #expect(!exported.output.contains(site.insz))
            try exported.output.write(toFile: site.folder.path + "/\(shape).jsonl", atomically: true, encoding: .utf8)
        }
        let ours = site.folder.path + "/exchanges.jsonl"
        let same = try await XchgBinary.run(["audit", "reconcile", ours, ours])
        #expect(same.code == 0 && same.output.hasSuffix(" exchanges are alike, 0 findings.\n"))
        let lines = try String(contentsOfFile: ours, encoding: .utf8).split(separator: "\n")
        try lines.dropFirst().joined(separator: "\n").write(toFile: ours + ".less", atomically: true, encoding: .utf8)
        let less = try await XchgBinary.run(["audit", "reconcile", ours, ours + ".less"])
        #expect(less.code == 1 && less.output.contains("only in the first log"))
        let exposed = try await site.run(["audit", "exposure", "--recipient", "vdab", "--reason", "lek"])
        #expect(exposed.code == 0 && exposed.output.hasSuffix(" persons.\n") && !exposed.output.contains(site.insz))
        let register = try await site.run(["audit", "register", "--format", "json"])
        #expect(
            register.code == 0
                && register.output.contains("\"doel\" : \"Begeleiding naar werk, rekening gehouden met studies en opleidingen\""))
    }

    @Test func `an erasure takes two users of the officer's role, and whoever lacks the role is refused`() async throws {
        guard geteuid() == 0, FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv") else {
            return print("skipped: acting as other users takes root and setpriv")
        }
        let site = try await Site()
        let yaml = site.workspace + "/xchg.yaml"
        let settings = try String(contentsOfFile: yaml, encoding: .utf8).replacing("officer: \"\"", with: "officer: \"61234\"")
        try settings.write(toFile: yaml, atomically: true, encoding: .utf8)
        func erase(user: Int, group: Int, _ more: [String] = []) async throws -> (Int32, String) {
            let command = [
                "erase", "--case", "Z-9", "--person", "-", "--reason", "verkeerd toegewezen", "--workspace", site.workspace,
            ]
            return try await Blocking.run { [insz = site.insz] in
                let process = Process()
                process.executableURL = URL(fileURLWithPath: "/usr/bin/setpriv")
                process.arguments = ["--ruid", "\(user)", "--euid", "0", "--groups", "\(group)", XchgBinary.path] + command + more
                let (feed, errors) = (Pipe(), Pipe())
                process.standardInput = feed
                process.standardError = errors
                process.standardOutput = FileHandle.nullDevice
                try process.run()
                try feed.fileHandleForWriting.write(contentsOf: Data("\(insz)\n".utf8))
                try feed.fileHandleForWriting.close()
                let text = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
                process.waitUntilExit()
                return (process.terminationStatus, text)
            }
        }
        #expect(try await erase(user: 61_001, group: 61_999).0 == 2)
        #expect(try await erase(user: 61_001, group: 61_234).0 == 0)
        #expect(try await erase(user: 61_001, group: 61_234, ["--confirm"]).1.contains("second user"))
        #expect(try await erase(user: 61_002, group: 61_234, ["--confirm"]).1.contains("have not left"))
        let sync = try await site.run(["sync", "run", "lokaal"])
        #expect(sync.code == 0, "\(sync.errors)")
        let done = try await erase(user: 61_002, group: 61_234, ["--confirm"])
        #expect(done.0 == 0, "\(done.1)")
        #expect(try await site.run(["audit", "seal"]).code == 0)
        let report = Verification(directory: try site.shard).run()
        #expect(report.faults == [] && report.kinds["erasure"] == 1)
        let insz = try #require(INSZ(site.insz))
        #expect(try Workplace(site.workspace).store.person(byINSZ: insz) == nil)
    }

    @Test func `keys are replaced and copied apart, and a key that others can read is refused`() async throws {
        let site = try await Site()
        #expect(try await site.run(["keys", "rotate", "--reason", "jaarlijks"]).code == 0)
        #expect(try await site.run(["audit", "person", "-", "--reason", "controle"], input: site.insz + "\n").code == 0)
        let apart = site.folder.path + "/apart"
        #expect(try await site.run(["keys", "backup", "--to", apart, "--reason", "nachtelijk"]).code == 0)
        #expect(try FileNames.under(apart).filter { $0.hasPrefix("keys-") && $0.hasSuffix(".db") }.count == 1)
        #expect(try await site.run(["keys", "backup", "--to", site.workspace + "/keys/more", "--reason", "nachtelijk"]).code == 1)
        let quarter = try await site.run(["keys", "list", "--format", "json"])
        #expect(quarter.output.contains("\"state\" : \"open\""))
        #expect(try await site.run(["keys", "destroy", "--period", "1999Q1", "--reason", "voorbij"]).code == 1)
        chmod(site.workspace + "/keys/master.key", 0o644)
        #expect(try await site.run(["keys", "list"]).code == 2)
    }

    @Test func `no hash of any number of a birth month stands in the published shard`() async throws {
        let site = try await Site()
        let shard = try site.shard
        let size = Verification(directory: shard).run().size
        let reader = ShardReader(directory: shard, size: size)
        let digests = Set((0..<size).compactMap { reader.leaf($0).flatMap(Leaf.digests) }.flatMap(\.self))
        #expect(digests.count == 5 * size)
        // Months of test numbers lie between 61 and 72.
        let (year, month) = (site.insz.prefix(2), site.insz.dropFirst(2).prefix(2))
        #expect((61...72).contains(Int(month) ?? 0))
        var (tried, met) = (0, 0)
        for day in 1...31 {
            for sequence in 1...998 {
                let stem = "\(year)\(month)" + String(format: "%02d%03d", day, sequence)
                for check in [Int(stem), Int("2" + stem)].compactMap({ $0.map { 97 - $0 % 97 } }) {
                    let number = stem + String(format: "%02d", check)
                    tried += 1
                    if digests.contains(Base64.encodeURL(Digest32.of(Array(number.utf8)).bytes)) { met += 1 }
                }
            }
        }
        #expect(tried == 31 * 998 * 2 && met == 0)
    }

    private static let kills = ProcessInfo.processInfo.environment["XCHG_SOAK"] == nil ? 50 : 1000

    @Test func `killed fifty times while it seals, the log stays sound, grows from what was published, and loses nothing`() async throws {
        let site = try await Site()
        let store = try Workplace(site.workspace).store
        let shard = try site.shard
        var expected = Verification(directory: shard).run().size
        var numbers = SystemRandomNumberGenerator()
        var (killed, window) = (0, UInt64(1_000_000_000))
        while killed < Self.kills {
            try store.transaction { transaction in
                for number in 0..<60 {
                    try transaction.append(AuditDraft(entry: Entry(kind: .config, milliseconds: 0, sections: [.what: .integer(number)])))
                }
            }
            expected += 60
            let previous = ShardReader.checkpointNote(directory: shard)
            let moment = UInt64.random(in: 0..<window, using: &numbers)
            let started = DispatchTime.now().uptimeNanoseconds
            let isKilled = try await Blocking.run { try Self.sealAndKill(site.workspace, after: moment) }
            if isKilled { killed += 1 } else { window = max(50_000_000, DispatchTime.now().uptimeNanoseconds - started) }
            let report = Verification(directory: shard).run(previous: previous)
            #expect(report.faults == [], "after \(moment) ns")
        }
        #expect(try await site.run(["audit", "seal"]).code == 0)
        let report = Verification(directory: shard).run()
        #expect(report.faults == [] && report.size == expected)
    }

    /// False where the sealer ended by itself before its time.
    private static func sealAndKill(_ workspace: String, after nanoseconds: UInt64) throws -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: XchgBinary.path)
        process.arguments = ["audit", "seal", "--limit", "7", "--workspace", workspace]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
        if ended.wait(timeout: .now() + .nanoseconds(Int(nanoseconds))) == .success { return false }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        return process.terminationReason == .uncaughtSignal
    }
}
