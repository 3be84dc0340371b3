// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import ExchangeServer
import ExchangeStore
import Foundation
import Gateway
import TestSupport
import Testing

/// What the doctor sees, and when it keeps silent.
struct DoctorTests {
    private static let now = Instant(milliseconds: 1_790_000_000_000)
    private static func ago(_ hours: Int) -> Instant { now.adding(milliseconds: Int64(-hours) * 3_600_000) }

    private func alerts(_ change: (inout StoreVitals) -> Void) -> [HealthFinding.Alert] {
        var vitals = StoreVitals()
        change(&vitals)
        return HealthRules().judge(vitals, at: Self.now).map(\.alert)
    }

    @Test func `each figure has the bound at which it becomes a finding`() {
        #expect(alerts { _ in } == [])
        #expect(alerts { $0.feeds = [FeedStatus(name: "f", agency: .vdab, polledAt: Self.ago(25), lastNewAt: nil)] } == [])
        #expect(alerts { $0.feeds = [FeedStatus(name: "f", agency: .vdab, polledAt: Self.ago(26), lastNewAt: nil)] } == [.staleFeed])
        #expect(
            alerts {
                $0.quarantined = 1; $0.inReview = 1; $0.held = 1
            } == [.parkedItems, .parkedItems, .parkedItems])
        #expect(alerts { $0.unsealed = 100_000 } == [])
        #expect(alerts { $0.unsealed = 100_001 } == [.logBehind])
        #expect(alerts { $0.oldestWaitingAt = Self.ago(1).adding(milliseconds: 1) } == [])
        #expect(alerts { $0.oldestWaitingAt = Self.ago(1) } == [.backlog])
        #expect(alerts { $0.lastReceivedAt = Self.now.adding(milliseconds: 300_000) } == [])
        #expect(alerts { $0.lastReceivedAt = Self.now.adding(milliseconds: 300_001) } == [.clock])
    }

    @Test func `a full disk and an ending certificate are told in time`() {
        let rules = HealthRules()
        #expect(rules.disk("/srv", free: 2 << 30, total: 10 << 30) == nil)
        #expect(rules.disk("/srv", free: (2 << 30) - 1, total: 10 << 30)?.alert == .disk)
        #expect(rules.disk("/srv", free: 4 << 30, total: 100 << 30)?.alert == .disk)
        let day: Int64 = 86_400_000
        #expect(rules.certificate("c", endsAt: Self.now.adding(milliseconds: 60 * day), at: Self.now) == nil)
        #expect(rules.certificate("c", endsAt: Self.now.adding(milliseconds: 60 * day - 1), at: Self.now)?.alert == .certificate)
        #expect(rules.certificate("c", endsAt: Self.ago(48), at: Self.now)?.sentence.contains("ended on") == true)
    }

    @Test func `keys that others can read are named, and the exit code says which alert it is`() async throws {
        let workspace = try await WorkedStage.shared.workspace()
        let before = try await XchgBinary.run(["doctor", "--workspace", workspace.path])
        #expect(!before.output.contains("keys:"))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: workspace.path + "/keys")
        let after = try await XchgBinary.run(["doctor", "--workspace", workspace.path])
        #expect(after.code == 1)
        #expect(after.output.contains("chmod 700 \(workspace.path)/keys"))
        try workspace.remove("store/xchg.db")
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: workspace.path + "/keys")
        let gone = try await XchgBinary.run(["doctor", "--alerts", "--workspace", workspace.path])
        #expect(gone.output.contains("the store is gone"))
        #expect([18, 19].contains(gone.code))
    }

    @Test func `figures are written as Prometheus reads them`() {
        var metric = Metric("xchg_sample_total", .counter, "A \\ sample\nof two lines.")
        metric.add(2.5, ["feed": "a\"b\\c\nd", "agency": "vdab"])
        metric.add(.infinity)
        metric.add(.nan)
        metric.add(7)
        #expect(
            Exposition.text([metric]) == """
                # HELP xchg_sample_total A \\\\ sample\\nof two lines.
                # TYPE xchg_sample_total counter
                xchg_sample_total{feed="a\\"b\\\\c\\nd",agency="vdab"} 2.5
                xchg_sample_total +Inf
                xchg_sample_total NaN
                xchg_sample_total 7

                """)
    }
}
