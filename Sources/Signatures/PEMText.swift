// SPDX-License-Identifier: EUPL-1.2
import COpenSSL

/// Lets OpenSSL read what stands in a text in memory.
enum PEMText {
    /// `read` is given a BIO that is good for the length of the call; nil where what it reads is not there.
    static func read<Result>(_ text: some Collection<UInt8>, _ read: (OpaquePointer) -> Result?) -> Result? {
        Array(text).withUnsafeBytes { bytes in
            // The BIO reads from these bytes and does not copy them: it must not outlive them.
            guard let memory = BIO_new_mem_buf(bytes.baseAddress, Int32(clamping: bytes.count)) else { return nil }
            defer { BIO_free(memory) }
            return read(memory)
        }
    }
}
