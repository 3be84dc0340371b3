// SPDX-License-Identifier: EUPL-1.2

import Contracts
import ExchangeSchema

/// The envelope that all messages of the MAGDA platform share: who spoke when, what it holds, what went wrong.
///
/// An answer (`Repliek`) holds what was asked; a registration (`Verzoek`) is one question that tells us something.
struct MagdaReply {
    /// When the sender made the answer; nil where its date does not exist.
    let statedAt: Instant?
    /// The number at the end of the sender's reference (`KBI-2024-000417` → 417), to order answers of one moment; 0 where there is none.
    let sequence: Int64
    /// What was answered, where something was.
    let content: XMLElement?
    let exceptions: [MagdaException]

    init(_ root: XMLElement) {
        let message = root.at("Repliek", "Context", "Bericht") ?? root.at("Verzoek", "Context", "Bericht")
        statedAt = message?.at("Tijdstip").flatMap(WireDay.instant)
        sequence = Self.sequence(message?.text("Afzender", "Referte"))
        let answer = root.at("Repliek", "Antwoorden", "Antwoord")
        content = answer?.at("Inhoud") ?? root.at("Verzoek", "Vragen", "Vraag", "Inhoud")
        let places = [answer, root.at("Repliek"), root].compactMap { $0?.at("Uitzonderingen") }
        exceptions = places.flatMap { $0.all("Uitzondering").map(MagdaException.init) }
    }

    static func sequence(_ reference: String?) -> Int64 {
        guard let last = reference?.split(separator: "-", omittingEmptySubsequences: false).last, last.utf8.count <= 9 else { return 0 }
        return Digits.value(last).map(Int64.init) ?? 0
    }

    /// Numbers that the platform says were replaced (30004, with annotations for the old and the new number).
    var replacements: [INSZReplacement] {
        exceptions.compactMap { exception in
            guard exception.code == "30004", let old = exception.annotations["Oud INSZ"].flatMap({ INSZ($0) }),
                let new = exception.annotations["Nieuw INSZ"].flatMap({ INSZ($0) })
            else { return nil }
            return INSZReplacement(old: old, new: new)
        }
    }
}

/// One thing the platform or a system behind it has to say of an answer.
struct MagdaException {
    let code: String
    /// Short name of the system: `MAGDA`, `LED`, `DVNCI`.
    let origin: String?
    let isError: Bool
    let annotations: [String: String]

    init(_ element: XMLElement) {
        code = element.text("Identificatie") ?? ""
        origin = element.text("Oorsprong")
        isError = element.text("Type") == "FOUT"
        let pairs = (element.at("Annotaties")?.all("Annotatie") ?? []).compactMap { note in
            note.text("Naam").map { ($0, note.text("Waarde") ?? "") }
        }
        annotations = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    /// What it asks of us: warnings are warnings whatever their code, an error we do not know is not tried again.
    func outcome(_ codes: CodeBook) -> SourceOutcome {
        let known = codes.canonical("magda/uitzondering", code).flatMap(SourceOutcome.Course.init)
        return SourceOutcome(course: isError ? known ?? .doNotRetry : .warning, code: code, origin: origin)
    }
}

extension SourceOutcome {
    /// The outcome that stands for an answer without facts: try again before give up, give up before no data.
    static func decisive(_ outcomes: [SourceOutcome]) -> SourceOutcome {
        let order: [Course] = [.retryLater, .doNotRetry, .noData, .warning]
        for course in order {
            if let outcome = outcomes.first(where: { $0.course == course }) { return outcome }
        }
        return SourceOutcome(course: .noData, code: "")
    }
}
