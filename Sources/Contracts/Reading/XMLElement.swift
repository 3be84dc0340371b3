// SPDX-License-Identifier: EUPL-1.2

/// An element of a checked XML message, with its children in order.
package struct XMLElement: Sendable, Equatable {
    package let name: String
    package let namespace: String
    package let line: Int
    package var attributes: [String: String] = [:]
    package var children: [XMLElement] = []
    /// The character data directly inside, white space at both ends cut.
    package var text: String = ""

    package init(name: String, namespace: String, line: Int) {
        self.name = name
        self.namespace = namespace
        self.line = line
    }

    package func first(_ name: String) -> XMLElement? { children.first { $0.name == name } }

    package func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

    /// The element at the end of a path of local names, the first of each.
    package func at(_ path: String...) -> XMLElement? {
        var current = self
        for name in path {
            guard let next = current.first(name) else { return nil }
            current = next
        }
        return current
    }

    /// The text at the end of a path, nil where it is missing or empty.
    package func text(_ path: String...) -> String? {
        var current = self
        for name in path {
            guard let next = current.first(name) else { return nil }
            current = next
        }
        return current.text.isEmpty ? nil : current.text
    }

    /// All elements of that name below, in document order.
    package func descendants(_ name: String) -> [XMLElement] {
        children.flatMap { child in (child.name == name ? [child] : []) + child.descendants(name) }
    }
}
