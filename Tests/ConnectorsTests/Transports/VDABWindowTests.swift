// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import TestSupport
import Testing

@testable import Connectors

/// What is asked next, decided without a server.
struct VDABWindowTests {
    private let noon = Instant(utc: Cast.day("2024-03-01"), hour: 12)
    private func hours(_ count: Int) -> Instant { noon.adding(milliseconds: Int64(count) * 3_600_000) }

    @Test func `a position is read as it was written, whatever characters the cursor has`() throws {
        var position = VDABPosition(van: noon, tot: hours(1))
        position.overlapMinutes = 60
        #expect(position.text == "van=2024-03-01T12:00:00.000Z;tot=2024-03-01T13:00:00.000Z;overlap=60")
        #expect(VDABPosition(position.text) == position)
        position.watermark = hours(1)
        position.clockSkew = -7
        for cursor in ["m1", "a;b=c;cursor=d", "", "é ;"] {
            position.cursor = cursor
            #expect(VDABPosition(position.text) == position)
        }
        #expect(VDABPosition("tot=2024-03-01T13:00:00.000Z")?.tot == hours(1))
        #expect(VDABPosition("van=2024-03-01T12:00:00.000Z;tot=2024-03-01T13:00:00.000Z;cursor=m4")?.cursor == "m4")
        for text in ["", "tot", "tot=gisteren", "van=2024-03-01T12:00:00.000Z"] { #expect(VDABPosition(text) == nil) }
    }

    @Test func `the watermark runs ahead of nobody's clock`() {
        func closed(serverTime: Instant?, newest: Instant? = nil, after last: VDABPosition? = nil) -> VDABPosition {
            var window = VDABWindow(after: last, since: hours(-9), now: noon, overlapMinutes: 60)
            let step = window.pageCame(cursor: nil, hasMore: false, newest: newest, serverTime: serverTime)
            #expect(step == .closed)
            return window.position
        }
        #expect(closed(serverTime: hours(-2)).tot == hours(-2))
        #expect(closed(serverTime: hours(2)).tot == noon)
        #expect(closed(serverTime: hours(2)).clockSkew == 7200)
        // A server that does not say is believed as far as its newest record, and never ahead of us.
        #expect(closed(serverTime: nil).tot == hours(-9))
        #expect(closed(serverTime: nil, newest: hours(-3)).tot == hours(-3))
        #expect(closed(serverTime: nil, newest: hours(3)).tot == noon)
        let before = VDABPosition(van: hours(-5), tot: hours(-4))
        #expect(closed(serverTime: nil, after: before).tot == hours(-4))
        #expect(closed(serverTime: nil, newest: hours(-5), after: before).tot == hours(-4))
    }

    @Test func `a watermark that lies ahead of our clock opens a window over both`() {
        let ahead = VDABPosition(van: hours(1), tot: hours(2))
        let window = VDABWindow(after: ahead, since: hours(-9), now: noon, overlapMinutes: 60)
        #expect(window.question(count: 5) == MutationQuestion(van: hours(-1), tot: hours(2), cursor: nil, count: 5))
    }

    @Test func `the first page fixes the watermark of the whole window`() {
        var window = VDABWindow(after: nil, since: hours(-9), now: noon, overlapMinutes: 60)
        let first = window.pageCame(cursor: "1", hasMore: true, newest: nil, serverTime: hours(-1))
        let left = window.position
        var later = VDABWindow(after: left, since: hours(-9), now: hours(5), overlapMinutes: 60)
        #expect(later.question(count: 1).cursor == "1")
        let last = later.pageCame(cursor: "2", hasMore: false, newest: hours(4), serverTime: hours(5))
        #expect([first, last] == [.next, .closed])
        #expect(later.position.tot == hours(-1))
    }

    @Test func `a cursor that comes again is asked for twice more`() {
        var window = VDABWindow(after: nil, since: noon, now: hours(1), overlapMinutes: 0)
        let steps = ["1", "2", "1", "2", "2"].map { window.pageCame(cursor: $0, hasMore: true, newest: nil, serverTime: noon) }
        #expect(steps == [.next, .next, .again, .again, .stuck])
        #expect(window.position.cursor == "2")
    }

    @Test func `a window begins again three times, and not without a cursor`() {
        var window = VDABWindow(after: nil, since: noon, now: hours(1), overlapMinutes: 0)
        let beforeAny = window.cursorExpired()
        #expect(!beforeAny)
        for _ in 0..<3 {
            let step = window.pageCame(cursor: "1", hasMore: true, newest: nil, serverTime: noon)
            let begins = window.cursorExpired()
            #expect(step == .next && begins)
            #expect(window.position.cursor == nil)
        }
        _ = window.pageCame(cursor: "1", hasMore: true, newest: nil, serverTime: noon)
        let fourth = window.cursorExpired()
        #expect(!fourth)
    }
}
