// SPDX-License-Identifier: EUPL-1.2
import COpenSSL
import Glibc

/// What a time-stamping authority answered (RFC 3161 §2.4.2), in DER.
package struct TimeStampAnswer: Sendable, Equatable {
    package let der: [UInt8]

    package init(der: [UInt8]) { self.der = der }

    package enum Fault: Error, Equatable, Sendable, CustomStringConvertible {
        case malformed, refused(status: Int), otherNonce, otherData, otherPolicy, signerNotTrusted, wrongSignature, tooEarly
        case trustRoot(String)

        package var description: String {
            switch self {
            case .malformed: "the answer of the time-stamping authority is none of RFC 3161"
            case .refused(let status): "the time-stamping authority refused (status \(status))"
            case .otherNonce: "the time stamp answers another question"
            case .otherData: "the time stamp is over other data"
            case .otherPolicy: "the time stamp was made under another policy"
            case .signerNotTrusted: "the signer of the time stamp is not trusted, or its certificate was not valid at that time"
            case .wrongSignature: "the signature of the time stamp does not hold"
            case .tooEarly: "the time stamp is older than the newest entry it covers"
            case .trustRoot(let path): "the certificates in \(path) can't be read"
            }
        }
    }

    /// Checks the answer to a query: imprint, nonce, policy, signature, and the signer's chain at the time of the token, which is returned in
    /// POSIX seconds.
    ///
    /// `trustRoot` is a PEM file with the only roots that count; `notBefore` the second of the newest thing that was stamped.
    package func verify(_ query: TimeStampQuery, trustRoot: String, notBefore: Int = 0) throws(Fault) -> Int {
        guard let request = Self.read(query.der, { d2i_TS_REQ(nil, &$0, $1) }), let response = Self.read(der, { d2i_TS_RESP(nil, &$0, $1) })
        else { throw .malformed }
        defer {
            TS_REQ_free(request)
            TS_RESP_free(response)
        }
        let status = TS_STATUS_INFO_get0_status(TS_RESP_get_status_info(response)).map { Int(ASN1_INTEGER_get($0)) } ?? -1
        guard status == 0 || status == 1 else { throw .refused(status: status) }
        guard let info = TS_RESP_get_tst_info(response), let seconds = Self.seconds(TS_TST_INFO_get_time(info)) else { throw .malformed }
        guard let context = TS_REQ_to_TS_VERIFY_CTX(request, nil), let store = X509_STORE_new() else { throw .malformed }
        // The context owns the store from here on.
        TS_VERIFY_CTX_set_store(context, store)
        TS_VERIFY_CTX_add_flags(context, Int32(TS_VFY_SIGNATURE))
        defer { TS_VERIFY_CTX_free(context) }
        guard X509_STORE_load_file(store, trustRoot) == 1 else { throw .trustRoot(trustRoot) }
        X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(store), time_t(seconds))
        ERR_clear_error()
        guard TS_RESP_verify_response(context, response) == 1 else { throw Self.fault() }
        guard seconds >= notBefore else { throw .tooEarly }
        return seconds
    }

    private static func read(_ der: [UInt8], _ decode: (inout UnsafePointer<UInt8>?, Int) -> OpaquePointer?) -> OpaquePointer? {
        der.withUnsafeBufferPointer { bytes in
            var place = bytes.baseAddress
            guard let decoded = decode(&place, bytes.count) else { return nil }
            // Bytes after the end are no part of an answer.
            return place == bytes.baseAddress.map { $0 + bytes.count } ? decoded : nil
        }
    }

    private static func seconds(_ moment: UnsafePointer<ASN1_GENERALIZEDTIME>?) -> Int? {
        var parts = tm()
        guard let moment, ASN1_TIME_to_tm(moment, &parts) == 1 else { return nil }
        return timegm(&parts)
    }

    private static func fault() -> Fault {
        var reasons: Set<Int32> = []
        while true {
            let code = ERR_get_error()
            if code == 0 { break }
            if ERR_GET_LIB(code) == ERR_LIB_TS { reasons.insert(ERR_GET_REASON(code)) }
        }
        if reasons.contains(TS_R_NONCE_MISMATCH) || reasons.contains(TS_R_NONCE_NOT_RETURNED) { return .otherNonce }
        if reasons.contains(TS_R_MESSAGE_IMPRINT_MISMATCH) { return .otherData }
        if reasons.contains(TS_R_POLICY_MISMATCH) { return .otherPolicy }
        if reasons.contains(TS_R_CERTIFICATE_VERIFY_ERROR) { return .signerNotTrusted }
        return .wrongSignature
    }
}
