// SPDX-License-Identifier: EUPL-1.2

/// Which logs are trusted, and how many witnesses must have cosigned (C2SP tlog-policy).
///
///     log <vkey> [<url>]
///     witness <name> <vkey> [<url>]
///     group <name> all|any|<k> <member>…
///     quorum <name>|none
package struct LogPolicy: Sendable {
    package struct Witness: Sendable, Equatable {
        package let name: String
        package let verifier: WitnessVerifier
        /// Where checkpoints are sent to be cosigned.
        package let url: String?
    }

    package struct Fault: Error, Equatable, Sendable, CustomStringConvertible {
        package let line: Int
        package let problem: String
        package var description: String { "policy line \(line): \(problem)" }
    }

    private indirect enum Rule: Sendable {
        case witness(WitnessVerifier)
        case group(Int, [Rule])
    }

    package private(set) var logs: [NoteVerifier] = []
    package private(set) var witnesses: [Witness] = []
    private var rules: [String: Rule] = [:]
    private var quorum: Rule?
    /// Whether a line said what quorum holds, none included.
    private var hasQuorum = false

    package init(_ text: String) throws(Fault) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
            guard let keyword = words.first, !keyword.hasPrefix("#") else { continue }
            do { try read(String(keyword), words.dropFirst().map(String.init)) } catch {
                throw Fault(line: index + 1, problem: error.sentence)
            }
        }
        guard hasQuorum else { throw Fault(line: lines.count, problem: "no line says the quorum; write 'quorum none' where there is none") }
    }

    private struct Problem: Error {
        let sentence: String
        init(_ sentence: String) { self.sentence = sentence }
    }

    private mutating func read(_ keyword: String, _ words: [String]) throws(Problem) {
        switch keyword {
        case "log":
            guard (1...2).contains(words.count), let key = NoteVerifier(vkey: words[0]) else { throw Problem("log takes a vkey and a url") }
            logs.append(key)
        case "witness":
            guard (2...3).contains(words.count), let key = WitnessVerifier(vkey: words[1]) else {
                throw Problem("witness takes a name, a vkey of type 04 and a url")
            }
            try define(words[0], .witness(key))
            witnesses.append(Witness(name: words[0], verifier: key, url: words.count == 3 ? words[2] : nil))
        case "group":
            guard words.count >= 3 else { throw Problem("group takes a name, a threshold and members") }
            let members = words[2...].compactMap { rules[$0] }
            guard members.count == words.count - 2, Set(words[2...]).count == members.count else {
                throw Problem("a member is not defined above, or stands there twice")
            }
            let threshold = words[1] == "all" ? members.count : words[1] == "any" ? 1 : Int(words[1]) ?? 0
            guard (1...members.count).contains(threshold) else { throw Problem("the threshold must be all, any or a number of members") }
            try define(words[0], .group(threshold, members))
        case "quorum":
            guard !hasQuorum, words.count == 1 else { throw Problem("there is exactly one quorum, of one name") }
            hasQuorum = true
            if words[0] == "none" { return }
            guard let rule = rules[words[0]] else { throw Problem("the quorum is not defined above") }
            quorum = rule
        default: throw Problem("'\(keyword)' is no keyword; known are log, witness, group, quorum")
        }
    }

    private mutating func define(_ name: String, _ rule: Rule) throws(Problem) {
        guard name != "none", rules[name] == nil else { throw Problem("the name is reserved or taken") }
        rules[name] = rule
    }

    /// True where the note carries the cosignatures of the quorum.
    package func isMet(by note: [UInt8]) -> Bool {
        guard let quorum else { return true }
        return Self.holds(quorum, note)
    }

    private static func holds(_ rule: Rule, _ note: [UInt8]) -> Bool {
        switch rule {
        case .witness(let verifier): verifier.cosigned(note) != nil
        case .group(let threshold, let members): members.lazy.filter { holds($0, note) }.prefix(threshold).count == threshold
        }
    }
}
