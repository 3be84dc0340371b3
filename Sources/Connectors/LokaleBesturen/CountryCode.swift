// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// Countries and nationalities by the codes of municipalities and the national register.
struct CountryCode {
    private let codes: CodeBook
    init(_ codes: CodeBook) { self.codes = codes }

    /// The country of a NIS code, or of the ISO code beside it where the list lacks the first; withdrawn countries keep their ISO 3166-3 code.
    ///
    /// 8xx stands for a refugee by country of origin (822: Afghan); of those the list does not have, only that much is known: ESTIMATED.
    func country(nis: String?, iso: String? = nil, label: String? = nil) -> (coded: Coded, quality: Set<Quality>) {
        let original = nis ?? iso ?? ""
        if let nis {
            let coded = codes.translated("nis/land", nis, to: "iso/land", label: label)
            if coded.isMapped { return (coded, []) }
            if nis.utf8.count == 3, nis.utf8.first == UInt8(ascii: "8"), Digits.value(nis) != nil {
                return (Coded(scheme: "iso/land", code: "REFUGEE", originalCode: nis, originalLabel: label), [.estimated])
            }
        }
        let code = iso.flatMap { codes.canonical("iso/land", $0) }
        return (Coded(scheme: "iso/land", code: code, originalCode: original, originalLabel: label), code == nil ? [.unmappedCode] : [])
    }
}
