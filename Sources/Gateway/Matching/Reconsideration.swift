// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import ExchangeStore

extension Desk {
    /// Looks again at those who wait because their source key had another number, now that numbers have been joined.
    ///
    /// Where the other number turns out to be the same person's, nothing is left to decide: the outcome is then the same as if the
    /// replacement had come first.
    func reconsider(after joined: PersonNumber) throws {
        let holder = try file(joined).number
        for waiting in try transaction.openReviews(reason: ReviewReason.otherNumberUnderKey.rawValue) {
            let provisional = try file(waiting.person)
            guard provisional.status == .provisional, provisional.number != holder, !provisional.dossier.numbers.isEmpty,
                try waiting.candidates.contains(where: { try file($0).number == holder }),
                try provisional.dossier.numbers.allSatisfy({ try owner(of: $0.insz) == holder })
            else { continue }
            try absorb(provisional.number, into: holder, decision: "insz-replaced")
        }
    }

    private func owner(of insz: INSZ) throws -> PersonNumber? { try transaction.person(byINSZ: insz).map { try file($0).number } }
}
