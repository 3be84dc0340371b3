// SPDX-License-Identifier: EUPL-1.2
import COpenSSL
import Glibc

/// Until when certificates hold (X.509 notAfter).
package enum CertificateEnd {
    /// Seconds since 1970 of the first end among all certificates of a PEM text; nil where it holds none.
    package static func earliest(inPEM text: [UInt8]) -> Int64? {
        PEMText.read(text) { bio in
            var earliest: Int64?
            while let certificate = PEM_read_bio_X509(bio, nil, nil, nil) {
                defer { X509_free(certificate) }
                var parts = tm()
                guard ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &parts) == 1 else { continue }
                let end = Int64(timegm(&parts))
                earliest = min(earliest ?? end, end)
            }
            return earliest
        }
    }
}
