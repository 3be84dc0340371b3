// SPDX-License-Identifier: EUPL-1.2

/// A nationality with its share of arrivals, after the note's table of 2018 (r. 614–630); the 35 "other" are spread so that 58 % are EU.
struct Origin: Sendable {
    /// Country code of the national institute for statistics, three digits.
    let nis: String
    let iso: String
    let name: String
    let share: Int
    let isEU: Bool
    /// ISO 639-3.
    let language: String
    let names: NameStock

    init(_ nis: String, _ iso: String, _ name: String, _ share: Int, eu isEU: Bool = false, _ language: String, _ names: NameStock) {
        self.nis = nis
        self.iso = iso
        self.name = name
        self.share = share
        self.isEU = isEU
        self.language = language
        self.names = names
    }

    static let all: [Origin] = [
        Origin("124", "ROU", "Roemenië", 15, eu: true, "ron", .romanian),
        Origin("129", "NLD", "Nederland", 11, eu: true, "nld", .lowCountries),
        Origin("122", "POL", "Polen", 7, eu: true, "pol", .polish),
        Origin("106", "BGR", "Bulgarije", 5, eu: true, "bul", .balkan),
        Origin("354", "MAR", "Marokko", 4, "ara", .arabic),
        Origin("128", "ITA", "Italië", 3, eu: true, "ita", .italian),
        Origin("109", "ESP", "Spanje", 3, eu: true, "spa", .iberian),
        Origin("261", "SYR", "Syrië", 3, "ara", .arabic),
        Origin("207", "IND", "India", 3, "hin", .indian),
        Origin("123", "PRT", "Portugal", 3, eu: true, "por", .iberian),
        Origin("111", "FRA", "Frankrijk", 2, eu: true, "fra", .french),
        Origin("262", "TUR", "Turkije", 2, "tur", .turkish),
        Origin("251", "AFG", "Afghanistan", 2, "pus", .afghan),
        Origin("218", "CHN", "China", 2, "zho", .chinese),
        // The note's "overige" (35): 9 from the EU, 26 from elsewhere.
        Origin("103", "DEU", "Duitsland", 2, eu: true, "deu", .germanic),
        Origin("114", "GRC", "Griekenland", 2, eu: true, "ell", .hellenic),
        Origin("115", "HUN", "Hongarije", 2, eu: true, "hun", .hungarian),
        Origin("141", "SVK", "Slovakije", 1, eu: true, "slk", .balkan),
        Origin("146", "HRV", "Kroatië", 1, eu: true, "hrv", .balkan),
        Origin("126", "SWE", "Zweden", 1, eu: true, "swe", .germanic),
        Origin("254", "IRQ", "Irak", 3, "ara", .arabic),
        Origin("148", "UKR", "Oekraïne", 3, "ukr", .ukrainian),
        Origin("349", "ERI", "Eritrea", 2, "tir", .eastAfrican),
        Origin("337", "SOM", "Somalië", 2, "som", .eastAfrican),
        Origin("314", "GHA", "Ghana", 1, "eng", .westAfrican),
        Origin("304", "CMR", "Kameroen", 1, "fra", .westAfrican),
        Origin("306", "COD", "Congo (Dem. Rep.)", 2, "fra", .westAfrican),
        Origin("513", "BRA", "Brazilië", 2, "por", .iberian),
        Origin("402", "USA", "Verenigde Staten", 1, "eng", .lowCountries),
        Origin("145", "RUS", "Rusland", 1, "rus", .ukrainian),
        Origin("101", "ALB", "Albanië", 2, "sqi", .balkan),
        Origin("235", "THA", "Thailand", 1, "tha", .thai),
        Origin("208", "IDN", "Indonesië", 1, "ind", .singleNamed),
        Origin("255", "IRN", "Iran", 1, "fas", .afghan),
        Origin("259", "PAK", "Pakistan", 1, "urd", .afghan),
        Origin("112", "GBR", "Verenigd Koninkrijk", 1, "eng", .germanic),
        Origin("822", "AFG", "Vluchteling van Afghaanse herkomst", 1, "pus", .afghan),
    ]
}
