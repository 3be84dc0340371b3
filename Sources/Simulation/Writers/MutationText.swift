// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// The bytes of one JSON object while it is being written, keys in the order given, UTF-8, without line ends.
struct JSONText {
    private(set) var bytes: [UInt8] = [UInt8(ascii: "{")]

    private mutating func key(_ name: String) {
        if bytes.last != UInt8(ascii: "{") { bytes.append(UInt8(ascii: ",")) }
        string(name)
        bytes.append(UInt8(ascii: ":"))
    }

    private mutating func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { bytes.append(UInt8(ascii: "\\")) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    mutating func add(_ name: String, _ text: String?) {
        guard let text else { return }
        key(name)
        string(text)
    }

    mutating func add(_ name: String, _ value: Bool) {
        key(name)
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
    }

    mutating func add(_ name: String, _ value: Int) {
        key(name)
        bytes.append(contentsOf: String(value).utf8)
    }

    mutating func add(_ name: String, _ day: LocalDate?) { add(name, day?.description) }

    mutating func add(_ name: String, _ children: (inout JSONText) -> Void) {
        key(name)
        var inner = JSONText()
        children(&inner)
        bytes.append(contentsOf: inner.closed)
    }

    mutating func add(_ name: String, list: [JSONText]) {
        key(name)
        bytes.append(UInt8(ascii: "["))
        for (index, element) in list.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(contentsOf: element.closed)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    mutating func add(code name: String, _ code: String, _ label: String) {
        add(name) { inner in
            inner.add("code", code)
            inner.add("omschrijving", label)
        }
    }

    var closed: [UInt8] { bytes + [UInt8(ascii: "}")] }
}
