// SPDX-License-Identifier: EUPL-1.2
import CLibCurl
import Glibc

/// HTTP(S) through libcurl: bounded in time, size and decompression, no redirects, certificates checked, plain HTTP only on loopback.
package struct HTTPClient: Sendable {
    package typealias Limits = TransferLimits

    /// How a connection is made and who we are on it.
    package struct Settings: Sendable {
        package var limits = TransferLimits()
        /// PEM file with the only certificates that are trusted; nil trusts those of the system.
        package var trustRoot: String?
        /// PEM file with our certificate; its key lies in a file of its own that only its owner reads.
        package var certificate: String?
        package var certificateKey: String?
        /// Sent with each request, as `Name: value`; no secrets.
        package var headers: [String] = []
        package var patience = Patience.none
        package init() {}
    }

    package struct Request: Sendable {
        package var url: String
        package var headers: [String]
        /// Posted when given.
        package var body: [UInt8]?
        package init(url: String, headers: [String] = [], body: [UInt8]? = nil) {
            self.url = url
            self.headers = headers
            self.body = body
        }
    }

    package struct Response: Sendable {
        package let status: Int
        package let body: [UInt8]
        /// Seconds to wait, from `Retry-After` in either form.
        package let retryAfter: Int?
        /// What the server's clock showed (RFC 9110 §6.6.1), in seconds since 1970; nil where it has none.
        package let date: Int?
        package let tag: String?
        /// 304: what was asked for is still what `If-None-Match` named.
        package var isUnchanged: Bool { status == 304 }
    }

    private let settings: Settings
    private let tokens: TokenSource?
    private let pause: @Sendable (Int) -> Void
    private let pool = TransferPool()

    package init(limits: Limits = Limits()) {
        var settings = Settings()
        settings.limits = limits
        self.init(settings: settings)
    }

    /// `pause` waits that many seconds.
    package init(settings: Settings, tokens: TokenSource? = nil, pause: @escaping @Sendable (Int) -> Void = { sleep(UInt32(clamping: $0)) })
    {
        self.settings = settings
        self.tokens = tokens
        self.pause = pause
    }

    /// One GET. A body that ends early, is too long or too slow is an error, never a shorter answer.
    ///
    /// With the tag of an earlier answer, the server may say that nothing changed (304).
    package func get(_ url: String, headers: [String] = [], ifNoneMatch tag: String? = nil) throws(HTTPTransportError) -> Response {
        try send(Request(url: url, headers: headers + (tag.map { ["If-None-Match: \($0)"] } ?? [])))
    }

    /// One request; waits and asks again as often as the settings allow, and once with a new token where the old one is refused.
    package func send(_ request: Request) throws(HTTPTransportError) -> Response {
        try send(each: { () throws(HTTPTransportError) in request })
    }

    /// One request that is made anew for each attempt.
    func send(each request: () throws(HTTPTransportError) -> Request) throws(HTTPTransportError) -> Response {
        var attempt = 1
        while true {
            let outcome = sendAll([try request()], atOnce: 1)[0]
            guard let wait = settings.patience.wait(after: outcome, attempt: attempt) else { return try outcome.get() }
            pause(wait)
            attempt += 1
        }
    }

    /// Many requests on this thread, at most `atOnce` together; the outcomes are in the order of the requests.
    package func sendAll(_ requests: [Request], atOnce: Int = 16) -> [Result<Response, HTTPTransportError>] {
        guard let tokens else { return exchange(requests, atOnce: atOnce, token: nil) }
        do throws(HTTPTransportError) {
            let token = try tokens.token()
            var outcomes = exchange(requests, atOnce: atOnce, token: token)
            let refused = outcomes.indices.filter { (try? outcomes[$0].get())?.status == 401 }
            if refused.isEmpty { return outcomes }
            tokens.forget(token)
            let again = exchange(refused.map { requests[$0] }, atOnce: atOnce, token: try tokens.token())
            for (place, outcome) in zip(refused, again) { outcomes[place] = outcome }
            return outcomes
        } catch {
            return requests.map { _ in .failure(error) }
        }
    }

    private func exchange(_ requests: [Request], atOnce: Int, token: String?) -> [Result<Response, HTTPTransportError>] {
        let prepared = requests.map { request in Result { () throws(HTTPTransportError) in try prepare(request, token) } }
        pool.run(prepared.compactMap { try? $0.get() }, atOnce: atOnce)
        return prepared.map { one in
            one.flatMap { transfer in
                if let failure = transfer.failure { return .failure(HTTPTransportError(failure)) }
                let (fields, now) = (transfer.fields, Int(time(nil)))
                return .success(
                    Response(
                        status: transfer.number(CURLINFO_RESPONSE_CODE), body: transfer.body,
                        retryAfter: fields["retry-after"].flatMap { HTTPField.retryAfter($0, at: now) },
                        date: fields["date"].flatMap { HTTPField.date($0) }, tag: fields["etag"]))
            }
        }
    }

    private func prepare(_ request: Request, _ token: String?) throws(HTTPTransportError) -> Transfer {
        let isPlain = HTTPAddress.isLoopback(request.url)
        guard request.url.hasPrefix("https://") || isPlain else { throw .plainText }
        guard !HTTPAddress.hasCredentials(request.url) else { throw .credentialsInAddress }
        guard let transfer = Transfer(url: request.url, limits: settings.limits, outgoing: request.body ?? []) else { throw .library }
        transfer.set(CURLOPT_PROTOCOLS_STR, isPlain ? "http" : "https")
        transfer.set(CURLOPT_NOPROXY, "127.0.0.1,localhost,::1")
        transfer.set(CURLOPT_ACCEPT_ENCODING, "gzip, deflate")
        transfer.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        transfer.set(CURLOPT_SSL_CIPHER_LIST, "ECDHE+AESGCM:ECDHE+CHACHA20")
        if let root = settings.trustRoot {
            transfer.set(CURLOPT_CAINFO, root)
            // Without this libcurl would trust the system's folder as well.
            transfer.clear(CURLOPT_CAPATH)
        }
        if let certificate = settings.certificate, let key = settings.certificateKey {
            transfer.set(CURLOPT_SSLCERT, certificate)
            transfer.set(CURLOPT_SSLKEY, key)
        }
        var headers = settings.headers + request.headers
        if let token { headers.append("Authorization: Bearer \(token)") }
        if let body = request.body {
            transfer.set(CURLOPT_POST, 1)
            transfer.set(offset: body.count, CURLOPT_POSTFIELDSIZE_LARGE)
            // Asking first costs a round trip and some servers never answer it.
            headers.append("Expect:")
        }
        guard headers.allSatisfy({ !$0.utf8.contains(10) && !$0.utf8.contains(13) }) else { throw .library }
        transfer.set(CURLOPT_HTTPHEADER, lines: headers)
        return transfer
    }
}

