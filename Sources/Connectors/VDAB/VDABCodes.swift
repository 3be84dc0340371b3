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

    /// Categories of jobseekers that VDAB publishes; another code is kept unmapped.
    static let categories: Set<String> = [
        "00", "01", "02", "03", "05", "11", "14", "25", "30", "33", "70", "78", "80", "81", "82", "89", "90", "91", "92", "93", "94", "95",
        "96", "97", "98", "99",
    ]

    static func category(_ value: JSONValue?) -> Coded? {
        guard let code = value?["code"]?.string else { return nil }
        return Coded(
            scheme: "vdab/categorie", code: categories.contains(code) ? code : nil, originalCode: code,
            originalLabel: value?["omschrijving"]?.string)
    }

    static func coded(_ scheme: String, _ value: JSONValue?) -> Coded? {
        guard let code = value?["code"]?.string else { return nil }
        return Coded(scheme: scheme, code: code, originalCode: code, originalLabel: value?["omschrijving"]?.string)
    }
}
