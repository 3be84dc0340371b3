// SPDX-License-Identifier: EUPL-1.2

/// Turns schema documents into nodes: first finds every identified place, then compiles each once, when it is first reached.
final class SchemaCompiler {
    /// Keywords with a rule or known to be annotations; any other is refused.
    static let supported: Set<String> = [
        "$schema", "$id", "$anchor", "$dynamicAnchor", "$ref", "$dynamicRef", "$defs", "$comment", "title", "description", "default",
        "examples",
        "deprecated", "readOnly", "writeOnly", "type", "enum", "const", "multipleOf", "maximum", "exclusiveMaximum", "minimum",
        "exclusiveMinimum", "maxLength", "minLength", "pattern", "maxItems", "minItems", "uniqueItems", "maxContains", "minContains",
        "maxProperties", "minProperties", "required", "dependentRequired", "dependentSchemas", "properties", "patternProperties",
        "additionalProperties", "propertyNames", "items", "prefixItems", "contains", "unevaluatedItems", "unevaluatedProperties", "allOf",
        "anyOf", "oneOf", "not", "if", "then", "else", "format", "contentEncoding", "contentMediaType", "contentSchema",
    ]
    /// Keywords whose value is a schema, an array of schemas, or a map of schemas.
    private static let single: Set<String> = [
        "additionalProperties", "propertyNames", "items", "contains", "unevaluatedItems", "unevaluatedProperties", "not", "if", "then",
        "else",
        "contentSchema",
    ]
    private static let lists: Set<String> = ["prefixItems", "allOf", "anyOf", "oneOf"]
    private static let maps: Set<String> = ["$defs", "properties", "patternProperties", "dependentSchemas"]

    private struct Site {
        let value: JSONValue
        let base: String
        let pointer: String
    }

    private let file: String
    private let formatAssertion: Bool
    /// Sites by `base#pointer` and by `base#anchor`.
    private var sites: [String: Site] = [:]
    private var resources: [String: SchemaResource] = [:]
    private var dynamicAnchors: Set<String> = []
    private var nodes: [String: SchemaNode] = [:]

    init(file: String, formatAssertion: Bool) {
        self.file = file
        self.formatAssertion = formatAssertion
    }

    func compileRoot(_ document: JSONValue) throws(ContractLoadError) -> SchemaNode {
        try register(document, base: "xchg:/root")
        let base = document["$id"]?.string.map { URIReference.resolve($0, against: "xchg:/root") } ?? "xchg:/root"
        return try node("\(URIReference.withoutFragment(base))#", at: "")
    }

    /// Notes every subschema of a document under its base and pointer.
    func register(_ document: JSONValue, base: String) throws(ContractLoadError) {
        try visit(document, base: base, pointer: "", within: "")
        // The retrieval address names the document too, also where its $id is another.
        if let id = document["$id"]?.string {
            let own = URIReference.withoutFragment(URIReference.resolve(id, against: base))
            for (key, site) in sites where key.hasPrefix(own + "#") {
                sites[base + key.dropFirst(own.count)] = sites[base + key.dropFirst(own.count)] ?? site
            }
        }
    }

    private func visit(_ value: JSONValue, base: String, pointer: String, within: String) throws(ContractLoadError) {
        var base = base
        var pointer = pointer
        guard case .object(let object) = value else {
            if case .bool = value { sites["\(base)#\(pointer)"] = Site(value: value, base: base, pointer: within) }
            return
        }
        if let id = object["$id"]?.string {
            sites["\(base)#\(pointer)"] = Site(
                value: value, base: URIReference.withoutFragment(URIReference.resolve(id, against: base)), pointer: within)
            base = URIReference.withoutFragment(URIReference.resolve(id, against: base))
            pointer = ""
        }
        if resources[base] == nil { resources[base] = SchemaResource() }
        let site = Site(value: value, base: base, pointer: within)
        sites["\(base)#\(pointer)"] = site
        if let anchor = object["$anchor"]?.string { sites["\(base)#\(anchor)"] = site }
        if let anchor = object["$dynamicAnchor"]?.string {
            sites["\(base)#\(anchor)"] = site
            dynamicAnchors.insert("\(base)#\(anchor)")
        }
        for (key, member) in object.members {
            let below = "\(pointer)/\(Self.escaped(key))"
            let place = "\(within)/\(Self.escaped(key))"
            guard Self.supported.contains(key) else {
                throw ContractLoadError(file: file, place: place, problem: "keyword '\(key)' is not supported")
            }
            if Self.single.contains(key) { try visit(member, base: base, pointer: below, within: place) }
            if Self.lists.contains(key), let items = member.array {
                for (index, item) in items.enumerated() {
                    try visit(item, base: base, pointer: "\(below)/\(index)", within: "\(place)/\(index)")
                }
            }
            if Self.maps.contains(key), let entries = member.object {
                for (name, entry) in entries.members {
                    try visit(entry, base: base, pointer: "\(below)/\(Self.escaped(name))", within: "\(place)/\(Self.escaped(name))")
                }
            }
        }
    }

