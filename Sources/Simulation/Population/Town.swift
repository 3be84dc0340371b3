// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// A municipality as simulated newcomers find it, under the code it had before and after a merger of 2025.
struct Town: Sendable {
    let nis: String
    let name: String
    let postcode: String
    let weight: Int
    /// Code and name from 2025-01-01 on, where it merged then.
    let successor: (nis: String, name: String)?
    let manager: Manager

    init(
        _ nis: String, _ name: String, _ postcode: String, _ weight: Int, to successor: (String, String)? = nil, by manager: Manager = .agii
    ) {
        self.nis = nis
        self.name = name
        self.postcode = postcode
        self.weight = weight
        self.successor = successor.map { (nis: $0.0, name: $0.1) }
        self.manager = manager
    }

    var isBrussels: Bool { nis.hasPrefix("21") }

    static let mergerDay = LocalDate(dayNumber: 20_089)

    /// The code in use on that day (mergers of 2025-01-01; those of 2019 lie before every plan worth simulating).
    func nis(on day: LocalDate) -> String { day >= Self.mergerDay ? successor?.nis ?? nis : nis }
    func name(on day: LocalDate) -> String { day >= Self.mergerDay ? successor?.name ?? name : name }

    /// Municipalities with weights that follow, roughly, where newcomers of the Flemish Region settle, and a few of Brussels.
    static let all: [Town] = [
        Town("11002", "Antwerpen", "2060", 190, by: .atlas),
        Town("44021", "Gent", "9000", 105, by: .amal),
        Town("24062", "Leuven", "3000", 42), Town("12025", "Mechelen", "2800", 34), Town("31005", "Brugge", "8000", 22),
        Town("41002", "Aalst", "9300", 26), Town("34022", "Kortrijk", "8500", 22), Town("71016", "Genk", "3600", 24),
        Town("71022", "Hasselt", "3500", 26, to: ("71072", "Hasselt")), Town("73040", "Kortessem", "3720", 2, to: ("71072", "Hasselt")),
        Town("46021", "Sint-Niklaas", "9100", 22), Town("35013", "Oostende", "8400", 22), Town("13040", "Turnhout", "2300", 16),
        Town("36015", "Roeselare", "8800", 14), Town("23088", "Vilvoorde", "1800", 24), Town("23077", "Sint-Pieters-Leeuw", "1600", 12),
        Town("23027", "Halle", "1500", 12), Town("23003", "Beersel", "1650", 6), Town("23047", "Machelen", "1830", 9),
        Town("23094", "Zaventem", "1930", 12), Town("46014", "Lokeren", "9160", 16, to: ("46029", "Lokeren")),
        Town("44045", "Moerbeke", "9180", 1, to: ("46029", "Lokeren")), Town("42006", "Dendermonde", "9200", 10),
        Town("41048", "Ninove", "9400", 11), Town("45035", "Ronse", "9600", 9), Town("34040", "Waregem", "8790", 8),
        Town("46003", "Beveren", "9120", 10, to: ("46030", "Beveren-Kruibeke-Zwijndrecht")),
        Town("46013", "Kruibeke", "9150", 3, to: ("46030", "Beveren-Kruibeke-Zwijndrecht")),
        Town("11056", "Zwijndrecht", "2070", 4, to: ("46030", "Beveren-Kruibeke-Zwijndrecht")),
        Town("11007", "Borsbeek", "2150", 2, to: ("11002", "Antwerpen"), by: .atlas),
        Town("73006", "Bilzen", "3740", 6, to: ("73110", "Bilzen-Hoeselt")),
        Town("73032", "Hoeselt", "3730", 1, to: ("73110", "Bilzen-Hoeselt")),
        Town("73083", "Tongeren", "3700", 7, to: ("73111", "Tongeren-Borgloon")),
        Town("73009", "Borgloon", "3840", 3, to: ("73111", "Tongeren-Borgloon")),
        Town("37015", "Tielt", "8700", 5, to: ("37022", "Tielt")), Town("37007", "Meulebeke", "8760", 2, to: ("37022", "Tielt")),
        Town("44043", "Merelbeke", "9820", 4, to: ("44088", "Merelbeke-Melle")),
        Town("44040", "Melle", "9090", 3, to: ("44088", "Merelbeke-Melle")),
        Town("23023", "Galmaarden", "1570", 1, to: ("23106", "Pajottegem")), Town("44083", "Deinze", "9800", 6),
        Town("12041", "Puurs-Sint-Amands", "2870", 4), Town("72043", "Pelt", "3900", 5), Town("13008", "Geel", "2440", 8),
        Town("21004", "Brussel", "1000", 16, by: .hvnb), Town("21015", "Schaarbeek", "1030", 10, by: .hvnb),
        Town("21012", "Sint-Jans-Molenbeek", "1080", 8, by: .hvnb),
    ]
    static let flemish = all.filter { !$0.isBrussels }
}

/// A body that manages trajectories, by the KBO number under which it appears in dossiers.
enum Manager: String, Sendable, Codable {
    case agii, atlas, amal, hvnb

    var kbo: String {
        switch self {
        case .agii: "0543307391"
        case .hvnb: "0862910119"
        case .atlas: "0990000113"
        case .amal: "0990000212"
        }
    }
}
