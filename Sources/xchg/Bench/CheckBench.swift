// SPDX-License-Identifier: EUPL-1.2
import Contracts
import Foundation

/// Measures `xchg source check`, run as an operator runs it, beside a parser that does nothing but parse the same bytes.
struct CheckBench {
    struct Figures: Encodable {
        let stream: String
        let bytes: Int
        let messages: Int
        let seconds: Double
        /// Highest resident size of the checking process.
        let peakKilobytes: Int
        let parser: String
        let parserSeconds: Double

        var megabytesPerSecond: Double { Double(bytes) / 1e6 / seconds }
        var parserMegabytesPerSecond: Double { Double(bytes) / 1e6 / parserSeconds }
        /// Speed of the check by the speed of the bare parser.
        var ratio: Double { parserSeconds / seconds }

        var text: String {
            func text(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }
            return """
                stream                       \(stream), \(bytes / 1_000_000) MB, \(messages) messages, all accepted
                source check                 \(text(seconds, 1)) s, \(text(megabytesPerSecond, 1)) MB/s, contract and mapping, whole process
                bare parser                  \(text(parserSeconds, 1)) s, \(text(parserMegabytesPerSecond, 1)) MB/s, \(parser)
                ratio to the bare parser     \(text(ratio, 2))
                peak memory                  \(peakKilobytes / 1024) MiB
                """
        }
    }

    let stream: GeneratedStream
    let folder: String

    func run() throws -> Figures {
        let contracts = try ContractsFolder.find(nil)
        Terminal.progress("generating \(stream.megabytes) MB")
        let written = try stream.write(into: folder, contracts: contracts)
        Terminal.progress("checking")
        let (seconds, peak) = try check(written.path, contracts)
        Terminal.progress("parsing")
        let started = DispatchTime.now().uptimeNanoseconds
        let (parser, parsed) = try parse(written.path)
        let parserSeconds = Double(DispatchTime.now().uptimeNanoseconds - started) / 1e9
        Terminal.endProgress()
        guard parsed >= written.messages else { throw Stop.world("the bare parser found \(parsed) of \(written.messages) messages") }
        return Figures(
            stream: stream.kind.rawValue, bytes: written.bytes, messages: written.messages, seconds: seconds, peakKilobytes: peak,
            parser: parser, parserSeconds: parserSeconds)
    }

    private func check(_ path: String, _ contracts: String) throws -> (seconds: Double, peakKilobytes: Int) {
        let child = Process()
        child.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        child.arguments = ["source", "check", "--agency", stream.agency, "--contracts", contracts, path]
        child.standardOutput = FileHandle.nullDevice
        let started = DispatchTime.now().uptimeNanoseconds
        try child.run()
        child.waitUntilExit()
        let seconds = Double(DispatchTime.now().uptimeNanoseconds - started) / 1e9
        guard child.terminationStatus == 0 else { throw Stop.world("'xchg source check' ended with \(child.terminationStatus)") }
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
        return (seconds, usage.ru_maxrss)
    }

    /// What the parser is, and how many messages or nodes it found.
    private func parse(_ path: String) throws -> (name: String, found: Int) {
        switch stream.kind {
        case .csv: return ("bytes cut into cells, each a Swift string, one thread", try BareParser.table(fileAt: path) - 2)
        case .ndjson:
            var found = 0
            try LineReader().read(fileAt: path) { _, line in
                guard case .success(let bytes) = line, try JSONSerialization.jsonObject(with: Data(bytes)) is [String: Any] else {
                    return true
                }
                found += 1
                return true
            }
            return ("Foundation's JSONSerialization, line by line, one thread", found)
        case .xml:
            let nodes = try FileManager.default.contentsOfDirectory(atPath: path).map { BareParser.xml(fileAt: path + "/" + $0) ?? 0 }
            return ("libxml2's xmlTextReader without a schema, one thread", nodes.reduce(0, +))
        }
    }
}
