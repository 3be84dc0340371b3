// SPDX-License-Identifier: EUPL-1.2
import Glibc

/// The bytes of a contract file.
enum ContractFile {
    static func bytes(_ path: String) throws(ContractLoadError) -> [UInt8] {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let unreadable = ContractLoadError(file: name, place: "file", problem: "can't be read; check path and permissions")
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let got = chunk.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            guard got >= 0 else { throw unreadable }
            if got == 0 { return bytes }
            bytes.append(contentsOf: chunk[0..<got])
        }
    }
}
