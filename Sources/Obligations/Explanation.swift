// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// One step of the reasoning behind an obligation: the reason, the day it turns on, and the record that says so.
///
/// Holds no text made at run time, so that reasons cost nothing while everybody is recomputed.
package struct ReasonStep: Sendable, Codable, Equatable, CustomStringConvertible {
    package let reason: Reason
    package let on: LocalDate?
    /// Store number of the record.
    package let record: Int64?

    package init(_ reason: Reason, on: LocalDate? = nil, record: Int64? = nil) {
        self.reason = reason
        self.on = on
        self.record = record
    }

    package var description: String {
        reason.rawValue + (on.map { " (\($0))" } ?? "") + (record.map { ", record \($0)" } ?? "")
    }
}

/// Why a rule came to its verdict, in words that name the fact.
package enum Reason: String, Sendable, Codable, CaseIterable {
    case startsWithContract = "start: earliest signed contract"
    case startsWithCompletion = "start: all components met"
    case startsWithAttest = "start: the attest"
    case startsWithClosing = "start: the trajectory closed or expired"
    case startsWithEvent = "start: the day of the event"
    case dueByTerm = "due: the term of the rule set, with suspensions"
    case dueByContract = "due: the term that the contract fixes, with suspensions"
    case noTerm = "no term is fixed"
    case metInTime = "done, not after the due date"
    case metLate = "done, after the due date"
    case termRuns = "not done yet, the term runs"
    case termOver = "not done, the term is over"
    case ended = "deceased or struck off, not after the due date"
    case exempted = "exempt at the start"
    case brussels = "lived in Brussels at the start"
    case brusselsNotObliged = "no obliged contracts in Brussels at that time"
    case minor = "was a minor at the start"
    case notObliged = "not obliged to integrate: takes part by choice"
    case outsideWorkingAge = "not of working age at the start"
    case active = "worked, trained or studied for the uninterrupted months"
    case notActiveLongEnough = "no uninterrupted months of work, training or study"
    case worksOrStudies = "works or studies at the start: optional"
    case componentNotApplicable = "the component does not apply, by decision"
    case notInForceYet = "the contract is older than this part of the rule set"
    case registered = "stands in a register that gives access"
    case otherRegister = "stands in a register that gives no access"
    case noRegister = "no register is known on that day"
    case notCompleted = "the trajectory is not completed"
    case exemptionRuns = "the exemption holds"
    case exemptionOver = "the exemption is over"
    case feeDue = "the fee is laid down"
    case noAmount = "no amount is laid down"
    case feeExempt = "exempt from the fee"
    case adapted = "low literate: an adapted level holds"
    case literate = "literate in a Latin script: the full level holds"
    case adaptedLevelUnknown = "the adapted level is not laid down"
    case trajectoryRuns = "the trajectory runs"
    case trajectoryOver = "the trajectory is over"
    case hoursReached = "the hours were reached"
    case decided = "decided by the agency"
    case testTaken = "a test was taken"
}
