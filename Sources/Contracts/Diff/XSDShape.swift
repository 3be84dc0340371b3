// SPDX-License-Identifier: EUPL-1.2

/// Reads the shape of an XML Schema with all that it includes and imports; places are paths of elements, `@name` for attributes.
///
/// Types, groups and elements are looked up by their local names.
struct XSDShape {
    private var types: [String: XMLElement] = [:]
    private var groups: [String: XMLElement] = [:]
    private var attributeGroups: [String: XMLElement] = [:]
    private var elements: [String: XMLElement] = [:]
    private var read: Set<String> = []
    private var shape = ContractShape()

    static func read(_ path: String) throws(ContractLoadError) -> ContractShape {
        var reader = XSDShape()
        let root = try reader.load(path)
        reader.shape.version = root.attributes["version"].flatMap { ContractVersion($0) }
        var whole = ContractShape.Rules(isRequired: true, isClosed: true)
        whole.opaque["targetNamespace"] = root.attributes["targetNamespace"]
        whole.opaque["elementFormDefault"] = root.attributes["elementFormDefault"] ?? "unqualified"
        reader.shape.places[""] = whole
        for element in root.all("element") { reader.element(element, under: "", optional: true, within: []) }
        return reader.shape
    }

    private mutating func load(_ path: String) throws(ContractLoadError) -> XMLElement {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        read.insert(path)
        let bytes = try ContractFile.bytes(path)
        let root: XMLElement
        do throws(Violation) { root = try PlainXML.read(bytes) } catch {
            throw ContractLoadError(file: name, place: error.place.description, problem: error.rule)
        }
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        for child in root.children {
            let key = child.attributes["name"] ?? ""
            switch child.name {
            case "complexType", "simpleType": types[key] = types[key] ?? child
            case "group": groups[key] = groups[key] ?? child
            case "attributeGroup": attributeGroups[key] = attributeGroups[key] ?? child
            case "element": elements[key] = elements[key] ?? child
            case "include", "import":
                guard let location = child.attributes["schemaLocation"] else { continue }
                let next = folder.isEmpty ? location : "\(folder)/\(location)"
                if !read.contains(next) { _ = try load(next) }
            default: continue
            }
        }
        return root
    }

    private static func local(_ name: String) -> String { name.split(separator: ":").last.map(String.init) ?? name }

    // MARK: Elements and attributes

    private mutating func element(_ declared: XMLElement, under parent: String, optional: Bool, within open: Set<String>) {
        let target = declared.attributes["ref"].flatMap { elements[Self.local($0)] } ?? declared
        let name = target.attributes["name"] ?? declared.attributes["ref"].map(Self.local) ?? ""
        var place = "\(parent)/\(name)"
        while shape.places[place] != nil { place += "'" }
        var rules = ContractShape.Rules()
        let minimum = Int(declared.attributes["minOccurs"] ?? "1") ?? 1
        rules.isRequired = minimum > 0 && !optional
        if minimum > 1 { rules.lower["minOccurs"] = Double(minimum) }
        if declared.attributes["maxOccurs"] != "unbounded" { rules.upper["maxOccurs"] = Double(declared.attributes["maxOccurs"] ?? "1") }
        for key in ["nillable", "fixed", "default", "form"] { rules.opaque[key] = target.attributes[key] }
        shape.places[place] = rules
        guard declared.attributes["ref"] != nil else { return content(of: target, at: place, within: open) }
        guard !open.contains("element \(name)") else { shape.places[place]?.opaque["recursion"] = name; return }
        content(of: target, at: place, within: open.union(["element \(name)"]))
    }

    /// The type of an element or attribute: named, inline or built in.
    private mutating func content(of declared: XMLElement, at place: String, within open: Set<String>) {
        if let inline = declared.first("complexType") { return complex(inline, at: place, within: open) }
        if let inline = declared.first("simpleType") { return simple(inline, at: place, within: open) }
        guard let type = declared.attributes["type"] else { return }
        named(type, at: place, within: open)
    }

    private mutating func named(_ type: String, at place: String, within open: Set<String>) {
        let name = Self.local(type)
        guard let definition = types[name] else { shape.places[place]?.types = [name]; return }
        guard !open.contains(name) else { shape.places[place]?.opaque["recursion"] = name; return }
        if definition.name == "complexType" {
            complex(definition, at: place, within: open.union([name]))
        } else {
            simple(definition, at: place, within: open.union([name]))
        }
    }

    private mutating func complex(_ type: XMLElement, at place: String, within open: Set<String>) {
        shape.places[place]?.isClosed = true
        shape.places[place]?.opaque["mixed"] = type.attributes["mixed"]
        for wrapper in [type.first("complexContent"), type.first("simpleContent")].compactMap(\.self) {
            for derived in wrapper.children {
                if let base = derived.attributes["base"], derived.name == "extension" || wrapper.name == "simpleContent" {
                    named(base, at: place, within: open)
                }
                particles(of: derived, at: place, within: open)
            }
        }
        particles(of: type, at: place, within: open)
    }

