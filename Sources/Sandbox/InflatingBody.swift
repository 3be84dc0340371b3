// SPDX-License-Identifier: EUPL-1.2
import FlyingFox
import Foundation

// gzip header (RFC 1952) · one deflate block with fixed codes (RFC 1951 §3.2.6): literal 0, then matches of 258 bytes at distance 1

/// A gzip body that is some 160 times as long once it is decompressed: nothing but zero bytes.
enum InflatingBody {
    static func response(zeros count: Int) -> HTTPResponse {
        let headers: HTTPHeaders = [.contentType: "application/json; charset=utf-8", .init("Content-Encoding"): "gzip"]
        return HTTPResponse(statusCode: .ok, headers: headers, body: Data(gzip(zeros: count)))
    }

    static func gzip(zeros count: Int) -> [UInt8] {
        var bits = BitWriter(bytes: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255])
        bits.put(0b011, 3)
        bits.putCode(0b0011_0000, 8)
        // Eight matches are 13 bytes, and these repeat once the first eight are out.
        for _ in 0..<16 { bits.putMatch() }
        let period = bits.bytes.suffix(13)
        for _ in 0..<(count / (258 * 8)) { bits.bytes += period }
        bits.putCode(0, 7)
        return bits.finished()
    }

    /// Packs bits from the lowest on; codes stand with their highest bit first.
    private struct BitWriter {
        var bytes: [UInt8]
        private var held: UInt8 = 0
        private var count = 0

        init(bytes: [UInt8]) { self.bytes = bytes }

        mutating func put(_ value: Int, _ width: Int) { for place in 0..<width { bit(value >> place & 1) } }

        mutating func putCode(_ value: Int, _ width: Int) { for place in (0..<width).reversed() { bit(value >> place & 1) } }

        /// 258 bytes like the one before.
        mutating func putMatch() {
            putCode(0b1100_0101, 8)
            putCode(0, 5)
        }

        private mutating func bit(_ bit: Int) {
            held |= UInt8(bit) << count
            count += 1
            if count == 8 { bytes.append(held); held = 0; count = 0 }
        }

        /// The checksum is left wrong: nobody should come that far.
        func finished() -> [UInt8] { bytes + (count > 0 ? [held] : []) + [UInt8](repeating: 0, count: 8) }
    }
}
