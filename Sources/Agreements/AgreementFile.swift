// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import Foundation
import Yams

/// A fault in an agreement file, with the place in it and what would be right.
package struct AgreementFault: Error, Equatable, Sendable, CustomStringConvertible {
    package let file: String
    package let path: String
    package let problem: String
    package var description: String { "\(file): \(path): \(problem)" }
}

/// Reads an agreement from its YAML; every key must be known and every needed key there.
package struct AgreementFile {
    private let name: String
    private let root: Node.Mapping

    private static let known: Set<String> = [
        "id", "title", "provider", "recipient", "purpose", "legalBasis", "condition", "fields", "validFrom", "validUntil", "retentionDays",
        "protocol", "confidential",
    ]

    /// `digest` gives the SHA-256 of the bytes in hexadecimal.
    package static func read(_ bytes: [UInt8], named name: String, digest: ([UInt8]) -> String) throws(AgreementFault) -> Agreement {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw AgreementFault(file: name, path: "file", problem: "is not UTF-8")
        }
        let node: Node?
        do { node = try Yams.compose(yaml: text) } catch {
            throw AgreementFault(file: name, path: "file", problem: "is not YAML; check indentation and colons")
        }
        guard case .mapping(let mapping)? = node else {
            throw AgreementFault(file: name, path: "file", problem: "must be a mapping of keys to values")
        }
        let file = AgreementFile(name: name, root: mapping)
        return try file.agreement(version: digest(bytes))
    }

    private init(name: String, root: Node.Mapping) {
        self.name = name
        self.root = root
    }

    private func agreement(version: String) throws(AgreementFault) -> Agreement {
        for key in root.keys where !Self.known.contains(key.string ?? "") {
            throw fault(key.string ?? "?", "is no key of an agreement; known are \(Self.known.sorted().joined(separator: ", "))")
        }
        let begin = try date("validFrom", required: true)
        let end = try date("validUntil", required: false)
        guard let begin, let validity = Period(begin: begin, end: end) else { throw fault("validUntil", "must not lie before validFrom") }
        guard let days = Int(try text("retentionDays")), days > 0 else { throw fault("retentionDays", "must be a number of days above 0") }
        guard let condition = SubjectCondition(rawValue: try text("condition")) else {
            throw fault("condition", "is unknown; known are \(SubjectCondition.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        let id = try text("id")
        guard !id.isEmpty, id.utf8.allSatisfy({ ($0 >= 97 && $0 <= 122) || ($0 >= 48 && $0 <= 57) || $0 == 45 }) else {
            throw fault("id", "must be lower-case letters, digits and hyphens")
        }
        let secrecy = root[Node("confidential")]?.scalar?.string ?? "false"
        guard secrecy == "true" || secrecy == "false" else { throw fault("confidential", "must be true or false") }
        return Agreement(
            id: id, version: version, title: try text("title"), provider: Agency(rawValue: try text("provider")),
            recipient: try recipient(),
            purpose: try text("purpose"), legalBasis: try legalBasis(), condition: condition, fields: try fields(), validity: validity,
            retentionDays: days, isConfidential: secrecy == "true")
    }

    private func fault(_ path: String, _ problem: String) -> AgreementFault { AgreementFault(file: name, path: path, problem: problem) }

    private func text(_ key: String) throws(AgreementFault) -> String {
        guard let value = root[Node(key)]?.scalar?.string, !value.isEmpty else { throw fault(key, "is missing") }
        return value
    }

    private func date(_ key: String, required: Bool) throws(AgreementFault) -> LocalDate? {
        guard let value = root[Node(key)]?.scalar?.string else {
            if required { throw fault(key, "is missing") }
            return nil
        }
        guard let date = LocalDate(value) else { throw fault(key, "must be a date of the form jjjj-mm-dd") }
        return date
    }

    private func recipient() throws(AgreementFault) -> RecipientRule {
        guard case .mapping(let mapping)? = root[Node("recipient")], mapping.count == 1 else {
            throw fault("recipient", "must have one key: organisation or class")
        }
        if let organisation = mapping[Node("organisation")]?.scalar?.string { return .organisation(OrganisationID(rawValue: organisation)) }
        switch mapping[Node("class")]?.scalar?.string {
        case "every-flemish-municipality": return .everyFlemishMunicipality
        case "every-integration-body": return .everyIntegrationBody
        case "every-education-provider": return .everyEducationProvider
        default:
            throw fault("recipient.class", "must be every-flemish-municipality, every-integration-body or every-education-provider")
        }
    }

    private func legalBasis() throws(AgreementFault) -> [LegalBasis] {
        guard case .sequence(let items)? = root[Node("legalBasis")], !items.isEmpty else {
            throw fault("legalBasis", "must list at least one law with its article")
        }
        var bases: [LegalBasis] = []
        for (index, item) in items.enumerated() {
            guard let law = item["law"]?.scalar?.string, let article = item["article"]?.scalar?.string else {
                throw fault("legalBasis[\(index)]", "must have law and article")
            }
            bases.append(LegalBasis(law: law, article: article))
        }
        return bases
    }

    private func fields() throws(AgreementFault) -> [GrantableField] {
        guard case .sequence(let items)? = root[Node("fields")], !items.isEmpty else {
            throw fault("fields", "must grant at least one field")
        }
        var fields: [GrantableField] = []
        for (index, item) in items.enumerated() {
            guard let field = GrantableField(rawValue: item.scalar?.string ?? "") else {
                throw fault(
                    "fields[\(index)]",
                    "is no grantable field; known are \(GrantableField.allCases.map(\.rawValue).sorted().joined(separator: ", "))")
            }
            guard !fields.contains(field) else { throw fault("fields[\(index)]", "is granted twice") }
            fields.append(field)
        }
        return fields
    }
}