    private static func escaped(_ key: String) -> String {
        var out = ""
        for character in key { out += character == "~" ? "~0" : character == "/" ? "~1" : String(character) }
        return out
    }

    /// The node of a site, compiled when first asked for; a cycle meets the node that is being compiled.
    private func node(_ key: String, at place: String) throws(ContractLoadError) -> SchemaNode {
        if let held = nodes[key] { return held }
        guard let site = sites[key] else {
            throw ContractLoadError(file: file, place: place, problem: "a reference leads to no schema that was given")
        }
        let node = SchemaNode()
        nodes[key] = node
        if case .bool(let always) = site.value { node.always = always; return node }
        guard case .object(let object) = site.value else {
            throw ContractLoadError(file: file, place: site.pointer, problem: "a schema must be an object or a boolean")
        }
        node.resource = resources[site.base]
        let parts = SchemaParts(object: object, base: site.base, place: site.pointer)
        (node.rules, node.unevaluated) = try rules(parts)
        for anchor in dynamicAnchors where anchor.hasPrefix(site.base + "#") {
            let name = String(anchor.dropFirst(site.base.count + 1))
            if resources[site.base]?.dynamicAnchors[name] == nil {
                resources[site.base]?.dynamicAnchors[name] = try self.node(anchor, at: site.pointer)
            }
        }
        return node
    }

    private struct SchemaParts {
        let object: JSONObject
        let base: String
        let place: String
    }

    private func inline(_ value: JSONValue, _ parts: SchemaParts, _ path: String) throws(ContractLoadError) -> SchemaNode {
        let key = "inline:\(parts.base)#\(parts.place)\(path)"
        if let held = nodes[key] { return held }
        let base = value["$id"]?.string.map { URIReference.withoutFragment(URIReference.resolve($0, against: parts.base)) } ?? parts.base
        sites[key] = Site(value: value, base: base, pointer: parts.place + path)
        return try node(key, at: parts.place + path)
    }

