// SPDX-License-Identifier: EUPL-1.2
import CLibXML2

/// An XML Schema, compiled once, against which messages are checked while they are read.
///
/// One pass of libxml2's streaming reader: no DTD, no external entity, no network, bounded size, depth and number of nodes.
package final class XSDContract: Sendable {
    package struct Limits: Sendable {
        package var maximumBytes = 16 << 20
        package var maximumDepth = 64
        package var maximumNodes = 500_000
        package var maximumViolations = 20
        package init() {}
    }

    // Compiled in init and only read afterwards; libxml2 allows one compiled schema in many validation contexts.
    nonisolated(unsafe) private let schema: xmlSchemaPtr
    package let name: String

    /// Loads a schema file; includes and imports may only name files.
    package init(fileAt path: String) throws(ContractLoadError) {
        XMLLibrary.prepare()
        name = path.split(separator: "/").last.map(String.init) ?? path
        guard let parser = xmlSchemaNewParserCtxt(path) else {
            throw ContractLoadError(file: name, place: "file", problem: "can't be read")
        }
        defer { xmlSchemaFreeParserCtxt(parser) }
        xmlSchemaSetParserStructuredErrors(parser, { _, _ in }, nil)
        guard let compiled = xmlSchemaParse(parser) else {
            throw ContractLoadError(file: name, place: "schema", problem: "is no valid XML Schema; check it with xmllint --schema")
        }
        schema = compiled
    }

    deinit { xmlSchemaFree(schema) }

    /// Lets a reader that has not begun check what it reads.
    func attach(to reader: xmlTextReaderPtr) -> Bool { xmlTextReaderSetSchema(reader, schema) == 0 }

    /// The message as a tree, or what is wrong with it.
    package func read(_ bytes: [UInt8], limits: Limits = Limits()) -> Result<XMLElement, ViolationList> {
        guard !bytes.isEmpty else { return .failure(ViolationList([Violation(rule: "xml:empty", field: "", place: .file)])) }
        guard bytes.count <= limits.maximumBytes else {
            return .failure(ViolationList([Violation(rule: "xml:too-long", field: "", place: .file)]))
        }
        if let violation = XMLProlog.violation(in: bytes) { return .failure(ViolationList([violation])) }
        let findings = Findings(limit: limits.maximumViolations)
        let tree = bytes.withUnsafeBytes { buffer -> XMLElement? in
            let text = buffer.bindMemory(to: CChar.self).baseAddress
            let options = Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOCDATA.rawValue | XML_PARSE_NOWARNING.rawValue)
            guard let reader = xmlReaderForMemory(text, Int32(bytes.count), nil, nil, options) else { return nil }
            defer { xmlFreeTextReader(reader) }
            return walk(reader, findings, limits)
        }
        if findings.list.isEmpty, let tree { return .success(tree) }
        return .failure(ViolationList(findings.list.isEmpty ? [Violation(rule: "xml:syntax", field: "", place: .file)] : findings.list))
    }

    private func walk(_ reader: xmlTextReaderPtr, _ findings: Findings, _ limits: Limits) -> XMLElement? {
        xmlTextReaderSetStructuredErrorHandler(reader, Findings.collect, Unmanaged.passUnretained(findings).toOpaque())
        var stack: [XMLElement] = []
        var nodes = 0
        var schemaSet = false
        while true {
            if !schemaSet {
                // The schema is set before the first node is read, so that the root is checked too.
                guard attach(to: reader) else { return nil }
                schemaSet = true
            }
            let state = xmlTextReaderRead(reader)
            guard state == 1 else {
                if state < 0 {
                    findings.add(
                        Violation(
                            rule: "xml:syntax", field: stack.last?.name ?? "",
                            place: .line(Int(xmlTextReaderGetParserLineNumber(reader)), column: nil)))
                }
                return nil
            }
            nodes += 1
            if nodes > limits.maximumNodes {
                findings.add(
                    Violation(
                        rule: "xml:too-many-nodes", field: stack.last?.name ?? "",
                        place: .line(Int(xmlTextReaderGetParserLineNumber(reader)), column: nil)))
                return nil
            }
            switch xmlTextReaderNodeType(reader) {
            case Int32(XML_READER_TYPE_DOCUMENT_TYPE.rawValue):
                findings.add(
                    Violation(rule: "xml:doctype", field: "", place: .line(Int(xmlTextReaderGetParserLineNumber(reader)), column: nil)))
                return nil
            case Int32(XML_READER_TYPE_ELEMENT.rawValue):
                guard stack.count < limits.maximumDepth else {
                    findings.add(
                        Violation(
                            rule: "xml:too-deep", field: stack.last?.name ?? "",
                            place: .line(Int(xmlTextReaderGetParserLineNumber(reader)), column: nil)))
                    return nil
                }
                let empty = xmlTextReaderIsEmptyElement(reader) == 1
                let element = Self.element(reader)
                if empty {
                    if stack.isEmpty { return finish(reader, element, findings) }
                    stack[stack.count - 1].children.append(element)
                } else {
                    stack.append(element)
                }
            case Int32(XML_READER_TYPE_END_ELEMENT.rawValue):
                guard var done = stack.popLast() else { return nil }
                done.text = Self.trimmed(done.text)
                if stack.isEmpty { return finish(reader, done, findings) }
                stack[stack.count - 1].children.append(done)
            case Int32(XML_READER_TYPE_TEXT.rawValue), Int32(XML_READER_TYPE_CDATA.rawValue):
                if !stack.isEmpty, let value = xmlTextReaderConstValue(reader) { stack[stack.count - 1].text += String(cString: value) }
            case Int32(XML_READER_TYPE_ENTITY_REFERENCE.rawValue):
                findings.add(
                    Violation(
                        rule: "xml:entity", field: stack.last?.name ?? "",
                        place: .line(Int(xmlTextReaderGetParserLineNumber(reader)), column: nil)))
                return nil
            default: break
            }
        }
    }

    /// Reads on to the end, so that text after the root is found.
    private func finish(_ reader: xmlTextReaderPtr, _ root: XMLElement, _ findings: Findings) -> XMLElement? {
        while true {
            let state = xmlTextReaderRead(reader)
            if state == 0 { break }
            if state < 0 {
                findings.add(
                    Violation(
                        rule: "xml:syntax", field: root.name, place: .line(Int(xmlTextReaderGetParserLineNumber(reader)), column: nil)));
                return nil
            }
        }
        if xmlTextReaderIsValid(reader) != 1, findings.list.isEmpty {
            findings.add(Violation(rule: "xsd:invalid", field: root.name, place: .line(root.line, column: nil)))
        }
        return root
    }

    private static func element(_ reader: xmlTextReaderPtr) -> XMLElement {
        let name = xmlTextReaderConstLocalName(reader).map { String(cString: $0) } ?? ""
        let namespace = xmlTextReaderConstNamespaceUri(reader).map { String(cString: $0) } ?? ""
        // The parser reads ahead: only the node knows on which line it stands.
        let line = xmlTextReaderCurrentNode(reader).map { Int(xmlGetLineNo($0)) } ?? 0
        var element = XMLElement(name: name, namespace: namespace, line: line)
        if xmlTextReaderHasAttributes(reader) == 1 {
            while xmlTextReaderMoveToNextAttribute(reader) == 1 {
                guard let key = xmlTextReaderConstLocalName(reader), let value = xmlTextReaderConstValue(reader) else { continue }
                element.attributes[String(cString: key)] = String(cString: value)
            }
            xmlTextReaderMoveToElement(reader)
        }
        return element
    }

    private static func trimmed(_ text: String) -> String {
        guard let first = text.utf8.first, let last = text.utf8.last else { return text }
        if first > 0x20, last > 0x20 { return text }
        var slice = text[...]
        while let byte = slice.utf8.first, byte <= 0x20 { slice.removeFirst() }
        while let byte = slice.utf8.last, byte <= 0x20 { slice.removeLast() }
        return String(slice)
    }
}

