// SPDX-License-Identifier: EUPL-1.2

/// What a contract allows, place by place, in one form for XSD, JSON Schema and Table Schema.
///
/// What can't be put in such terms (`oneOf`, patterns, unions) is kept as text, and counts as changed in both directions when the text changes.
package struct ContractShape: Sendable, Equatable {
    /// The rules of one place: an element, a property, a column.
    struct Rules: Sendable, Equatable {
        /// Whether a message must have the place where it has the place above.
        var isRequired = false
        /// False where more may stand below it than is named.
        var isClosed = false
        /// Nil: anything.
        var types: Set<String>?
        var allowed: Set<String>?
        var lower: [String: Double] = [:]
        var upper: [String: Double] = [:]
        /// Rules that are compared as text.
        var opaque: [String: String] = [:]
        /// Places below in the order in which they must stand; empty where order is free.
        var order: [String] = []
    }

    package var version: ContractVersion?
    /// True where a place that is added or taken away moves all others, as columns do.
    var isPositional = false
    var places: [String: Rules] = [:]

    /// The place above; nil for the message itself.
    static func parent(of place: String) -> String? {
        guard !place.isEmpty else { return nil }
        return place.lastIndex(of: "/").map { String(place[..<$0]) } ?? ""
    }
}

/// Major and minor number of a contract, as in `1.0` and `02.00`.
package struct ContractVersion: Sendable, Comparable, CustomStringConvertible {
    package let major: Int
    package let minor: Int

    package init(major: Int, minor: Int) { self.major = major; self.minor = minor }

    /// Reads the first `n.n`, or a lone `n`, in the text.
    package init?(_ text: some StringProtocol) {
        let parts = text.drop { !$0.isNumber }.prefix { $0.isNumber || $0 == "." }.split(separator: ".").compactMap { Int($0) }
        guard let major = parts.first else { return nil }
        self.init(major: major, minor: parts.count > 1 ? parts[1] : 0)
    }

    package static func < (left: ContractVersion, right: ContractVersion) -> Bool {
        (left.major, left.minor) < (right.major, right.minor)
    }
    package var description: String { "\(major).\(minor)" }
}

extension ContractShape {
    /// Reads a contract file by the end of its name: `.xsd`, `.table.json` or `.schema.json`.
    package init(fileAt path: String) throws(ContractLoadError) {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        if name.hasSuffix(".xsd") {
            self = try XSDShape.read(path)
        } else if name.hasSuffix(".table.json") {
            self = try TableShape.read(try Self.json(path, name), named: name)
        } else if name.hasSuffix(".json") {
            self = JSONShape.read(try Self.json(path, name))
        } else {
            throw ContractLoadError(file: name, place: "file", problem: "is no .xsd, .table.json or .schema.json")
        }
        // The name of the file says it where the contract does not: `GeefBewijsResponse-02.00.xsd`.
        if version == nil { version = name.split(separator: "-").last.flatMap { ContractVersion($0) } }
    }

    private static func json(_ path: String, _ name: String) throws(ContractLoadError) -> JSONValue {
        let bytes = try ContractFile.bytes(path)
        do throws(Violation) { return try JSONReader.parse(bytes) } catch {
            throw ContractLoadError(file: name, place: error.place.description, problem: error.rule)
        }
    }
}
