// SPDX-License-Identifier: EUPL-1.2
// Written by scripts/packing.py from Values/Period.swift; not to be changed by hand.

extension Period: Packable {
    package func pack(into out: inout PackedWriter) {
        out.integer(1, Int64(begin.dayNumber))
        if let end { out.integer(2, Int64(end.dayNumber)) }
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        var begin: LocalDate?
        var end: LocalDate?
        while let part = try reader.next() {
            switch part.number {
            case 1: begin = try reader.day(part)
            case 2: end = try reader.day(part)
            default: try reader.skip(part)
            }
        }
        guard let begin else { throw PackedFault() }
        self.begin = begin
        self.end = end
    }
}
