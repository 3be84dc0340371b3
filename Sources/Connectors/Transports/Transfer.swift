// SPDX-License-Identifier: EUPL-1.2
import CLibCurl
import Glibc

/// What holds for everything that is read from outside.
package struct TransferLimits: Sendable {
    /// Most bytes of one answer or file, after decompression.
    package var maximumBytes = 16 << 20
    /// Longest duration of one transfer, and of making its connection.
    package var seconds = 60
    package var connectSeconds = 10
    /// How many times longer an answer may become by decompression, once it is longer than `ratioFrom`.
    package var maximumRatio = 100
    package var ratioFrom = 1 << 20
    /// A transfer slower than this many bytes a second for `slowSeconds` is given up.
    package var slowestBytesPerSecond = 16
    package var slowSeconds = 30
    /// Most bytes of all header fields together.
    package var maximumFieldBytes = 64 << 10
    package init() {}
}

/// Why a transfer did not come to its end.
enum TransferFailure: Error, Equatable {
    case library, tooLong, inflated, timedOut, cutShort, unreachable, untrusted, denied, changed, missing, refusedCommand
    case unwritable(Int32)
    case failed(Int)
}

/// One transfer for libcurl: where its bytes come from and go to, and the limits that hold meanwhile.
///
/// Confined to the thread that runs it.
final class Transfer {
    enum Destination { case memory, file(Int32) }

    let handle: UnsafeMutableRawPointer
    let limits: TransferLimits
    private let destination: Destination
    private(set) var body: [UInt8] = []
    /// Header fields of the last answer, names in lower case.
    private(set) var fields: [String: String] = [:]
    private(set) var failure: TransferFailure?
    /// When given and the remote file was modified at another time, nothing is taken.
    var expectedModification: Int?
    private var received = 0
    private var fieldBytes = 0
    private let outgoing: [UInt8]
    private var sent = 0
    private var lists: [UnsafeMutablePointer<curl_slist>] = []

