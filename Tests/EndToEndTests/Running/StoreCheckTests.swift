// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import ExchangeStore
import Foundation
import TestSupport
import Testing

/// Each kind of damage is found, under its name.
struct StoreCheckTests {
    @Test func `a store after a day's work is sound, and every part of it was looked at`() async throws {
        let report = try await WorkedStage.shared.workspace().check.run()
        #expect(report.findings == [])
        #expect(report.parts == ["files", "structure", "keys", "references", "rows", "log", "deliveries"])
    }

    @Test(arguments: [
        ("DELETE FROM source_record WHERE seq = (SELECT min(seq) FROM assertion)", ["dangling-row", "counts-differ"]),
        ("DELETE FROM assertion WHERE seq = (SELECT max(seq) FROM assertion)", ["record-unaccounted"]),
        ("UPDATE intake_count SET received = received + 1 WHERE agency = (SELECT min(agency) FROM intake_count)", ["counts-differ"]),
        ("UPDATE source_record SET body = zeroblob(64) WHERE seq = 3", ["sealed-row"]),
        ("UPDATE delivery SET person_version = 999 WHERE seq = 1", ["dangling-row"]),
        ("UPDATE delivery SET payload = zeroblob(64) WHERE seq = 2", ["sealed-row"]),
        ("UPDATE assertion SET record = zeroblob(64) WHERE seq = (SELECT min(seq) FROM assertion)", ["sealed-row"]),
        ("UPDATE person SET dossier = zeroblob(64) WHERE num = 1", ["sealed-row"]),
        ("DELETE FROM delivery WHERE seq = (SELECT max(seq) FROM delivery)", ["exchange-unknown"]),
        ("UPDATE delivery SET id = zeroblob(16) WHERE seq = 1", ["sealed-row", "delivery-unlogged"]),
        ("UPDATE delivery SET audit = 1 WHERE seq = 1", ["delivery-unlogged", "exchange-unknown"]),
        ("UPDATE log_shard SET size = size - 1", ["log-ahead"]),
        ("UPDATE log_shard SET size = size + 1", ["log-incomplete"]),
        ("UPDATE log_shard SET root = zeroblob(32)", ["log-damaged"]),
        ("DELETE FROM delivery_batch WHERE id = 1", ["delivery-stray"]),
        ("UPDATE delivery_batch SET published_at = NULL, digest = '' WHERE id = 1", ["staged-file-changed"]),
        ("UPDATE counter SET value = 1 WHERE name = 'keys/commits'", ["lost-commits"]),
        ("UPDATE counter SET value = 999 WHERE name = 'keys/commits'", ["keys-older"]),
    ])
    func `a change of one row is found`(sql: String, kinds: [String]) async throws {
        let workspace = try await WorkedStage.shared.workspace()
        try workspace.inStore(sql)
        // Of some kinds there is one finding a table.
        var found: [String] = []
        for kind in workspace.kinds.map(\.rawValue) where !found.contains(kind) { found.append(kind) }
        #expect(found == kinds)
    }

    @Test(arguments: [
        ("DELETE FROM record_key WHERE record = 5", ["key-missing"]),
        ("UPDATE record_key SET key = zeroblob(60) WHERE record = 5", ["keys-damaged"]),
        ("DELETE FROM tally", []),
    ])
    func `a key that is gone or changed is found`(sql: String, kinds: [String]) async throws {
        let workspace = try await WorkedStage.shared.workspace()
        try workspace.inKeys(sql)
        #expect(workspace.kinds.map(\.rawValue) == kinds)
    }

    @Test func `what was erased, emptied by retention or waits for its time is no damage`() async throws {
        let workspace = try await WorkedStage.shared.workspace()
        let store = try workspace.store()
        try store.transaction { transaction in
            try transaction.requestErasure(of: 1, case: "Z-1", by: "first")
            _ = try transaction.erase(1, case: "Z-1", by: "second")
        }
        try store.finishErasures()
        try workspace.inStore("UPDATE delivery SET payload = x'' WHERE seq = (SELECT max(seq) FROM delivery)")
        try workspace.inStore(
            """
            INSERT INTO deferred (seq, agency, attempts, reason, due_at)
                SELECT seq, agency, 1, 'key-missing', 0 FROM source_record WHERE seq = (SELECT max(seq) FROM assertion);
            DELETE FROM assertion WHERE seq = (SELECT max(seq) FROM assertion);
            """)
        #expect(workspace.check.run().findings == [])
    }

    @Test func `a person's secret that is gone leaves all that was sealed for them unopened`() async throws {
        let workspace = try await WorkedStage.shared.workspace()
        try workspace.inKeys("DELETE FROM subject_secret WHERE person = 1")
        let findings = workspace.check.run().findings
        #expect(findings.map(\.kind) == [.keyMissing, .keyMissing, .keyMissing])
        #expect(findings.map { $0.place.prefix { $0 != " " } } == ["person", "assertion", "delivery"])
    }

    @Test func `content in a form that this program does not know is found though it opens`() async throws {
        let workspace = try await WorkedStage.shared.workspace()
        let store = try workspace.store()
        try store.transaction { transaction in
            let person = try #require(try transaction.load(1))
            try transaction.save(
                1, version: person.version, over: person.version, status: person.status,
                dossier: try transaction.keys(of: 1).seal(dossier: [255, 255]))
        }
        #expect(workspace.check.run().findings == [StoreFinding(.packedRow, "person 1")])
    }

    @Test func `what lies in the folders of recipients is held against what was written there`() async throws {
        let workspace = try await WorkedStage.shared.workspace()
        try FileManager.default.createDirectory(atPath: workspace.path + "/deliveries/vdab/.pending", withIntermediateDirectories: true)
        try workspace.write("x", to: "deliveries/vdab/.pending/begun.json")
        #expect(workspace.check.run().findings == [StoreFinding(.leftover, "vdab/.pending/begun.json")])
        #expect(workspace.check.run().isSound)
        try workspace.write("x", to: "deliveries/vdab/other.json")
        #expect(workspace.kinds == [.deliveryStray, .leftover])

        let file = try #require(try workspace.files("deliveries").first { !$0.contains(".pending") && !$0.hasPrefix(".") })
        try workspace.inStore("UPDATE delivery_batch SET published_at = NULL WHERE file = '\(file)'")
        #expect(workspace.kinds == [.deliveryStray, .leftover])
        try workspace.remove("deliveries/" + file)
        #expect(workspace.kinds == [.stagedFileMissing, .deliveryStray, .leftover])
    }

    @Test func `every kind of finding says what is wrong and what to do, in a sentence each`() {
        for kind in StoreFinding.Kind.allCases {
            let finding = StoreFinding(kind, "here", count: 3)
            #expect(finding.description.hasPrefix("here and 2 more: "))
            #expect(finding.remedy.count > 20 && finding.sentence.count > 15)
        }
        #expect(StoreFinding.Kind.allCases.filter { StoreFinding($0, "").isHarmless } == [.leftover])
    }
}
