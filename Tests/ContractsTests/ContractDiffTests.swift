// SPDX-License-Identifier: EUPL-1.2
import Contracts
import Foundation
import TestSupport
import Testing

/// Two versions of a small contract, and whom the step between them breaks.
struct ContractStep: Sendable, CustomTestStringConvertible {
    enum Kind: String { case schema = ".schema.json", table = ".table.json", xsd = ".xsd" }
    let what: String
    let kind: Kind
    let old: String
    let new: String
    let senders: Bool
    let readers: Bool

    var testDescription: String { "\(kind.rawValue.dropFirst()): \(what)" }

    init(_ what: String, _ kind: Kind, _ old: String, _ new: String, senders: Bool, readers: Bool) {
        self.what = what
        self.kind = kind
        self.old = old
        self.new = new
        self.senders = senders
        self.readers = readers
    }

    func diff() throws -> ContractDiff {
        let folder = try TemporaryFolder()
        func shape(_ name: String, _ text: String) throws -> ContractShape {
            let path = "\(folder.path)/\(name)\(kind.rawValue)"
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            return try ContractShape(fileAt: path)
        }
        return ContractDiff(from: try shape("a", old), to: try shape("b", new))
    }
}

struct ContractDiffTests {
    private static func object(_ properties: String, required: String = "", closed: Bool = true) -> String {
        "{\"$comment\":\"version 1.0\",\"type\":\"object\",\"additionalProperties\":\(!closed),\"required\":[\(required)],\"properties\":{\(properties)}}"
    }
    private static let insz = "\"insz\":{\"type\":\"string\"}"

