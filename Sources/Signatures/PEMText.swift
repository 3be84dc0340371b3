// SPDX-License-Identifier: EUPL-1.2
import COpenSSL

/// Lets OpenSSL read a key from text in memory.
enum PEMText {
    /// `read` is given a BIO that is good for the length of the call; nil where what it reads is not there.
    static func key(_ text: some Collection<UInt8>, _ read: (OpaquePointer) -> OpaquePointer?) -> OpaquePointer? {
        Array(text).withUnsafeBytes { bytes in
            // The BIO reads from these bytes and does not copy them: it must not outlive them.
            guard let memory = BIO_new_mem_buf(bytes.baseAddress, Int32(clamping: bytes.count)) else { return nil }
            defer { BIO_free(memory) }
            return read(memory)
        }
    }
}
