// SPDX-License-Identifier: EUPL-1.2
import Agreements
import AuditLog
import ExchangeStore
import Foundation
import Gateway
import Vault

/// Turns errors into a sentence with a next step; never shows what a record contains.
enum Wording {
    static func sentence(for error: any Error) -> String {
        switch error {
        case let known as StoreError: known.description
        case let known as StoreFinding: "\(known); \(known.remedy)"
        case let known as VaultError: known.description
        case let known as GatewayError: known.description
        case let known as AgreementFault: known.description
        case let known as ShardWriter.Fault: known.description
        case let known as WorkspaceError: known.description
        case let known as Stop: known.sentence ?? "stopped"
        case let known as RejectionWordsFault: known.description
        case let known as any CustomStringConvertible & Sendable where String(describing: type(of: error)).hasSuffix("TransportError"):
            known.description
        case let cocoa as CocoaError:
            "a file could not be used (\(cocoa.code.rawValue)): \(cocoa.filePath ?? "unknown path"); check path and permissions"
        default: "something unforeseen went wrong (\(type(of: error)))"
        }
    }

    /// Eleven digits or a name, never whole.
    static func masked(_ text: String) -> String { text.isEmpty ? "" : "\(text.prefix(1))\u{2026}" }
}
