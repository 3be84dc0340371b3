// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// K16: fees due, paid, outstanding and exempted, in cents, per kind (note, r. 1034–1047, 1074–1078).
package enum K16Fees: Indicator {
    static let due = 0, paid = 1, outstanding = 2, exempted = 3, firstKind = 4
    static let kinds: [(kind: FeeItem.Kind, name: Phrase)] = [
        (.nt2Course, Phrase("Cursus Nederlands", "Dutch course")), (.nt2Test, Phrase("Test Nederlands", "Dutch test")),
        (.moCourse, Phrase("Cursus maatschappelijke oriëntatie", "Orientation course")),
        (.moTest, Phrase("Test maatschappelijke oriëntatie", "Orientation test")), (.b1Test, Phrase("Test mondeling B1", "Oral B1 test")),
        (.unknown, Phrase("Niet gezegd waarvoor", "Not said for what")),
    ]
    package static let definition: IndicatorDefinition = {
        var told = IndicatorDefinition(
            "K16", .fees, Phrase("Retributies", "Fees"), numerator: Phrase("bedragen in euro", "amounts in euro"),
            denominator: Phrase("geen: dit zijn bedragen", "none: these are amounts"),
            period: Phrase("jaar waarin de retributie verschuldigd is", "year in which the fee is due"), lines: "1034-1047, 1074-1078")
        told.column("Verschuldigd", "Due", .cents)
        told.column("Betaald", "Paid", .cents)
        told.column("Openstaand", "Outstanding", .cents)
        told.column("Vrijgestelde retributies", "Fees exempted", .other)
        for kind in kinds { told.columns.append(.init(name: kind.name, unit: .cents)) }
        told.areas = .trajectory
        return told
    }()

    package static func observe(_ facts: PersonFacts, from view: ReportingView, into found: inout [Observation]) {
        for fee in facts.fees where view.tells(fee.on) {
            guard !fee.isExempt else { found.append(Observation(exempted, on: fee.on)); continue }
            let kind = kinds.firstIndex { $0.kind == fee.kind } ?? kinds.count - 1
            for column in [due, fee.isPaid ? paid : outstanding, firstKind + kind] {
                found.append(Observation(column, on: fee.on, amount: fee.cents))
            }
        }
    }
}
