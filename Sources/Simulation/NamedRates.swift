// SPDX-License-Identifier: EUPL-1.2

extension SimulationRates {
    /// The rates by the name under which they are set, in the order of their declaration.
    package static let names: [String] = named.map(\.name)

    private static let named: [(name: String, path: any WritableKeyPath<SimulationRates, Double> & Sendable)] = [
        ("contractOfObliged", \.contractOfObliged), ("contractOfEntitled", \.contractOfEntitled), ("registeredInTime", \.registeredInTime),
        ("registeredLate", \.registeredLate), ("registeredBeforeStart", \.registeredBeforeStart),
        ("registrationWithoutTrajectory", \.registrationWithoutTrajectory), ("registeredAtMidnight", \.registeredAtMidnight),
        ("suspension", \.suspension), ("wholeExemption", \.wholeExemption), ("deceasedOrStruckOff", \.deceasedOrStruckOff),
        ("moves", \.moves), ("unknownBirthDay", \.unknownBirthDay), ("bornOnFirstOfJanuary", \.bornOnFirstOfJanuary),
        ("recognition", \.recognition), ("minor", \.minor), ("lateNumberAtVDAB", \.lateNumberAtVDAB),
        ("missingNumberAtVDAB", \.missingNumberAtVDAB), ("missingNumberAtMunicipality", \.missingNumberAtMunicipality),
        ("missingNumberInEducation", \.missingNumberInEducation), ("flawedNumber", \.flawedNumber), ("duplicate", \.duplicate),
        ("reusedReference", \.reusedReference), ("late", \.late), ("annulled", \.annulled), ("malformed", \.malformed),
        ("earlierDossiers", \.earlierDossiers),
    ]

    /// Why a setting could not be taken over.
    package enum SettingError: Error, Equatable, CustomStringConvertible {
        case notOfTheForm(String)
        case unknownRate(String)
        case notAShare(String)

        package var description: String {
            switch self {
            case .notOfTheForm(let text): "'\(text)' is not of the form name=share, as duplicate=0.05"
            case .unknownRate(let name): "there is no rate '\(name)'; there are \(names.joined(separator: ", "))"
            case .notAShare(let name): "the rate '\(name)' must be a number from 0 to 1"
            }
        }
    }

    /// Takes over `name=share`, a share from 0 to 1.
    package mutating func set(_ text: String) throws(SettingError) {
        let parts = text.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2 else { throw .notOfTheForm(text) }
        guard let path = Self.named.first(where: { $0.name == parts[0] })?.path else { throw .unknownRate(String(parts[0])) }
        guard let share = Double(parts[1]), share >= 0, share <= 1 else { throw .notAShare(String(parts[0])) }
        self[keyPath: path] = share
    }
}
