// SPDX-License-Identifier: EUPL-1.2

/// A fact: 1 kind, 2 id, 3 standing where it is not HELD, 4 each quality flag, then 5 the value.
extension Fact: Packable {
    package func pack(into out: inout PackedWriter) {
        out.number(1, key.kind.packedNumber)
        out.text(2, key.id)
        if standing != .held { out.number(3, standing.packedNumber) }
        for flag in quality.sorted() { out.number(4, flag.packedNumber) }
        out.begin(5)
        value.pack(into: &out)
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        var kind: FactKind?
        var id: String?
        var standing = Standing.held
        var quality: Set<Quality> = []
        var value: FactValue?
        while let part = try reader.next() {
            switch part.number {
            case 1: kind = try reader.case(part)
            case 2: id = try reader.text(part)
            case 3: standing = try reader.case(part)
            case 4: quality.insert(try reader.case(part))
            case 5:
                guard let kind else { throw PackedFault() }
                value = try FactValue(kind: kind, unpacking: &reader)
            default: try reader.skip(part)
            }
        }
        guard let kind, let id, let value else { throw PackedFault() }
        self.init(id: id, standing: standing, value: value, quality: quality)
        guard key.kind == kind else { throw PackedFault() }
    }
}
