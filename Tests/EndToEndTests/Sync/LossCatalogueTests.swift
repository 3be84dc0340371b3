// SPDX-License-Identifier: EUPL-1.2
import Connectors
import ExchangeSchema
import ExchangeStore
import Foundation
import TestSupport
import Testing

/// The known ways in which incremental reading loses records, one test each: in the end the store holds what the server holds.
struct LossCatalogueTests {
    private let start = Instant(utc: Cast.day("2024-03-01"))
    private func minutes(_ count: Int) -> Instant { start.adding(milliseconds: Int64(count) * 60_000) }

    @Test func `several records with the same watermark across a page border`() throws {
        for pageSize in 1...5 {
            let bench = try SyncBench()
            let server = FakeVDAB()
            for index in 0..<4 { server.record("A\(index)", at: minutes(index)) }
            for index in 4..<11 { server.record("A\(index)", at: minutes(10)) }
            // The first window ends exactly at the moment that the seven share, and at each border of a page.
            try bench.drain(bench.feed(server, at: minutes(10), since: start, overlapMinutes: 0, pageSize: pageSize))
            #expect(try bench.held().count == 4)
            try bench.drain(bench.feed(server, at: minutes(20), since: start, overlapMinutes: 0, pageSize: pageSize))
            #expect(try bench.held() == server.references, "\(pageSize)")
        }
    }

