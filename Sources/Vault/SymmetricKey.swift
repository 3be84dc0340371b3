// SPDX-License-Identifier: EUPL-1.2

/// Thirty-two secret bytes that never print and are wiped when the last holder lets go.
package final class SymmetricKey: Sendable, CustomStringConvertible, CustomReflectable {
    package static let length = 32
    private let storage: ContiguousBytes32

    /// Nil where the bytes are not thirty-two.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.length else { return nil }
        storage = ContiguousBytes32(bytes)
    }

    init(derived bytes: [UInt8]) {
        precondition(bytes.count == Self.length)
        storage = ContiguousBytes32(bytes)
    }

    package static func random() throws -> SymmetricKey { SymmetricKey(derived: try SecureRandom.bytes(length)) }

    package func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try body(UnsafeRawBufferPointer(start: storage.pointer, count: Self.length))
    }

    package var description: String { "SymmetricKey(secret)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Owns the memory of one key.
final class ContiguousBytes32: Sendable {
    // Written once before the object is shared and wiped when nobody holds it any more.
    nonisolated(unsafe) let pointer: UnsafeMutableRawPointer

    init(_ bytes: some Collection<UInt8>) {
        pointer = .allocate(byteCount: SymmetricKey.length, alignment: 8)
        pointer.initializeMemory(as: UInt8.self, repeating: 0, count: SymmetricKey.length)
        for (offset, byte) in bytes.enumerated() { pointer.storeBytes(of: byte, toByteOffset: offset, as: UInt8.self) }
    }

    deinit {
        Cleansing.wipe(pointer, SymmetricKey.length)
        pointer.deallocate()
    }
}
