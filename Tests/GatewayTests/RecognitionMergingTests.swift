// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import Gateway
import TestSupport
import Testing

/// NARIC tells a dossier in events; they join into one decision.
struct RecognitionMergingTests {
    private func merged(_ records: [(seq: Int64, record: CanonicalRecord)]) -> CanonicalPerson {
        var dossier = Dossier()
        for one in records { _ = dossier.join(one.record, seq: one.seq) }
        return Merger().merge(dossier, as: PersonID(rawValue: "p"), status: .canonical)
    }

    private func merged(_ records: [CanonicalRecord]) -> CanonicalPerson {
        merged(records.enumerated().map { (Int64($0.offset + 1), $0.element) })
    }

    private func event(
        _ dossier: String, _ version: Int64, _ at: String, by agency: Agency = .naric, kind: RecognitionDecision.Kind = .unknown,
        quality: Set<Quality> = [], _ tell: (inout RecognitionDecision) -> Void = { _ in }
    ) -> CanonicalRecord {
        var decision = RecognitionDecision(dossierNumber: dossier, kind: kind)
        tell(&decision)
        let id = agency == .naric ? "\(dossier)/\(version)" : dossier
        return CanonicalRecord(
            source: Cast.stamp(agency, at, sequence: version), subject: Subject(insz: Cast.selam),
            facts: [Fact(id: id, value: .recognition(decision), quality: quality)])
    }

    private func decided(
        _ version: Int64, _ at: String, _ outcome: RecognitionDecision.Outcome, on day: String, title: String? = nil, vks: String? = nil,
        in dossier: String = "N1", by agency: Agency = .naric, replacing old: String? = nil
    ) -> CanonicalRecord {
        event(dossier, version, at, by: agency) { decision in
            decision.outcome = outcome
            decision.originalOutcome = Coded(scheme: "naric/uitkomst", code: outcome.rawValue, originalCode: outcome.rawValue)
            decision.decidedOn = PartialDate(day)
            decision.flemishTitle = title
            decision.levels = vks.map { [Coded(scheme: "vks", code: $0, originalCode: $0)] } ?? []
            decision.supersedes = old
        }
    }

    /// Submitted with everything said, asked for documents twice, complete, decided, revised.
    private var story: [CanonicalRecord] {
        [
            event("N1", 1, "2024-01-08", kind: .level, quality: [.partial]) { submitted in
                submitted.receivedOn = Cast.day("2024-01-07")
                submitted.statutoryDays = 60
                submitted.originalKind = Coded(scheme: "naric/soort", code: "NIVEAU", originalCode: "NIVEAU")
                submitted.fee = Money(cents: 9000)
                submitted.feeExemption = Coded(scheme: "naric/vrijstelling", code: "VLUCHTELING", originalCode: "VLUCHTELING")
                submitted.diploma.title = "Licence"
                submitted.diploma.dutchTitle = "Licentie"
                submitted.diploma.country = Coded(scheme: "iso3166-1/alpha-3", code: "SUN", originalCode: "SUN")
                submitted.diploma.year = PartialDate("1989")
                submitted.diploma.institution = "Zandheuvel"
            },
            event("N1", 2, "2024-01-15") { $0.documentsRequestedOn = [Cast.day("2024-01-15")] },
            event("N1", 3, "2024-01-10") { $0.documentsRequestedOn = [Cast.day("2024-01-10")] },
            event("N1", 4, "2024-02-29") { $0.completeOn = Cast.day("2024-03-01") },
            decided(5, "2024-04-16", .grantedLower, on: "2024-04-15", title: "Graduaat", vks: "5"),
            decided(6, "2024-09-02", .refused, on: "2024-08-30"),
            event("N1", 7, "2024-09-03") { $0.closedOn = Cast.day("2024-09-03") },
        ]
    }

