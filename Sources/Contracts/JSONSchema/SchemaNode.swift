// SPDX-License-Identifier: EUPL-1.2

/// A compiled subschema. Nodes are filled once while loading and only read afterwards.
final class SchemaNode: Sendable {
    // References may form cycles, so the node exists before its rules; the compiler sets both before the schema is handed out.
    nonisolated(unsafe) var always: Bool?
    nonisolated(unsafe) var rules: [any SchemaRule] = []
    nonisolated(unsafe) var unevaluated: [any SchemaRule] = []
    /// Resource whose dynamic anchors come into scope here.
    nonisolated(unsafe) var resource: SchemaResource?

    func check(_ value: JSONValue, at path: [String], scope: [SchemaResource], _ run: inout SchemaRun) -> Evaluation {
        var evaluation = Evaluation()
        if let always {
            if !always { run.fail("false", path); evaluation.valid = false }
            return evaluation
        }
        var inner = scope
        if let resource, scope.last !== resource { inner.append(resource) }
        for rule in rules { rule.apply(value, path, inner, &evaluation, &run) }
        for rule in unevaluated { rule.apply(value, path, inner, &evaluation, &run) }
        return evaluation
    }
}

/// One schema resource: what `$id` opens.
final class SchemaResource: Sendable {
    nonisolated(unsafe) var dynamicAnchors: [String: SchemaNode] = [:]
}

/// One keyword, or a few that belong together.
protocol SchemaRule: Sendable {
    func apply(_ value: JSONValue, _ path: [String], _ scope: [SchemaResource], _ evaluation: inout Evaluation, _ run: inout SchemaRun)
}

/// A keyword that looks at the value alone.
struct AssertionRule: SchemaRule {
    let keyword: String
    let holds: @Sendable (JSONValue) -> Bool

    func apply(_ value: JSONValue, _ path: [String], _ scope: [SchemaResource], _ evaluation: inout Evaluation, _ run: inout SchemaRun) {
        if !holds(value) {
            run.fail(keyword, path)
            evaluation.valid = false
        }
    }
}
