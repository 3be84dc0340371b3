// SPDX-License-Identifier: EUPL-1.2

/// What an operator can set about the queue.
struct QueueConfiguration: Sendable, Codable, Equatable {
    /// Records that may wait before nothing more is taken in.
    var maximumBacklog = 1_000_000
    /// Agencies whose records go first, up to half of each batch.
    var urgent: [String] = []

    init() {}

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        maximumBacklog = try container.decodeIfPresent(Int.self, forKey: .maximumBacklog) ?? maximumBacklog
        urgent = try container.decodeIfPresent([String].self, forKey: .urgent) ?? urgent
        guard maximumBacklog > 0 else { throw WorkspaceError.configuration("queue.maximumBacklog must be at least 1") }
    }

    var commentedText: String {
        """
        # Records that may wait before nothing more is taken in (it stays with its source), and agencies whose records go first.
        queue:
          maximumBacklog: \(maximumBacklog)
          urgent: [\(urgent.joined(separator: ", "))]
        """
    }
}
