// SPDX-License-Identifier: EUPL-1.2

struct RequiredRule: SchemaRule {
    let names: [String]

    func apply(_ value: JSONValue, _ path: [String], _ scope: [SchemaResource], _ evaluation: inout Evaluation, _ run: inout SchemaRun) {
        guard case .object(let object) = value else { return }
        for name in names where object[name] == nil {
            run.fail("required", path, field: name)
            evaluation.valid = false
        }
    }
}

/// properties, patternProperties and additionalProperties.
struct PropertiesRule: SchemaRule {
    let named: [String: SchemaNode]
    let patterns: [(pattern: SchemaPattern, node: SchemaNode)]
    let additional: SchemaNode?

    func apply(_ value: JSONValue, _ path: [String], _ scope: [SchemaResource], _ evaluation: inout Evaluation, _ run: inout SchemaRun) {
        guard case .object(let object) = value else { return }
        for (key, member) in object.members {
            var nodes: [SchemaNode] = []
            if let node = named[key] { nodes.append(node) }
            for (pattern, node) in patterns where pattern.matches(key) { nodes.append(node) }
            if nodes.isEmpty, let additional { nodes = [additional] }
            for node in nodes {
                evaluation.properties.insert(key)
                if !node.check(member, at: path + [key], scope: scope, &run).valid { evaluation.valid = false }
            }
        }
    }
}

struct PropertyNamesRule: SchemaRule {
    let node: SchemaNode

    func apply(_ value: JSONValue, _ path: [String], _ scope: [SchemaResource], _ evaluation: inout Evaluation, _ run: inout SchemaRun) {
        guard case .object(let object) = value else { return }
        for (key, _) in object.members {
            run.silent += 1
            let valid = node.check(.string(key), at: path, scope: scope, &run).valid
            run.silent -= 1
            if !valid {
                run.fail("propertyNames", path)
                evaluation.valid = false
            }
        }
    }
}

/// dependentRequired.
struct DependentRequiredRule: SchemaRule {
    let needed: [(trigger: String, names: [String])]

    func apply(_ value: JSONValue, _ path: [String], _ scope: [SchemaResource], _ evaluation: inout Evaluation, _ run: inout SchemaRun) {
        guard case .object(let object) = value else { return }
        for (trigger, names) in needed where object[trigger] != nil {
            for name in names where object[name] == nil {
                run.fail("dependentRequired", path, field: name)
                evaluation.valid = false
            }
        }
    }
}

/// dependentSchemas.
struct DependentSchemasRule: SchemaRule {
    let nodes: [(trigger: String, node: SchemaNode)]

    func apply(_ value: JSONValue, _ path: [String], _ scope: [SchemaResource], _ evaluation: inout Evaluation, _ run: inout SchemaRun) {
        guard case .object(let object) = value else { return }
        for (trigger, node) in nodes where object[trigger] != nil {
            let inner = node.check(value, at: path, scope: scope, &run)
            if inner.valid { evaluation.merge(inner) } else { evaluation.valid = false }
        }
    }
}

/// prefixItems and items.
struct ItemsRule: SchemaRule {
    let prefix: [SchemaNode]
    let rest: SchemaNode?

    func apply(_ value: JSONValue, _ path: [String], _ scope: [SchemaResource], _ evaluation: inout Evaluation, _ run: inout SchemaRun) {
        guard case .array(let items) = value else { return }
        for (index, item) in items.enumerated() {
            guard let node = index < prefix.count ? prefix[index] : rest else { break }
            if !node.check(item, at: path + [String(index)], scope: scope, &run).valid { evaluation.valid = false }
            evaluation.items = max(evaluation.items, index + 1)
        }
        if rest != nil { evaluation.allItems = true }
    }
}

/// contains with minContains and maxContains.
struct ContainsRule: SchemaRule {
    let node: SchemaNode
    let minimum: Int
    let maximum: Int?

    func apply(_ value: JSONValue, _ path: [String], _ scope: [SchemaResource], _ evaluation: inout Evaluation, _ run: inout SchemaRun) {
        guard case .array(let items) = value else { return }
        run.silent += 1
        var found: Set<Int> = []
        for (index, item) in items.enumerated() where node.check(item, at: path, scope: scope, &run).valid { found.insert(index) }
        run.silent -= 1
        evaluation.containedItems.formUnion(found)
        if found.count < minimum { run.fail(minimum == 1 ? "contains" : "minContains", path); evaluation.valid = false }
        if let maximum, found.count > maximum { run.fail("maxContains", path); evaluation.valid = false }
    }
}

