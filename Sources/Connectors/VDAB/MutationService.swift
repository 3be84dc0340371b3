// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// Where pages of mutations come from: VDAB's interface, or one that a test makes up.
package protocol MutationService: Sendable {
    /// Throws where the world is wrong; an expired cursor is an answer.
    func answer(_ question: MutationQuestion) throws -> MutationAnswer
    /// The bytes of what VDAB says it holds of these days.
    func statement(of days: ClosedRange<LocalDate>) throws -> [UInt8]
}

extension MutationService {
    package func statement(of days: ClosedRange<LocalDate>) throws -> [UInt8] { throw HTTPTransportError.status(404, retryAfter: nil) }
}

/// One page that is asked for: `van` ≤ datumModificatie < `tot`, behind the cursor.
package struct MutationQuestion: Equatable, Sendable {
    package let van: Instant
    package let tot: Instant
    package let cursor: String?
    package let count: Int
}

package enum MutationAnswer: Sendable {
    /// The bytes of the page, and what the server's clock showed.
    case page([UInt8], serverTime: Instant?)
    case cursorExpired
}

/// VDAB's interface over HTTPS.
struct VDABService: MutationService {
    let baseURL: String
    let client: HTTPClient

    func answer(_ question: MutationQuestion) throws -> MutationAnswer {
        var query = "van=\(question.van)&tot=\(question.tot)&aantal=\(question.count)"
        if let cursor = question.cursor { query += "&cursor=\(URLText.escaped(cursor))" }
        let response = try client.get("\(baseURL)/inburgering/v1/mutaties?\(query)")
        switch response.status {
        case 200: return .page(response.body, serverTime: response.date.map { Instant(milliseconds: Int64($0) * 1000) })
        case 410: return .cursorExpired
        default: throw HTTPTransportError.status(response.status, retryAfter: response.retryAfter)
        }
    }

    func statement(of days: ClosedRange<LocalDate>) throws -> [UInt8] {
        let query = "van=\(days.lowerBound)&tot=\(days.upperBound.adding(days: 1))"
        let response = try client.get("\(baseURL)/inburgering/v1/controle?\(query)")
        guard response.status == 200 else { throw HTTPTransportError.status(response.status, retryAfter: response.retryAfter) }
        return response.body
    }
}
