// SPDX-License-Identifier: EUPL-1.2

/// What went wrong between us and a server; says nothing of addresses' secrets or contents.
package enum HTTPTransportError: Error, Equatable, CustomStringConvertible {
    case library, plainText, credentialsInAddress, tooLong, inflated, timedOut, cutShort, unreachable, untrusted, certificateRefused
    case failed(Int)
    /// Our signature could not be made.
    case unsigned
    case status(Int, retryAfter: Int?)
    /// The recipient will not take the batch as it is.
    case refused(Int)
    case malformedPage(String)
    /// The token endpoint did not give a token: what was wrong with its answer.
    case noToken(String)

    init(_ failure: TransferFailure) {
        switch failure {
        case .library, .unwritable, .changed, .missing, .refusedCommand: self = .library
        case .tooLong: self = .tooLong
        case .inflated: self = .inflated
        case .timedOut: self = .timedOut
        case .cutShort: self = .cutShort
        case .unreachable: self = .unreachable
        case .untrusted: self = .untrusted
        case .denied: self = .certificateRefused
        case .failed(let code): self = .failed(code)
        }
    }

    package var description: String {
        switch self {
        case .library: "libcurl could not be used"
        case .plainText: "the feed's address is not https; plain http is allowed on loopback only"
        case .credentialsInAddress: "the address holds a user name; take it out and name a secret in xchg.yaml instead"
        case .tooLong: "the server sent more than the limit; lower the page size"
        case .inflated: "the server's answer became far larger by decompression than is allowed; nothing of it was taken"
        case .timedOut: "the server did not answer in time; the next run goes on from the last position"
        case .cutShort: "the server cut the connection; nothing of that page was taken, the next run fetches it again"
        case .unreachable: "the server can't be reached; check the address in xchg.yaml and whether the server runs"
        case .untrusted: "the server's certificate is not trusted"
        case .certificateRefused: "our certificate or its key can't be used; check both files"
        case .unsigned: "the batch can't be signed; check the signing key"
        case .failed(let code): "the transfer failed (libcurl error \(code))"
        case .status(let status, let retryAfter):
            "the server answered \(status)"
                + (retryAfter.map { ", and asks to wait \($0) seconds" } ?? "; the next run goes on from the last position")
        case .refused(let status):
            "the recipient refused a batch (\(status)); it stays among the pending ones and is offered again at each run; ask the recipient why"
        case .malformedPage(let rule): "the server sent a page that breaks its contract (\(rule)); nothing of it was taken"
        case .noToken(let reason): "the token endpoint gave no token: \(reason)"
        }
    }

    /// Whether the same request may succeed a moment later.
    var isPassing: Bool {
        switch self {
        case .timedOut, .cutShort, .unreachable, .failed: true
        case .status(let status, _): Patience.isPassing(status)
        case .library, .plainText, .credentialsInAddress, .tooLong, .inflated, .untrusted, .certificateRefused, .malformedPage, .noToken,
            .refused, .unsigned:
            false
        }
    }
}

/// How often a request is made again, and how long is waited before; pure.
package struct Patience: Sendable, Equatable {
    /// How often in all; 1 never asks again.
    package let attempts: Int
    /// A server that asks for a longer wait is left alone until the next run.
    package let longestWait: Int

    package static let none = Patience(attempts: 1, longestWait: 0)
    package static let usual = Patience(attempts: 4, longestWait: 30)

    package init(attempts: Int, longestWait: Int) {
        self.attempts = attempts
        self.longestWait = longestWait
    }

    static func isPassing(_ status: Int) -> Bool { [408, 425, 429, 500, 502, 503, 504].contains(status) }

    /// Seconds to wait before asking again; nil takes the outcome as it is.
    func wait(after outcome: Result<HTTPClient.Response, HTTPTransportError>, attempt: Int) -> Int? {
        guard attempt < attempts else { return nil }
        let doubling = min(longestWait, 1 << min(attempt - 1, 10))
        switch outcome {
        case .failure(let error): return error.isPassing ? doubling : nil
        case .success(let response):
            guard Self.isPassing(response.status) else { return nil }
            guard let asked = response.retryAfter else { return doubling }
            return asked <= longestWait ? asked : nil
        }
    }
}
