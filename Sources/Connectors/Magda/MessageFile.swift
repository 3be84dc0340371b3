// SPDX-License-Identifier: EUPL-1.2

package import ExchangeSchema
import Foundation

/// Frames XML files of which each holds one MAGDA message; the whole file is the record.
///
/// The message is not checked here: names and references are picked out of its bytes, and what can't be found stays unknown.
/// A message longer than the limit, or an empty file, is a fault of framing.
package struct MessageFile: Sendable {
    let agency: Agency
    /// Formats by the name of the root element, or by that and the version the message gives: `GeefDossierKBIResponse/01.00`.
    let formats: [String: MessageFormat]
    let questions: QuestionRegister
    let limit: Int

    package init(agency: Agency, formats: [String: MessageFormat], questions: QuestionRegister = QuestionRegister(), limit: Int = 4 << 20) {
        self.agency = agency
        self.formats = formats
        self.questions = questions
        self.limit = limit
    }

    /// What a message says of itself, for its frame.
    struct Outline {
        let scan: TagScan
        /// The INSZ that was asked for, where the folder or the name of the file says it.
        let askedINSZ: String?
        let reference: String
    }

    /// Frames one file; `describe` gives the sender and the source key.
    func frame(
        fileAt path: String, named name: String, leavesNamed wanted: Set<String>,
        describe: (Outline) -> (organisation: OrganisationID, sourceKey: String), take: (FramedBatch) throws -> Void
    ) throws {
        if name == QuestionRegister.fileName { return }
        let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        let length = try handle.seekToEnd()
        guard length > 0 else { return try take(FramedBatch(faults: [fault("xml:empty", name)])) }
        guard length <= limit else { return try take(FramedBatch(faults: [fault("xml:too-long", name)])) }
        try handle.seek(toOffset: 0)
        let bytes = [UInt8](try handle.readToEnd() ?? Data())

        let scan = TagScan(bytes, leavesNamed: wanted.union(["Referte", "INSZ", "Versie"]))
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let asked = try askedINSZ(scan, folder: folder, name: name)
        let registered = scan.first("Metadata", "Referte") ?? scan.first("Vraag", "Referte")
        let reference = registered ?? scan.first("Afzender", "Referte") ?? scan.first("Antwoord", "Referte") ?? Self.digest(bytes)
        let (organisation, sourceKey) = describe(Outline(scan: scan, askedINSZ: asked, reference: reference))
        let version = scan.first("Context", "Versie")?.prefix(5) ?? ""
        let format = scan.rootName.flatMap { formats["\($0)/\(version)"] ?? formats[$0] } ?? MessageFormat(rawValue: "unknown")
        let record = SourceRecord(
            agency: agency, organisation: organisation, format: format, sourceKey: sourceKey, reference: reference, body: bytes,
            context: asked.map { ["insz": $0] } ?? [:])
        try take(FramedBatch(records: [record]))
    }

    private func askedINSZ(_ scan: TagScan, folder: String, name: String) throws -> String? {
        if let question = scan.first("Antwoord", "Referte"), let insz = try questions.insz(reference: question, inFolder: folder) {
            return insz
        }
        let stem = name.hasSuffix(".xml") ? name.dropLast(4) : name[...]
        return stem.utf8.count == 11 && Digits.value(stem) != nil ? String(stem) : nil
    }

    private func fault(_ rule: String, _ name: String) -> FramingFault {
        FramingFault(rejection: Rejection(rule: rule, field: "", place: ""), reference: name)
    }

    /// A short name for bytes that name themselves nowhere; FNV-1a with the length. Equal references of other bytes show as a conflict.
    private static func digest(_ bytes: [UInt8]) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        return "bytes-" + String(hash, radix: 16) + "-" + String(bytes.count)
    }
}