    static let schemas: [ContractStep] = [
        ContractStep(
            "nothing but words", .schema, object(insz), object("\"insz\":{\"type\":\"string\",\"description\":\"x\"}"), senders: false,
            readers: false),
        ContractStep(
            "a new optional property in a closed object", .schema, object(insz), object(insz + ",\"naam\":{}"), senders: false,
            readers: true),
        ContractStep(
            "a new optional property in an open object", .schema, object(insz, closed: false), object(insz + ",\"naam\":{}", closed: false),
            senders: false, readers: false),
        ContractStep(
            "a new required property", .schema, object(insz), object(insz + ",\"naam\":{}", required: "\"naam\""), senders: true,
            readers: true),
        ContractStep(
            "an optional property gone from a closed object", .schema, object(insz + ",\"naam\":{}"), object(insz), senders: true,
            readers: false),
        ContractStep(
            "a required property gone from an open object", .schema, object(insz, required: "\"insz\"", closed: false),
            object("", closed: false),
            senders: false, readers: true),
        ContractStep(
            "a property becomes required", .schema, object(insz), object(insz, required: "\"insz\""), senders: true, readers: false),
        ContractStep(
            "a property may be left out", .schema, object(insz, required: "\"insz\""), object(insz), senders: false, readers: true),
        ContractStep("an object is closed", .schema, object(insz, closed: false), object(insz), senders: true, readers: false),
        ContractStep("another type", .schema, object(insz), object("\"insz\":{\"type\":\"boolean\"}"), senders: true, readers: true),
        ContractStep(
            "one more type", .schema, object(insz), object("\"insz\":{\"type\":[\"string\",\"null\"]}"), senders: false, readers: true),
        ContractStep(
            "an integer becomes a number", .schema, object("\"n\":{\"type\":\"integer\"}"), object("\"n\":{\"type\":\"number\"}"),
            senders: false,
            readers: true),
        ContractStep(
            "one more value", .schema, object("\"s\":{\"enum\":[\"A\"]}"), object("\"s\":{\"enum\":[\"A\",\"B\"]}"), senders: false,
            readers: true),
        ContractStep(
            "one value less", .schema, object("\"s\":{\"enum\":[\"A\",\"B\"]}"), object("\"s\":{\"const\":\"A\"}"), senders: true,
            readers: false),
        ContractStep(
            "shorter at most", .schema, object("\"s\":{\"maxLength\":9}"), object("\"s\":{\"maxLength\":8}"), senders: true, readers: false),
        ContractStep("no longest any more", .schema, object("\"s\":{\"maxLength\":9}"), object("\"s\":{}"), senders: false, readers: true),
        ContractStep(
            "a least that rises", .schema, object("\"s\":{\"minimum\":1}"), object("\"s\":{\"minimum\":1.5}"), senders: true, readers: false
        ),
        ContractStep(
            "another pattern", .schema, object("\"s\":{\"pattern\":\"a\"}"), object("\"s\":{\"pattern\":\"b\"}"), senders: true,
            readers: true),
        ContractStep(
            "a format that holds now", .schema, object("\"s\":{}"), object("\"s\":{\"format\":\"date\"}"), senders: true, readers: false),
        ContractStep(
            "deep in a list", .schema, object("\"l\":{\"items\":{\"properties\":{\"x\":{\"enum\":[1]}}}}"),
            object("\"l\":{\"items\":{\"properties\":{\"x\":{\"enum\":[1,2]}}}}"), senders: false, readers: true),
        ContractStep(
            "in a definition that is referred to", .schema,
            "{\"$defs\":{\"d\":{\"enum\":[1,2]}},\"properties\":{\"x\":{\"$ref\":\"#/$defs/d\"}}}",
            "{\"$defs\":{\"d\":{\"enum\":[1]}},\"properties\":{\"x\":{\"$ref\":\"#/$defs/d\"}}}", senders: true, readers: false),
        ContractStep(
            "in a definition below oneOf", .schema, "{\"$defs\":{\"d\":{\"enum\":[1,2]}},\"oneOf\":[{\"$ref\":\"#/$defs/d\"}]}",
            "{\"$defs\":{\"d\":{\"enum\":[1]}},\"oneOf\":[{\"$ref\":\"#/$defs/d\"}]}", senders: true, readers: true),
        ContractStep(
            "a schema that refers to itself", .schema, "{\"properties\":{\"x\":{\"$ref\":\"#\"}}}",
            "{\"properties\":{\"x\":{\"$ref\":\"#\"}}}", senders: false, readers: false),
        ContractStep(
            "a property that may not be there", .schema, object("\"s\":true"), object("\"s\":false"), senders: true, readers: false),
    ]

    private static func table(_ fields: String, dialect: String = "\"encoding\":\"utf-8\"") -> String {
        "{\"version\":\"1.0\",\"dialect\":{\(dialect)},\"fields\":[\(fields)]}"
    }
    private static let number = "{\"name\":\"nummer\",\"type\":\"string\"}"

    static let tables: [ContractStep] = [
        ContractStep(
            "nothing but words", .table, table(number), table("{\"name\":\"nummer\",\"title\":\"Nummer\"}"), senders: false, readers: false),
        ContractStep("a new column", .table, table(number), table(number + ",{\"name\":\"naam\"}"), senders: true, readers: true),
        ContractStep("a column less", .table, table(number + ",{\"name\":\"naam\"}"), table(number), senders: true, readers: true),
        ContractStep(
            "columns in another order", .table, table(number + ",{\"name\":\"naam\"}"), table("{\"name\":\"naam\"}," + number),
            senders: true,
            readers: true),
        ContractStep(
            "a cell that must be filled", .table, table(number), table("{\"name\":\"nummer\",\"constraints\":{\"required\":true}}"),
            senders: true,
            readers: false),
        ContractStep(
            "longer at most", .table, table("{\"name\":\"n\",\"constraints\":{\"maxLength\":8}}"),
            table("{\"name\":\"n\",\"constraints\":{\"maxLength\":9}}"), senders: false, readers: true),
        ContractStep(
            "one code more", .table, table("{\"name\":\"n\",\"constraints\":{\"enum\":[\"N\"]}}"),
            table("{\"name\":\"n\",\"constraints\":{\"enum\":[\"N\",\"W\"]}}"), senders: false, readers: true),
        ContractStep(
            "dates of another form", .table, table("{\"name\":\"n\",\"type\":\"date\",\"format\":\"%d/%m/%Y\"}"),
            table("{\"name\":\"n\",\"type\":\"date\",\"format\":\"default\"}"), senders: true, readers: true),
        ContractStep(
            "another encoding", .table, table(number), table(number, dialect: "\"encoding\":\"windows-1252\""), senders: true, readers: true
        ),
    ]

