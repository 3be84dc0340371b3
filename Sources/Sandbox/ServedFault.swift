// SPDX-License-Identifier: EUPL-1.2

/// What goes wrong with one request, on purpose.
package enum ServedFault: Sendable, Hashable {
    /// The page is announced whole; the connection ends after this many bytes of it.
    case cut(afterBytes: Int)
    /// 410: the cursor is no longer kept.
    case cursorExpired
    /// 429 with `Retry-After`.
    case tooMany(retryAfterSeconds: Int)
    /// 500.
    case failure
    /// The page of the request before, once more.
    case repeated
    /// The page comes after this long.
    case slow(milliseconds: Int)
    /// The announced length is this many bytes too small: the end of the page is missing.
    case shortened(byBytes: Int)
    /// 401, though the token is good.
    case unauthorised
    /// A small answer that becomes this many bytes by decompression.
    case inflating(bytes: Int)
}
