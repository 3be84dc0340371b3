// SPDX-License-Identifier: EUPL-1.2
import Contracts
package import ExchangeSchema

/// VDAB's REST feed of mutations: a window of time, read page by page behind a cursor.
///
/// The position is `tot=<instant>` between windows, and `van=…;tot=…;cursor=…` within one; it is committed with the page it covers. Each window
/// overlaps the one before, since mutations can be committed late; repetitions are known by their reference.
package struct VDABFeed: SourceFeed {
    package let name = "vdab/mutaties"
    package let agency = Agency.vdab
    private let baseURL: String
    private let since: Instant
    private let now: Instant
    private let overlapMinutes: Int
    private let pageSize: Int
    private let connector: VDABConnector
    private let client: HTTPClient

    package init(
        baseURL: String, since: Instant, now: Instant, overlapMinutes: Int = 60, pageSize: Int = 200, connector: VDABConnector,
        client: HTTPClient = HTTPClient()
    ) {
        self.baseURL = baseURL
        self.since = since
        self.now = now
        self.overlapMinutes = overlapMinutes
        self.pageSize = pageSize
        self.connector = connector
        self.client = client
    }

    package func poll(from position: FeedPosition?, take: (FramedBatch) throws -> Void) throws {
        var window = VDABPosition(position?.rawValue) ?? VDABPosition(van: since, tot: nil, cursor: nil)
        if window.cursor == nil {
            let from = window.tot.map { $0.adding(milliseconds: -Int64(overlapMinutes) * 60_000) } ?? window.van
            window = VDABPosition(van: from, tot: now, cursor: nil)
        }
        var restarts = 0
        while true {
            let response = try client.get(url(window))
            if response.status == 410, restarts == 0 {
                // The cursor expired: the window is read again from its beginning.
                restarts += 1
                window.cursor = nil
                continue
            }
            guard response.status == 200 else { throw HTTPTransportError.status(response.status, retryAfter: response.retryAfter) }
            let page = try connector.page(response.body)
            let next = page.hasMore ? page.cursor.map { VDABPosition(van: window.van, tot: window.tot, cursor: $0) } : nil
            let batch = FramedBatch(records: page.records, position: FeedPosition(rawValue: (next ?? window.closed).text))
            try take(batch)
            guard let next else { return }
            guard next.cursor != window.cursor else { throw HTTPTransportError.malformedPage("cursor-does-not-advance") }
            window = next
        }
    }

    private func url(_ window: VDABPosition) -> String {
        var url = "\(baseURL)/inburgering/v1/mutaties?van=\(window.van)&tot=\(window.tot ?? now)&aantal=\(pageSize)"
        if let cursor = window.cursor { url += "&cursor=\(URLText.escaped(cursor))" }
        return url
    }
}

/// How far the feed was read.
struct VDABPosition: Equatable {
    var van: Instant
    var tot: Instant?
    var cursor: String?

    init(van: Instant, tot: Instant?, cursor: String?) {
        self.van = van
        self.tot = tot
        self.cursor = cursor
    }

    /// Nil for a text that is no position.
    init?(_ text: String?) {
        guard let text else { return nil }
        var parts: [String: String] = [:]
        for part in text.split(separator: ";") {
            guard let equals = part.firstIndex(of: "=") else { return nil }
            parts[String(part[..<equals])] = String(part[part.index(after: equals)...])
        }
        guard let tot = parts["tot"].flatMap({ Instant($0) }) else { return nil }
        self.tot = tot
        van = parts["van"].flatMap { Instant($0) } ?? tot
        cursor = parts["cursor"]
    }

    /// The position once the whole window was read.
    var closed: VDABPosition { VDABPosition(van: tot ?? van, tot: tot ?? van, cursor: nil) }

    var text: String {
        let end = tot ?? van
        return cursor.map { "van=\(van);tot=\(end);cursor=\($0)" } ?? "tot=\(end)"
    }
}
