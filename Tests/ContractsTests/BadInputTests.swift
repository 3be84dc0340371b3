// SPDX-License-Identifier: EUPL-1.2
import Contracts
import Foundation
import TestSupport
import Testing

/// Bad input is normal input: a rule and a place, never the value, and no harm.
struct BadInputTests {
    private static let schema = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a"><xs:complexType><xs:sequence>
        <xs:element name="b" maxOccurs="unbounded"><xs:simpleType><xs:restriction base="xs:string"><xs:pattern value="[0-9]+"/></xs:restriction></xs:simpleType></xs:element>
        </xs:sequence></xs:complexType></xs:element></xs:schema>
        """

    private func contract() throws -> XSDContract {
        let folder = try TemporaryFolder()
        let path = folder.path + "/a.xsd"
        try Self.schema.write(toFile: path, atomically: true, encoding: .utf8)
        return try XSDContract(fileAt: path)
    }

    private func violations(_ text: String) throws -> [Violation] {
        if case .failure(let list) = try contract().read(Array(text.utf8)) { return list.violations }
        return []
    }

    @Test func `a valid message becomes a tree`() throws {
        let tree = try contract().read(Array("<a><b>1</b><b>22</b></a>".utf8))
        #expect(try tree.get().all("b").map(\.text) == ["1", "22"])
        #expect(try violations("<a><b>1</b></a>").isEmpty)
    }

    @Test func `a wrong value names rule, field and line, and not itself`() throws {
        let found = try violations("<a>\n<b>1</b>\n<b>geheim</b></a>")
        #expect(found.map(\.rule).contains("xsd:pattern"))
        #expect(found.first?.field == "b")
        #expect(found.first?.place == .line(3, column: nil))
        #expect(!found.contains { $0.description.contains("geheim") })
    }

    @Test(arguments: ["<a><b>1</b>", "<a><b>1</b></a><a/>", "<a><b>1</b></a>tail", "", "geen xml", "<a><b>1</a></b>"])
    func `truncated and garbled messages are refused`(text: String) throws { #expect(!(try violations(text)).isEmpty) }

    @Test func `an external entity is refused before it is read`() throws {
        let folder = try TemporaryFolder()
        let secret = folder.path + "/secret"
        try "777".write(toFile: secret, atomically: true, encoding: .utf8)
        let found = try violations("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \"file://\(secret)\">]><a><b>&x;</b></a>")
        #expect(found.map(\.rule) == ["xml:doctype"])
    }

    @Test func `a billion laughs cost nothing`() throws {
        var text = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY l0 \"1\">"
        for level in 1...30 { text += "<!ENTITY l\(level) \"" + String(repeating: "&l\(level - 1);", count: 10) + "\">" }
        text += "]><a><b>&l30;</b></a>"
        #expect(try violations(text).map(\.rule) == ["xml:doctype"])
    }

    @Test func `bytes that are no UTF-8 are refused`() throws {
        guard case .failure(let list) = try contract().read(Array("<a><b>1</b><b>".utf8) + [0xFF, 0xFE] + Array("</b></a>".utf8)) else {
            Issue.record("accepted")
            return
        }
        #expect(list.violations.first?.rule == "xml:encoding" || list.violations.first?.rule == "xml:syntax")
    }

    @Test func `nesting, length and number of nodes are bounded`() throws {
        var limits = XSDContract.Limits()
        limits.maximumDepth = 8
        guard case .failure(let deep) = try contract().read(Array(String(repeating: "<a>", count: 50).utf8), limits: limits) else {
            Issue.record("accepted"); return
        }
        #expect(deep.violations.contains { $0.rule == "xml:too-deep" })
        limits = XSDContract.Limits()
        limits.maximumBytes = 10
        guard case .failure(let long) = try contract().read(Array("<a><b>1</b></a>".utf8), limits: limits) else {
            Issue.record("accepted"); return
        }
        #expect(long.violations.map(\.rule) == ["xml:too-long"])
        limits = XSDContract.Limits()
        limits.maximumNodes = 20
        guard
            case .failure(let many) = try contract().read(
                Array(("<a>" + String(repeating: "<b>1</b>", count: 50) + "</a>").utf8), limits: limits)
        else { Issue.record("accepted"); return }
        #expect(many.violations.map(\.rule) == ["xml:too-many-nodes"])
    }

    @Test(arguments: [
        ("", "json:empty"), ("{\"a\":1", "json:truncated"), ("{\"a\":1}x", "json:trailing"), ("{\"a\":1,\"a\":2}", "json:duplicate-key"),
        ("[1,]", "json:syntax"), ("\"\\ud800\"", "json:lone-surrogate"), ("\"a\u{1}b\"", "json:control-character"), ("[01]", "json:syntax"),
        ("nul", "json:truncated"), ("[1.]", "json:syntax"),
    ])
    func `JSON that is none says where`(text: String, rule: String) {
        do throws(Violation) {
            _ = try JSONReader.parse(Array(text.utf8))
            Issue.record("accepted")
        } catch {
            #expect(error.rule == rule)
        }
    }

    @Test func `JSON that nests without end is refused`() {
        do throws(Violation) {
            _ = try JSONReader.parse(Array(String(repeating: "[", count: 100_000).utf8))
            Issue.record("accepted")
        } catch { #expect(error.rule == "json:too-deep") }
    }

    @Test func `invalid UTF-8 in JSON is refused`() {
        do throws(Violation) {
            _ = try JSONReader.parse([0x22, 0xC3, 0x28, 0x22])
            Issue.record("accepted")
        } catch { #expect(error.rule == "json:utf-8") }
    }

    @Test func `an unsupported keyword is an error when the contract loads`() {
        do throws(ContractLoadError) {
            _ = try JSONSchema(fileBytes: Array("{\"properties\":{\"a\":{\"minimal\":3}}}".utf8), named: "x")
            Issue.record("loaded")
        } catch {
            #expect(error.place == "/properties/a/minimal")
            #expect(error.problem.contains("minimal"))
        }
    }

    private func rows(_ bytes: [UInt8], _ dialect: Dialect, limit: Int = 1000) throws -> [Result<DelimitedRow, Violation>] {
        let folder = try TemporaryFolder()
        let path = folder.path + "/a.csv"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        var found: [Result<DelimitedRow, Violation>] = []
        try DelimitedReader(dialect, maximumLineBytes: limit).read(fileAt: path) { _, row in
            found.append(row); return true
        }
        return found
    }

    @Test func `an endless line is one violation, and the rest is read`() throws {
        let found = try rows(Array("a;b\r\n".utf8) + Array(repeating: 120, count: 100_000) + Array("\r\nc;d\r\n".utf8), Dialect())
        #expect(found.count == 3)
        #expect(found[1] == .failure(Violation(rule: "csv:line-too-long", field: "", place: .row(2, column: nil))))
        #expect((try? found[2].get())?.cells == ["c", "d"])
    }

    @Test func `UTF-8 that is labelled Windows-1252 is found, real Windows-1252 is decoded`() throws {
        var dialect = Dialect()
        dialect.encoding = .windows1252
        #expect(
            try rows(Array("Müller;x\n".utf8), dialect).first
                == .failure(Violation(rule: "csv:encoding", field: "", place: .row(1, column: "1"))))
        #expect((try? rows([0x4D, 0xFC, 0x6C, 0x8A, 0x8E, 0x80, 10], dialect).first?.get())?.cells == ["MülŠŽ€"])
        #expect(
            try rows([0x41, 0x81, 10], dialect).first == .failure(Violation(rule: "csv:encoding", field: "", place: .row(1, column: "1"))))
    }

    @Test func `quoted cells keep separators, quotes and line ends`() throws {
        var dialect = Dialect()
        dialect.quote = UInt8(ascii: "\"")
        #expect((try? rows(Array("\"a;b\";\"c\"\"d\";\"e\nf\";g\n".utf8), dialect).first?.get())?.cells == ["a;b", "c\"d", "e\nf", "g"])
        #expect((try? rows([0xEF, 0xBB, 0xBF] + Array("a;;c\n".utf8), Dialect()).first?.get())?.cells == ["a", "", "c"])
    }

    @Test func `an unreadable file is an error with a path`() {
        #expect(throws: UnreadableFile.self) { try DelimitedReader(Dialect()).read(fileAt: "/nonexistent/a.csv") { _, _ in true } }
    }

    @Test func `numbers are exact`() throws {
        func number(_ text: String) throws -> JSONNumber {
            guard case .number(let number) = try JSONReader.parse(Array(text.utf8)) else {
                throw Violation(rule: "test", field: "", place: .file)
            }
            return number
        }
        #expect(try number("1.0") == number("1"))
        #expect(try number("1e2").int == 100)
        #expect(try number("0.0075").isMultiple(of: number("0.0001")))
        #expect(try !number("0.00751").isMultiple(of: number("0.0001")))
        #expect(try number("-2") < number("-1.5"))
        #expect(try number("9007199254740993") > number("9007199254740992"))
        #expect(try number("1.5").int == nil)
    }
}
