// SPDX-License-Identifier: EUPL-1.2
import Foundation
import TestSupport
import Testing

/// What is wrong with a configuration is told by key and line.
struct ConfigCheckTests {
    private func check(_ yaml: String) async throws -> XchgBinary.Outcome {
        let folder = try TemporaryFolder()
        let path = folder.path + "/xchg.yaml"
        try yaml.write(toFile: path, atomically: true, encoding: .utf8)
        return try await XchgBinary.run(["config", "check", path])
    }

    @Test func `the configuration that a new workspace gets is in order`() async throws {
        let folder = try TemporaryFolder()
        #expect(try await XchgBinary.run(["init", folder.path + "/w"]).code == 0)
        let outcome = try await XchgBinary.run(["config", "check", "--workspace", folder.path + "/w"])
        #expect(outcome.code == 0, "\(outcome.output)")
        #expect(try await check("batchSize: 10000\ndialects: {\"44021\": utf8}\n").code == 0)
        let jobs = "jobs:\n  zegel: {at: \"0 2 * * *\", does: seal, feeds: vdab}\n  nacht: {at: \"30 2 * * *\", does: [sync, dashboard]}\n"
        #expect(try await check(jobs).code == 0)
    }

    @Test(arguments: [
        ("origin: a.b/log\nbatchSize: 0\n", "line 2: batchSize lies outside its bounds"),
        ("batchSize: 10001\n", "line 1: batchSize lies outside its bounds"),
        ("batchSize: \"5\"\n", "line 1: batchSize is of another type"),
        ("\nfictitious: maybe\n", "line 2: fictitious is of another type"),
        ("origin: https://a.b\n", "line 1: origin has not the form it must have"),
        (
            "vdab:\n  url: \"http://vdab.example\"\n  since: \"2020-01-01\"\n  overlapMinutes: 60\n  pageSize: 200\n",
            "line 2: vdab.url has not the form"
        ),
        ("vdab:\n  url: \"\"\n", "line 1: vdab lacks a setting that must stand there"),
        ("dialects:\n  \"44021\": latin\n", "line 2: dialects.44021 is none of the values it may have"),
        ("jobs:\n  nacht: {at: \"0 2 * * *\", does: [sync, bak]}\n", "line 2: jobs.nacht.does"),
        ("jobs:\n  nacht: {at: onzin}\n", "jobs.nacht.at"), ("audit:\n  roles: {baas: \"adm\"}\n", "line 2: audit.roles"),
        ("a: [1\n", "is not YAML"), ("- 1\n", "line 1: the file must be a mapping of keys to values"),
        ("origin: a.b/log\nbatchsize: 5\n", "is no setting"),
    ])
    func `each fault names its key and its line`(yaml: String, sentence: String) async throws {
        let outcome = try await check(yaml)
        #expect(outcome.code == 1)
        #expect(outcome.output.contains(sentence), "\(outcome.output)")
    }

    @Test func `a file that is not there is no answer`() async throws {
        #expect(try await XchgBinary.run(["config", "check", "/nowhere.yaml"]).code == 2)
    }
}
