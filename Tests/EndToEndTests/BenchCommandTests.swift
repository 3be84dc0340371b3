// SPDX-License-Identifier: EUPL-1.2
import Testing

/// The bench runs to its end and says what it measured; what it measured is nobody's promise.
struct BenchCommandTests {
    @Test func `the bench states its load, the bare peer and their ratio`() async throws {
        let outcome = try await XchgBinary.run(["bench", "--persons", "6"])
        #expect(outcome.code == 0, "\(outcome.errors)")
        for line in ["records received", "deliveries", "bare SQL, same rows", "ratio to bare SQL", "rows per exchange", "peak memory"] {
            #expect(outcome.output.contains(line), "\(line)")
        }
    }

    @Test func `the bench of a backlog says how long a claim takes with few and with many waiting`() async throws {
        let outcome = try await XchgBinary.run(["bench", "--backlog", "2000"])
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("median with much waiting"))
    }
}
