// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

extension OnderwijsConnector {
    /// Private providers number their tables without holes, and centres and schools their batches of messages:
    /// `KBO_JJJJMMDD_VOLGNR_taallessen.csv`, `INSTELLING_JJJJMMDD_VOLGNR_soort.xml`.
    package func sequence(ofFileNamed name: String) -> FileSequence? {
        if let lessons = LessonFileName(name) { return FileSequence(series: "\(lessons.kbo)/taallessen", number: lessons.number) }
        guard name.hasSuffix(".xml") else { return nil }
        let parts = name.dropLast(4).split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0].utf8.count == 6, Digits.value(parts[0]) != nil, parts[1].utf8.count == 8,
            let day = Digits.value(parts[1]), LocalDate(year: day / 10_000, month: day / 100 % 100, day: day % 100) != nil,
            let number = Digits.value(parts[2]), number < 1_000_000, ["inschrijvingen", "bewijzen"].contains(parts[3])
        else { return nil }
        return FileSequence(series: "\(parts[0])/\(parts[3])", number: number)
    }
}
