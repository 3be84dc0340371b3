// SPDX-License-Identifier: EUPL-1.2
import COpenSSL

/// A question to a time-stamping authority (RFC 3161 §2.4.1), in DER: version 1, SHA-256 of the data, a policy, a nonce, certificates wanted.
package struct TimeStampQuery: Sendable, Equatable {
    package let der: [UInt8]

    /// A query that is kept beside its answer.
    package init(der: [UInt8]) { self.der = der }

    /// `policy` is the OID under which the authority must answer, nil its default; nil where the OID is none or the library refuses.
    package init?(for data: [UInt8], policy: String?) {
        guard let request = TS_REQ_new(), let imprint = TS_MSG_IMPRINT_new(), let algorithm = X509_ALGOR_new(),
            let nonce = ASN1_INTEGER_new()
        else { return nil }
        defer {
            TS_REQ_free(request)
            TS_MSG_IMPRINT_free(imprint)
            X509_ALGOR_free(algorithm)
            ASN1_INTEGER_free(nonce)
        }
        var digest = Digest32.of(data).bytes
        let fresh = Entry.randomBytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard TS_REQ_set_version(request, 1) == 1, X509_ALGOR_set0(algorithm, OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nil) == 1,
            TS_MSG_IMPRINT_set_algo(imprint, algorithm) == 1, TS_MSG_IMPRINT_set_msg(imprint, &digest, Int32(digest.count)) == 1,
            TS_REQ_set_msg_imprint(request, imprint) == 1, ASN1_INTEGER_set_uint64(nonce, fresh) == 1,
            TS_REQ_set_nonce(request, nonce) == 1,
            TS_REQ_set_cert_req(request, 1) == 1
        else { return nil }
        if let policy {
            guard let object = OBJ_txt2obj(policy, 1) else { return nil }
            defer { ASN1_OBJECT_free(object) }
            guard TS_REQ_set_policy_id(request, object) == 1 else { return nil }
        }
        let length = i2d_TS_REQ(request, nil)
        guard length > 0 else { return nil }
        der = [UInt8](unsafeUninitializedCapacity: Int(length)) { buffer, count in
            var place = buffer.baseAddress
            count = max(0, Int(i2d_TS_REQ(request, &place)))
        }
    }

    /// True where the query asks about these data.
    package func covers(_ data: [UInt8]) -> Bool {
        der.withUnsafeBufferPointer { bytes in
            var place = bytes.baseAddress
            guard let request = d2i_TS_REQ(nil, &place, bytes.count) else { return false }
            defer { TS_REQ_free(request) }
            guard let message = TS_MSG_IMPRINT_get_msg(TS_REQ_get_msg_imprint(request)) else { return false }
            let held = UnsafeBufferPointer(start: ASN1_STRING_get0_data(message), count: Int(ASN1_STRING_length(message)))
            return Array(held) == Digest32.of(data).bytes
        }
    }
}
