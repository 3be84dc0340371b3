// SPDX-License-Identifier: EUPL-1.2

/// A canonical value that can be packed into few bytes and read back by this program or a later one.
///
/// The conformances of the value types are written by scripts/packing.py; see `PackedWriter` for the bytes.
package protocol Packable {
    func pack(into out: inout PackedWriter)
    init(unpacking reader: inout PackedReader) throws
}

/// A case of a code list of our own, known by a number that is never given to another case.
package protocol PackableCase {
    var packedNumber: UInt64 { get }
    init?(packedNumber: UInt64)
}

/// The bytes are not what `PackedWriter` writes, or a field that the type needs is missing; says nothing of their content.
package struct PackedFault: Error, Equatable, CustomStringConvertible {
    package init() {}
    package var description: String { "stored bytes are not in the packed form of this version" }
}

extension Packable {
    package var packed: [UInt8] {
        var out = PackedWriter()
        pack(into: &out)
        return out.bytes
    }

    /// Reads exactly these bytes; throws `PackedFault` where they are cut, changed or followed by others.
    package init(packed bytes: [UInt8]) throws {
        var reader = PackedReader(bytes)
        try self.init(unpacking: &reader)
        guard reader.isAtEnd else { throw PackedFault() }
    }
}
