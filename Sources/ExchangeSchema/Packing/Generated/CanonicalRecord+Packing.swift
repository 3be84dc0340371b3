// SPDX-License-Identifier: EUPL-1.2
// Written by scripts/packing.py from Exchange/CanonicalRecord.swift; not to be changed by hand.

extension CanonicalRecord: Packable {
    package func pack(into out: inout PackedWriter) {
        out.begin(1); source.pack(into: &out)
        out.begin(2); subject.pack(into: &out)
        for item in facts { out.begin(3); item.pack(into: &out) }
        for item in outcomes { out.begin(4); item.pack(into: &out) }
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        var source: SourceStamp?
        var subject: Subject?
        var facts: [Fact] = []
        var outcomes: [SourceOutcome] = []
        while let part = try reader.next() {
            switch part.number {
            case 1: source = try reader.value(part)
            case 2: subject = try reader.value(part)
            case 3: facts.append(try reader.value(part))
            case 4: outcomes.append(try reader.value(part))
            default: try reader.skip(part)
            }
        }
        guard let source, let subject else { throw PackedFault() }
        self.source = source
        self.subject = subject
        self.facts = facts
        self.outcomes = outcomes
    }
}

extension SourceStamp: Packable {
    package func pack(into out: inout PackedWriter) {
        out.text(1, agency.rawValue)
        out.text(2, organisation.rawValue)
        out.text(3, format.rawValue)
        out.integer(4, assertedAt.milliseconds)
        out.integer(5, sequence)
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        var agency: Agency?
        var organisation: OrganisationID?
        var format: MessageFormat?
        var assertedAt: Instant?
        var sequence: Int64?
        while let part = try reader.next() {
            switch part.number {
            case 1: agency = Agency(rawValue: try reader.text(part))
            case 2: organisation = OrganisationID(rawValue: try reader.text(part))
            case 3: format = MessageFormat(rawValue: try reader.text(part))
            case 4: assertedAt = Instant(milliseconds: try reader.integer(part))
            case 5: sequence = try reader.integer(part)
            default: try reader.skip(part)
            }
        }
        guard let agency, let organisation, let format, let assertedAt, let sequence else { throw PackedFault() }
        self.agency = agency
        self.organisation = organisation
        self.format = format
        self.assertedAt = assertedAt
        self.sequence = sequence
    }
}

extension Subject: Packable {
    package func pack(into out: inout PackedWriter) {
        if let insz { out.integer(1, insz.packedNumber) }
        if hasFlawedINSZ { out.flag(2, true) }
        if let flawedINSZ { out.text(3, flawedINSZ) }
        for item in replacements { out.begin(4); item.pack(into: &out) }
        if let localIdentifier { out.begin(5); localIdentifier.pack(into: &out) }
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        var insz: INSZ?
        var hasFlawedINSZ = false
        var flawedINSZ: String?
        var replacements: [INSZReplacement] = []
        var localIdentifier: PersonIdentifier?
        while let part = try reader.next() {
            switch part.number {
            case 1: insz = try INSZ(packedNumber: try reader.integer(part))
            case 2: hasFlawedINSZ = try reader.flag(part)
            case 3: flawedINSZ = try reader.text(part)
            case 4: replacements.append(try reader.value(part))
            case 5: localIdentifier = try reader.value(part)
            default: try reader.skip(part)
            }
        }
        self.insz = insz
        self.hasFlawedINSZ = hasFlawedINSZ
        self.flawedINSZ = flawedINSZ
        self.replacements = replacements
        self.localIdentifier = localIdentifier
    }
}

extension INSZReplacement: Packable {
    package func pack(into out: inout PackedWriter) {
        out.integer(1, old.packedNumber)
        out.integer(2, new.packedNumber)
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        var old: INSZ?
        var new: INSZ?
        while let part = try reader.next() {
            switch part.number {
            case 1: old = try INSZ(packedNumber: try reader.integer(part))
            case 2: new = try INSZ(packedNumber: try reader.integer(part))
            default: try reader.skip(part)
            }
        }
        guard let old, let new else { throw PackedFault() }
        self.old = old
        self.new = new
    }
}