/// Reads what matters of an address without resolving it.
enum HTTPAddress {
    static func isLoopback(_ url: String) -> Bool {
        guard url.hasPrefix("http://") else { return false }
        let host = authority(url.dropFirst(7))
        guard !host.contains("@") else { return false }
        let name = host.hasPrefix("[") ? host.prefix { $0 != "]" } + "]" : host.prefix { $0 != ":" }
        return ["127.0.0.1", "localhost", "[::1]"].contains(String(name))
    }

    static func hasCredentials(_ url: String) -> Bool {
        guard let scheme = url.firstIndex(of: ":") else { return false }
        return authority(url[scheme...].dropFirst(3)).contains("@")
    }

    private static func authority(_ rest: Substring) -> Substring { rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" && $0 != "\\" } }
}

/// Header fields that say when.
enum HTTPField {
    static let longestWait = 86_400

    /// Seconds to wait, at most a day; nil where the text is neither a number nor a date (RFC 9110 §10.2.3).
    static func retryAfter(_ text: String, at now: Int) -> Int? {
        if let seconds = Int(text) { return seconds < 0 ? nil : min(seconds, longestWait) }
        return date(text).map { min(max(0, $0 - now), longestWait) }
    }

    /// Seconds since 1970.
    static func date(_ text: String) -> Int? {
        let seconds = curl_getdate(text, nil)
        return seconds > 0 ? seconds : nil
    }
}