    private func rules(_ parts: SchemaParts) throws(ContractLoadError) -> ([any SchemaRule], [any SchemaRule]) {
        let object = parts.object
        var rules: [any SchemaRule] = try SchemaAssertions.rules(object, file: file, place: parts.place, formatAssertion: formatAssertion)
        func node(_ keyword: String) throws(ContractLoadError) -> SchemaNode? {
            guard let value = object[keyword] else { return nil }
            return try inline(value, parts, "/\(keyword)")
        }
        func list(_ keyword: String) throws(ContractLoadError) -> [SchemaNode]? {
            guard let items = object[keyword]?.array else { return nil }
            var nodes: [SchemaNode] = []
            for (index, item) in items.enumerated() { nodes.append(try inline(item, parts, "/\(keyword)/\(index)")) }
            return nodes
        }
        func map(_ keyword: String) throws(ContractLoadError) -> [(String, SchemaNode)] {
            var nodes: [(String, SchemaNode)] = []
            for (name, value) in object[keyword]?.object?.members ?? [] {
                nodes.append((name, try inline(value, parts, "/\(keyword)/\(Self.escaped(name))")))
            }
            return nodes
        }
        if let reference = object["$ref"]?.string { rules.append(ReferenceRule(node: try target(reference, parts), dynamicAnchor: nil)) }
        if let reference = object["$dynamicRef"]?.string {
            let resolved = URIReference.resolve(reference, against: parts.base)
            let fragment =
                resolved.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).dropFirst().first.map(String.init) ?? ""
            rules.append(
                ReferenceRule(node: try target(reference, parts), dynamicAnchor: dynamicAnchors.contains(resolved) ? fragment : nil))
        }
        let named = try map("properties")
        var patterns: [(SchemaPattern, SchemaNode)] = []
        for (source, held) in try map("patternProperties") {
            guard let pattern = SchemaPattern(source) else {
                throw ContractLoadError(file: file, place: "\(parts.place)/patternProperties", problem: "a name is no regular expression")
            }
            patterns.append((pattern, held))
        }
        let additional = try node("additionalProperties")
        if !named.isEmpty || !patterns.isEmpty || additional != nil {
            rules.append(
                PropertiesRule(
                    named: Dictionary(named, uniquingKeysWith: { first, _ in first }), patterns: patterns.map { ($0.0, $0.1) },
                    additional: additional))
        }
        if let names = try node("propertyNames") { rules.append(PropertyNamesRule(node: names)) }
        let dependent = try map("dependentSchemas")
        if !dependent.isEmpty { rules.append(DependentSchemasRule(nodes: dependent.map { ($0.0, $0.1) })) }
        let prefix = try list("prefixItems")
        let rest = try node("items")
        if prefix != nil || rest != nil { rules.append(ItemsRule(prefix: prefix ?? [], rest: rest)) }
        if let contained = try node("contains") {
            rules.append(ContainsRule(node: contained, minimum: object["minContains"]?.int ?? 1, maximum: object["maxContains"]?.int))
        }
        if let all = try list("allOf") { rules.append(AllOfRule(nodes: all)) }
        if let any = try list("anyOf") { rules.append(ChoiceRule(nodes: any, exactlyOne: false)) }
        if let one = try list("oneOf") { rules.append(ChoiceRule(nodes: one, exactlyOne: true)) }
        if let not = try node("not") { rules.append(NotRule(node: not)) }
        if let condition = try node("if") {
            rules.append(ConditionRule(condition: condition, then: try node("then"), otherwise: try node("else")))
        }
        var unevaluated: [any SchemaRule] = []
        if let items = try node("unevaluatedItems") { unevaluated.append(UnevaluatedItemsRule(node: items)) }
        if let properties = try node("unevaluatedProperties") { unevaluated.append(UnevaluatedPropertiesRule(node: properties)) }
        return (rules, unevaluated)
    }

    /// The node a reference leads to: an anchor, a pointer within a resource, or a whole document.
    private func target(_ reference: String, _ parts: SchemaParts) throws(ContractLoadError) -> SchemaNode {
        let resolved = URIReference.resolve(reference, against: parts.base)
        let split = resolved.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let fragment = split.count > 1 ? URIReference.unescaped(String(split[1])) : ""
        return try node("\(split[0])#\(fragment)", at: parts.place + "/$ref")
    }
}

/// The little of RFC 3986 that references between schemas need.
enum URIReference {
    static func withoutFragment(_ uri: String) -> String { String(uri.prefix { $0 != "#" }) }

    /// Resolves a reference against a base (RFC 3986 §5.2), keeping the fragment.
    static func resolve(_ reference: String, against base: String) -> String {
        if reference.isEmpty { return withoutFragment(base) + "#" }
        if reference.hasPrefix("#") { return withoutFragment(base) + reference }
        if let colon = reference.firstIndex(of: ":"), reference[..<colon].allSatisfy({ $0.isLetter || $0.isNumber || "+-.".contains($0) }) {
            return reference.contains("#") ? reference : reference + "#"
        }
        let bare = withoutFragment(base)
        let (authority, path) = parts(bare)
        let (target, fragment) = (withoutFragment(reference), reference.drop { $0 != "#" })
        let joined =
            target.hasPrefix("/") ? target : path[..<(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)] + target
        return authority + normalised(String(joined)) + (fragment.isEmpty ? "#" : fragment)
    }

    private static func parts(_ uri: String) -> (authority: String, path: String) {
        guard let colon = uri.firstIndex(of: ":") else { return ("", uri) }
        var rest = uri[uri.index(after: colon)...]
        guard rest.hasPrefix("//") else { return (String(uri[...colon]), String(rest)) }
        rest = rest.dropFirst(2)
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        return (String(uri[..<slash]), String(uri[slash...]))
    }

    private static func normalised(_ path: String) -> String {
        var out: [Substring] = []
        for part in path.split(separator: "/", omittingEmptySubsequences: false) {
            if part == ".." { if out.count > 1 { out.removeLast() } } else if part != "." { out.append(part) }
        }
        return out.joined(separator: "/")
    }

    static func unescaped(_ text: String) -> String {
        var out: [UInt8] = []
        var bytes = Array(text.utf8)[...]
        while let byte = bytes.popFirst() {
            if byte == UInt8(ascii: "%"), bytes.count >= 2, let value = UInt8(String(decoding: bytes.prefix(2), as: UTF8.self), radix: 16) {
                out.append(value)
                bytes = bytes.dropFirst(2)
            } else {
                out.append(byte)
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}
