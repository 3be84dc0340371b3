// SPDX-License-Identifier: EUPL-1.2
// Written by scripts/packing.py from Exchange/Rejection.swift; not to be changed by hand.

extension SourceOutcome: Packable {
    package func pack(into out: inout PackedWriter) {
        out.number(1, course.packedNumber)
        out.text(2, code)
        if let origin { out.text(3, origin) }
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        var course: Course?
        var code: String?
        var origin: String?
        while let part = try reader.next() {
            switch part.number {
            case 1: course = try reader.case(part)
            case 2: code = try reader.text(part)
            case 3: origin = try reader.text(part)
            default: try reader.skip(part)
            }
        }
        guard let course, let code else { throw PackedFault() }
        self.course = course
        self.code = code
        self.origin = origin
    }
}

extension SourceOutcome.Course: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .retryLater: 1
        case .doNotRetry: 2
        case .noData: 3
        case .warning: 4
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .retryLater
        case 2: self = .doNotRetry
        case 3: self = .noData
        case 4: self = .warning
        default: return nil
        }
    }
}
