// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import Foundation
import Sandbox
import TestSupport
import Testing

@testable import Connectors

/// SFTP in both directions against Debian's openssh-server.
@Suite(.enabled(if: LoopbackSSH.isInstalled, LoopbackSSH.advice), .serialized)
struct SFTPTests {
    /// Hands over each file of the inbox as one record, by the rules of a drop folder.
    struct WholeFiles: SourceConnector {
        let agency = Agency.lokaal
        let formats: [MessageFormat] = []
        func read(_ record: SourceRecord) -> RecordReading { .rejected([]) }
        func frame(fileAt path: String, named name: String, batchSize: Int, take: (FramedBatch) throws -> Void) throws {
            let body = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
            let record = SourceRecord(
                agency: agency, organisation: OrganisationID(rawValue: "lokaal"), format: MessageFormat(rawValue: "test/1"),
                sourceKey: name,
                reference: name, body: body)
            try take(FramedBatch(records: [record]))
        }
    }

    static let noPause: @Sendable (Int) -> Void = { _ in }

    static func pull(_ remote: SFTPFolder, into inbox: TemporaryFolder, needsTrigger: Bool = false, attempts: Int = 1) -> SFTPPull {
        SFTPPull(
            remote: remote, folder: inbox.path, inbox: DropFolderFeed(folder: inbox.path, connector: WholeFiles()),
            needsTrigger: needsTrigger,
            patience: Patience(attempts: attempts, longestWait: 1), pause: noPause)
    }

