// SPDX-License-Identifier: EUPL-1.2
import CLibXML2
import Glibc

/// What a parser alone does with a file, to measure beside: no contract, no mapping, nothing kept.
package enum BareParser {
    /// Cuts a Windows-1252 file with `;` into cells, each a Swift string; gives the number of rows.
    package static func table(fileAt path: String) throws -> Int {
        let reader = DelimitedReader(Dialect())
        var rows = 0
        var letters = 0
        try reader.lines(fileAt: path) { _, line in
            guard let line else { return true }
            var start = line.startIndex
            for index in line.indices where line[index] == UInt8(ascii: ";") {
                letters += (Windows1252.decode(line[start..<index]) ?? "").utf8.count
                start = index + 1
            }
            letters += (Windows1252.decode(line[start...]) ?? "").utf8.count
            rows += 1
            return true
        }
        return letters > 0 ? rows : 0
    }

    /// Reads every node of an XML file with libxml2's streaming reader, with the schema or without; gives the number of nodes, nil where it breaks.
    package static func xml(fileAt path: String, against contract: XSDContract? = nil) -> Int? {
        XMLLibrary.prepare()
        guard let reader = xmlReaderForFile(path, nil, Int32(XML_PARSE_NONET.rawValue)) else { return nil }
        defer { xmlFreeTextReader(reader) }
        if let contract, !contract.attach(to: reader) { return nil }
        var nodes = 0
        while true {
            switch xmlTextReaderRead(reader) {
            case 1: nodes += 1
            case 0: return nodes
            default: return nil
            }
        }
    }
}
