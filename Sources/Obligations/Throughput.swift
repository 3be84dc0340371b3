// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// K8: how somebody who registered moved on to training or work.
package struct Throughput: Sendable, Codable, Equatable {
    package let trajectoryId: String
    package let startsOn: LocalDate
    package let registeredOn: LocalDate?
    /// First VDAB training or employment that began on or after the registration.
    package let movedOn: LocalDate?

    package static func evaluate(_ person: CanonicalPerson, asOf: LocalDate) -> [Throughput] {
        TrajectoryCourse.courses(of: person).filter { $0.startsOn <= asOf }.map { course in
            let registered = person.jobseekerRegistrations.map { $0.value.registeredAt.brusselsDate }.filter { $0 <= asOf }.min()
            let moved = registered.flatMap { from in
                person.activities.filter { [.employment, .selfEmployment, .training].contains($0.value.kind) }
                    .map(\.value.period.begin).filter { $0 >= from && $0 <= asOf }.min()
            }
            return Throughput(trajectoryId: course.trajectoryId, startsOn: course.startsOn, registeredOn: registered, movedOn: moved)
        }
    }

    /// Whether the person moved on within so many months of registering; nil while that time is not over.
    package func movedOn(within months: Int, asOf: LocalDate) -> Bool? {
        guard let registeredOn else { return nil }
        let limit = registeredOn.adding(months: months)
        if let movedOn, movedOn <= limit { return true }
        return limit <= asOf ? false : nil
    }
}
