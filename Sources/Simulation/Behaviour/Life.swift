// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// What happens to one newcomer up to the last day of the plan, before anybody reports it.
struct Life: Sendable {
    let person: Newcomer
    var determinedOn: LocalDate?
    var path: Path?
    var registrations: [Registration] = []
    var trainings: [Training] = []
    var jobs: [Job] = []
    var activities: [Activity] = []
    var lessons: [Lesson] = []
    var schooling: Schooling?
    var recognitions: [Recognition] = []
    var applications: [Application] = []
    /// Died, or was struck off the register, on that day.
    var endedOn: LocalDate?
    var wasStruckOff = false
    var wholeExemption: Exemption?

    /// An integration trajectory; its start is the day the contract was signed.
    struct Path: Sendable {
        let type: String
        let begin: LocalDate
        var contract: Agreement?
        var courses: [Course] = []
        var tests: [Test] = []
        var attests: [Attest] = []
        var components: [Component] = []
        var level: Level?
        var closedOn: LocalDate?
        var decision: String?
    }
    struct Agreement: Sendable {
        let type: String
        let signedOn: LocalDate
        var suspensions: [Period] = []
        var addendumOn: LocalDate?
    }
    struct Component: Sendable {
        let type: String
        let begin: LocalDate
        var decision: String?
        var decidedOn: LocalDate?
    }
    struct Course: Sendable {
        let id: String
        let isNT2: Bool
        let period: Period
        let enrolledOn: LocalDate
        let level: String
        var passed: Bool?
    }
    struct Test: Sendable {
        let id: String
        let isNT2: Bool
        let takenOn: LocalDate
        let passed: Bool
        /// Oral B1, after the attest.
        var isB1 = false
    }
    struct Attest: Sendable {
        let id: String
        let type: String
        let issuedOn: LocalDate
    }
    struct Level: Sendable {
        let on: LocalDate
        let oral: String
        let written: String
    }
    struct Exemption: Sendable {
        let from: LocalDate
        let code: String
        let label: String
    }
    struct Registration: Sendable {
        let number: Int
        let at: Instant
        let channel: String
        let perspective: Bool
        var annulledAt: Instant?
        var recategorisedOn: LocalDate?
        var endedOn: LocalDate?
        var isHeld: Bool { annulledAt == nil }
    }
    struct Training: Sendable {
        let number: Int
        let isNT2: Bool
        let start: LocalDate
        let end: LocalDate
        let outcome: String?
        var annulled = false
    }
    struct Job: Sendable {
        let number: Int
        let employer: String
        let start: LocalDate
        var end: LocalDate?
        var annulled = false
    }
    struct Activity: Sendable {
        let number: Int
        let form: String
        let organiser: String
        let begin: LocalDate
        let end: LocalDate
        let quarters: Int
        let proofOn: LocalDate?
        var annulledOn: LocalDate?
        /// The municipality did not write down whose it is.
        var lacksNumber = false
        /// Minutes that count: only what was done, with a signed proof, and never withdrawn.
        var minutes: Int { proofOn != nil && annulledOn == nil ? quarters * 15 : 0 }
    }
    /// A Dutch module at a centre for adult education.
    struct Lesson: Sendable {
        let reference: String
        let centre: Centre
        let module: Int
        let enrolledOn: LocalDate
        let result: String?
        let unenrolledOn: LocalDate?
    }
    struct Schooling: Sendable {
        let reference: String
        let year: Int
        let begin: LocalDate
        let isHigher: Bool
    }
    struct Recognition: Sendable {
        let reference: String
        let mutationReference: String
        let decidedOn: LocalDate
        let diplomaYear: Int
        let subject: Int
        var annulled = false
    }
    /// A dossier at NARIC that is told event by event, as far as it came.
    struct Application: Sendable {
        let number: String
        let isSpecific: Bool
        let receivedOn: LocalDate
        var completeOn: LocalDate?
        var decidedOn: LocalDate?
        let outcome: String
    }
}

/// A centre where Dutch is taught, with an invented number and name.
struct Centre: Sendable {
    let number: String
    let name: String
    let isBasic: Bool

    static let all = [
        Centre(number: "990011", name: "CVO De Waterlelie", isBasic: false),
        Centre(number: "990029", name: "CVO Hoogveld", isBasic: false),
        Centre(number: "990037", name: "CVO Rivierzicht", isBasic: false),
        Centre(number: "990045", name: "Centrum voor Basiseducatie Startpunt", isBasic: true),
        Centre(number: "990052", name: "Centrum voor Basiseducatie Het Anker", isBasic: true),
    ]
}