    private static func xsd(_ content: String, types: String = "") -> String {
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" version=\"1.0\"><xs:element name=\"r\"><xs:complexType>\(content)</xs:complexType>"
            + "</xs:element>\(types)</xs:schema>"
    }
    private static func sequence(_ elements: String) -> String { xsd("<xs:sequence>\(elements)</xs:sequence>") }
    private static let one = "<xs:element name=\"a\" type=\"xs:string\"/>"
    private static let two = "<xs:element name=\"b\" type=\"xs:string\" minOccurs=\"0\"/>"
    private static func code(_ facets: String) -> String {
        xsd(
            "<xs:attribute name=\"c\" type=\"code\"/>",
            types: "<xs:simpleType name=\"code\"><xs:restriction base=\"xs:string\">\(facets)</xs:restriction></xs:simpleType>")
    }

    static let xsds: [ContractStep] = [
        ContractStep(
            "a type gets a name", .xsd, sequence(one), sequence("<xs:element name=\"a\" type=\"xs:string\"><xs:annotation/></xs:element>"),
            senders: false, readers: false),
        ContractStep("a new optional element", .xsd, sequence(one), sequence(one + two), senders: false, readers: true),
        ContractStep(
            "a new required element", .xsd, sequence(one), sequence(one + "<xs:element name=\"c\" type=\"xs:string\"/>"), senders: true,
            readers: true),
        ContractStep("an optional element gone", .xsd, sequence(one + two), sequence(one), senders: true, readers: false),
        ContractStep("elements in another order", .xsd, sequence(one + two), sequence(two + one), senders: true, readers: true),
        ContractStep(
            "a choice instead of a sequence", .xsd, sequence(one), xsd("<xs:choice>\(one)</xs:choice>"), senders: true, readers: true),
        ContractStep(
            "one more way in a choice", .xsd, xsd("<xs:choice>\(one)</xs:choice>"), xsd("<xs:choice>\(one)\(two)</xs:choice>"),
            senders: false,
            readers: true),
        ContractStep(
            "more of one", .xsd, sequence(one), sequence("<xs:element name=\"a\" type=\"xs:string\" maxOccurs=\"unbounded\"/>"),
            senders: false,
            readers: true),
        ContractStep(
            "another type", .xsd, sequence(one), sequence("<xs:element name=\"a\" type=\"xs:date\"/>"), senders: true, readers: true),
        ContractStep(
            "a new attribute", .xsd, sequence(one), xsd("<xs:sequence>\(one)</xs:sequence><xs:attribute name=\"d\" type=\"xs:date\"/>"),
            senders: false, readers: true),
        ContractStep(
            "one code less", .xsd, code("<xs:enumeration value=\"A\"/><xs:enumeration value=\"B\"/>"),
            code("<xs:enumeration value=\"A\"/>"),
            senders: true, readers: false),
        ContractStep(
            "another pattern", .xsd, code("<xs:pattern value=\"a\"/>"), code("<xs:pattern value=\"b\"/>"), senders: true, readers: true),
        ContractStep(
            "longer at most", .xsd, code("<xs:maxLength value=\"8\"/>"), code("<xs:maxLength value=\"9\"/>"), senders: false, readers: true),
        ContractStep(
            "an element that holds itself", .xsd,
            xsd("<xs:sequence><xs:element ref=\"r\" minOccurs=\"0\"/></xs:sequence>"),
            xsd("<xs:sequence><xs:element ref=\"r\" minOccurs=\"0\"/></xs:sequence>"), senders: false, readers: false),
    ]

