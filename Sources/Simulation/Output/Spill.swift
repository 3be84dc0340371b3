// SPDX-License-Identifier: EUPL-1.2

/// Pieces put aside on disk and given back in order of their key, so that memory holds 32 bytes a piece and no content.
///
/// Equal keys come back in the order in which they were put.
final class Spill {
    struct Piece {
        let key: Int64
        let group: Int64
        let offset: Int
        let length: Int32
        /// The number of the piece of which this is a copy; -1 for an original.
        let copyOf: Int32
    }

    private let file: OutputFile
    private let path: String
    private var pieces: [Piece] = []

    init(_ path: String) throws {
        self.path = path
        file = try OutputFile(path)
    }

    /// Returns the number by which a copy can name this piece.
    @discardableResult
    func put(_ bytes: [UInt8], group: Int64 = 0, key: Int64) throws -> Int {
        pieces.append(Piece(key: key, group: group, offset: file.count, length: Int32(bytes.count), copyOf: -1))
        try file.append(bytes)
        return pieces.count - 1
    }

    /// The same bytes once more, at another place in the order.
    func putCopy(of original: Int, key: Int64) {
        let piece = pieces[original]
        pieces.append(Piece(key: key, group: piece.group, offset: piece.offset, length: piece.length, copyOf: Int32(original)))
    }

    /// All pieces by group and key: content, group, own number and the number of the original.
    func drain(_ body: (_ bytes: [UInt8], _ group: Int64, _ number: Int, _ copyOf: Int?) throws -> Void) throws {
        try file.flush()
        let order = pieces.indices.sorted { left, right in
            (pieces[left].group, pieces[left].key, left) < (pieces[right].group, pieces[right].key, right)
        }
        for number in order {
            let piece = pieces[number]
            let bytes = try file.read(at: piece.offset, count: Int(piece.length))
            try body(bytes, piece.group, number, piece.copyOf < 0 ? nil : Int(piece.copyOf))
        }
        try file.close()
        try OutputFile.remove(path)
    }
}
