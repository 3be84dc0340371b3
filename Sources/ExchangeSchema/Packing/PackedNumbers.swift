// SPDX-License-Identifier: EUPL-1.2

extension PartialDate {
    /// Year × 2^16 + month × 2^8 + day × 2 + estimated; what is unknown is 0.
    var packedNumber: Int64 {
        let known = Int64(year ?? 0) << 16 | Int64(month ?? 0) << 8 | Int64(day ?? 0) << 1
        return known | (estimated ? 1 : 0)
    }

    init(packedNumber: Int64) throws {
        let estimated = packedNumber & 1 == 1
        let (year, month, day) = (Int(packedNumber >> 16), Int(packedNumber >> 8 & 0xFF), Int(packedNumber >> 1 & 0x7F))
        guard let date = PartialDate(year: year, month: month, day: day, estimated: estimated) else { throw PackedFault() }
        self = date
    }
}

extension PackedWriter {
    package mutating func insz(_ field: UInt8, _ value: INSZ) { integer(field, value.packedNumber) }
}

extension PackedReader {
    package mutating func insz(_ part: Part) throws -> INSZ { try INSZ(packedNumber: try integer(part)) }
}
