// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import Gateway
import Yams

/// One scheduled job as `xchg.yaml` names it below `jobs`.
struct JobSettings: Sendable, Codable, Equatable {
    enum Task: String, Sendable, Codable, CaseIterable { case sync, deliver, seal, dashboard }

    var name: String
    /// Cron expression of five fields, by the clock in Brussels.
    var at: String
    var does: [Task] = [.sync]
    /// Feeds or agencies that are fetched; all where none is named.
    var feeds: [String] = []
    var jitterMinutes = 0
    var missed = JobSchedule.Missed.once

    func schedule() throws(CronFault) -> JobSchedule {
        JobSchedule(name: name, cron: try CronExpression(at), jitterMinutes: jitterMinutes, missed: missed)
    }
}

/// Reads `jobs` and says of what is wrong which key it is and where it stands.
enum JobsSection {
    private static let keys = ["at", "does", "feeds", "jitterMinutes", "missed"]

    /// None where the section is missing or empty.
    static func read(_ node: Node?) throws -> [JobSettings] {
        guard let node, node.null == nil else { return [] }
        guard case .mapping(let jobs) = node else { throw fault("jobs", node, "must be a mapping of names to jobs") }
        return try jobs.map { try job(named: $0.key, $0.value) }
    }

    private static func job(named key: Node, _ node: Node) throws -> JobSettings {
        let name = key.string ?? ""
        guard !name.isEmpty, name.utf8.count <= 40, name.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 45 })
        else { throw fault("jobs", key, "names of jobs have at most 40 small letters, digits and hyphens") }
        let path = "jobs.\(name)"
        guard case .mapping(let members) = node else { throw fault(path, node, "must be a mapping with the key 'at'") }
        if let stranger = members.keys.first(where: { !keys.contains($0.string ?? "") }) {
            throw fault(path, stranger, "'\(stranger.string ?? "")' is no setting of a job; known are \(keys.joined(separator: ", "))")
        }
        guard let at = members["at"] else { throw fault("\(path).at", node, "is missing; give a cron expression such as \"30 2 * * *\"") }
        var job = JobSettings(name: name, at: at.string ?? "")
        do throws(CronFault) { _ = try job.schedule() } catch { throw fault("\(path).at", at, error.problem) }
        if let does = members["does"] {
            job.does = try words(does, "\(path).does").map { try choice($0, "\(path).does") }
            guard !job.does.isEmpty else { throw fault("\(path).does", does, "names nothing to do") }
        }
        if let feeds = members["feeds"] { job.feeds = try words(feeds, "\(path).feeds").map { $0.string ?? "" } }
        if let missed = members["missed"] { job.missed = try choice(missed, "\(path).missed") }
        if let jitter = members["jitterMinutes"] {
            guard let minutes = jitter.int, (0...JobSchedule.mostJitterMinutes).contains(minutes) else {
                throw fault("\(path).jitterMinutes", jitter, "must lie between 0 and \(JobSchedule.mostJitterMinutes)")
            }
            job.jitterMinutes = minutes
        }
        return job
    }

    /// One word, or a list of words.
    private static func words(_ node: Node, _ path: String) throws -> [Node] {
        let list = node.sequence.map { Array($0) } ?? [node]
        if let other = list.first(where: { $0.scalar == nil }) { throw fault(path, other, "must be a word or a list of words") }
        return list
    }

    private static func choice<Choice: RawRepresentable & CaseIterable>(_ node: Node, _ path: String) throws -> Choice
    where Choice.RawValue == String {
        guard let choice = Choice(rawValue: node.string ?? "") else {
            throw fault(path, node, "must be one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return choice
    }

    private static func fault(_ path: String, _ node: Node, _ problem: String) -> WorkspaceError {
        let place = node.mark.map { " (line \($0.line), column \($0.column))" } ?? ""
        return .configuration("\(path)\(place): \(problem)")
    }
}
