// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// Registrations with VDAB, each put together from what was said of it at different moments; nobody else is heard.
enum RegistrationMerging {
    static func registrations(_ view: AssertionView) -> [Sourced<JobseekerRegistration>] {
        let said = view.ranked(.jobseeker, by: [.vdab]) { if case .jobseeker(let value) = $0 { value } else { nil } }
            .filter { $0.agency == .vdab }
        let named = said.filter { !["", JobseekerRegistration.current].contains($0.value.registrationId) }
        var groups = Dictionary(grouping: named) { $0.value.registrationId }
        for id in groups.keys where view.isWithdrawn(FactKey(kind: .jobseeker, id: id), by: .vdab) { groups[id] = nil }
        var merged = groups.map { id, parts in one(parts, opening: id) }
        // A copy without an id is the registration of that moment, where there is one.
        for copy in said where copy.value.registrationId.isEmpty {
            if let index = merged.firstIndex(where: { second($0) == second(copy) }) {
                merged[index] = one([merged[index], copy], opening: merged[index].factId)
            } else {
                merged.append(copy)
            }
        }
        merged.sort { ($0.value.registeredAt, $0.factId) < ($1.value.registeredAt, $1.factId) }
        for note in said where note.value.registrationId == JobseekerRegistration.current {
            guard let day = note.value.categoryFrom, let index = merged.lastIndex(where: { isOpen($0.value, on: day) }) else { continue }
            merged[index] = one([merged[index], note], opening: merged[index].factId)
        }
        return merged
    }

    private static func isOpen(_ registration: JobseekerRegistration, on day: LocalDate) -> Bool {
        registration.registeredAt.brusselsDate <= day && registration.endedOn.map { day <= $0 } ?? true
    }

    /// Sources write the moment with or without milliseconds.
    private static func second(_ registration: Sourced<JobseekerRegistration>) -> Int64 {
        registration.value.registeredAt.milliseconds / 1000
    }

    /// The opening mutation with the category that holds from the latest day and the latest end; `parts` come latest first.
    ///
    /// An opening that is sent once more does not bring its first category back.
    private static func one(_ parts: [Sourced<JobseekerRegistration>], opening id: String) -> Sourced<JobseekerRegistration> {
        let base = parts.first { $0.factId == id } ?? parts[0]
        let others = parts.filter { $0.factId != base.factId }
        let ordered = [base] + others
        var value = base.value
        (value.category, value.categoryFrom) = (nil, nil)
        value.effectiveFrom = ordered.lazy.compactMap(\.value.effectiveFrom).first
        value.channel = ordered.lazy.compactMap(\.value.channel).first
        value.employmentPerspective = parts.lazy.compactMap(\.value.employmentPerspective).first
        for part in (others + [base]).map(\.value) where part.category != nil {
            if value.category == nil || (part.categoryFrom ?? .earliest) > (value.categoryFrom ?? .earliest) {
                (value.category, value.categoryFrom) = (part.category, part.categoryFrom)
            }
        }
        if let end = parts.first(where: { $0.value.endedOn != nil })?.value {
            (value.endedOn, value.endReason) = (end.endedOn, end.endReason)
        }
        var result = base.replacing(value)
        result.quality = Set(parts.flatMap(\.quality)).sorted()
        return result
    }
}
