// SPDX-License-Identifier: EUPL-1.2
import Foundation
import TestSupport
import Testing

@testable import Contracts

/// Lines and members are found without reading more than is needed.
struct LineReaderTests {
    private func lines(_ text: String, limit: Int = 10) throws -> [String] {
        let folder = try TemporaryFolder()
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path + "/lines"))
        var found: [String] = []
        try LineReader(maximumLineBytes: limit).read(fileAt: folder.path + "/lines") { number, line in
            switch line {
            case .success(let bytes): found.append("\(number):\(String(decoding: bytes, as: UTF8.self))")
            case .failure(let violation): found.append("\(number)!\(violation.rule) \(violation.place)")
            }
            return found.count < 5
        }
        return found
    }

    @Test func `lines are numbered and given without their ends; blank ones are passed over`() throws {
        #expect(try lines("a\r\n\n \t\nb\nc") == ["1:a", "4:b", "5:c"])
        #expect(try lines("").isEmpty)
        #expect(try lines("\n\r\n").isEmpty)
        #expect(try lines("a\r") == ["1:a"])
    }

    @Test func `a line above the limit is a violation and the reading goes on`() throws {
        #expect(try lines("1234567890\r\n12345678901\nb") == ["1:1234567890", "2!line:too-long line 2", "3:b"])
        let long = String(repeating: "x", count: 200_000), other = String(repeating: "y", count: 150_000)
        #expect(
            try lines("a\n\(long)\n1234567890\n\(long)") == ["1:a", "2!line:too-long line 2", "3:1234567890", "4!line:too-long line 4"])
        #expect(try lines(long + "\n" + other, limit: 200_000).map(\.utf8.count) == [200_002, 150_002])
    }

    @Test func `the reader stops when told to`() throws {
        #expect(try lines("a\nb\nc\nd\ne\nf\n") == ["1:a", "2:b", "3:c", "4:d", "5:e"])
    }

    @Test func `a file that is not there is an error of the world`() {
        #expect(throws: UnreadableFile.self) { try LineReader().read(fileAt: "/nowhere/at/all") { _, _ in true } }
    }

    @Test func `members are found as they are written, however the rest looks`() {
        let scalars = { (text: String) in JSONElements.scalars(named: ["a", "b", "c"], in: Array(text.utf8)) }
        #expect(scalars(#" { "a" : "x\"y" , "d":{"a":1}, "b": 12 , "c":[1] } "#) == ["a": #"x\"y"#, "b": "12"])
        #expect(scalars(#"{"a":"","b":tru"#) == ["a": "", "b": "tru"])
        #expect(scalars(#"{"a":1,"b" 2}"#) == ["a": "1"])
        #expect(scalars(#"{"a":"1"#).isEmpty)
        #expect(scalars(#"{"c":}"#).isEmpty)
        for text in ["", "[1]", "{", "{}", "7", #"{"a"#] { #expect(scalars(text).isEmpty) }
    }
}
