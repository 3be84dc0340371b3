// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// Municipalities of Flanders and Brussels as they were on a day: 308 Flemish ones until 2018, 300 from 2019, 285 from 2025.
package struct Geography: Sendable {
    package enum Region: String, Sendable, CaseIterable { case flanders = "VLG", brussels = "BHG" }
    package enum Province: String, Sendable, CaseIterable {
        case antwerp = "10000", flemishBrabant = "20001", westFlanders = "30000", eastFlanders = "40000", limburg = "70000"

        package var name: String {
            switch self {
            case .antwerp: "Antwerpen"
            case .flemishBrabant: "Vlaams-Brabant"
            case .westFlanders: "West-Vlaanderen"
            case .eastFlanders: "Oost-Vlaanderen"
            case .limburg: "Limburg"
            }
        }
    }
    package struct Municipality: Sendable, Equatable {
        package let nis: Int
        package let name: String
        let begin: LocalDate?
        let end: LocalDate?

        package func exists(on day: LocalDate) -> Bool { (begin.map { $0 <= day } ?? true) && (end.map { day < $0 } ?? true) }
    }

    /// By NIS code.
    package let municipalities: [Municipality]
    private let positions: [Int: Int]
    private let register: MunicipalityRegister

    package enum Fault: Error, Equatable, CustomStringConvertible {
        case row(Int)
        package var description: String {
            switch self {
            case .row(let row): "municipalities.csv: row \(row) is not of the form nis;name;begin;end"
            }
        }
    }

    /// Reads `nis;name;begin;end` with a header line; `end` is the day from which the code no longer existed.
    package init(csv text: String, register: MunicipalityRegister) throws {
        var read: [Municipality] = []
        for (index, line) in text.split(separator: "\n").enumerated().dropFirst() {
            let cells = line.split(separator: ";", omittingEmptySubsequences: false).map { String($0.filter { $0 != "\r" }) }
            guard cells.count == 4, MunicipalityRegister.isCode(cells[0]), let nis = Digits.value(cells[0]), !cells[1].isEmpty,
                cells[2].isEmpty || LocalDate(cells[2]) != nil, cells[3].isEmpty || LocalDate(cells[3]) != nil
            else { throw Fault.row(index + 1) }
            read.append(Municipality(nis: nis, name: cells[1], begin: LocalDate(cells[2]), end: LocalDate(cells[3])))
        }
        municipalities = read.sorted { $0.nis < $1.nis }
        positions = Dictionary(municipalities.enumerated().map { ($1.nis, $0) }, uniquingKeysWith: { first, _ in first })
        self.register = register
    }

    /// The place in `municipalities` of the code under which this one goes on that day.
    package func position(of nis: Int, on day: LocalDate) -> Int? {
        let code = register.code(Digits.padded(nis, 5), on: day)
        return Digits.value(code).flatMap { positions[$0] }
    }

    package static func region(of nis: Int) -> Region? {
        if nis / 1000 == 21 { return .brussels }
        return province(of: nis) == nil ? nil : .flanders
    }

    package static func province(of nis: Int) -> Province? {
        switch nis / 1000 {
        case 11, 12, 13: .antwerp
        case 23, 24: .flemishBrabant
        case 31...38: .westFlanders
        case 41...46: .eastFlanders
        case 71, 72, 73: .limburg
        default: nil
        }
    }
}