    private mutating func particles(of type: XMLElement, at place: String, within open: Set<String>) {
        var skeleton = ""
        for child in type.children {
            switch child.name {
            case "sequence", "choice", "all", "group":
                skeleton += particle(child, at: place, optional: false, within: open)
            case "attribute":
                attribute(child, at: place, within: open)
            case "attributeGroup":
                if let name = child.attributes["ref"].map(Self.local), let group = attributeGroups[name],
                    !open.contains("attributeGroup \(name)")
                {
                    particles(of: group, at: place, within: open.union(["attributeGroup \(name)"]))
                }
            case "anyAttribute": shape.places[place]?.opaque["anyAttribute"] = Self.text(child)
            default: continue
            }
        }
        if !skeleton.isEmpty { shape.places[place]?.opaque["content", default: ""] += skeleton }
    }

    /// Walks a model group; returns how groups are nested, without the names of elements.
    private mutating func particle(_ group: XMLElement, at place: String, optional: Bool, within open: Set<String>) -> String {
        if group.name == "group", let name = group.attributes["ref"].map(Self.local), let target = groups[name] {
            guard !open.contains("group \(name)") else { return "group \(name)" }
            let open = open.union(["group \(name)"])
            return target.children.map { particle($0, at: place, optional: optional, within: open) }.joined()
        }
        let free = optional || group.name == "choice" || group.attributes["minOccurs"] == "0"
        var nested: [String] = []
        for child in group.children {
            switch child.name {
            case "element":
                let name = child.attributes["name"] ?? child.attributes["ref"].map(Self.local) ?? ""
                if group.name == "sequence" { shape.places[place]?.order.append(name) }
                element(child, under: place, optional: free, within: open)
            case "sequence", "choice", "all", "group": nested.append(particle(child, at: place, optional: free, within: open))
            case "any": nested.append(Self.text(child))
            default: continue
            }
        }
        let occurs = "\(group.attributes["minOccurs"] ?? "1")..\(group.attributes["maxOccurs"] ?? "1")"
        return "\(group.name) \(occurs)(\(nested.joined(separator: ",")))"
    }

    private mutating func attribute(_ declared: XMLElement, at place: String, within open: Set<String>) {
        guard declared.attributes["use"] != "prohibited" else { return }
        let name = declared.attributes["name"] ?? declared.attributes["ref"].map(Self.local) ?? ""
        var rules = ContractShape.Rules()
        rules.isRequired = declared.attributes["use"] == "required"
        for key in ["fixed", "default"] { rules.opaque[key] = declared.attributes[key] }
        shape.places["\(place)/@\(name)"] = rules
        content(of: declared, at: "\(place)/@\(name)", within: open)
    }

    // MARK: Simple types

    private mutating func simple(_ type: XMLElement, at place: String, within open: Set<String>) {
        for varied in type.children where ["union", "list"].contains(varied.name) {
            let text = expanded(varied, open)
            shape.places[place]?.opaque[varied.name] = text
        }
        guard let restriction = type.first("restriction") else { return }
        if let base = restriction.attributes["base"] { named(base, at: place, within: open) }
        if let inline = restriction.first("simpleType") { simple(inline, at: place, within: open) }
        var allowed: Set<String> = []
        var patterns: [String] = []
        for facet in restriction.children {
            let value = facet.attributes["value"] ?? ""
            switch facet.name {
            case "enumeration": allowed.insert(value)
            case "pattern": patterns.append(value)
            case "minLength", "minInclusive", "minExclusive": bound(facet.name, value, at: place, upper: false)
            case "maxLength", "maxInclusive", "maxExclusive", "totalDigits", "fractionDigits":
                bound(facet.name, value, at: place, upper: true)
            case "length", "whiteSpace": shape.places[place]?.opaque[facet.name] = value
            default: continue
            }
        }
        if !allowed.isEmpty { shape.places[place]?.allowed = allowed }
        // Patterns of one step are alternatives, those of several steps hold together.
        if !patterns.isEmpty { shape.places[place]?.opaque["pattern", default: ""] += patterns.sorted().joined(separator: "|") + ";" }
    }

    private mutating func bound(_ name: String, _ value: String, at place: String, upper: Bool) {
        guard let number = Double(value) else { shape.places[place]?.opaque[name] = value; return }
        if upper { shape.places[place]?.upper[name] = number } else { shape.places[place]?.lower[name] = number }
    }

    private static func text(_ element: XMLElement) -> String {
        let attributes = element.attributes.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        return "<\(element.name)\(attributes)>" + element.children.filter { $0.name != "annotation" }.map(text).joined()
    }

    /// A union or list as text, with the text of the types that it names.
    private func expanded(_ element: XMLElement, _ open: Set<String>) -> String {
        let names = (element.attributes["memberTypes"] ?? element.attributes["itemType"] ?? "").split(separator: " ").map {
            Self.local(String($0))
        }
        return Self.text(element) + names.filter { !open.contains($0) }.compactMap { types[$0].map(Self.text) }.joined()
    }
}
