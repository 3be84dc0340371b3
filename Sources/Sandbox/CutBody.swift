// SPDX-License-Identifier: EUPL-1.2
import FlyingSocks

/// A body that breaks off: its bytes, then an error, upon which the server closes the connection.
struct CutBody: AsyncBufferedSequence {
    typealias Element = UInt8

    let bytes: [UInt8]

    func makeAsyncIterator() -> Iterator { Iterator(rest: bytes[...]) }

    struct Iterator: AsyncBufferedIteratorProtocol {
        var rest: ArraySlice<UInt8>

        mutating func next() async throws -> UInt8? {
            guard let first = rest.popFirst() else { throw BrokenOff() }
            return first
        }

        mutating func nextBuffer(suggested count: Int) async throws -> ArraySlice<UInt8>? {
            guard !rest.isEmpty else { throw BrokenOff() }
            let piece = rest.prefix(count < 1 ? 1 : count)
            rest = rest.dropFirst(piece.count)
            return piece
        }
    }

    struct BrokenOff: Error {}
}