/// What is wrong with a message, in order of place.
package struct ViolationList: Error, Sendable, Equatable {
    package let violations: [Violation]
    package init(_ violations: [Violation]) { self.violations = violations }
}

/// Collects libxml2's errors in words of our own, since its words quote values.
final class Findings {
    private(set) var list: [Violation] = []
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    func add(_ violation: Violation) {
        if list.count < limit, !list.contains(where: { $0.rule == violation.rule && $0.place == violation.place }) {
            list.append(violation)
        }
    }

    static let collect: xmlStructuredErrorFunc = { context, error in
        guard let context, let error else { return }
        let findings = Unmanaged<Findings>.fromOpaque(context).takeUnretainedValue()
        let details = error.pointee
        let rule = XMLRules.name(domain: details.domain, code: details.code)
        var field = ""
        if details.domain == Int32(XML_FROM_SCHEMASV.rawValue), let message = details.message {
            field = XMLRules.elementName(String(cString: message))
        }
        findings.add(
            Violation(rule: rule, field: field, place: .line(Int(details.line), column: details.int2 > 0 ? Int(details.int2) : nil)))
    }
}

enum XMLLibrary {
    private static let prepared: Void = xmlInitParser()
    static func prepare() { prepared }
}

/// Names of rules for libxml2's error codes.
enum XMLRules {
    static func name(domain: Int32, code: Int32) -> String {
        guard domain == Int32(XML_FROM_SCHEMASV.rawValue) else {
            return code == Int32(XML_ERR_INVALID_CHAR.rawValue) || code == Int32(XML_ERR_INVALID_ENCODING.rawValue)
                ? "xml:encoding" : "xml:syntax"
        }
        switch code {
        case Int32(XML_SCHEMAV_CVC_PATTERN_VALID.rawValue): return "xsd:pattern"
        case Int32(XML_SCHEMAV_CVC_ENUMERATION_VALID.rawValue): return "xsd:enumeration"
        case Int32(XML_SCHEMAV_CVC_LENGTH_VALID.rawValue): return "xsd:length"
        case Int32(XML_SCHEMAV_CVC_MINLENGTH_VALID.rawValue): return "xsd:minLength"
        case Int32(XML_SCHEMAV_CVC_MAXLENGTH_VALID.rawValue): return "xsd:maxLength"
        case Int32(XML_SCHEMAV_CVC_MININCLUSIVE_VALID.rawValue): return "xsd:minInclusive"
        case Int32(XML_SCHEMAV_CVC_MAXINCLUSIVE_VALID.rawValue): return "xsd:maxInclusive"
        case Int32(XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1.rawValue), Int32(XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_2.rawValue),
            Int32(XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_3.rawValue):
            return "xsd:type"
        case Int32(XML_SCHEMAV_ELEMENT_CONTENT.rawValue), Int32(XML_SCHEMAV_CVC_COMPLEX_TYPE_2_4.rawValue): return "xsd:content"
        case Int32(XML_SCHEMAV_CVC_ELT_1.rawValue): return "xsd:unknown-root"
        case Int32(XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1.rawValue), Int32(XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2.rawValue): return "xsd:attribute"
        case Int32(XML_SCHEMAV_CVC_COMPLEX_TYPE_4.rawValue): return "xsd:attribute-missing"
        default: return "xsd:rule-\(code)"
        }
    }

    /// The name between the first quotes of `Element 'x': …`, without its namespace; the rest of the message may hold values.
    static func elementName(_ message: String) -> String {
        guard message.hasPrefix("Element '"), let end = message.dropFirst(9).firstIndex(of: "'") else { return "" }
        let name = message.dropFirst(9)[..<end]
        return String(name.split(separator: "}").last ?? name)
    }
}
