// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import Glibc

/// Ends the command with a code, and a sentence where there is something to say.
struct Stop: Error {
    let code: Int32
    let sentence: String?
    /// The answer is no.
    static func no(_ sentence: String? = nil) -> Stop { Stop(code: 1, sentence: sentence) }
    /// The world is wrong.
    static func world(_ sentence: String) -> Stop { Stop(code: 2, sentence: sentence) }
}

func Foundation_exit(_ code: Int32) -> Never { exit(code) }

/// What goes to the two outputs of the process.
enum Terminal {
    static func say(_ text: String = "") { print(text) }

    /// A line that a reader of a pipe gets at once.
    static func sayNow(_ text: String) {
        print(text)
        fflush(nil)
    }

    static func error(_ sentence: String) { write("xchg: \(sentence)\n") }

    /// A line that is written over; only where somebody looks.
    static func progress(_ text: String) {
        guard isatty(2) == 1 else { return }
        write("\r\u{1B}[K\(text)")
    }

    static func endProgress() {
        guard isatty(2) == 1 else { return }
        write("\r\u{1B}[K")
    }

    private static func write(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Glibc.write(2, bytes, bytes.count)
    }
}

enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case table, json
}
