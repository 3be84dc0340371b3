// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

// The position of VDAB's feed:
//
//     van=…;tot=…;overlap=60                              a window was read to its end; tot is the watermark
//     van=…;tot=…;overlap=60;grens=…;cursor=…             within a window; grens is the watermark that its end will give
//     …;klok=86400                                        the server's clock was so many seconds ahead of ours
//
// Instants are RFC 3339 in UTC. Texts of the first version (`tot=…`, `van=…;tot=…;cursor=…`) are read too.

/// How far the feed was read.
struct VDABPosition: Equatable {
    /// Begin of the window that was read last.
    var van: Instant
    /// End of the window that is being read, or the watermark where it was read to its end.
    var tot: Instant
    var overlapMinutes = 0
    var watermark: Instant?
    var cursor: String?
    var clockSkew: Int?

    init(van: Instant, tot: Instant) {
        self.van = van
        self.tot = tot
    }

    /// Nil for a text that is no position: the feed is then read from its beginning.
    init?(_ text: String?) {
        guard let text else { return nil }
        let beforeCursor: Substring
        if let mark = text.firstRange(of: ";cursor=") {
            beforeCursor = text[..<mark.lowerBound]
            cursor = String(text[mark.upperBound...])
        } else {
            beforeCursor = text[...]
        }
        var parts: [String: String] = [:]
        for part in beforeCursor.split(separator: ";") {
            guard let equals = part.firstIndex(of: "=") else { return nil }
            parts[String(part[..<equals])] = String(part[part.index(after: equals)...])
        }
        guard let tot = parts["tot"].flatMap({ Instant($0) }) else { return nil }
        self.tot = tot
        van = parts["van"].flatMap { Instant($0) } ?? tot
        overlapMinutes = parts["overlap"].flatMap { Int($0) } ?? 0
        watermark = parts["grens"].flatMap { Instant($0) }
        clockSkew = parts["klok"].flatMap { Int($0) }
    }

    /// The cursor stands last, since its characters are the server's own.
    var text: String {
        var parts = ["van=\(van)", "tot=\(tot)", "overlap=\(overlapMinutes)"]
        if let clockSkew { parts.append("klok=\(clockSkew)") }
        if let watermark { parts.append("grens=\(watermark)") }
        if let cursor { parts.append("cursor=\(cursor)") }
        return parts.joined(separator: ";")
    }
}

/// One window of time, from the decision what to ask until the watermark that its end gives; pure.
///
/// The watermark never runs ahead of our clock nor of the server's, so that a clock that was wrong costs repetitions, never records. A server
/// that does not tell its time is believed as far as its newest record. Each window begins an overlap before the watermark, since records are
/// committed late and clocks differ; what was taken before is known by its reference.
struct VDABWindow {
    private(set) var position: VDABPosition
    private let now: Instant
    /// The watermark that holds where nothing newer is known.
    private let floor: Instant
    private var heardClock = false
    private var cursorsSeen: Set<String> = []
    private(set) var restarts = 0
    private(set) var repeats = 0

    /// Goes on within a window that was left, or opens the next.
    init(after last: VDABPosition?, since: Instant, now: Instant, overlapMinutes: Int) {
        self.now = now
        floor = min(last?.tot ?? since, now)
        if let last, last.cursor != nil {
            position = last
            return
        }
        guard let last else {
            position = VDABPosition(van: since, tot: now)
            position.overlapMinutes = overlapMinutes
            return
        }
        // A watermark that lies ahead of our clock was written under another clock: the window covers both.
        let overlap = Int64(max(overlapMinutes, last.overlapMinutes)) * 60_000
        position = VDABPosition(van: min(last.tot, now).adding(milliseconds: -overlap), tot: max(last.tot, now))
        position.overlapMinutes = overlapMinutes
    }

    func question(count: Int) -> MutationQuestion {
        MutationQuestion(van: position.van, tot: position.tot, cursor: position.cursor, count: count)
    }

    var restartLimit: Int { 3 }

    /// The window is read again from its beginning; false where that was done often enough.
    mutating func cursorExpired() -> Bool {
        guard position.cursor != nil, restarts < restartLimit else { return false }
        restarts += 1
        position.cursor = nil
        cursorsSeen = []
        return true
    }

    enum Step: Equatable { case next, closed, again, stuck }

    /// A page came; gives what comes next. `again`: the server repeated a page and is asked once more.
    mutating func pageCame(cursor: String?, hasMore: Bool, newest: Instant?, serverTime: Instant?) -> Step {
        heard(serverTime, newest)
        guard hasMore, let cursor else {
            position = closed
            return .closed
        }
        guard cursor != position.cursor, cursorsSeen.insert(cursor).inserted else {
            repeats += 1
            return repeats > 2 ? .stuck : .again
        }
        position.cursor = cursor
        return .next
    }

    private mutating func heard(_ serverTime: Instant?, _ newest: Instant?) {
        let end = min(now, position.tot)
        if let serverTime {
            if !heardClock { position.clockSkew = Int((serverTime.milliseconds - now.milliseconds) / 1000) }
            heardClock = true
            if position.watermark == nil { position.watermark = min(end, serverTime) }
        } else {
            let known = position.watermark ?? floor
            position.watermark = max(known, newest.map { min($0, end) } ?? known)
        }
    }

    private var closed: VDABPosition {
        var closed = VDABPosition(van: position.van, tot: position.watermark ?? floor)
        closed.overlapMinutes = position.overlapMinutes
        closed.clockSkew = position.clockSkew
        return closed
    }
}