    @Test func `the events of a dossier become one decision that knows all they said`() throws {
        let person = merged(Array(story.prefix(5)))
        #expect(person.recognitions.count == 1)
        let one = try #require(person.recognitions.first)
        #expect(one.factId == "N1")
        #expect(one.assertedAt == Instant(utc: Cast.day("2024-04-16")))
        #expect(one.record == 5)
        #expect(one.quality == [.partial])
        let decision = one.value
        #expect(decision.kind == .level)
        #expect(decision.originalKind?.code == "NIVEAU")
        #expect(decision.originalOutcome?.code == "GRANTED_LOWER")
        #expect(decision.receivedOn == Cast.day("2024-01-07"))
        #expect(decision.documentsRequestedOn == [Cast.day("2024-01-10"), Cast.day("2024-01-15")])
        #expect(decision.completeOn == Cast.day("2024-03-01"))
        #expect(decision.statutoryDays == 60)
        #expect(decision.dueOn == Cast.day("2024-04-30"))
        #expect(decision.documentsDueOn == nil)
        #expect(decision.decidedOn == PartialDate("2024-04-15"))
        #expect(decision.outcome == .grantedLower)
        #expect(decision.flemishTitle == "Graduaat")
        #expect(decision.levels.map(\.code) == ["5"])
        #expect(decision.fee == Money(cents: 9000))
        #expect(decision.feeExemption?.code == "VLUCHTELING")
        #expect(decision.diploma.title == "Licence")
        #expect(decision.diploma.dutchTitle == "Licentie")
        #expect(decision.diploma.country?.code == "SUN")
        #expect(decision.diploma.year == PartialDate("1989"))
        #expect(decision.diploma.institution == "Zandheuvel")
        #expect(decision.closedOn == nil)
        #expect(decision.isInForce)
    }

    @Test func `a revised decision takes the place of all of the earlier one`() throws {
        let decision = try #require(merged(story).recognitions.first?.value)
        #expect(decision.outcome == .refused)
        #expect(decision.decidedOn == PartialDate("2024-08-30"))
        #expect(decision.flemishTitle == nil)
        #expect(decision.levels.isEmpty)
        #expect(decision.closedOn == Cast.day("2024-09-03"))
        #expect(decision.kind == .level)
    }

    @Test func `any order of arrival, any repetition and any split of persons give the same decision`() {
        let numbered = story.enumerated().map { (seq: Int64($0.offset + 1), record: $0.element) }
        let wanted = merged(numbered).recognitions
        var state: UInt64 = 31
        for _ in 0..<200 {
            var order = numbered
            for index in order.indices.dropFirst() {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                order.swapAt(index, Int(state >> 33) % (index + 1))
            }
            order.append(order[Int(state >> 40) % order.count])
            #expect(merged(order).recognitions == wanted)
            let cut = Int(state >> 35) % order.count
            var left = Dossier(), right = Dossier()
            for one in order[..<cut] { _ = left.join(one.record, seq: one.seq) }
            for one in order[cut...] { _ = right.join(one.record, seq: one.seq) }
            left.join(right)
            let joined = Merger().merge(left, as: PersonID(rawValue: "p"), status: .canonical)
            #expect(joined.recognitions == wanted)
        }
    }

    @Test func `an event sent again with another content takes the place of the first`() throws {
        let wrong = event("N1", 1, "2024-01-08") { $0.receivedOn = Cast.day("2024-01-01") }
        let right = event("N1", 1, "2024-01-09") { $0.documentsRequestedOn = [Cast.day("2024-01-09")] }
        let decision = try #require(merged([right, wrong]).recognitions.first?.value)
        #expect(decision.receivedOn == nil)
        #expect(decision.documentsRequestedOn == [Cast.day("2024-01-09")])
    }

    @Test func `documents that are missing may come within six months`() throws {
        let asked = { (events: [CanonicalRecord]) in self.merged(events).recognitions.first?.value.documentsDueOn }
        let request = event("N1", 2, "2024-08-31") { $0.documentsRequestedOn = [Cast.day("2024-08-31")] }
        #expect(asked([request]) == Cast.day("2025-02-28"))
        let before = event("N1", 1, "2024-08-30") { $0.completeOn = Cast.day("2024-08-30") }
        #expect(asked([request, before]) == Cast.day("2025-02-28"))
        let sameDay = event("N1", 3, "2024-08-31") { $0.completeOn = Cast.day("2024-08-31") }
        #expect(asked([request, sameDay]) == nil)
        #expect(asked([request, event("N1", 3, "2024-09-30") { $0.closedOn = Cast.day("2024-09-30") }]) == nil)
        #expect(asked([request, event("N1", 3, "2024-09-30") { $0.outcome = .withdrawn }]) == nil)
        #expect(asked([request, event("N1", 3, "2024-09-30") { $0.decidedOn = PartialDate("2024") }]) == nil)
    }

