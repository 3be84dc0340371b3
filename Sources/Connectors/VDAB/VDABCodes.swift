// SPDX-License-Identifier: EUPL-1.2
import Contracts
import ExchangeSchema

/// VDAB's codes and what they mean here.
enum VDABCodes {
    static let kbo = "0887010362"

    static let channels: [String: JobseekerRegistration.Channel] = ["ONLINE": .online, "CONTACT": .contact, "TOELEIDING": .referral]
    static let trainingStates: [String: CourseEnrolment.Status] = ["LOPEND": .enrolled, "BEEINDIGD": .unenrolled, "STOPGEZET": .cancelled]
    static let results: [String: CourseEnrolment.Result] = ["GESLAAGD": .passed, "NIET_GESLAAGD": .failed]
    static let outcomes: [String: TestAttempt.Outcome] = ["GESLAAGD": .passed, "NIET_GESLAAGD": .failed]
    static let dayparts: [String: CourseEnrolment.Daypart] = ["DAG": .day, "AVOND": .evening, "WEEKEND": .weekend]

    static func coded(_ scheme: String, _ value: JSONValue?) -> Coded? {
        guard let code = value?["code"]?.string else { return nil }
        return Coded(scheme: scheme, code: code, originalCode: code, originalLabel: value?["omschrijving"]?.string)
    }
}