    @Test func `an unsorted first page`() throws {
        let bench = try SyncBench()
        let server = FakeVDAB(isSorted: false)
        for (index, minute) in [50, 2, 40, 1, 30, 3, 20, 4].enumerated() { server.record("A\(index)", at: minutes(minute)) }
        // Whoever took the newest moment of the first page as watermark would pass over the rest.
        #expect(throws: SyncBench.Death.self) {
            try bench.drain(bench.feed(server, at: minutes(60), since: start), dying: (1, .afterCommit))
        }
        try bench.drain(bench.feed(server, at: minutes(61), since: start))
        #expect(try bench.held() == server.references)
    }

    @Test func `records committed late with an earlier time`() throws {
        let bench = try SyncBench()
        let server = FakeVDAB()
        func run(at minute: Int, overlapMinutes: Int) throws {
            server.show(minutes(minute))
            try bench.drain(bench.feed(server, at: minutes(minute), since: start, overlapMinutes: overlapMinutes))
        }
        server.record("A1", at: minutes(1))
        try run(at: 100, overlapMinutes: 60)
        server.record("late", at: minutes(41))
        server.record("very late", at: minutes(40))
        try run(at: 110, overlapMinutes: 60)
        #expect(try bench.held() == server.references)
        #expect(server.asked.last?.van == minutes(40))
        // A wider overlap counts from the next window on, a narrower one only after it.
        try run(at: 120, overlapMinutes: 90)
        try run(at: 130, overlapMinutes: 5)
        try run(at: 140, overlapMinutes: 5)
        #expect(server.asked.suffix(3).map(\.van) == [minutes(20), minutes(30), minutes(125)])
    }

    @Test func `a page repeated while the window moves`() throws {
        let bench = try SyncBench()
        let server = FakeVDAB()
        for index in 0..<12 { server.record("A\(index)", at: minutes(index + 1)) }
        // Two are recorded with an early moment while the second page is given: the third page begins with what the second ended with.
        server.recordDuring(request: 2, ["B1", "B2"])
        server.fail([4: .repeated])
        let counts = try bench.drain(bench.feed(server, at: minutes(60), since: start))
        #expect(counts.duplicates > 0)
        try bench.drain(bench.feed(server, at: minutes(61), since: start))
        #expect(try bench.held() == server.references)
    }

    @Test func `a server that gives one page for ever is left, and gone on with where it was`() throws {
        let bench = try SyncBench()
        let server = FakeVDAB()
        for index in 0..<8 { server.record("A\(index)", at: minutes(index + 1)) }
        server.fail([2: .repeated, 3: .repeated, 4: .repeated])
        #expect(throws: HTTPTransportError.malformedPage("cursor-does-not-advance")) {
            try bench.drain(bench.feed(server, at: minutes(60), since: start))
        }
        try bench.drain(bench.feed(server, at: minutes(60), since: start))
        #expect(try bench.held() == server.references)
    }

    @Test func `an expired cursor`() throws {
        for page in 2...4 {
            let bench = try SyncBench()
            let server = FakeVDAB()
            for index in 0..<11 { server.record("A\(index)", at: minutes(index + 1)) }
            server.fail([page: .expired])
            try bench.drain(bench.feed(server, at: minutes(60), since: start))
            #expect(try bench.held() == server.references, "\(page)")
        }
        // A cursor that expired between two runs, and one that expires again and again.
        let bench = try SyncBench()
        let server = FakeVDAB()
        for index in 0..<11 { server.record("A\(index)", at: minutes(index + 1)) }
        #expect(throws: SyncBench.Death.self) {
            try bench.drain(bench.feed(server, at: minutes(60), since: start), dying: (2, .afterCommit))
        }
        server.fail(Dictionary(uniqueKeysWithValues: stride(from: 3, to: 40, by: 2).map { ($0, .expired) }))
        #expect(throws: HTTPTransportError.status(410, retryAfter: nil)) {
            try bench.drain(bench.feed(server, at: minutes(60), since: start))
        }
        server.fail([:])
        try bench.drain(bench.feed(server, at: minutes(70), since: start))
        #expect(try bench.held() == server.references)
    }

    /// For ten hours of eighty one clock is a day off; records come every twenty minutes, runs every hour.
    @Test(arguments: [
        (ours: 24, theirs: 0, tells: true), (ours: -24, theirs: 0, tells: true), (ours: 0, theirs: 24, tells: true),
        (ours: 0, theirs: -24, tells: true), (ours: 24, theirs: 0, tells: false), (ours: -24, theirs: 0, tells: false),
        (ours: 0, theirs: 24, tells: false),
    ])
    func `a clock that is one day off, ours or the server's`(ours: Int, theirs: Int, tells: Bool) throws {
        let bench = try SyncBench()
        let server = FakeVDAB()
        for hour in 1...80 {
            let isOff = (10..<20).contains(hour)
            for part in 0..<3 {
                server.record("A\(hour)-\(part)", at: minutes((hour + (isOff ? theirs : 0)) * 60 + 20 * part - 60))
            }
            server.show(tells ? minutes((hour + (isOff ? theirs : 0)) * 60) : nil)
            let feed = bench.feed(
                server, at: minutes((hour + (isOff ? ours : 0)) * 60), since: start.adding(milliseconds: -172_800_000), pageSize: 50)
            try bench.drain(feed)
            if hour == 15, tells {
                #expect(try feed.outlook(from: bench.store.feedPosition(feed.name)).clockSkew == (theirs - ours) * 3600)
            }
        }
        #expect(try bench.held() == server.references)
    }

    /// Moments as a clock in Brussels writes them, with its offset, through both changes of the year.
    @Test(arguments: ["2024-03-31", "2024-10-27"])
    func `the hours in which the clocks change`(day: String) throws {
        let bench = try SyncBench()
        let server = FakeVDAB()
        let midnight = Instant(utc: Cast.day(day)).adding(milliseconds: -3_600_000)
        for step in 0..<32 {
            let moment = midnight.adding(milliseconds: Int64(step) * 600_000)
            server.record("A\(step)", at: moment, written: Self.brussels(moment, day))
            server.show(moment)
            let feed = bench.feed(server, at: moment.adding(milliseconds: 1), since: midnight, overlapMinutes: 20)
            try bench.drain(feed)
            #expect(try bench.held() == server.references, "\(step)")
        }
        // In autumn 02:00 to 02:50 were written twice, with another offset.
        let written = server.references.filter { $0.contains("T02:") }
        #expect(written.count == (day == "2024-10-27" ? 12 : 0))
    }

    private static func brussels(_ moment: Instant, _ day: String) -> String {
        let change = Instant(utc: Cast.day(day), hour: 1)
        let isSummer = (moment < change) == (day == "2024-10-27")
        let wall = moment.adding(milliseconds: isSummer ? 7_200_000 : 3_600_000).description.dropLast()
        return wall + (isSummer ? "+02:00" : "+01:00")
    }

    @Test(arguments: SyncBench.Moment.allCases)
    func `a crash before or after the cursor is written`(moment: SyncBench.Moment) throws {
        for page in 1...4 {
            let bench = try SyncBench()
            let server = FakeVDAB()
            for index in 0..<11 { server.record("A\(index)", at: minutes(index + 1)) }
            server.show(minutes(60))
            #expect(throws: SyncBench.Death.self) {
                try bench.drain(bench.feed(server, at: minutes(60), since: start), dying: (page, moment))
            }
            #expect(try bench.held().count == min(11, 3 * (moment == .afterCommit ? page : page - 1)))
            // Records that come while we are down are not passed over by the window that was left.
            server.record("meanwhile", at: minutes(62))
            server.show(minutes(65))
            try bench.drain(bench.feed(server, at: minutes(65), since: start))
            #expect(try bench.held() == server.references, "\(page)")
        }
    }

    @Test func `a batch with a missing sequence number`() throws {
        let bench = try SyncBench()
        try bench.drop(17, ["P-1", "P-2"])
        try bench.drain(bench.folderFeed)
        #expect(try bench.store.sequenceGaps().isEmpty)
        try bench.drop(18, [])
        try bench.drop(20, ["P-3"])
        try bench.drop(24, ["P-4"])
        try bench.drain(bench.folderFeed)
        #expect(try bench.store.sequenceGaps().map(\.gap.description) == ["44021/participatie 19", "44021/participatie 21-23"])
        #expect(try FileNames.under(bench.inbox).isEmpty)
        // What comes late closes the hole, from either side or in the middle.
        try bench.drop(22, ["P-5"])
        try bench.drain(bench.folderFeed)
        #expect(try bench.store.sequenceGaps().map(\.gap.numbers) == ["19", "21", "23"])
        try bench.drop(19, ["P-6"])
        try bench.drop(21, ["P-7"])
        try bench.drain(bench.folderFeed)
        #expect(try bench.store.sequenceGaps().map(\.gap.numbers) == ["23"])
        let waived = SequenceGap(series: "44021/participatie", first: 23, last: 23)
        #expect(try bench.store.transaction { try $0.waive(waived, of: "lokaal/inbox") })
        #expect(try bench.store.sequenceGaps().isEmpty)
        #expect(try bench.store.transaction { try $0.waive(waived, of: "lokaal/inbox") } == false)
    }

    @Test func `a number is known as soon as its records are, and not before`() throws {
        for moment in SyncBench.Moment.allCases {
            let bench = try SyncBench()
            try bench.drop(1, ["P-1"])
            try bench.drain(bench.folderFeed)
            try bench.drop(3, ["P-3"])
            #expect(throws: SyncBench.Death.self) { try bench.drain(bench.folderFeed, dying: (1, moment)) }
            #expect(try bench.store.sequenceGaps().count == (moment == .afterCommit ? 1 : 0))
            #expect(try bench.messages.count == 1)
            try bench.drain(bench.folderFeed)
            #expect(try bench.store.sequenceGaps().map(\.gap.numbers) == ["2"])
        }
    }

    @Test func `a replayed old file`() throws {
        let bench = try SyncBench()
        for number in 1...3 { try bench.drop(number, ["P-\(number)a", "P-\(number)b"]) }
        try bench.drain(bench.folderFeed)
        let before = try bench.store.totals()
        try bench.drop(1, ["P-1a", "P-1b"])
        let counts = try bench.drain(bench.folderFeed)
        #expect((counts.new, counts.duplicates, counts.conflicts) == (0, 2, 0))
        #expect(try bench.store.totals() == before)
        #expect(try bench.store.sequenceGaps().isEmpty)
        // The same number with other rows is no replay: what differs is set aside.
        try bench.drop(1, ["P-1a", "P-1c"])
        let changed = try bench.drain(bench.folderFeed)
        #expect((changed.new, changed.duplicates, changed.conflicts) == (0, 1, 1))
    }

    /// Everything at once: late commits, small pages, expired cursors, cut and repeated pages, deaths, a server that may not tell its time.
    @Test func `seeded runs of all of it together end with what the server holds`() throws {
        for seed in 1...40 {
            var dice = Dice(UInt64(seed))
            let bench = try SyncBench()
            let server = FakeVDAB(isSorted: dice.next(2) == 0)
            let tells = dice.next(3) > 0
            var serial = 0
            for round in 1...12 {
                let now = round * 30
                for _ in 0..<dice.next(9) {
                    serial += 1
                    server.record("A\(serial)", at: minutes(max(0, now - dice.next(round == 1 ? 30 : 59) - 1)))
                }
                server.show(tells ? minutes(now) : nil)
                let asked = server.asked.count
                var faults: [Int: FakeVDAB.Fault] = [:]
                for request in 1...12 where dice.next(5) == 0 {
                    faults[asked + request] = [FakeVDAB.Fault.expired, .cut, .repeated][dice.next(3)]
                }
                server.fail(faults)
                let death = dice.next(3) == 0 ? (page: dice.next(4) + 1, moment: SyncBench.Moment.allCases[dice.next(2)]) : nil
                do {
                    try bench.drain(bench.feed(server, at: minutes(now), since: start, pageSize: dice.next(4) + 1), dying: death)
                } catch is SyncBench.Death {} catch is FakeVDAB.CutShort {} catch is HTTPTransportError {}
            }
            server.fail([:])
            try bench.drain(bench.feed(server, at: minutes(390), since: start))
            try bench.drain(bench.feed(server, at: minutes(391), since: start))
            #expect(try bench.held() == server.references, "seed \(seed)")
        }
    }
}