    @Test func `the same decision told in another form adds what it knows more`() throws {
        let event = decided(5, "2024-04-16", .grantedAsRequested, on: "2024-04-15", title: "Bachelor", vks: "6", replacing: "N0")
        var other = decided(0, "2024-04-20", .grantedAsRequested, on: "2024-04-15")
        guard case .recognition(var form) = other.facts[0].value else { return }
        form.originalOutcome = nil
        form.levels = [Coded(scheme: "eqf", code: "6", originalCode: "6")]
        other.facts = [Fact(id: "N1/elm", value: .recognition(form))]
        let decision = try #require(merged([other, event]).recognitions.first?.value)
        #expect(decision.flemishTitle == "Bachelor")
        #expect(decision.originalOutcome?.code == "GRANTED_AS_REQUESTED")
        #expect(decision.levels.map(\.scheme) == ["eqf", "vks"])
        #expect(decision.supersedes == "N0")
    }

    @Test func `a decision of another dossier takes the place of the one it names, in whatever order`() {
        let old = decided(1, "2024-01-10", .grantedLower, on: "2024-01-09", in: "N1")
        let new = decided(1, "2024-06-10", .grantedAsRequested, on: "2024-06-09", in: "N2", replacing: "N1")
        for records in [[old, new], [new, old]] {
            let person = merged(records)
            #expect(person.recognitions.map(\.value.dossierNumber) == ["N1", "N2"])
            #expect(person.recognitions.map(\.value.supersededBy) == ["N2", nil])
            #expect(person.recognitions.map(\.value.isInForce) == [false, true])
        }
        let own = decided(1, "2024-06-10", .grantedAsRequested, on: "2024-06-09", in: "N1", replacing: "N1")
        #expect(merged([own]).recognitions.map(\.value.isInForce) == [true])
    }

    @Test func `LED's copy of a dossier does not double it, and a difference is a conflict`() throws {
        let ours = decided(5, "2024-04-16", .grantedLower, on: "2024-04-15")
        let copy = decided(0, "2024-06-01", .grantedLower, on: "2024", by: .onderwijs)
        let agreeing = merged([copy, ours])
        #expect(agreeing.recognitions.map(\.value.decidedOn) == [PartialDate("2024-04-15")])
        #expect(agreeing.recognitions.map(\.agency) == [.naric])
        #expect(agreeing.conflicts.isEmpty)
        let other = merged([decided(0, "2024-06-01", .grantedAsRequested, on: "2024", by: .onderwijs), ours])
        #expect(other.recognitions.map(\.value.outcome) == [.grantedLower])
        #expect(
            other.conflicts == [
                Conflict(attribute: "recognitions.outcome", agencies: [.naric, .onderwijs], records: [2, 1], resolvedBy: "naric-first")
            ])
        let open = merged([copy, event("N1", 4, "2024-02-29") { $0.completeOn = Cast.day("2024-03-01") }])
        #expect(open.recognitions.map(\.value.outcome) == [nil])
        #expect(open.conflicts.isEmpty)
        #expect(merged([copy]).recognitions.map(\.agency) == [.onderwijs])
    }

    @Test func `a kind that nobody knows takes the place of the one before, and its word is kept`() {
        let level = event("N1", 1, "2024-01-08", kind: .level)
        let odd = event("N1", 2, "2024-02-01") { $0.originalKind = Coded(scheme: "naric/soort", code: nil, originalCode: "RAAR") }
        let decision = merged([odd, level]).recognitions.first?.value
        #expect(decision?.kind == .unknown)
        #expect(decision?.originalKind?.originalCode == "RAAR")
    }

    @Test func `the term of the source holds where the kind of recognition is not known`() {
        let told = event("N1", 1, "2024-01-08") { $0.dueOn = Cast.day("2024-05-01") }
        let complete = event("N1", 2, "2024-02-01") { $0.completeOn = Cast.day("2024-02-01") }
        #expect(merged([told, complete]).recognitions.map(\.value.dueOn) == [Cast.day("2024-05-01")])
    }
}
