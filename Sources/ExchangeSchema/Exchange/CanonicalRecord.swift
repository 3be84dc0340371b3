// SPDX-License-Identifier: EUPL-1.2

/// What one source record says, in canonical terms, about one person.
package struct CanonicalRecord: Sendable, Codable, Equatable {
    package var source: SourceStamp
    package var subject: Subject
    package var facts: [Fact]
    /// Outcomes that came along with the data: warnings, producers that had nothing.
    package var outcomes: [SourceOutcome] = []

    package init(source: SourceStamp, subject: Subject, facts: [Fact]) {
        self.source = source
        self.subject = subject
        self.facts = facts
    }
}

/// Who said something and when; orders assertions of one organisation about one thing.
package struct SourceStamp: Hashable, Sendable, Codable {
    package var agency: Agency
    package var organisation: OrganisationID
    package var format: MessageFormat
    /// When the source made the change, by its own clock.
    package var assertedAt: Instant
    /// The source's own sequence among changes of the same time; 0 where it has none.
    package var sequence: Int64

    package init(agency: Agency, organisation: OrganisationID, format: MessageFormat, assertedAt: Instant, sequence: Int64 = 0) {
        self.agency = agency
        self.organisation = organisation
        self.format = format
        self.assertedAt = assertedAt
        self.sequence = sequence
    }
}

/// What a record offers to find out whom it is about.
package struct Subject: Hashable, Sendable, Codable {
    /// The valid INSZ the record is filed under.
    package var insz: INSZ?
    /// True where the record gave an INSZ with wrong check digits or an impossible month: never matched by it.
    package var hasFlawedINSZ: Bool
    /// The flawed number as given, kept for the clerk who must mend it.
    package var flawedINSZ: String?
    /// Numbers that the record says were replaced, old → new (MAGDA 30004, `oud_insz;nieuw_insz`).
    package var replacements: [INSZReplacement]
    /// The source's own id of the person, e.g. the klantnummer; scheme and value.
    package var localIdentifier: PersonIdentifier?

    package init(insz: INSZ? = nil, localIdentifier: PersonIdentifier? = nil) {
        self.insz = insz
        self.localIdentifier = localIdentifier
        hasFlawedINSZ = false
        replacements = []
    }
}

/// One INSZ that gave way to another for the same person.
package struct INSZReplacement: Hashable, Sendable, Codable {
    package let old: INSZ
    package let new: INSZ
    package init(old: INSZ, new: INSZ) { self.old = old; self.new = new }
}
