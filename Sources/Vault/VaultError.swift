// SPDX-License-Identifier: EUPL-1.2

/// What goes wrong with keys and sealed bytes; never says what the bytes were.
package enum VaultError: Error, Equatable, CustomStringConvertible {
    /// The bytes were changed, or belong to another key or place.
    case notAuthentic
    /// Too short to be a sealed value.
    case malformed
    /// The library refused an operation that never fails on a sound system.
    case cryptographyUnavailable(String)
    /// More than the 1 GiB that is sealed at once.
    case tooLong
    /// A section was to be sealed and the key it belongs under was not given.
    case sectionKeyMissing(String)
    case keyFileMissing(String)
    case keyFileExists(String)
    /// The file could not be read or written; the code is errno's.
    case keyFileTrouble(String, Int32)
    case keyFileOpenToOthers(String)
    case keyFileMalformed(String)

    package var description: String {
        switch self {
        case .notAuthentic: "the sealed bytes do not belong to this key and place"
        case .malformed: "the sealed bytes are too short"
        case .cryptographyUnavailable(let operation): "OpenSSL refused \(operation)"
        case .tooLong: "more than 1 GiB can't be sealed at once"
        case .sectionKeyMissing(let section): "section \(section) of an audit entry has no key to be sealed under"
        case .keyFileExists(let path):
            "there is a master key at \(path) already; it is never replaced, since what it protects would be lost"
        case .keyFileTrouble(let path, let code):
            "the master key \(path) can't be read or written (error \(code)); check the folder and its owner"
        case .keyFileMissing(let path): "no master key at \(path); run 'xchg init' or restore the key from its own backup"
        case .keyFileOpenToOthers(let path): "the master key \(path) can be read by others; run: chmod 600 \(path)"
        case .keyFileMalformed(let path): "the master key \(path) is not a file of 32 bytes; restore it from its own backup"
        }
    }
}
