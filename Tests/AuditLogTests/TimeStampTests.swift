// SPDX-License-Identifier: EUPL-1.2
@testable import AuditLog
import Foundation
import TestSupport
import Testing

/// Time stamps of RFC 3161, made by `openssl ts` and checked by us.
@Suite(.serialized, .enabled(if: TimeStampAuthority.isPresent, "needs Debian's openssl"))
struct TimeStampTests {
    private static let honest = Result { try TimeStampAuthority() }
    private static let data = Array("a signed checkpoint".utf8)

    private static func query(_ policy: String? = nil) throws -> TimeStampQuery { try #require(TimeStampQuery(for: data, policy: policy)) }

    private static func ask(_ authority: TimeStampAuthority, _ query: TimeStampQuery) throws -> TimeStampAnswer {
        TimeStampAnswer(der: try authority.answer(query.der))
    }

    @Test func `an honest answer holds and tells its time`() throws {
        let authority = try Self.honest.get()
        for policy in [nil, TimeStampAuthority.policy] {
            let query = try Self.query(policy)
            let seconds = try Self.ask(authority, query).verify(query, trustRoot: authority.trustRoot)
            #expect(abs(Double(seconds) - Date().timeIntervalSince1970) < 120)
            #expect(query.covers(Self.data))
            #expect(!query.covers([1]))
        }
    }

    @Test func `each question has a nonce of its own`() throws { #expect(try Self.query() != Self.query()) }

    @Test func `an answer to another question is refused`() throws {
        let authority = try Self.honest.get()
        let answer = try Self.ask(authority, Self.query())
        #expect(throws: TimeStampAnswer.Fault.otherNonce) { try answer.verify(Self.query(), trustRoot: authority.trustRoot) }
    }

    @Test func `an answer about other data is refused`() throws {
        let authority = try Self.honest.get()
        let other = try #require(TimeStampQuery(for: [1, 2, 3], policy: nil))
        let answer = try Self.ask(authority, other)
        let fault = #expect(throws: TimeStampAnswer.Fault.self) { try answer.verify(Self.query(), trustRoot: authority.trustRoot) }
        #expect(fault == .otherData || fault == .otherNonce)
    }

    @Test func `an answer under another policy is refused`() throws {
        let authority = try TimeStampAuthority(policy: "1.3.6.1.4.1.61000.2")
        let asked = try Self.query(TimeStampAuthority.policy)
        // The authority knows no such policy and says so.
        #expect(throws: TimeStampAnswer.Fault.refused(status: 2)) {
            try Self.ask(authority, asked).verify(asked, trustRoot: authority.trustRoot)
        }
    }

    @Test func `an authority that refuses gives no time`() throws {
        let authority = try TimeStampAuthority(.refusing)
        let query = try Self.query()
        #expect(throws: TimeStampAnswer.Fault.refused(status: 2)) {
            try Self.ask(authority, query).verify(query, trustRoot: authority.trustRoot)
        }
    }

    @Test func `a signer whose certificate is over, or whom nobody trusts, gives no time`() throws {
        let expired = try TimeStampAuthority(.expired)
        let query = try Self.query()
        let late = try Self.ask(expired, query)
        #expect(throws: TimeStampAnswer.Fault.signerNotTrusted) { try late.verify(query, trustRoot: expired.trustRoot) }
        let honest = try Self.honest.get()
        let answer = try Self.ask(honest, query)
        #expect(throws: TimeStampAnswer.Fault.signerNotTrusted) { try answer.verify(query, trustRoot: expired.trustRoot) }
        #expect(throws: TimeStampAnswer.Fault.trustRoot("/nowhere.pem")) { try answer.verify(query, trustRoot: "/nowhere.pem") }
    }

    @Test func `a stamp older than what it covers is refused`() throws {
        let authority = try Self.honest.get()
        let query = try Self.query()
        let answer = try Self.ask(authority, query)
        #expect(throws: TimeStampAnswer.Fault.tooEarly) { try answer.verify(query, trustRoot: authority.trustRoot, notBefore: .max) }
    }

    @Test func `bytes that are no answer are refused, and so are bytes after the end`() throws {
        let authority = try Self.honest.get()
        let query = try Self.query()
        let answer = try Self.ask(authority, query)
        for der: [UInt8] in [[], [0x30, 0x03, 2, 1, 5], answer.der + [0], answer.der.dropLast()] {
            #expect(throws: TimeStampAnswer.Fault.malformed) { try TimeStampAnswer(der: der).verify(query, trustRoot: authority.trustRoot) }
        }
    }

    @Test func `a changed byte of the signature is seen`() throws {
        let authority = try Self.honest.get()
        let query = try Self.query()
        var der = try Self.ask(authority, query).der
        der[der.count - 10] ^= 1
        #expect(throws: TimeStampAnswer.Fault.self) { try TimeStampAnswer(der: der).verify(query, trustRoot: authority.trustRoot) }
    }

    @Test func `stamps kept beside a log are checked with it`() throws {
        let authority = try Self.honest.get()
        let folder = try TemporaryFolder()
        _ = try LogSample.write(300, to: folder)
        let note = try #require(ShardReader.checkpointNote(directory: folder.path))
        let query = try #require(TimeStampQuery(for: note, policy: nil))
        let stamps = StampedCheckpoints(directory: folder.path)
        #expect(stamps.sizes == [])
        try stamps.keep(note, size: 300, query: query, answer: Self.ask(authority, query))
        #expect(stamps.sizes == [300])
        let verifier = try #require(LogSample.signer).verifier
        // The sample's entries bear a minute that may lie ahead of the clock of this machine.
        #expect(stamps.newestSecond(size: 300) == (29_668_000 + 2) * 60)
        var report = Verification.Report()
        #expect(stamps.verify(by: verifier, trustRoot: authority.trustRoot, &report) == 1)
        let isEarly = Double((29_668_000 + 2) * 60) > Date().timeIntervalSince1970
        #expect(report.faults == (isEarly ? ["timestamps/300.tsr: the time stamp is older than the newest entry it covers"] : []))
        try Data([1]).write(to: URL(fileURLWithPath: folder.path + "/timestamps/300.tsr"))
        report = Verification.Report()
        _ = stamps.verify(by: verifier, trustRoot: authority.trustRoot, &report)
        #expect(report.faults == ["timestamps/300.tsr: the answer of the time-stamping authority is none of RFC 3161"])
        try FileManager.default.removeItem(atPath: folder.path + "/timestamps/300.tsq")
        report = Verification.Report()
        _ = stamps.verify(by: verifier, trustRoot: authority.trustRoot, &report)
        #expect(report.faults == ["timestamps/300.tsr: its checkpoint or its question is missing"])
    }
}
