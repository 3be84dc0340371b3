// SPDX-License-Identifier: EUPL-1.2
import CLibXML2

/// Reads small XML documents of our own, such as schemas, without a schema: no DTD, no entities, no network.
enum PlainXML {
    static func read(_ bytes: [UInt8]) throws(Violation) -> XMLElement {
        XMLLibrary.prepare()
        if let violation = XMLProlog.violation(in: bytes) { throw violation }
        let options = Int32(
            XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue | XML_PARSE_NOBLANKS.rawValue)
        let root = bytes.withUnsafeBytes { buffer -> XMLElement? in
            let text = buffer.bindMemory(to: CChar.self).baseAddress
            guard let document = xmlReadMemory(text, Int32(bytes.count), nil, nil, options) else { return nil }
            defer { xmlFreeDoc(document) }
            return xmlDocGetRootElement(document).map { element($0, depth: 0) }
        }
        guard let root else { throw Violation(rule: "xml:syntax", field: "", place: .file) }
        return root
    }

    private static func element(_ node: xmlNodePtr, depth: Int) -> XMLElement {
        var element = XMLElement(
            name: text(node.pointee.name), namespace: node.pointee.ns.map { text($0.pointee.href) } ?? "", line: Int(xmlGetLineNo(node)))
        var attribute = node.pointee.properties
        while let one = attribute {
            element.attributes[text(one.pointee.name)] = one.pointee.children.map { text($0.pointee.content) } ?? ""
            attribute = one.pointee.next
        }
        var child = node.pointee.children
        while let one = child {
            if one.pointee.type == XML_ELEMENT_NODE, depth < 64 { element.children.append(Self.element(one, depth: depth + 1)) }
            child = one.pointee.next
        }
        return element
    }

    private static func text(_ pointer: UnsafePointer<xmlChar>?) -> String { pointer.map { String(cString: $0) } ?? "" }
}
