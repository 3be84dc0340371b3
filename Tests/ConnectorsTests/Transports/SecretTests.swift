// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Sandbox
import TestSupport
import Testing

@testable import Connectors

/// Secrets come from closed files or from the environment, and show up nowhere.
struct SecretTests {
    private let word = "zeer-geheim-woord-7351"

    private func file(_ text: String, mode: Int) throws -> (TemporaryFolder, String) {
        let folder = try TemporaryFolder()
        let path = folder.path + "/secret"
        try text.write(toFile: path, atomically: false, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        return (folder, path)
    }

    @Test func `a secret is read from a closed file or the environment, without its line end`() throws {
        let (folder, path) = try file(word + "\n", mode: 0o600)
        let secrets = [
            try Secret.load(.file(path), environment: [:]), try Secret.load(.environment("W"), environment: ["W": word]),
        ]
        #expect(secrets.map { $0.withText { $0 } } == [word, word])
        withExtendedLifetime(folder) {}
    }

    @Test(arguments: [0o640, 0o604, 0o666, 0o660]) func `a file that others can read is refused`(mode: Int) throws {
        let (folder, path) = try file(word, mode: mode)
        #expect(throws: SecretError.openToOthers(path)) { try Secret.load(.file(path), environment: [:]) }
        #expect(throws: SecretError.openToOthers(path)) { try Secret.checkedFile(path) }
        withExtendedLifetime(folder) {}
    }

    @Test func `a secret that is missing, empty, no file or too long is refused`() throws {
        #expect(throws: SecretError.missing(.environment("W"))) { try Secret.load(.environment("W"), environment: [:]) }
        #expect(throws: SecretError.missing(.file("/nonexistent"))) { try Secret.load(.file("/nonexistent"), environment: [:]) }
        #expect(throws: SecretError.empty(.environment("W"))) { try Secret.load(.environment("W"), environment: ["W": "\n"]) }
        #expect(throws: SecretError.notAFile("/tmp")) { try Secret.load(.file("/tmp"), environment: [:]) }
        let (folder, path) = try file(String(repeating: "x", count: 65_537), mode: 0o600)
        #expect(throws: SecretError.tooLong(.file(path))) { try Secret.load(.file(path), environment: [:]) }
        withExtendedLifetime(folder) {}
    }

    @Test func `the configuration names a source, never a secret`() {
        #expect(SecretSource("file:/etc/xchg/vdab") == .file("/etc/xchg/vdab"))
        #expect(SecretSource("env:VDAB") == .environment("VDAB"))
        for text in [word, "file:", "env:", ""] { #expect(SecretSource(text) == nil) }
    }

    @Test func `a secret appears in nothing that is printed, dumped, thrown or interpolated`() async throws {
        let secret = try Secret.load(.environment("W"), environment: ["W": word])
        let tokens = TokenSource(
            endpoint: "http://127.0.0.1:1/token", client: "xchg", proof: .secret(secret), http: HTTPClient(), now: { 0 })
        let client = HTTPClient(settings: HTTPClient.Settings(), tokens: tokens)
        var output = "\(secret) \(String(reflecting: secret)) \(String(describing: Optional(secret))) \([secret])"
        for held in [secret, ClientProof.secret(secret), tokens, client] as [Any] { dump(held, to: &output) }
        let desk = TokenDesk(clients: ["xchg": .secret("another")])
        let agency = try await ServedAgency(desk: desk)
        let base = agency.base
        output += try await agency.during {
            let refused = TokenSource(endpoint: base + "/token", client: "xchg", proof: .secret(secret), http: HTTPClient(), now: { 0 })
            var said = ""
            for source in [refused, tokens] {
                do { _ = try source.token() } catch { said += "\(error) \(String(reflecting: error)) " }
            }
            return said
        }
        let encoded = [word, Data(word.utf8).base64EncodedString(), Data("xchg:\(word)".utf8).base64EncodedString()]
        for form in encoded { #expect(!output.contains(form)) }
        #expect(output.contains("401"))
    }
}
