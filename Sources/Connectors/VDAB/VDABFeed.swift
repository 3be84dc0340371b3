// SPDX-License-Identifier: EUPL-1.2
import Contracts
package import ExchangeSchema

/// VDAB's REST feed of mutations: a window of time, read page by page behind a cursor.
///
/// The position is committed with the page it covers; `VDABWindow` decides what is asked next. Each window overlaps the one before, since
/// mutations can be committed late; repetitions are known by their reference.
package struct VDABFeed: SourceFeed {
    package let name = "vdab/mutaties"
    package let agency = Agency.vdab
    let service: any MutationService
    let since: Instant
    private let now: @Sendable () -> Instant
    private let overlapMinutes: Int
    private let pageSize: Int
    let connector: VDABConnector

    /// The time is looked up when a poll begins, which may be long after the feed was made.
    package init(
        baseURL: String, since: Instant, now: @autoclosure @escaping @Sendable () -> Instant, overlapMinutes: Int = 60, pageSize: Int = 200,
        connector: VDABConnector, client: HTTPClient = HTTPClient()
    ) {
        self.init(
            service: VDABService(baseURL: baseURL, client: client), since: since, now: now(), overlapMinutes: overlapMinutes,
            pageSize: pageSize, connector: connector)
    }

    package init(
        service: any MutationService, since: Instant, now: @autoclosure @escaping @Sendable () -> Instant, overlapMinutes: Int = 60,
        pageSize: Int = 200, connector: VDABConnector
    ) {
        self.service = service
        self.since = since
        self.now = now
        self.overlapMinutes = overlapMinutes
        self.pageSize = pageSize
        self.connector = connector
    }

    package func poll(from position: FeedPosition?, take: (FramedBatch) throws -> Void) throws {
        var window = window(after: position)
        // A window that was left is read to its end, then one that reaches until now.
        var isLate = window.position.cursor != nil
        while true {
            switch try service.answer(window.question(count: pageSize)) {
            case .cursorExpired:
                guard window.cursorExpired() else { throw HTTPTransportError.status(410, retryAfter: nil) }
            case .page(let bytes, let serverTime):
                let page = try connector.page(bytes)
                let step = window.pageCame(cursor: page.cursor, hasMore: page.hasMore, newest: page.newest, serverTime: serverTime)
                try take(FramedBatch(records: page.records, position: FeedPosition(rawValue: window.position.text)))
                if step == .closed {
                    guard isLate else { return }
                    isLate = false
                    window = self.window(after: FeedPosition(rawValue: window.position.text))
                }
                if step == .stuck { throw HTTPTransportError.malformedPage("cursor-does-not-advance") }
            }
        }
    }

    /// Reads one stretch of time again without moving the position, as after a reconciliation that found gaps.
    package func reread(from begin: Instant, to end: Instant, take: (FramedBatch) throws -> Void) throws {
        let stretch = VDABFeed(service: service, since: begin, now: end, overlapMinutes: 0, pageSize: pageSize, connector: connector)
        try stretch.poll(from: nil) { batch in try take(FramedBatch(records: batch.records, faults: batch.faults)) }
    }

    package func outlook(from position: FeedPosition?) -> FeedOutlook {
        var outlook = FeedOutlook(feed: name, agency: agency)
        let last = VDABPosition(position?.rawValue)
        let next = window(after: position).position
        outlook.from = next.van
        outlook.to = next.tot
        outlook.resumes = next.cursor != nil
        outlook.clockSkew = last?.clockSkew
        return outlook
    }

    /// The instant up to which the feed has been read; nil before the first window was read to its end.
    package static func watermark(at position: FeedPosition?) -> Instant? {
        guard let last = VDABPosition(position?.rawValue), last.cursor == nil else { return nil }
        return last.tot
    }

    private func window(after position: FeedPosition?) -> VDABWindow {
        VDABWindow(after: VDABPosition(position?.rawValue), since: since, now: now(), overlapMinutes: overlapMinutes)
    }
}
