// SPDX-License-Identifier: EUPL-1.2

/// What an operator can set about keys, roles, witnesses and time stamps.
struct AuditSettings: Sendable, Codable, Equatable {
    /// Group of the operating system, by name or number, whose members have a role; empty: only the owner of xchg.yaml has it.
    var roles: [String: String] = [:]
    /// Days between asking for the destruction of keys and their destruction.
    var destroyAfterDays = 30
    /// Days for which the log can be opened, at least; agreements may ask for longer.
    var retentionDays = 3650
    /// A file of C2SP tlog-policy: which witnesses are asked, and how many must have cosigned. Empty: none.
    var witnesses = ""
    var timestamps = TimeStamps()

    struct TimeStamps: Sendable, Codable, Equatable {
        /// Address of a time-stamping authority (RFC 3161). Empty: checkpoints are not stamped.
        var authority = ""
        /// OID of the policy to ask for; empty: the authority's own.
        var policy = ""
        /// PEM file with the roots of the authority.
        var trustRoot = ""
        var everyMinutes = 60

        init() {}

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            authority = try container.decodeIfPresent(String.self, forKey: .authority) ?? authority
            policy = try container.decodeIfPresent(String.self, forKey: .policy) ?? policy
            trustRoot = try container.decodeIfPresent(String.self, forKey: .trustRoot) ?? trustRoot
            everyMinutes = try container.decodeIfPresent(Int.self, forKey: .everyMinutes) ?? everyMinutes
        }
    }

    init() {}

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        roles = try container.decodeIfPresent([String: String].self, forKey: .roles) ?? roles
        destroyAfterDays = try container.decodeIfPresent(Int.self, forKey: .destroyAfterDays) ?? destroyAfterDays
        retentionDays = try container.decodeIfPresent(Int.self, forKey: .retentionDays) ?? retentionDays
        witnesses = try container.decodeIfPresent(String.self, forKey: .witnesses) ?? witnesses
        timestamps = try container.decodeIfPresent(TimeStamps.self, forKey: .timestamps) ?? timestamps
        if let unknown = roles.keys.first(where: { Role(rawValue: $0) == nil }) {
            throw WorkspaceError.configuration(
                "audit.roles: '\(unknown)' is no role; known are \(Role.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        guard (1...3650).contains(destroyAfterDays), retentionDays >= 365, timestamps.everyMinutes >= 1 else {
            throw WorkspaceError.configuration(
                "audit: destroyAfterDays must lie between 1 and 3650, retentionDays be at least 365, everyMinutes at least 1")
        }
    }

    func group(of role: Role) -> String { roles[role.rawValue] ?? "" }

    var commentedText: String {
        """
        # Who may do what, by group of the operating system (name or number); empty: only the owner of this file. Keys of a quarter are destroyed
        # destroyAfterDays after that was asked; the log can be opened for retentionDays at least. witnesses: a file of C2SP tlog-policy.
        # timestamps: an authority of RFC 3161, asked at most once in everyMinutes.
        audit:
          roles: {operator: "\(group(of: .operator))", auditor: "\(group(of: .auditor))", officer: "\(group(of: .officer))"}
          destroyAfterDays: \(destroyAfterDays)
          retentionDays: \(retentionDays)
          witnesses: "\(witnesses)"
          timestamps: {authority: "\(timestamps.authority)", policy: "\(timestamps.policy)", trustRoot: "\(timestamps.trustRoot)", everyMinutes: \(timestamps.everyMinutes)}
        """
    }
}
