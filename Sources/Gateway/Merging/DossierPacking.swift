// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// A dossier: 1 each known number, 2 each fact, 3 each release.
extension Dossier: Packable {
    package func pack(into out: inout PackedWriter) {
        for number in numbers { out.begin(1); number.pack(into: &out) }
        for fact in facts { out.begin(2); fact.pack(into: &out) }
        for release in releases { out.begin(3); release.pack(into: &out) }
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        self.init()
        while let part = try reader.next() {
            switch part.number {
            case 1: numbers.append(try reader.value(part))
            case 2: facts.append(try reader.value(part))
            case 3: releases.append(try reader.value(part))
            default: try reader.skip(part)
            }
        }
    }
}

/// A number: 1 the INSZ, 2 what replaced it.
extension Dossier.KnownNumber: Packable {
    package func pack(into out: inout PackedWriter) {
        out.insz(1, insz)
        if let replacedBy { out.insz(2, replacedBy) }
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        var insz: INSZ?
        var replacedBy: INSZ?
        while let part = try reader.next() {
            switch part.number {
            case 1: insz = try reader.insz(part)
            case 2: replacedBy = try reader.insz(part)
            default: try reader.skip(part)
            }
        }
        guard let insz else { throw PackedFault() }
        self.init(insz: insz, replacedBy: replacedBy)
    }
}

/// A release: 1 agreement, 2 recipient, 3 digest, 4 id of the delivery.
extension Dossier.Release: Packable {
    package func pack(into out: inout PackedWriter) {
        out.text(1, agreement)
        out.text(2, recipient.rawValue)
        out.text(3, digest)
        if let delivery { out.text(4, delivery) }
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        var agreement: String?
        var recipient: String?
        var digest: String?
        var delivery: String?
        while let part = try reader.next() {
            switch part.number {
            case 1: agreement = try reader.text(part)
            case 2: recipient = try reader.text(part)
            case 3: digest = try reader.text(part)
            case 4: delivery = try reader.text(part)
            default: try reader.skip(part)
            }
        }
        guard let agreement, let recipient, let digest else { throw PackedFault() }
        self.init(agreement: agreement, recipient: OrganisationID(rawValue: recipient), digest: digest, delivery: delivery)
    }
}

/// A retained fact: 1 source stamp, 2 number of the record, 3 the fact.
extension RetainedFact: Packable {
    package func pack(into out: inout PackedWriter) {
        out.begin(1)
        source.pack(into: &out)
        out.integer(2, record)
        out.begin(3)
        fact.pack(into: &out)
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        var source: SourceStamp?
        var record: Int64?
        var fact: Fact?
        while let part = try reader.next() {
            switch part.number {
            case 1: source = try reader.value(part)
            case 2: record = try reader.integer(part)
            case 3: fact = try reader.value(part)
            default: try reader.skip(part)
            }
        }
        guard let source, let record, let fact else { throw PackedFault() }
        self.init(source: source, record: record, fact: fact)
    }
}
