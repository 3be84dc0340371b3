// SPDX-License-Identifier: EUPL-1.2
import AuditLog
import Glibc

/// Checks a log, or a proof taken from one, without the gateway: needs the files and the public key alone.
@main
struct VerifyProgram {
    static let usage = """
        xchg-verify: check an audit log, or a proof taken from one, from files alone.

          xchg-verify [--vkey FILE | --policy FILE] [--since CHECKPOINT] [--trust-root PEM] SHARD…
          xchg-verify --proof FILE (--vkey FILE | --policy FILE) [--disclosure FILE]…

          --vkey        file with the public key of the log; without it the one in the shard shows soundness, not whose log it is
          --policy      file of C2SP tlog-policy: logs, witnesses, quorum
          --since       a signed checkpoint kept from earlier: the log must have grown from it
          --trust-root  roots of time-stamping authorities; every time stamp kept in the shard is checked
          --proof       a .tlog-proof file; prints the entry it proves
          --disclosure  a disclosed section, the JSON array that the entry commits to

        Exit codes: 0 sound, 1 not sound, 2 a file can't be read, 64 the command line is wrong.

        """

    static func main() {
        do {
            let request = try VerifyRequest(Array(CommandLine.arguments.dropFirst()))
            let report = try request.run()
            put(1, report.text)
            exit(report.isSound ? 0 : 1)
        } catch {
            put(2, error.sentence)
            exit(error.code)
        }
    }

    private static func put(_ descriptor: Int32, _ text: String) {
        let bytes = Array(text.utf8)
        _ = write(descriptor, bytes, bytes.count)
    }
}

/// Why nothing could be checked.
struct VerifyTrouble: Error {
    let code: Int32
    let sentence: String
    static let usage = VerifyTrouble(code: 64, sentence: VerifyProgram.usage)
    static func file(_ path: String, _ problem: String) -> VerifyTrouble {
        VerifyTrouble(code: 2, sentence: "xchg-verify: \(path): \(problem)\n")
    }
}
