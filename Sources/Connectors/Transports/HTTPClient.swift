// SPDX-License-Identifier: EUPL-1.2
import CLibCurl

/// A pull over HTTP(S) through libcurl: bounded in time and size, no redirects, certificates checked, plain HTTP only on loopback.
package struct HTTPClient: Sendable {
    package struct Limits: Sendable {
        package var maximumBytes = 16 << 20
        package var seconds = 60
        package var connectSeconds = 10
        package init() {}
    }

    package struct Response: Sendable {
        package let status: Int
        package let body: [UInt8]
        package let retryAfter: Int?
        /// What the server's clock showed (RFC 9110 §6.6.1), in seconds since 1970; nil where it has none.
        package let date: Int?
    }

    private static let prepared: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
    private let limits: Limits

    package init(limits: Limits = Limits()) { self.limits = limits }

    /// One GET. A body that ends early, is too long or too slow is an error, never a shorter answer.
    package func get(_ url: String, headers: [String] = []) throws(HTTPTransportError) -> Response {
        guard Self.prepared, let handle = curl_easy_init() else { throw .library }
        defer { curl_easy_cleanup(handle) }
        guard url.hasPrefix("https://") || Self.isLoopback(url) else { throw .plainText }
        let sink = Sink(limit: limits.maximumBytes)
        let context = Unmanaged.passUnretained(sink).toOpaque()
        var list: UnsafeMutablePointer<curl_slist>?
        for header in headers { list = curl_slist_append(list, header) }
        defer { curl_slist_free_all(list) }
        let settings = [
            xchg_curl_set_string(handle, CURLOPT_URL, url), xchg_curl_set_long(handle, CURLOPT_NOSIGNAL, 1),
            xchg_curl_set_long(handle, CURLOPT_FOLLOWLOCATION, 0), xchg_curl_set_long(handle, CURLOPT_TIMEOUT, limits.seconds),
            xchg_curl_set_long(handle, CURLOPT_CONNECTTIMEOUT, limits.connectSeconds),
            xchg_curl_set_pointer(handle, CURLOPT_HTTPHEADER, list),
            xchg_curl_set_write(handle, Sink.receive), xchg_curl_set_pointer(handle, CURLOPT_WRITEDATA, context),
            xchg_curl_set_header(handle, Sink.receiveHeader), xchg_curl_set_pointer(handle, CURLOPT_HEADERDATA, context),
        ]
        guard settings.allSatisfy({ $0 == CURLE_OK }) else { throw .library }
        let outcome = withExtendedLifetime(sink) { curl_easy_perform(handle) }
        if sink.isTooLong { throw .tooLong }
        switch outcome {
        case CURLE_OK: break
        case CURLE_OPERATION_TIMEDOUT: throw .timedOut
        case CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_GOT_NOTHING: throw .cutShort
        case CURLE_COULDNT_CONNECT, CURLE_COULDNT_RESOLVE_HOST: throw .unreachable
        case CURLE_PEER_FAILED_VERIFICATION: throw .untrusted
        default: throw .failed(Int(outcome.rawValue))
        }
        var status = 0
        guard xchg_curl_get_long(handle, CURLINFO_RESPONSE_CODE, &status) == CURLE_OK else { throw .library }
        return Response(status: status, body: sink.body, retryAfter: sink.retryAfter, date: sink.date)
    }

    private static func isLoopback(_ url: String) -> Bool {
        guard url.hasPrefix("http://") else { return false }
        let host = url.dropFirst(7).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard !host.contains("@") else { return false }
        let name = host.hasPrefix("[") ? host.prefix { $0 != "]" } + "]" : host.prefix { $0 != ":" }
        return ["127.0.0.1", "localhost", "[::1]"].contains(String(name))
    }
}

/// What went wrong between us and a server; says nothing of addresses' secrets or contents.
package enum HTTPTransportError: Error, Equatable, CustomStringConvertible {
    case library, plainText, tooLong, timedOut, cutShort, unreachable, untrusted
    case failed(Int)
    case status(Int, retryAfter: Int?)
    case malformedPage(String)

    package var description: String {
        switch self {
        case .library: "libcurl could not be used"
        case .plainText: "the feed's address is not https; plain http is allowed on loopback only"
        case .tooLong: "the server sent more than the limit; lower the page size"
        case .timedOut: "the server did not answer in time; the next run goes on from the last position"
        case .cutShort: "the server cut the connection; nothing of that page was taken, the next run fetches it again"
        case .unreachable: "the server can't be reached; check the address in xchg.yaml and whether the server runs"
        case .untrusted: "the server's certificate is not trusted"
        case .failed(let code): "the transfer failed (libcurl error \(code))"
        case .status(let status, let retryAfter):
            "the server answered \(status)"
                + (retryAfter.map { ", and asks to wait \($0) seconds" } ?? "; the next run goes on from the last position")
        case .malformedPage(let rule): "the server sent a page that breaks its contract (\(rule)); nothing of it was taken"
        }
    }
}

/// Takes up what libcurl receives.
private final class Sink {
    var body: [UInt8] = []
    var retryAfter: Int?
    var date: Int?
    var isTooLong = false
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    static let receive: @convention(c) (UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?) -> Int = {
        bytes, size, count, context in
        guard let bytes, let context else { return 0 }
        let sink = Unmanaged<Sink>.fromOpaque(context).takeUnretainedValue()
        guard sink.body.count + size * count <= sink.limit else { sink.isTooLong = true; return 0 }
        sink.body.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: size * count))
        return size * count
    }

    static let receiveHeader: @convention(c) (UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?) -> Int = {
        bytes, size, count, context in
        guard let bytes, let context else { return 0 }
        let sink = Unmanaged<Sink>.fromOpaque(context).takeUnretainedValue()
        let line = String(decoding: UnsafeRawBufferPointer(start: bytes, count: size * count), as: UTF8.self).lowercased()
        if line.hasPrefix("retry-after:") {
            sink.retryAfter = Int(line.dropFirst("retry-after:".count).filter { $0.isNumber })
        }
        if line.hasPrefix("date:") {
            let seconds = curl_getdate(String(line.dropFirst("date:".count)), nil)
            sink.date = seconds > 0 ? seconds : nil
        }
        return size * count
    }
}
