// SPDX-License-Identifier: EUPL-1.2
import AuditLog
import ExchangeSchema
import ExchangeStore
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Gateway

/// What authorities and witnesses may answer, and that nothing of it stops the log.
struct AttestationTests {
    /// Answers by a rule, without a network.
    private struct Wire: AttestationTransport {
        let rule: @Sendable ([UInt8]) throws -> (Int, [UInt8])
        func post(_ body: [UInt8], type: String, to url: String) throws -> (status: Int, body: [UInt8]) { try rule(body) }
    }
    private struct Away: Error {}

    private struct Log {
        let workshop: SealerTests.Workshop
        let verifier: NoteVerifier
        var directory: String { workshop.shard(2026) }

        init() throws {
            workshop = try SealerTests.Workshop()
            try workshop.log(20)
            _ = try workshop.sealer(2026).seal()
            verifier = try workshop.store.logSigner("gateway.test/log/2026").verifier
        }

        func attester(_ rule: @escaping @Sendable ([UInt8]) throws -> (Int, [UInt8])) -> CheckpointAttester {
            CheckpointAttester(directory: directory, verifier: verifier, transport: Wire(rule: rule))
        }
    }

    @Test(.enabled(if: TimeStampAuthority.isPresent, "needs Debian's openssl"))
    func `an authority that is away, refuses or answers otherwise raises an alarm and leaves the log as it was`() throws {
        let log = try Log()
        let honest = try TimeStampAuthority()
        let authority = CheckpointAttester.Authority(url: "http://tsa", policy: nil, trustRoot: honest.trustRoot, everyMinutes: 60)
        let now = Instant(milliseconds: 1_795_460_699_999)
        let note = ShardReader.checkpointNote(directory: log.directory)
        #expect(log.attester { _ in throw Away() }.stamp(by: authority, at: now) == "the time-stamping authority can't be reached")
        #expect(log.attester { _ in (503, []) }.stamp(by: authority, at: now) == "the time-stamping authority answered with status 503")
        #expect(
            log.attester { _ in (200, [1, 2, 3]) }.stamp(by: authority, at: now)
                == "the answer of the time-stamping authority is none of RFC 3161")
        let other = try #require(TimeStampQuery(for: note ?? [], policy: nil))
        let stale = try honest.answer(other.der)
        #expect(log.attester { _ in (200, stale) }.stamp(by: authority, at: now) == "the time stamp answers another question")
        #expect(StampedCheckpoints(directory: log.directory).sizes == [])
        #expect(log.attester { (200, try honest.answer($0)) }.stamp(by: authority, at: now) == nil)
        #expect(StampedCheckpoints(directory: log.directory).sizes == [21])
        // The same size is not asked for twice.
        #expect(log.attester { _ in throw Away() }.stamp(by: authority, at: now) == nil)
        #expect(ShardReader.checkpointNote(directory: log.directory) == note)
        #expect(Verification(directory: log.directory).run().faults == [])
    }

    @Test func `witnesses cosign what grew, tell of a fork, and may be away`() throws {
        let log = try Log()
        let signers = try ["a", "b"].map { name in
            try #require(WitnessSigner(name: "witness.test/\(name)", seed: [UInt8](repeating: name.utf8.first ?? 0, count: 32)))
        }
        let policy = try LogPolicy(
            "log \(log.verifier.vkey)\nwitness a \(signers[0].verifier.vkey) http://a\nwitness b \(signers[1].verifier.vkey)\nquorum a\n")
        let desk = WitnessDesk(logs: [log.verifier])
        let seen = Mutex<TreeHead?>(nil)
        let honest: @Sendable ([UInt8]) throws -> (Int, [UInt8]) = { body in
            guard let request = AddCheckpoint(body) else { return (400, []) }
            return seen.withLock { held in
                let answer = desk.answer(request, seen: held)
                switch answer {
                case .accept(let checkpoint, let text):
                    held = checkpoint.head
                    return (200, Array((signers[0].cosign(text, at: 1000) ?? "").utf8))
                case .conflict(let size): return (409, Array("\(size)\n".utf8))
                default: return (answer.status, [])
                }
            }
        }
        #expect(
            try log.attester { _ in throw Away() }.cosign(under: policy)
                == ["witness a: can't be reached", "the checkpoint lacks the quorum of witnesses"])
        #expect(try log.attester(honest).cosign(under: policy) == [])
        #expect(Verification(directory: log.directory).run(policy: policy).faults == [])
        // The next size is asked for from the size on record.
        try log.workshop.log(5)
        _ = try log.workshop.sealer(2026).seal()
        #expect(Verification(directory: log.directory).run(policy: policy).faults.count == 1)
        #expect(try log.attester(honest).cosign(under: policy) == [])
        #expect(Verification(directory: log.directory).run(policy: policy).faults == [])
        seen.withLock { $0 = TreeHead(size: 7, root: MerkleTree.emptyRoot) }
        try log.workshop.log(5)
        _ = try log.workshop.sealer(2026).seal()
        #expect(
            try log.attester(honest).cosign(under: policy)
                == ["witness a: has seen another past of this log: a fork", "the checkpoint lacks the quorum of witnesses"])
        #expect(
            try log.attester { _ in (200, Array("nothing\n".utf8)) }.cosign(under: policy).first
                == "witness a: answered without a cosignature that holds")
        #expect(Verification(directory: log.directory).run().faults == [])
    }
}
