// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// Carries everybody's messages to the folders of the agencies and counts what must become of them.
final class Post {
    enum Outcome { case accepted, inReview, quarantined }

    let plan: SimulationPlan
    let ledger: Ledger
    private let root: String
    private let questions: OutputFile
    private let mutations: Spill
    private let rows: Spill
    private let events: Spill
    private let lives: OutputFile

    init(_ plan: SimulationPlan, _ root: String) throws {
        self.plan = plan
        self.root = root
        ledger = Ledger(plan)
        let agencies = [Agency.inburgering, .onderwijs, .naric, .vdab, .lokaal]
        try EarlierRun.clear(root, folders: agencies.map(\.rawValue))
        for agency in agencies { try OutputFile.makeDirectory("\(root)/\(agency)") }
        questions = try OutputFile("\(root)/onderwijs/vragen.csv")
        try questions.append("referte;insz\n".utf8)
        mutations = try Spill("\(root)/.mutaties")
        rows = try Spill("\(root)/.rijen")
        events = try Spill("\(root)/.gebeurtenissen")
        lives = try OutputFile("\(root)/truth-lives.ndjson")
    }

    /// All messages about one person, from all agencies.
    func send(_ life: Life, _ reporting: Reporting, _ chance: inout Chance) throws {
        var reporting = reporting
        reporting.dossierIsUsable = try sendDossiers(life, reporting, &chance)
        try sendHistory(life, reporting, &chance)
        try sendDecisions(life, reporting, &chance)
        try sendApplications(life, reporting)
        try sendMutations(life, reporting, &chance)
        try sendWork(life, reporting, &chance)
        try sendResidence(life, reporting, &chance)
        try sendParticipation(life, reporting, &chance)
        try sendPersonAnswer(life, &chance)
        try close(life, reporting)
    }

    /// Counts what must be believed of a person, and writes it down beside the truth.
    func close(_ life: Life, _ reporting: Reporting) throws {
        guard ledger.close(life, reporting) else { return }
        try lives.append(LifeAccount(life: life, reporting: reporting, last: plan.to).line)
    }

    /// One XML message, now and then twice; the name begins with the day it arrives, so that folders read in order of arrival.
    func deliver(
        _ bytes: [UInt8], _ agency: Agency, _ kind: String, _ index: Int, _ part: Int, arriving day: LocalDate, _ outcome: Outcome,
        _ chance: inout Chance
    ) throws {
        try put(bytes, agency, kind, index, "\(part)", day)
        ledger.count(agency, outcome)
        guard outcome != .quarantined, chance.happens(plan.rates.duplicate) else { return }
        try put(bytes, agency, kind, index, "\(part)h", day.adding(days: chance.whole(0...9)))
        ledger.countDuplicate(agency)
    }

    private func put(_ bytes: [UInt8], _ agency: Agency, _ kind: String, _ index: Int, _ part: String, _ day: LocalDate) throws {
        let parts = day.parts
        let stamp = "\(Digits.padded(parts.year, 4))\(Digits.padded(parts.month, 2))\(Digits.padded(parts.day, 2))"
        try OutputFile.write(bytes, to: "\(root)/\(agency)/\(stamp)-\(kind)-\(Digits.padded(index, 7))-\(part).xml")
        ledger.countFile()
    }

    func ask(_ reference: String, _ number: String) throws { try questions.append("\(reference);\(number)\n".utf8) }

    func put(_ mutation: MutationWriter.Mutation, late days: Int = 0) throws -> Int {
        try mutations.put(mutation.open, key: mutation.modifiedAt.milliseconds + Int64(days) * 86_400_000)
    }

    func repeatMutation(_ number: Int, at instant: Instant) { mutations.putCopy(of: number, key: instant.milliseconds) }

    func put(event: ApplicationWriter.Event) throws { try events.put(event.line, key: event.at.milliseconds) }

    func put(row: [UInt8], _ kind: MunicipalRows.Kind, nis: String, fileDay: LocalDate) throws {
        try rows.put(row, group: MunicipalRows.group(nis: nis, kind, fileDay), key: 0)
    }

    /// Puts feed and files in order and writes the truth.
    func finish() throws -> Truth {
        try questions.close()
        try lives.close()
        try writeFeed()
        try writeEvents()
        try writeMunicipalFiles()
        let truth = ledger.settled()
        try TruthFile.write(truth, to: "\(root)/truth.json")
        return truth
    }

    private func writeFeed() throws {
        let feed = try OutputFile("\(root)/vdab/mutaties.ndjson")
        var serials: [Int: Int] = [:]
        var serial = 0
        try mutations.drain { bytes, _, number, copyOf in
            // A copy follows its original, so the original has its serial already.
            if copyOf == nil { serial += 1; serials[number] = serial }
            let own = copyOf.flatMap { serials[$0] } ?? serial
            try feed.append(bytes)
            try feed.append(",\"volgnummer\":\(own)}\n".utf8)
        }
        try feed.close()
    }

    private func writeEvents() throws {
        let parts = plan.to.parts
        let stamp = "\(Digits.padded(parts.year, 4))\(Digits.padded(parts.month, 2))\(Digits.padded(parts.day, 2))"
        let file = try OutputFile("\(root)/naric/naric_\(stamp)_0001.ndjson")
        try events.drain { bytes, _, _, _ in try file.append(bytes) }
        let isEmpty = file.count == 0
        try file.close()
        if isEmpty { try OutputFile.remove("\(root)/naric/naric_\(stamp)_0001.ndjson") } else { ledger.countFile() }
    }

    private func writeMunicipalFiles() throws {
        var current: Int64?
        var pending: [[UInt8]] = []
        var serials: [Int64: Int] = [:]
        let writer = { (group: Int64, rows: [[UInt8]]) throws in
            let (nis, kind, day) = MunicipalRows.parts(ofGroup: group)
            let serial = (serials[group / 100_000] ?? 0) + 1
            serials[group / 100_000] = serial
            let parts = day.parts
            let stamp = "\(Digits.padded(parts.year, 4))\(Digits.padded(parts.month, 2))\(Digits.padded(parts.day, 2))"
            let path = "\(self.root)/lokaal/\(nis)_\(stamp)_\(Digits.padded(serial, 4))_\(kind.word)"
            try OutputFile.write(MunicipalRows(nis: nis).file(kind, rows: rows), to: path + ".csv")
            try OutputFile.write([], to: path + ".ok")
            self.ledger.countFile()
        }
        try rows.drain { bytes, group, _, _ in
            if let open = current, open != group {
                try writer(open, pending)
                pending.removeAll(keepingCapacity: true)
            }
            current = group
            pending.append(bytes)
        }
        if let open = current { try writer(open, pending) }
    }
}