    static func put(_ names: [String], in folder: String, bytes: Int = 10) throws {
        for name in names {
            let body = (0..<bytes).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ name.utf8.count) }
            try Data(Array(name.utf8) + body).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
        }
    }

    /// Polls once; gives the names of the records in order, and the error that ended it.
    static func poll(_ feed: some SourceFeed) throws -> (names: [String], bodies: [[UInt8]], error: SFTPTransportError?) {
        var records: [SourceRecord] = []
        do { try feed.poll(from: nil) { records += $0.records } } catch let error as SFTPTransportError {
            return (records.map(\.reference), records.map(\.body), error)
        }
        return (records.map(\.reference), records.map(\.body), nil)
    }

    @Test func `files are taken once, in order, and are gone from the server; triggers come last`() async throws {
        let ssh = try await Blocking.run { try LoopbackSSH() }
        let inbox = try TemporaryFolder()
        try Self.put(["b.csv", "a.csv", "a.csv.ok", "c.csv", ".half.csv", "README"], in: ssh.post)
        let polls = try await Blocking.run {
            let feed = Self.pull(try ssh.folder(), into: inbox)
            return [try Self.poll(feed), try Self.poll(feed)].map { ($0.names, $0.error) }
        }
        #expect(polls[0] == (["a.csv", "b.csv", "c.csv"], nil))
        #expect(polls[1] == ([], nil))
        #expect(try FileNames.under(ssh.post) == [".half.csv", "README"])
        #expect(try FileNames.under(inbox.path).isEmpty)
    }

    @Test func `a file waits on the server for its trigger`() async throws {
        let ssh = try await Blocking.run { try LoopbackSSH() }
        let inbox = try TemporaryFolder()
        try Self.put(["a.csv", "b.csv", "b.ok"], in: ssh.post)
        let taken = try await Blocking.run { try Self.poll(Self.pull(try ssh.folder(), into: inbox, needsTrigger: true)).names }
        #expect(taken == ["b.csv"])
        #expect(try FileNames.under(ssh.post) == ["a.csv"])
    }

    @Test func `an unknown or changed server key is refused, and so is an unknown client`() async throws {
        let ssh = try await Blocking.run { try LoopbackSSH() }
        try Self.put(["a.csv"], in: ssh.post)
        let errors = try await Blocking.run {
            let known = ssh.home.path + "/known"
            func attempt(_ lines: String, key: String? = nil) throws -> SFTPTransportError? {
                try lines.write(toFile: known, atomically: true, encoding: .utf8)
                let folder = try SFTPFolder(access: ssh.access(ssh.port), keyFile: key ?? ssh.keyFile, knownHosts: known)
                do throws(SFTPTransportError) { _ = try folder.names(); return nil } catch { return error }
            }
            return [
                try attempt(ssh.knownHosts(key: "host", port: ssh.port)), try attempt(""),
                try attempt(ssh.knownHosts(key: "other", port: ssh.port)),
                try attempt(ssh.knownHosts(key: "host", port: ssh.port), key: ssh.home.path + "/other"),
            ]
        }
        #expect(errors == [nil, .untrusted, .untrusted, .denied])
    }

    @Test func `a cut transfer is never taken as whole, and goes on where it stopped`() async throws {
        let ssh = try await Blocking.run { try LoopbackSSH() }
        let inbox = try TemporaryFolder()
        try Self.put(["a.csv", "b.csv"], in: ssh.post, bytes: 3_000_000)
        let whole = Array(try Data(contentsOf: URL(fileURLWithPath: ssh.post + "/a.csv")))
        // The first connection dies within the first file, after that nothing is wrong.
        let relay = CuttingRelay(to: ssh.port) { $0 == 1 ? 1_500_000 : nil }
        let port = try relay.start()
        let polls = try await Blocking.run {
            let feed = Self.pull(try ssh.folder(port: port), into: inbox)
            let first = try Self.poll(feed)
            let part = try FileManager.default.attributesOfItem(atPath: inbox.path + "/.a.csv.part")[.size] as? Int ?? 0
            return (first.names, first.error, part, try Self.poll(feed))
        }
        relay.stop()
        #expect(polls.0.isEmpty)
        #expect(polls.1 == .cutShort)
        #expect((1_000_000..<3_000_000).contains(polls.2), "what came is kept")
        #expect(polls.3.names == ["a.csv", "b.csv"])
        #expect(polls.3.bodies.first == whole)
    }

    @Test func `a file that was replaced after a cut is begun anew`() async throws {
        let ssh = try await Blocking.run { try LoopbackSSH() }
        let inbox = try TemporaryFolder()
        try Self.put(["a.csv"], in: ssh.post, bytes: 3_000_000)
        let relay = CuttingRelay(to: ssh.port) { $0 == 1 ? 1_500_000 : nil }
        let port = try relay.start()
        let taken = try await Blocking.run {
            let feed = Self.pull(try ssh.folder(port: port), into: inbox, attempts: 1)
            _ = try Self.poll(feed)
            try Data("another text, and a short one".utf8).write(to: URL(fileURLWithPath: ssh.post + "/a.csv"))
            try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSince1970: 1000)], ofItemAtPath: ssh.post + "/a.csv")
            let second = try Self.poll(feed)
            return (second.error, try Self.poll(feed).bodies)
        }
        relay.stop()
        #expect(taken.0 == .changed)
        #expect(taken.1 == [Array("another text, and a short one".utf8)])
    }

    @Test func `whatever a crash interrupted is finished, and nothing is taken twice`() async throws {
        let ssh = try await Blocking.run { try LoopbackSSH() }
        let inbox = try TemporaryFolder()
        // a: fetched, the server still has it. b: fetched and removed there. c: fetched, then another file came under that name.
        try Self.put(["a.csv", "c.csv"], in: ssh.post)
        for name in ["a", "b"] { try Self.put(["\(name).csv"], in: inbox.path) }
        for name in ["a", "b"] { rename("\(inbox.path)/\(name).csv", "\(inbox.path)/.\(name).csv.done") }
        try Data("earlier".utf8).write(to: URL(fileURLWithPath: inbox.path + "/.c.csv.done"))
        try Data("torn".utf8).write(to: URL(fileURLWithPath: inbox.path + "/.d.csv.part"))
        let polls = try await Blocking.run {
            let feed = Self.pull(try ssh.folder(), into: inbox)
            return [try Self.poll(feed), try Self.poll(feed), try Self.poll(feed)]
        }
        #expect(polls.map(\.names) == [["a.csv", "b.csv", "c.csv"], ["c.csv"], []])
        #expect(polls[0].bodies.last == Array("earlier".utf8))
        #expect(try FileNames.under(ssh.post).isEmpty)
    }

    @Test func `a file that is too long or oddly named holds up no other`() async throws {
        let ssh = try await Blocking.run { try LoopbackSSH() }
        let inbox = try TemporaryFolder()
        try Self.put(["a.csv", "c.csv", "odd name;.csv"], in: ssh.post)
        try Self.put(["b.csv"], in: ssh.post, bytes: 5000)
        var limits = TransferLimits()
        limits.maximumBytes = 1000
        let outcome = try await Blocking.run { [limits] in try Self.poll(Self.pull(try ssh.folder(limits: limits), into: inbox)) }
        #expect(outcome.names == ["a.csv", "c.csv"])
        #expect(outcome.error == .tooLong)
        #expect(try FileNames.under(ssh.post) == ["b.csv", "odd name;.csv"])
    }

    @Test func `a batch is put under a passing name, renamed when it is whole, and put once`() async throws {
        let ssh = try await Blocking.run { try LoopbackSSH() }
        let body = (0..<2_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let batch = OutgoingBatch(name: "000000000001-000000000002.json", recipient: OrganisationID(rawValue: "naric"), bytes: body)
        let relay = CuttingRelay(to: ssh.port) { $0 == 1 ? 900_000 : nil }
        let port = try relay.start()
        let halfway = try await Blocking.run {
            let folder = try ssh.folder(port: port)
            let hasty = SFTPPush(remote: folder, patience: .none, pause: Self.noPause)
            #expect(throws: SFTPTransportError.self) { try hasty.send(batch) }
            let names = try FileNames.under(ssh.post)
            try hasty.send(batch)
            try hasty.send(batch)
            return names
        }
        relay.stop()
        #expect(halfway.allSatisfy { $0.hasPrefix(".") && $0.hasSuffix(".part") })
        #expect(try FileNames.under(ssh.post) == [batch.name])
        #expect(Array(try Data(contentsOf: URL(fileURLWithPath: "\(ssh.post)/\(batch.name)"))) == body)
    }

    @Test func `an address says user, host and folder, and nothing else`() {
        #expect(SFTPFolder.Access("sftp://xchg@sftp.gent.example/uit")?.path == "/uit/")
        #expect(SFTPFolder.Access("sftp://xchg@sftp.gent.example:2222/uit/")?.port == 2222)
        for odd in [
            "sftp://host/uit", "sftp://a:word@host/uit", "sftp://a@host", "sftp://a@host:0/x", "ftp://a@host/x", "sftp://a@host/../x",
            "sftp://a@host/a b",
        ] {
            #expect(SFTPFolder.Access(odd) == nil)
        }
    }
}
