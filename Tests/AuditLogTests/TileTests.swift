// SPDX-License-Identifier: EUPL-1.2
@testable import AuditLog
import Testing

struct TileTests {
    @Test(arguments: [(0, "000"), (273, "273"), (999, "999"), (1000, "x001/000"), (1_234_067, "x001/x234/067")])
    func `numbers are written in groups of three digits`(number: Int, path: String) {
        #expect(Tile.numberPath(number) == path)
    }

    @Test func `a part of a tile tells its width`() {
        #expect(Tile.path(level: 0, number: 273, width: 112) == "tile/0/273.p/112")
        #expect(Tile.path(level: 1, number: 0, width: 256) == "tile/1/000")
        #expect(Tile.entriesPath(number: 1000, width: 1) == "tile/entries/x001/000.p/1")
    }

    @Test func `the sizes of the specification have the tiles it lists`() {
        #expect(Tile.levels(size: 0) == 0)
        #expect(Tile.levels(size: 1) == 1)
        #expect(Tile.levels(size: 256) == 2)
        #expect((0..<3).map { Tile.count(level: $0, size: 70_000) } == [70_000, 273, 1])
        #expect(Tile.levels(size: 70_000) == 3)
        #expect(Tile.levels(size: Int.max) == 8)
        #expect(Tile.count(level: 63, size: Int.max) == 0)
    }

    @Test func `a bundle gives back what went in`() {
        let items: [[UInt8]] = [[], [1], Array(repeating: 7, count: 65_535)]
        let encoded = Bundle.encode(items, lengthBytes: 2)
        #expect(encoded.prefix(5) == [0, 0, 0, 1, 1])
        #expect(Bundle.decode(encoded, lengthBytes: 2) == items)
        #expect(Bundle.decode([], lengthBytes: 2) == [])
    }

    @Test func `a bundle that ends inside an entry is no bundle`() {
        let encoded = Bundle.encode([[1, 2, 3], [4]], lengthBytes: 2)
        for length in 1..<encoded.count where length != 5 { #expect(Bundle.decode(Array(encoded[..<length]), lengthBytes: 2) == nil) }
        #expect(Bundle.decode([255, 255, 255, 255], lengthBytes: 4) == nil)
    }
}
