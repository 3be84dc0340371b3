// SPDX-License-Identifier: EUPL-1.2
import AuditLog

/// What the command line asks to check.
struct VerifyRequest {
    private var shards: [String] = []
    private var vkey: String?
    private var policy: LogPolicy?
    private var since: [UInt8]?
    private var trustRoot: String?
    private var proof: [UInt8]?
    private var disclosures: [[UInt8]] = []

    struct Report {
        var text = ""
        var isSound = true
    }

    init(_ arguments: [String]) throws(VerifyTrouble) {
        var rest = arguments[...]
        while let word = rest.popFirst() {
            guard word.hasPrefix("--") else { shards.append(word); continue }
            guard let path = rest.popFirst() else { throw .usage }
            switch word {
            case "--vkey": vkey = String(decoding: try Self.read(path).filter { $0 > 32 }, as: UTF8.self)
            case "--policy":
                do { policy = try LogPolicy(String(decoding: try Self.read(path), as: UTF8.self)) } catch let fault as LogPolicy.Fault {
                    throw .file(path, fault.description)
                } catch let trouble as VerifyTrouble { throw trouble } catch { throw .file(path, "can't be read") }
            case "--since": since = try Self.read(path)
            case "--trust-root": trustRoot = path
            case "--proof": proof = try Self.read(path)
            case "--disclosure":
                var bytes = try Self.read(path)
                while bytes.last == 10 { bytes.removeLast() }
                disclosures.append(bytes)
            default: throw .usage
            }
        }
        guard (proof == nil) != shards.isEmpty, proof == nil || vkey != nil || policy != nil, proof != nil || disclosures.isEmpty,
            vkey == nil || policy == nil
        else { throw .usage }
    }

    private static func read(_ path: String) throws(VerifyTrouble) -> [UInt8] {
        guard let bytes = Files.read(path) else { throw .file(path, "can't be read") }
        return bytes
    }

    func run() throws(VerifyTrouble) -> Report {
        if let proof { return try check(proof) }
        var report = Report()
        for shard in shards { check(shard, &report) }
        return report
    }

    private func check(_ shard: String, _ report: inout Report) {
        let verification = Verification(directory: shard)
        var found = policy.map { verification.run(policy: $0, previous: since) } ?? verification.run(vkey: vkey, previous: since)
        var stamps = ""
        if let trustRoot, let verifier = signer(of: shard) {
            stamps = ", \(StampedCheckpoints(directory: shard).verify(by: verifier, trustRoot: trustRoot, &found)) time stamps"
        }
        report.isSound = report.isSound && found.isSound
        report.text += "\(found.isSound ? "sound" : "NOT SOUND")  \(shard): \(found.origin), \(found.size) entries\(stamps)\n"
        for kind in found.kinds.sorted(by: { $0.key < $1.key }) { report.text += "  \(kind.key) \(kind.value)\n" }
        for fault in found.faults { report.text += "  \(fault)\n" }
    }

    private func signer(of shard: String) -> NoteVerifier? {
        if let policy, let note = Files.read(shard + "/checkpoint") {
            return policy.logs.first { (try? Checkpoint.open(note, verifier: $0)) != nil }
        }
        return (vkey ?? Files.read(shard + "/vkey").map { String(decoding: $0.filter { $0 != 10 }, as: UTF8.self) }).flatMap {
            NoteVerifier(vkey: $0)
        }
    }

    private func check(_ file: [UInt8]) throws(VerifyTrouble) -> Report {
        do throws(LogProof.Fault) {
            let proof = try LogProof(file)
            let checkpoint: Checkpoint
            if let policy {
                checkpoint = try proof.verify(under: policy)
            } else {
                guard let key = vkey, let verifier = NoteVerifier(vkey: key) else {
                    return Report(text: "no readable key\n", isSound: false)
                }
                checkpoint = try proof.verify(by: verifier)
            }
            var report = Report(text: "proven  entry \(proof.index) of \(checkpoint.origin), which had \(checkpoint.size) entries\n")
            report.text += String(decoding: proof.leaf, as: UTF8.self) + "\n"
            for disclosure in disclosures {
                let holds = Disclosure.isCommitted(disclosure, by: proof.leaf)
                report.isSound = report.isSound && holds
                report.text += "\(holds ? "disclosed" : "NOT OF THIS ENTRY")  \(String(decoding: disclosure, as: UTF8.self))\n"
            }
            return report
        } catch { return Report(text: "NOT PROVEN  \(error.description)\n", isSound: false) }
    }
}