    @Test(arguments: schemas + tables + xsds)
    func `a step breaks those whom it breaks, and nobody else`(_ step: ContractStep) throws {
        let diff = try step.diff()
        #expect(diff.breaking(.senders).isEmpty != step.senders, "\(diff.changes)")
        #expect(diff.breaking(.readers).isEmpty != step.readers, "\(diff.changes)")
        #expect(diff.lacksVersionStep(for: .senders) == step.senders)
        #expect(diff.lacksVersionStep(for: .readers) == step.readers)
    }

    @Test func `a change is told by its place, and only the topmost of what is new`() throws {
        let old = Self.object("\"l\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"x\":{\"maxLength\":3}}}}")
        let new = Self.object(
            "\"l\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"x\":{\"maxLength\":2}}}},\"p\":{\"properties\":{\"q\":{}}}"
        )
        let diff = try ContractStep("", .schema, old, new, senders: false, readers: false).diff()
        #expect(diff.changes.map(\.description) == ["/l/*/x: maxLength was 3, is 2", "/p: is new"])
    }

    @Test func `a major step of the version allows what breaks; a minor one does not`() throws {
        for (version, lacking) in [("1.0", true), ("1.1", true), ("2.0", false)] {
            let new = Self.object("").replacingOccurrences(of: "version 1.0", with: "version \(version)")
            let diff = try ContractStep("", .schema, Self.object(Self.insz), new, senders: true, readers: false).diff()
            #expect(diff.lacksVersionStep(for: .senders) == lacking)
            #expect(!diff.lacksVersionStep(for: .readers))
        }
    }

    @Test(
        arguments: [("a.txt", ""), ("a.xsd", "<open>"), ("a.schema.json", "{"), ("a.table.json", "{}"), ("none.xsd", nil)]
            as [(String, String?)])
    func `what is no contract is said to be none`(_ name: String, _ text: String?) throws {
        let folder = try TemporaryFolder()
        try text?.write(toFile: folder.path + "/" + name, atomically: true, encoding: .utf8)
        #expect(throws: ContractLoadError.self) { try ContractShape(fileAt: folder.path + "/" + name) }
    }
}

/// The contracts of the project beside their last released forms.
struct ReleasedContractTests {
    private static let root = Checkout.root + "/contracts"

    private static func names(under folder: String) throws -> [String] {
        try ["sources", "deliveries"].flatMap { side in
            try FileNames.under("\(folder)/\(side)").flatMap { agency in
                try FileNames.under("\(folder)/\(side)/\(agency)").filter {
                    $0.hasSuffix(".xsd") || $0.hasSuffix(".table.json") || $0.hasSuffix(".schema.json")
                }.map { "\(side)/\(agency)/\($0)" }
            }
        }
    }

    @Test func `no contract breaks anybody without a step of its version, and none that was released is gone`() throws {
        let present = try Self.names(under: Self.root)
        let released = try Self.names(under: Self.root + "/released")
        #expect(released.count >= 20)
        #expect(Set(released).subtracting(present).isEmpty, "a released contract stays published as long as anybody uses it")
        for name in present {
            let shape = try ContractShape(fileAt: "\(Self.root)/\(name)")
            #expect(shape.version != nil, "\(name) has no version")
            guard released.contains(name) else { continue }
            let diff = ContractDiff(from: try ContractShape(fileAt: "\(Self.root)/released/\(name)"), to: shape)
            let party: ContractParty = name.hasPrefix("sources") ? .senders : .readers
            #expect(!diff.lacksVersionStep(for: party), "\(name) breaks \(party.rawValue): \(diff.breaking(party))")
        }
    }
}