    /// Nil where libcurl can't be used.
    init?(url: String, limits: TransferLimits, destination: Destination = .memory, outgoing: [UInt8] = []) {
        guard TransferPool.isPrepared, let handle = curl_easy_init() else { return nil }
        self.handle = handle
        self.limits = limits
        self.destination = destination
        self.outgoing = outgoing
        let context = Unmanaged.passUnretained(self).toOpaque()
        set(CURLOPT_URL, url)
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_TIMEOUT, limits.seconds)
        set(CURLOPT_CONNECTTIMEOUT, limits.connectSeconds)
        set(CURLOPT_LOW_SPEED_LIMIT, limits.slowestBytesPerSecond)
        set(CURLOPT_LOW_SPEED_TIME, limits.slowSeconds)
        check(xchg_curl_set_write(handle, Self.receive))
        check(xchg_curl_set_pointer(handle, CURLOPT_WRITEDATA, context))
        check(xchg_curl_set_header(handle, Self.receiveField))
        check(xchg_curl_set_pointer(handle, CURLOPT_HEADERDATA, context))
        check(xchg_curl_set_read(handle, Self.give))
        check(xchg_curl_set_pointer(handle, CURLOPT_READDATA, context))
        check(xchg_curl_set_seek(handle, Self.seek))
        check(xchg_curl_set_pointer(handle, CURLOPT_SEEKDATA, context))
    }

    deinit {
        curl_easy_cleanup(handle)
        for list in lists { curl_slist_free_all(list) }
    }

    func set(_ option: CURLoption, _ value: String) { check(xchg_curl_set_string(handle, option, value)) }
    func set(_ option: CURLoption, _ value: Int) { check(xchg_curl_set_long(handle, option, value)) }
    func set(offset value: Int, _ option: CURLoption) { check(xchg_curl_set_offset(handle, option, curl_off_t(value))) }
    func clear(_ option: CURLoption) { check(xchg_curl_set_pointer(handle, option, nil)) }

    func set(_ option: CURLoption, lines: [String]) {
        var list: UnsafeMutablePointer<curl_slist>?
        for line in lines {
            guard let longer = curl_slist_append(list, line) else { failure = .library; break }
            list = longer
        }
        if let list {
            lists.append(list)
            check(xchg_curl_set_pointer(handle, option, list))
        }
    }

    /// A setting that libcurl does not take stops the transfer before it begins.
    private func check(_ code: CURLcode) { if code != CURLE_OK { failure = failure ?? .library } }

    func number(_ info: CURLINFO) -> Int {
        var value = 0
        return xchg_curl_get_long(handle, info, &value) == CURLE_OK ? value : 0
    }

    func offset(_ info: CURLINFO) -> Int {
        var value: curl_off_t = 0
        return xchg_curl_get_offset(handle, info, &value) == CURLE_OK ? Int(value) : 0
    }

    /// Notes how libcurl ended it; what a callback objected to comes first.
    func ended(_ code: CURLcode) {
        if failure == nil, let expectedModification, code == CURLE_OK, offset(CURLINFO_FILETIME_T) != expectedModification {
            failure = .changed
        }
        failure = failure ?? Self.failure(code)
    }

    private static func failure(_ code: CURLcode) -> TransferFailure? {
        switch code {
        case CURLE_OK: nil
        case CURLE_OPERATION_TIMEDOUT: .timedOut
        case CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING, CURLE_SSH, CURLE_WEIRD_SERVER_REPLY,
            CURLE_BAD_CONTENT_ENCODING, CURLE_UPLOAD_FAILED:
            .cutShort
        case CURLE_COULDNT_CONNECT, CURLE_COULDNT_RESOLVE_HOST, CURLE_SSL_CONNECT_ERROR: .unreachable
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE: .untrusted
        case CURLE_LOGIN_DENIED, CURLE_REMOTE_ACCESS_DENIED, CURLE_SSL_CERTPROBLEM: .denied
        case CURLE_REMOTE_FILE_NOT_FOUND: .missing
        case CURLE_QUOTE_ERROR: .refusedCommand
        case CURLE_FILESIZE_EXCEEDED: .tooLong
        // The file is shorter than what we have of it.
        case CURLE_BAD_DOWNLOAD_RESUME: .changed
        default: .failed(Int(code.rawValue))
        }
    }

    private func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
        if received == 0, let expectedModification, offset(CURLINFO_FILETIME_T) != expectedModification {
            failure = .changed
            return false
        }
        received += bytes.count
        if received > limits.maximumBytes { failure = .tooLong; return false }
        if received > limits.ratioFrom, received / limits.maximumRatio > offset(CURLINFO_SIZE_DOWNLOAD_T) {
            failure = .inflated
            return false
        }
        guard case .file(let descriptor) = destination else {
            body.append(contentsOf: bytes)
            return true
        }
        var written = 0
        while written < bytes.count {
            let put = write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
            guard put > 0 else { failure = .unwritable(errno); return false }
            written += put
        }
        return true
    }

    private func takeField(_ bytes: UnsafeRawBufferPointer) -> Bool {
        fieldBytes += bytes.count
        if fieldBytes > limits.maximumFieldBytes { failure = .tooLong; return false }
        let line = String(decoding: bytes, as: UTF8.self)
        // The status line of each answer begins anew, so that an interim answer leaves nothing.
        if line.hasPrefix("HTTP/") { fields = [:]; return true }
        guard let colon = line.firstIndex(of: ":") else { return true }
        let value = line[line.index(after: colon)...].filter { !$0.isNewline }.drop { $0 == " " || $0 == "\t" }
        fields[line[..<colon].lowercased()] = String(value)
        return true
    }

    private static func of(_ context: UnsafeMutableRawPointer) -> Transfer { Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue() }

    private static let receive: @convention(c) (UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?) -> Int = {
        bytes, size, count, context in
        guard let bytes, let context else { return 0 }
        return Transfer.of(context).take(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
    }

    private static let receiveField: @convention(c) (UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?) -> Int = {
        bytes, size, count, context in
        guard let bytes, let context else { return 0 }
        return Transfer.of(context).takeField(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
    }

    private static let give: @convention(c) (UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?) -> Int = {
        place, size, count, context in
        guard let place, let context else { return Int(CURL_READFUNC_ABORT) }
        let transfer = Transfer.of(context)
        let part = transfer.outgoing[transfer.sent...].prefix(size * count)
        part.withUnsafeBytes { UnsafeMutableRawBufferPointer(start: place, count: size * count).copyMemory(from: $0) }
        transfer.sent += part.count
        return part.count
    }

    private static let seek: @convention(c) (UnsafeMutableRawPointer?, curl_off_t, Int32) -> Int32 = { context, offset, origin in
        guard let context, origin == SEEK_SET else { return CURL_SEEKFUNC_CANTSEEK }
        let transfer = Transfer.of(context)
        guard offset >= 0, offset <= transfer.outgoing.count else { return CURL_SEEKFUNC_FAIL }
        transfer.sent = Int(offset)
        return CURL_SEEKFUNC_OK
    }
}