struct AllOfRule: SchemaRule {
    let nodes: [SchemaNode]

    func apply(_ value: JSONValue, _ path: [String], _ scope: [SchemaResource], _ evaluation: inout Evaluation, _ run: inout SchemaRun) {
        for node in nodes {
            let inner = node.check(value, at: path, scope: scope, &run)
            if inner.valid { evaluation.merge(inner) } else { evaluation.valid = false }
        }
    }
}

/// anyOf and oneOf.
struct ChoiceRule: SchemaRule {
    let nodes: [SchemaNode]
    let exactlyOne: Bool

    func apply(_ value: JSONValue, _ path: [String], _ scope: [SchemaResource], _ evaluation: inout Evaluation, _ run: inout SchemaRun) {
        run.silent += 1
        let valid = nodes.map { $0.check(value, at: path, scope: scope, &run) }.filter(\.valid)
        run.silent -= 1
        for inner in valid { evaluation.merge(inner) }
        if valid.isEmpty || (exactlyOne && valid.count > 1) {
            run.fail(exactlyOne ? "oneOf" : "anyOf", path)
            evaluation.valid = false
        }
    }
}

struct NotRule: SchemaRule {
    let node: SchemaNode

    func apply(_ value: JSONValue, _ path: [String], _ scope: [SchemaResource], _ evaluation: inout Evaluation, _ run: inout SchemaRun) {
        run.silent += 1
        let valid = node.check(value, at: path, scope: scope, &run).valid
        run.silent -= 1
        if valid { run.fail("not", path); evaluation.valid = false }
    }
}

/// if, then and else.
struct ConditionRule: SchemaRule {
    let condition: SchemaNode
    let then: SchemaNode?
    let otherwise: SchemaNode?

    func apply(_ value: JSONValue, _ path: [String], _ scope: [SchemaResource], _ evaluation: inout Evaluation, _ run: inout SchemaRun) {
        run.silent += 1
        let tested = condition.check(value, at: path, scope: scope, &run)
        run.silent -= 1
        if tested.valid { evaluation.merge(tested) }
        guard let branch = tested.valid ? then : otherwise else { return }
        let inner = branch.check(value, at: path, scope: scope, &run)
        if inner.valid { evaluation.merge(inner) } else { evaluation.valid = false }
    }
}

/// $ref, and $dynamicRef where it is not dynamic.
struct ReferenceRule: SchemaRule {
    let node: SchemaNode
    /// Anchor to be looked for in the dynamic scope, outermost first.
    let dynamicAnchor: String?

    func apply(_ value: JSONValue, _ path: [String], _ scope: [SchemaResource], _ evaluation: inout Evaluation, _ run: inout SchemaRun) {
        guard path.count < 512 else { run.fail("$ref", path); evaluation.valid = false; return }
        var target = node
        if let dynamicAnchor, let found = scope.lazy.compactMap({ $0.dynamicAnchors[dynamicAnchor] }).first { target = found }
        let inner = target.check(value, at: path, scope: scope, &run)
        if inner.valid { evaluation.merge(inner) } else { evaluation.valid = false }
    }
}

struct UnevaluatedPropertiesRule: SchemaRule {
    let node: SchemaNode

    func apply(_ value: JSONValue, _ path: [String], _ scope: [SchemaResource], _ evaluation: inout Evaluation, _ run: inout SchemaRun) {
        guard case .object(let object) = value else { return }
        for (key, member) in object.members where !evaluation.properties.contains(key) {
            run.silent += 1
            let valid = node.check(member, at: path + [key], scope: scope, &run).valid
            run.silent -= 1
            if !valid { run.fail("unevaluatedProperties", path + [key]); evaluation.valid = false }
            evaluation.properties.insert(key)
        }
    }
}

struct UnevaluatedItemsRule: SchemaRule {
    let node: SchemaNode

    func apply(_ value: JSONValue, _ path: [String], _ scope: [SchemaResource], _ evaluation: inout Evaluation, _ run: inout SchemaRun) {
        guard case .array(let items) = value, !evaluation.allItems else { return }
        for (index, item) in items.enumerated() where index >= evaluation.items && !evaluation.containedItems.contains(index) {
            run.silent += 1
            let valid = node.check(item, at: path + [String(index)], scope: scope, &run).valid
            run.silent -= 1
            if !valid { run.fail("unevaluatedItems", path + [String(index)]); evaluation.valid = false }
        }
        evaluation.allItems = true
    }
}
