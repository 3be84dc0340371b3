// SPDX-License-Identifier: EUPL-1.2

/// The port through which an agency's words become facts.
///
/// A connector is a value without state: it frames files, checks contracts and maps. Talking over the wire is a `SourceFeed`'s work.
package protocol SourceConnector: Sendable {
    var agency: Agency { get }
    /// The message formats it reads.
    var formats: [MessageFormat] { get }
    /// Checks the record against its contract and maps it; pure, safe to call from several threads.
    func read(_ record: SourceRecord) -> RecordReading
    /// Frames one file into records without interpreting them, in batches of at most `batchSize`, with flat memory.
    ///
    /// A fault of the whole file (trailer, encoding, header) is found before the first batch is given. Throws only where the file can't be read.
    func frame(fileAt path: String, named name: String, batchSize: Int, take: (FramedBatch) throws -> Void) throws
    /// The place of a file among those that its sender numbers without holes; nil where the name carries no number.
    func sequence(ofFileNamed name: String) -> FileSequence?
    /// Whether a file of this name is complete only when its trigger (`NAME.ok`) stands beside it.
    func waitsForTrigger(fileNamed name: String) -> Bool
    /// The lot in which the sender counts the record; nil where the record does not say.
    func lot(of record: SourceRecord) -> Lot?
}

extension SourceConnector {
    package func sequence(ofFileNamed name: String) -> FileSequence? { nil }
    package func waitsForTrigger(fileNamed name: String) -> Bool { false }
    package func lot(of record: SourceRecord) -> Lot? { nil }
}

/// Some framed records in order, and what could not be framed.
package struct FramedBatch: Sendable {
    package var records: [SourceRecord]
    package var faults: [FramingFault]
    /// Where the feed may go on after these have been committed; nil keeps the position as it is.
    package var position: FeedPosition?
    /// Numbered files of which these are the last records.
    package var sequences: [FileSequence] = []

    package init(records: [SourceRecord] = [], faults: [FramingFault] = [], position: FeedPosition? = nil) {
        self.records = records
        self.faults = faults
        self.position = position
    }

    /// True where committing it would change nothing.
    package var isEmpty: Bool { records.isEmpty && faults.isEmpty && sequences.isEmpty && position == nil }
}

/// A stretch of input of which no record can be made, such as an endless line or a file with a wrong trailer.
package struct FramingFault: Hashable, Sendable {
    package let rejection: Rejection
    /// Identifies the stretch, so that reading it again is a repetition: file name and row, or digest. May hold personal data.
    package let reference: String
    package init(rejection: Rejection, reference: String) {
        self.rejection = rejection
        self.reference = reference
    }
}

/// How far a feed has been read, in words that only the feed understands.
package struct FeedPosition: RawRepresentable, Hashable, Sendable {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// One inflow of one agency: a drop folder, a REST feed.
package protocol SourceFeed: Sendable {
    /// Stable name, e.g. `vdab/mutaties` or `lokaal/inbox`.
    var name: String { get }
    var agency: Agency { get }
    /// Hands over what is new since `position`, batch by batch in a reproducible order.
    ///
    /// When `take` returns, the batch and its position are durable; only then may the feed forget its input. Throws where the world is wrong
    /// (server away, folder unreadable): the next poll goes on from the last position.
    func poll(from position: FeedPosition?, take: (FramedBatch) throws -> Void) throws
    /// What the next poll would ask for, without asking.
    func outlook(from position: FeedPosition?) throws -> FeedOutlook
    /// Names of what lies there and is not taken yet, since its sender has not said that it is complete.
    func waiting() throws -> [String]
}

extension SourceFeed {
    package func outlook(from position: FeedPosition?) throws -> FeedOutlook { FeedOutlook(feed: name, agency: agency) }
    package func waiting() throws -> [String] { [] }
}
