// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// All agreements the gateway knows, one version of each.
package struct AgreementBook: Sendable {
    package let agreements: [Agreement]

    /// Sorted by id; two files with one id are a mistake that `lint` reports.
    package init(_ agreements: [Agreement]) { self.agreements = agreements.sorted { $0.id < $1.id } }

    package func inForce(on day: LocalDate) -> [Agreement] { agreements.filter { $0.validity.contains(day) } }

    package func agreement(_ id: String) -> Agreement? { agreements.first { $0.id == id } }

    /// Why something stored may not leave.
    package enum Refusal: String, Error, Sendable, Equatable {
        case agreementUnknown = "agreement-unknown"
        case otherVersion = "agreement-version-superseded"
        case notInForce = "agreement-not-in-force"
        case recipientNotCovered = "recipient-not-covered"
        case fieldNotGranted = "field-not-granted"
        case payloadUnreadable = "payload-unreadable"
    }

    /// Makes a stored projection sendable again, after looking at today's agreements: version in force, recipient covered, every field granted.
    package func reauthorise(_ stored: StoredProjection, at day: LocalDate) -> Result<ProjectedRecord, Refusal> {
        guard let agreement = agreement(stored.agreement) else { return .failure(.agreementUnknown) }
        guard agreement.version == stored.agreementVersion else { return .failure(.otherVersion) }
        guard agreement.validity.contains(day) else { return .failure(.notInForce) }
        guard agreement.recipient.covers(stored.recipient) else { return .failure(.recipientNotCovered) }
        guard let names = PayloadFields.names(stored.payload) else { return .failure(.payloadUnreadable) }
        let granted = Set(agreement.fields.map(\.rawValue))
        guard names.allSatisfy(granted.contains) else { return .failure(.fieldNotGranted) }
        return .success(
            ProjectedRecord(
                agreement: agreement, recipient: stored.recipient, personId: stored.personId, fields: names,
                withheld: GrantableField.allCases.count - names.count, payload: stored.payload))
    }
}

/// Reads the names of the members of a flat canonical JSON object without reading their values.
enum PayloadFields {
    static func names(_ payload: [UInt8]) -> [String]? {
        guard payload.first == UInt8(ascii: "{"), payload.last == UInt8(ascii: "}") else { return nil }
        var names: [String] = []
        var depth = 0
        var index = 0
        var expectsName = true
        while index < payload.count {
            switch payload[index] {
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: ","): if depth == 1 { expectsName = true }
            case UInt8(ascii: "\""):
                let start = index + 1
                index = start
                while index < payload.count, payload[index] != UInt8(ascii: "\"") { index += payload[index] == UInt8(ascii: "\\") ? 2 : 1 }
                guard index < payload.count else { return nil }
                if depth == 1, expectsName {
                    names.append(String(decoding: payload[start..<index], as: UTF8.self))
                    expectsName = false
                }
            default: break
            }
            index += 1
        }
        return depth == 0 ? names : nil
    }
}
