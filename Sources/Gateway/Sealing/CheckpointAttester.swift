// SPDX-License-Identifier: EUPL-1.2
package import AuditLog
package import ExchangeSchema

/// How a question goes to a time-stamping authority or a witness, and its answer comes back.
package protocol AttestationTransport: Sendable {
    /// Posts a body; the status and the body of the answer.
    func post(_ body: [UInt8], type: String, to url: String) throws -> (status: Int, body: [UInt8])
}

/// Has the published checkpoint of a shard time-stamped and cosigned by others. What they do not give is told and stops nothing.
package struct CheckpointAttester: Sendable {
    private let directory: String
    private let verifier: NoteVerifier
    private let transport: any AttestationTransport

    package init(directory: String, verifier: NoteVerifier, transport: any AttestationTransport) {
        self.directory = directory
        self.verifier = verifier
        self.transport = transport
    }

    package struct Authority: Sendable {
        package var url: String
        /// OID, nil for the authority's own.
        package var policy: String?
        package var trustRoot: String
        package var everyMinutes: Int

        package init(url: String, policy: String?, trustRoot: String, everyMinutes: Int) {
            self.url = url
            self.policy = policy
            self.trustRoot = trustRoot
            self.everyMinutes = everyMinutes
        }
    }

    /// Stamps the checkpoint unless one of the last minutes was stamped; the sentence of an alarm where that fails.
    package func stamp(by authority: Authority, at now: Instant) -> String? {
        guard let (note, checkpoint) = published() else { return nil }
        let stamps = StampedCheckpoints(directory: directory)
        if let latest = stamps.sizes.last {
            let age = Int(now.milliseconds / 1000) - stamps.newestSecond(size: latest)
            if latest >= checkpoint.size || age < authority.everyMinutes * 60 { return nil }
        }
        guard let query = TimeStampQuery(for: note, policy: authority.policy) else {
            return "the policy of the time-stamping authority is no OID"
        }
        do {
            let answer = try transport.post(query.der, type: "application/timestamp-query", to: authority.url)
            guard answer.status == 200 else { return "the time-stamping authority answered with status \(answer.status)" }
            let token = TimeStampAnswer(der: answer.body)
            _ = try token.verify(query, trustRoot: authority.trustRoot, notBefore: stamps.newestSecond(size: checkpoint.size))
            try stamps.keep(note, size: checkpoint.size, query: query, answer: token)
            return nil
        } catch let fault as TimeStampAnswer.Fault { return fault.description } catch let fault as ShardWriter.Fault {
            return fault.description
        } catch { return "the time-stamping authority can't be reached" }
    }

    /// Asks every witness of a policy that has an address; the sentences of alarms, one a witness, and one where the quorum is not reached.
    package func cosign(under policy: LogPolicy) throws -> [String] {
        guard let (note, checkpoint) = published() else { return [] }
        var alarms: [String] = []
        var lines: [String] = []
        for witness in policy.witnesses {
            guard let url = witness.url, witness.verifier.cosigned(note) == nil else { continue }
            switch ask(witness, at: url, note, checkpoint) {
            case .success(let line): lines.append(line)
            case .failure(let refusal): alarms.append("witness \(witness.name): \(refusal.sentence)")
            }
        }
        if !lines.isEmpty { _ = try ShardWriter(directory: directory).cosign(checkpoint, with: lines, by: verifier) }
        if let now = ShardReader.checkpointNote(directory: directory), !policy.isMet(by: now) {
            alarms.append("the checkpoint lacks the quorum of witnesses")
        }
        return alarms
    }

    private struct Refusal: Error {
        let sentence: String
    }

    private func published() -> (note: [UInt8], checkpoint: Checkpoint)? {
        guard let note = ShardReader.checkpointNote(directory: directory), let checkpoint = try? Checkpoint.open(note, verifier: verifier)
        else {
            return nil
        }
        return (note, checkpoint)
    }

    /// Begins with size 0, which tells what the witness has on record, and asks again from there.
    private func ask(_ witness: LogPolicy.Witness, at url: String, _ note: [UInt8], _ checkpoint: Checkpoint) -> Result<String, Refusal> {
        let tree = TreeReader(directory: directory, size: checkpoint.size)
        var oldSize = 0
        for _ in 0..<3 {
            guard let proof = tree.consistencyProof(from: oldSize) else {
                return .failure(Refusal(sentence: "has seen a longer log than ours: a fork"))
            }
            let request = AddCheckpoint(oldSize: oldSize, proof: proof, checkpoint: note)
            guard let answer = try? transport.post(request.body, type: "text/plain", to: url + "/add-checkpoint") else {
                return .failure(Refusal(sentence: "can't be reached"))
            }
            switch answer.status {
            case 200:
                for line in String(decoding: answer.body, as: UTF8.self).split(separator: "\n") {
                    let candidate = Array("\(line)\n".utf8)
                    if witness.verifier.cosigned(note + candidate) != nil { return .success("\(line)\n") }
                }
                return .failure(Refusal(sentence: "answered without a cosignature that holds"))
            case 409:
                guard let size = Int(String(decoding: answer.body.filter { $0 != 10 }, as: UTF8.self)), size > 0 else {
                    return .failure(Refusal(sentence: "answered without a size"))
                }
                oldSize = size
            case 422: return .failure(Refusal(sentence: "has seen another past of this log: a fork"))
            default: return .failure(Refusal(sentence: "answered with status \(answer.status)"))
            }
        }
        return .failure(Refusal(sentence: "has another size on record at every question"))
    }
}
