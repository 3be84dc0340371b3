// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// The bytes of one XML document while it is being written, UTF-8, one element a line.
struct XMLText {
    private(set) var bytes: [UInt8] = []
    private var openNames: [String] = []

    init() {
        bytes.reserveCapacity(8192)
        raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    }

    private mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func escaped(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): raw("&amp;")
            case UInt8(ascii: "<"): raw("&lt;")
            case UInt8(ascii: ">"): raw("&gt;")
            case UInt8(ascii: "\""): raw("&quot;")
            default: bytes.append(byte)
            }
        }
    }

    /// An element with children; `attributes` in the order given.
    mutating func element(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ children: (inout XMLText) -> Void) {
        start(name, attributes)
        raw("\n")
        children(&self)
        raw("</")
        raw(name)
        raw(">\n")
    }

    /// An element with text.
    mutating func element(_ name: String, _ text: String, _ attributes: KeyValuePairs<String, String> = [:]) {
        start(name, attributes)
        escaped(text)
        raw("</")
        raw(name)
        raw(">\n")
    }

    mutating func element(_ name: String, _ day: LocalDate) { element(name, day.description) }

    private mutating func start(_ name: String, _ attributes: KeyValuePairs<String, String>) {
        raw("<")
        raw(name)
        for (key, value) in attributes {
            raw(" ")
            raw(key)
            raw("=\"")
            escaped(value)
            raw("\"")
        }
        raw(">")
    }
}

extension XMLText {
    /// The envelope all answers share: context, then one answer with a reference.
    static func answer(
        _ root: String, namespace: String, prefix: String, service: String, version: String, sender: String, at: Instant, reference: String,
        asked: String, content: (inout XMLText) -> Void, exceptions: ((inout XMLText) -> Void)? = nil
    ) -> [UInt8] {
        var text = XMLText()
        let attribute: KeyValuePairs<String, String> = ["xmlns:\(prefix)": namespace]
        text.element("\(prefix):\(root)", attribute) { xml in
            xml.element("Repliek") { xml in
                xml.element("Context") { xml in
                    xml.element("Naam", service)
                    xml.element("Versie", version)
                    xml.element("Bericht") { xml in
                        xml.element("Type", "ANTWOORD")
                        xml.moment("Tijdstip", at)
                        xml.element("Afzender") { xml in
                            xml.element("Identificatie", sender)
                            xml.element("Referte", reference)
                        }
                        xml.element("Ontvanger") { $0.element("Identificatie", "uitwisseling.example.vlaanderen.be") }
                    }
                }
                xml.element("Antwoorden") { xml in
                    xml.element("Antwoord") { xml in
                        xml.element("Referte", asked)
                        xml.element("Inhoud") { content(&$0) }
                        if let exceptions { xml.element("Uitzonderingen") { exceptions(&$0) } }
                    }
                }
            }
        }
        return text.bytes
    }

    /// `Datum` and `Tijd` as a clock in Brussels shows them.
    mutating func moment(_ name: String, _ at: Instant) {
        let day = at.brusselsDate
        let rest = Int(at.milliseconds - Instant(brussels: day).milliseconds) % 86_400_000
        element(name) { xml in
            xml.element("Datum", day)
            xml.element("Tijd", Clock.text(rest))
        }
    }
}

/// A time of day in milliseconds as `hh:mm:ss.mmm`.
enum Clock {
    static func text(_ milliseconds: Int) -> String {
        let parts = [milliseconds / 3_600_000, milliseconds / 60_000 % 60, milliseconds / 1000 % 60].map { Digits.padded($0, 2) }
        return parts.joined(separator: ":") + "." + Digits.padded(milliseconds % 1000, 3)
    }
}
