// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import Gateway
import TestSupport
import Testing

/// A registration with VDAB is what was said of it at different moments, taken together.
struct RegistrationMergingTests {
    private func merged(_ records: [CanonicalRecord]) -> [Sourced<JobseekerRegistration>] {
        var dossier = Dossier()
        for (index, record) in records.enumerated() { _ = dossier.join(record, seq: Int64(index + 1)) }
        return Merger().merge(dossier, as: PersonID(rawValue: "p"), status: .canonical).jobseekerRegistrations
    }

    private func record(_ at: String, _ fact: Fact, sequence: Int64 = 0) -> CanonicalRecord {
        CanonicalRecord(source: Cast.stamp(.vdab, at, sequence: sequence), subject: Subject(insz: Cast.selam), facts: [fact])
    }

    private func fact(
        _ id: String, of registration: String = "R", at: String = "2024-01-10", standing: Fact.Standing = .held, quality: Set<Quality> = [],
        _ change: (inout JobseekerRegistration) -> Void = { _ in }
    ) -> Fact {
        var value = JobseekerRegistration(registrationId: registration, registeredAt: Instant(utc: Cast.day(at), hour: 9))
        change(&value)
        return Fact(id: id, standing: standing, value: .jobseeker(value), quality: quality)
    }

    private func category(_ code: String, from: String? = nil) -> (inout JobseekerRegistration) -> Void {
        { value in
            value.category = Coded(scheme: "vdab/categorie", code: code, originalCode: code)
            value.categoryFrom = from.map(Cast.day)
        }
    }

    private var opened: CanonicalRecord {
        record(
            "2024-01-10",
            fact("R", quality: [.partial]) { value in
                value.effectiveFrom = Cast.day("2024-01-11")
                value.channel = .referral
                value.employmentPerspective = true
                self.category("00", from: "2024-01-11")(&value)
            })
    }

    private var ended: CanonicalRecord {
        record(
            "2024-09-01",
            fact("uitschrijving/U") { value in
                value.endedOn = Cast.day("2024-08-31")
                value.endReason = Coded(scheme: "r", code: "WERK", originalCode: "WERK")
            })
    }

    @Test func `the end of a registration and a new category leave what was given before, in any order of arrival`() {
        let changed = record("2024-05-01", fact("categorie/C", quality: [.unmappedCode], category("93", from: "2024-05-01")))
        for records in [[opened, changed, ended], [ended, changed, opened], [changed, opened, ended]] {
            let all = merged(records)
            #expect(all.count == 1)
            let value = all.first?.value
            #expect(value?.registrationId == "R")
            #expect(value?.registeredAt.description == "2024-01-10T09:00:00.000Z")
            #expect(value?.effectiveFrom == Cast.day("2024-01-11"))
            #expect(value?.channel == .referral)
            #expect(value?.employmentPerspective == true)
            #expect(value?.category?.code == "93")
            #expect(value?.categoryFrom == Cast.day("2024-05-01"))
            #expect(value?.endedOn == Cast.day("2024-08-31"))
            #expect(value?.endReason?.code == "WERK")
            #expect(all.first?.factId == "R")
            #expect(all.first?.record == records.firstIndex(of: opened).map { Int64($0 + 1) })
            #expect(all.first?.quality == [.partial, .unmappedCode].sorted())
        }
        #expect(merged([opened, ended]).first?.value.category?.code == "00")
    }

    @Test func `an opening sent again brings no earlier category back, and a category for an earlier day does not win`() {
        let changed = record("2024-05-01", fact("categorie/C", category("93", from: "2024-05-01")))
        let again = record("2024-06-01", fact("R", category("00", from: "2024-01-11")))
        #expect(merged([opened, changed, again]).first?.value.category?.code == "93")
        let back = record("2024-07-01", fact("categorie/D", category("02", from: "2024-02-01")))
        #expect(merged([opened, changed, back]).first?.value.category?.code == "93")
        let sameDay = record("2024-05-01", fact("categorie/E", category("05", from: "2024-05-01")), sequence: 1)
        #expect(merged([sameDay, opened, changed]).first?.value.category?.code == "05")
        let first = record("2024-02-01", fact("categorie/F", category("11", from: "2024-01-11")))
        #expect(merged([opened, first]).first?.value.category?.code == "11")
    }

    @Test func `an annulled registration takes its category and its end along, and each of these can be annulled alone`() {
        let changed = record("2024-05-01", fact("categorie/C", category("93", from: "2024-05-01")))
        let gone = record("2024-06-01", fact("R", standing: .annulled))
        #expect(merged([opened, changed, ended, gone]).isEmpty)
        #expect(merged([gone, ended, changed, opened]).isEmpty)
        let uncategorised = record("2024-06-01", fact("categorie/C", standing: .annulled))
        #expect(merged([opened, changed, uncategorised]).first?.value.category?.code == "00")
        let reopened = record("2024-10-01", fact("uitschrijving/U", standing: .annulled))
        #expect(merged([opened, ended, reopened]).first?.value.endedOn == nil)
        #expect(merged([opened, ended, reopened]).first?.value.endReason == nil)
    }

    @Test func `an end without the opening still tells of the registration, and the latest end stands`() {
        let alone = merged([ended])
        #expect(alone.map(\.value.registrationId) == ["R"])
        #expect(alone.map(\.factId) == ["uitschrijving/U"])
        let later = record("2024-10-01", fact("uitschrijving/V") { $0.endedOn = Cast.day("2024-07-31") })
        #expect(merged([opened, later, ended]).first?.value.endedOn == Cast.day("2024-07-31"))
        #expect(merged([opened, later, ended]).first?.value.endReason == nil)
    }

    @Test func `a category without a registration goes to the one that is open on its first day`() {
        func note(_ from: String?) -> CanonicalRecord {
            record("2024-12-01", fact("categorie@dossier", of: "*", quality: [.estimated], category("93", from: from)))
        }
        let second = record("2024-10-01", fact("S", of: "S", at: "2024-10-01"))
        func codes(_ day: String?) -> [String?] { merged([note(day), opened, ended, second]).map { $0.value.category?.code } }
        #expect(codes("2024-08-31") == ["93", nil])
        #expect(codes("2024-09-01") == ["00", nil])
        #expect(codes("2024-10-01") == ["00", "93"])
        #expect(codes("2024-01-09") == ["00", nil])
        #expect(codes(nil) == ["00", nil])
        #expect(merged([note("2024-08-31")]).isEmpty)
        #expect(merged([note("2024-08-31"), opened]).first?.factId == "R")
        #expect(merged([note("2024-08-31"), opened]).first?.quality == [.partial, .estimated].sorted())
    }

    @Test func `registrations stay apart, and a copy without an id joins the one of its second`() {
        let second = record("2024-03-01", fact("S", of: "S", at: "2024-03-01"))
        #expect(merged([second, opened]).map(\.value.registrationId) == ["R", "S"])
        let copy = record("2024-11-01", fact("nwwz/1", of: "", category("78", from: "2024-04-01")))
        let joined = merged([opened, copy, second])
        #expect(joined.map(\.factId) == ["R", "S"])
        #expect(joined.first?.value.category?.code == "78")
        #expect(joined.first?.value.channel == .referral)
        let stranger = record("2024-11-01", fact("nwwz/2", of: "", at: "2024-04-04"))
        #expect(merged([opened, stranger]).map(\.factId) == ["R", "nwwz/2"])
    }
}
