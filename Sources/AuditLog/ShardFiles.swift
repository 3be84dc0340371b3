// SPDX-License-Identifier: EUPL-1.2

/// The tiles and bundles of a shard, read at the width that some size of the log asks for.
///
/// A partial file may be gone once the full one exists; the head of the full one then stands in for it (tlog-tiles, "Partial Tiles").
struct ShardFiles: Sendable {
    /// The bytes at a path relative to the shard, or nil where there are none.
    let read: @Sendable (String) -> [UInt8]?

    init(directory: String) { read = { Files.read(directory + "/" + $0) } }

    init(read: @escaping @Sendable (String) -> [UInt8]?) { self.read = read }

    /// The hashes of a tile, or nil where the file is missing or of another length.
    func hashes(level: Int, number: Int, width: Int) -> [Digest32]? {
        var bytes = read(Tile.path(level: level, number: number, width: width))
        if bytes == nil, width < Tile.width {
            bytes = read(Tile.path(level: level, number: number, width: Tile.width))
            guard bytes?.count == Tile.width * 32 else { return nil }
            bytes?.removeLast((Tile.width - width) * 32)
        }
        guard let bytes, bytes.count == width * 32 else { return nil }
        return stride(from: 0, to: bytes.count, by: 32).compactMap { Digest32(bytes[$0..<($0 + 32)]) }
    }

    /// The entries of a bundle, or nil where the file is missing or does not hold exactly as many.
    func entries(number: Int, width: Int) -> [[UInt8]]? {
        frames(lengthBytes: 2, width: width) { Tile.entriesPath(number: number, width: $0) }
    }

    func openings(number: Int, width: Int) -> [[UInt8]]? {
        frames(lengthBytes: 4, width: width) { Tile.openingsPath(number: number, width: $0) }
    }

    private func frames(lengthBytes: Int, width: Int, path: (Int) -> String) -> [[UInt8]]? {
        if let bytes = read(path(width)) {
            return Bundle.decode(bytes, lengthBytes: lengthBytes).flatMap { $0.count == width ? $0 : nil }
        }
        guard width < Tile.width, let bytes = read(path(Tile.width)), let all = Bundle.decode(bytes, lengthBytes: lengthBytes),
            all.count == Tile.width
        else { return nil }
        return Array(all[..<width])
    }
}

/// The partial tile of every level of a log of some size: all that its root depends on.
struct RightEdge {
    /// Level 0 first; a level that ends with a full tile has none here.
    private(set) var levels: [[Digest32]] = []

    init() {}

    /// Nil where a tile is missing.
    init?(of size: Int, in files: ShardFiles) {
        for level in 0..<Tile.levels(size: size) {
            let count = Tile.count(level: level, size: size)
            guard count % Tile.width > 0 else { levels.append([]); continue }
            guard let hashes = files.hashes(level: level, number: count / Tile.width, width: count % Tile.width) else { return nil }
            levels.append(hashes)
        }
    }

    func hashes(level: Int) -> [Digest32] { level < levels.count ? levels[level] : [] }

    mutating func add(_ hashes: [Digest32]) { levels.append(hashes) }

    var root: Digest32 {
        var range = CompactRange()
        for (level, hashes) in levels.enumerated().reversed() {
            for hash in hashes { range.append(subtree: hash, height: level * 8) }
        }
        return range.root
    }
}
