// SPDX-License-Identifier: EUPL-1.2
import Connectors
import Yams

/// What an operator can set, all in one YAML file.
struct WorkspaceConfiguration: Sendable, Codable, Equatable {
    /// Name of this gateway in the log and in CloudEvents: a host and path without scheme.
    var origin = "uitwisseling.example.vlaanderen.be/log"
    /// Marks every page with FICTIEVE GEGEVENS.
    var fictitious = false
    /// Records in one commit.
    var batchSize = 500
    /// Longest line or message that is read, in bytes.
    var maximumMessageBytes = 4_194_304
    var vdab = VDABFeedConfiguration()
    /// Municipalities by NIS code that do not take the classic dialect.
    var dialects: [String: MunicipalDialect] = [:]
    var queue = QueueConfiguration()
    /// What `xchg sync due` runs; read by `JobsSection`, which knows the places of what is wrong.
    var jobs: [JobSettings] = []
    var audit = AuditSettings()

    struct VDABFeedConfiguration: Sendable, Codable, Equatable {
        /// Empty: VDAB is not pulled.
        var url = ""
        /// First day of the first window.
        var since = "2020-01-01"
        var overlapMinutes = 60
        var pageSize = 200
    }

    init(fictitious: Bool = false) { self.fictitious = fictitious }

    static func read(_ text: String) throws -> WorkspaceConfiguration {
        do {
            guard case .mapping(let mapping)? = try Yams.compose(yaml: text) else {
                throw WorkspaceError.configuration("must be a mapping of keys to values")
            }
            let known: Set<String> = [
                "origin", "fictitious", "batchSize", "maximumMessageBytes", "vdab", "dialects", "queue", "jobs", "audit",
            ]
            if let unknown = mapping.keys.compactMap(\.string).first(where: { !known.contains($0) }) {
                throw WorkspaceError.configuration("'\(unknown)' is no setting; known are \(known.sorted().joined(separator: ", "))")
            }
            let jobs = try JobsSection.read(mapping["jobs"])
            var configuration = try YAMLDecoder().decode(WorkspaceConfiguration.self, from: text)
            configuration.jobs = jobs
            return configuration
        } catch let error as WorkspaceError {
            throw error
        } catch {
            throw WorkspaceError.configuration("is not valid YAML for these settings; compare it with a fresh one from 'xchg init'")
        }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        origin = try container.decodeIfPresent(String.self, forKey: .origin) ?? origin
        fictitious = try container.decodeIfPresent(Bool.self, forKey: .fictitious) ?? fictitious
        batchSize = try container.decodeIfPresent(Int.self, forKey: .batchSize) ?? batchSize
        maximumMessageBytes = try container.decodeIfPresent(Int.self, forKey: .maximumMessageBytes) ?? maximumMessageBytes
        vdab = try container.decodeIfPresent(VDABFeedConfiguration.self, forKey: .vdab) ?? vdab
        dialects = try container.decodeIfPresent([String: MunicipalDialect].self, forKey: .dialects) ?? dialects
        queue = try container.decodeIfPresent(QueueConfiguration.self, forKey: .queue) ?? queue
        audit = try container.decodeIfPresent(AuditSettings.self, forKey: .audit) ?? audit
        guard (1...10_000).contains(batchSize) else { throw WorkspaceError.configuration("batchSize must lie between 1 and 10000") }
        guard (1024...1_073_741_824).contains(maximumMessageBytes) else {
            throw WorkspaceError.configuration("maximumMessageBytes must lie between 1024 and 1073741824")
        }
    }

    var commentedText: String {
        """
        # Settings of one xchg gateway. Every key may be left out; the values shown are those in force.

        # Name of this gateway in its log and in CloudEvents: host and path, no scheme. Fixed once the first entry is sealed.
        origin: \(origin)

        # true marks every dashboard page with FICTIEVE GEGEVENS.
        fictitious: \(fictitious)

        # Records in one commit, and the longest line or message that is read, in bytes.
        batchSize: \(batchSize)
        maximumMessageBytes: \(maximumMessageBytes)

        # The REST feed of VDAB. Without url it is not pulled; plain http only on loopback.
        vdab:
          url: "\(vdab.url)"
          since: "\(vdab.since)"
          overlapMinutes: \(vdab.overlapMinutes)
          pageSize: \(vdab.pageSize)

        # How municipalities take their files: klassiek (Windows-1252, dd/mm/jjjj) unless named here with utf8, as in  dialects: {"44021": utf8}
        dialects: {\(dialects.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value.rawValue)" }.joined(separator: ", "))}

        \(queue.commentedText)

        # What 'xchg sync due' runs, by the clock in Brussels: cron expression, what it does, feeds (all without them), a shift of up to so many
        # minutes that is the same all day, and whether moments that were missed are made good by one run (once) or left out (skip).
        # jobs:
        #   vdab: {at: "*/15 6-20 * * mon-fri", feeds: [vdab], jitterMinutes: 5}
        #   nacht: {at: "30 2 * * *", does: [sync, dashboard], missed: once}

        \(audit.commentedText)

        """
    }
}
