// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import ExchangeStore
import Foundation
import Gateway
import TestSupport
import Testing

/// An operator decides who is who, and everybody who got what no longer holds is told.
struct PersonDecisionTests {
    private let selam = Cast.selam.digits
    private let darius = Cast.darius.digits

    @Test func `a merge withdraws the one and corrects the other where they had been delivered`() throws {
        let gateway = try DiaryGateway()
        try gateway.take("\(selam);;2024-02-01;Tesfaye;44021;af", "\(darius);;2024-03-01;Haile;44021;loopt")
        _ = try gateway.service().deliver()
        let (one, other) = (try gateway.person(Cast.selam), try gateway.person(Cast.darius))
        let outcome = try #require(try gateway.decisions.merge(other.number, into: one.number) { _ in })
        #expect(outcome.person == one.id && outcome.records == 1 && outcome.superseded == 0 && outcome.told == 4)
        let story = try gateway.story()
        #expect(story.prefix(3) == ["gemeente-44021 released", "gemeente-44021 released", "vdab released"])
        #expect(
            story.dropFirst(3).sorted() == [
                "gemeente-44021 corrected 0", "gemeente-44021 withdrawn 1", "vdab released", "vdab withdrawn 2",
            ])
        #expect(try gateway.decisions.merge(other.number, into: one.number) { _ in } == nil)
    }

    @Test func `what waited is taken back: nobody is corrected about what they never got`() throws {
        let gateway = try DiaryGateway()
        try gateway.take("\(selam);;2024-02-01;Tesfaye;44021;af")
        _ = try gateway.service().deliver()
        try gateway.take("\(selam);;2024-03-01;Haile;44021;af", "\(darius);;2024-03-02;Haile;44021;loopt")
        let (one, other) = (try gateway.person(Cast.selam), try gateway.person(Cast.darius))
        let outcome = try #require(try gateway.decisions.merge(other.number, into: one.number) { _ in })
        // The correction of the one, and both releases of the other.
        #expect(outcome.superseded == 3)
        #expect(try gateway.store.heldDeliveries().map(\.reason) == ["superseded", "superseded", "superseded"])
        // The municipality holds delivery 0 alone: it is corrected; VDAB never heard of either.
        #expect(try gateway.story().dropFirst(4).sorted() == ["gemeente-44021 corrected 0", "vdab released"])
        #expect(outcome.told == 2)
        // What was superseded does not come back with what broke a contract.
        #expect(try gateway.store.transaction { try $0.retryHeld() } == 0)
        #expect(try gateway.service().deliver().delivered == 2)
    }

    @Test func `a split gives the records back, and both are as they were`() throws {
        let gateway = try DiaryGateway()
        try gateway.take("\(selam);;2024-02-01;Tesfaye;44021;af", "\(darius);;2024-03-01;Haile;11002;loopt")
        let (one, other) = (try gateway.person(Cast.selam), try gateway.person(Cast.darius))
        let before = (try PersonView.canonical(one), try PersonView.canonical(other))
        _ = try gateway.decisions.merge(other.number, into: one.number) { _ in }
        _ = try gateway.service().deliver()
        let outcome = try #require(try gateway.decisions.split(one.number, former: other.number) { _ in })
        #expect(outcome.person == other.id && outcome.records == 1)
        let (oneAgain, otherAgain) = (try gateway.person(Cast.selam), try gateway.person(Cast.darius))
        #expect(oneAgain.number == one.number && otherAgain.number == other.number)
        #expect(try PersonView.canonical(oneAgain) == before.0)
        #expect(try PersonView.canonical(otherAgain) == before.1)
        #expect(otherAgain.mergedInto == nil && otherAgain.status == .canonical)
        // What comes later under either number lands where it belongs.
        try gateway.take("\(darius);;2024-04-01;Rahimi;11002;loopt")
        #expect(try gateway.person(Cast.darius).version > otherAgain.version)
        #expect(try gateway.person(Cast.selam).version == oneAgain.version)
        _ = try gateway.service().deliver()
        #expect(try gateway.store.heldDeliveries().allSatisfy { $0.reason == "superseded" })
    }

    @Test func `records of a wrong number make a person of their own, and recipients are told of both`() throws {
        let gateway = try DiaryGateway()
        try gateway.take("\(selam);;2024-02-01;Tesfaye;44021;loopt", "\(selam);;2024-03-01;Rahimi;44021;loopt")
        _ = try gateway.service().deliver()
        let whole = try gateway.person(Cast.selam)
        #expect(try gateway.decisions.split(whole.number, off: [1, 2]) { _ in } == nil)
        #expect(try gateway.decisions.split(whole.number, off: [7]) { _ in } == nil)
        let outcome = try #require(try gateway.decisions.split(whole.number, off: [2]) { _ in })
        let made = try #require(try gateway.store.person(outcome.person))
        #expect(try PersonView.canonical(made).officialName?.value.familyName == "Rahimi")
        #expect(try PersonView.canonical(gateway.person(Cast.selam)).officialName?.value.familyName == "Tesfaye")
        #expect(try gateway.person(Cast.selam).number == whole.number)
    }

    @Test func `the decision and its reason are one: where the log fails nothing is decided`() throws {
        struct NoLog: Error {}
        let gateway = try DiaryGateway()
        try gateway.take("\(selam);;2024-02-01;Tesfaye;44021;af", "\(darius);;2024-03-01;Haile;44021;loopt")
        let (one, other) = (try gateway.person(Cast.selam), try gateway.person(Cast.darius))
        let before = try gateway.story()
        #expect(throws: NoLog.self) { try gateway.decisions.merge(other.number, into: one.number) { _ in throw NoLog() } }
        #expect(try gateway.story() == before)
        #expect(try gateway.person(Cast.darius).mergedInto == nil)
    }
}
