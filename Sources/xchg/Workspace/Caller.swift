// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Glibc

/// What a user of the operating system may do, by membership of a group.
enum Role: String, Sendable, CaseIterable {
    /// Runs the exchange, decides reviews and quarantine.
    case `operator`
    /// Opens what, organisations and evidence of the log; whom it is about on a warrant only.
    case auditor
    /// Data-protection officer: answers persons, restricts, erases, destroys keys.
    case officer
}

/// Who runs this command.
///
/// The user that logged in, as the kernel keeps it (`/proc/self/loginuid`): it stays the same under sudo, so that two officers who both work as
/// the service's user are still two. Where nobody logged in, the real user of the process.
struct Caller: Sendable, Equatable {
    let user: UInt32
    /// Numbers of the groups of that user.
    let groups: Set<UInt32>

    static let current = Caller.read()

    private static func read() -> Caller {
        let unset = UInt32.max
        let text = (try? String(contentsOfFile: "/proc/self/loginuid", encoding: .utf8)) ?? ""
        let login = UInt32(text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? unset
        if login != unset, login != getuid(), let entry = getpwuid(login) {
            var count: Int32 = 256
            var groups = [gid_t](repeating: 0, count: Int(count))
            if getgrouplist(entry.pointee.pw_name, entry.pointee.pw_gid, &groups, &count) >= 0 {
                return Caller(user: login, groups: Set(groups.prefix(Int(count))))
            }
        }
        var groups = [gid_t](repeating: 0, count: 1024)
        let count = getgroups(Int32(groups.count), &groups)
        return Caller(user: getuid(), groups: Set(groups.prefix(max(0, Int(count)))).union([getgid()]))
    }

    /// Whether this user has a role: a member of its group, or the owner of the workspace where no group is set. A group nobody knows gives nothing.
    func has(_ role: Role, settings: AuditSettings, owner: UInt32) -> Bool {
        let group = settings.group(of: role)
        if group.isEmpty { return user == owner }
        guard let number = UInt32(group) ?? getgrnam(group).map({ $0.pointee.gr_gid }) else { return false }
        return groups.contains(number)
    }
}

extension Workspace {
    func require(_ role: Role, of caller: Caller) throws {
        var status = stat()
        guard stat(path + "/xchg.yaml", &status) == 0 else { throw WorkspaceError.notFound(path) }
        guard caller.has(role, settings: configuration.audit, owner: status.st_uid) else {
            let group = configuration.audit.group(of: role)
            throw Stop.world(
                group.isEmpty
                    ? "only the owner of this workspace has the role '\(role.rawValue)'; set audit.roles.\(role.rawValue) in xchg.yaml to a group"
                    : "this takes the role '\(role.rawValue)': ask to be made a member of the group '\(group)'")
        }
    }
}
