// SPDX-License-Identifier: EUPL-1.2
import Agreements
import Contracts
import ExchangeSchema

/// How a municipality wants its files.
package enum MunicipalDialect: String, Sendable, Codable, CaseIterable {
    /// Windows-1252, dd/mm/jjjj, no quotes; a character that the code page lacks is written in another way and the row says so.
    case classic = "klassiek"
    /// UTF-8 with byte order mark, jjjj-mm-dd, quotes where needed; every name arrives as it is.
    case utf8
}

/// What municipalities can take: a CSV per agreement, in the dialect of their own files, and an empty `.ok` file when it is complete.
///
///     <NIS>_<jjjjmmdd>_<volgnr>_inburgering.csv
///         header in Dutch, the columns of contracts/deliveries/lokaal/inburgering-1.<dialect>.table.json
///         one row a delivery: mutatietype N (new), W (correction of vorige_levering), A (withdrawal of vorige_levering)
///         #AANTAL;<rows>;#CONTROLE;<sum of all bytes of the rows without line ends, modulo 1,000,000>
///     <NIS>_<jjjjmmdd>_<volgnr>_inburgering.ok
struct LokaalDelivery: DeliveryForm {
    /// The form of each agreement in one dialect, by the agreement's id.
    static func forms(contracts: ContractSet, dialect: MunicipalDialect) throws -> [String: any DeliveryForm] {
        func form(_ name: String) throws -> LokaalDelivery {
            let schema = try contracts.tableSchema("deliveries/lokaal/\(name)-1.\(dialect.rawValue).table.json")
            for field in schema.fields where LokaalColumn(rawValue: field.name) == nil {
                throw ContractLoadError(file: name, place: field.name, problem: "is a column that nothing fills")
            }
            return LokaalDelivery(name: name, dialect: dialect, schema: schema)
        }
        return ["gemeente-art20": try form("inburgering"), "gemeente-vierde-pijler": try form("vierdepijler")]
    }

    let name: String
    let dialect: MunicipalDialect
    let schema: TableSchema

    func draft(_ batch: [Delivery], as label: DeliveryLabel) -> DraftFile {
        var writer = LokaalWriter(dialect: dialect)
        writer.header(schema.fields.map(\.name))
        let columns = schema.fields.compactMap { LokaalColumn(rawValue: $0.name) }
        for delivery in batch {
            let fields = DeliveredFields(delivery)
            writer.row(columns.map { $0 == .converted ? nil : $0.text(of: delivery, fields, in: dialect) ?? "" })
        }
        writer.trailer()
        let nis = label.recipient.rawValue.dropFirst("gemeente-".count)
        let stem = "\(nis)_\(BatchName.day(label.on))_\(Digits.padded(Int(label.number), 4))_\(name)"
        let charset = dialect == .classic ? "windows-1252" : "UTF-8"
        return DraftFile(
            name: stem + ".csv", mediaType: "text/csv; charset=\(charset); header=present", bytes: writer.bytes, trigger: stem + ".ok")
    }

    func faults(in draft: DraftFile, of batch: [Delivery]) -> [Rejection] {
        let places = schema.fields.compactMap { LokaalColumn(rawValue: $0.name)?.field }
        if let stranger = DeliveredFields.strangers(in: batch, known: places) { return [stranger] }
        var found: [Violation] = []
        var rows: [DelimitedRow] = []
        for result in DelimitedReader(schema.dialect).rows(in: draft.bytes) {
            switch result {
            case .failure(let violation): found.append(violation)
            case .success(let row): rows.append(row)
            }
        }
        guard found.isEmpty, let header = rows.first, let trailer = rows.last, rows.count >= 2 else {
            return found.isEmpty ? [Rejection(rule: "csv:empty", field: "", place: "")] : found.map(Rejection.init)
        }
        let data = rows.dropFirst().dropLast()
        found = schema.violations(inHeader: header) + data.flatMap(schema.violations(in:))
        let sum = data.reduce(0) { $1.bytes.reduce($0) { ($0 + Int($1)) % 1_000_000 } }
        if data.count != batch.count || trailer.cells != ["#AANTAL", String(batch.count), "#CONTROLE", String(sum)] {
            found.append(Violation(rule: "csv:trailer", field: "#AANTAL", place: .file))
        }
        return found.map(Rejection.init)
    }
}

/// The columns of files for municipalities, by their Dutch names.
enum LokaalColumn: String {
    case delivery = "levering"
    case kind = "mutatietype"
    case previous = "vorige_levering"
    case subject = "persoon"
    case personVersion = "persoonsversie"
    case releasedOn = "vrijgegeven_op"
    case agreement = "overeenkomst"
    case agreementVersion = "overeenkomst_versie"
    case insz = "rijksregisternummer"
    case familyName = "naam"
    case givenNames = "voornaam"
    case contractSigned = "contract"
    case attestIssued = "attest"
    case participationToDo = "nog_te_doen"
    case participationMinutes = "minuten"
    case converted = "omgezet"

    /// The granted field that stands in the column; nil where the gateway fills it.
    var field: String? {
        switch self {
        case .insz: "insz"
        case .familyName: "familyName"
        case .givenNames: "givenNames"
        case .contractSigned: "contractSigned"
        case .attestIssued: "attestIssued"
        case .participationToDo: "participationToDo"
        case .participationMinutes: "participationMinutes"
        default: nil
        }
    }

    func text(of delivery: Delivery, _ fields: DeliveredFields, in dialect: MunicipalDialect) -> String? {
        switch self {
        case .delivery: return delivery.id
        case .kind:
            switch delivery.kind {
            case .release: return "N"
            case .correction: return "W"
            case .withdrawal: return "A"
            }
        case .previous: return delivery.kind.previous
        case .subject: return delivery.subject
        case .personVersion: return String(delivery.personVersion)
        case .releasedOn: return Self.day(delivery.releasedAt.brusselsDate, in: dialect)
        case .agreement: return delivery.record.agreement.id
        case .agreementVersion: return delivery.record.agreement.version
        case .insz: return fields.text("insz").map(Self.dotted)
        case .givenNames: return fields.words("givenNames")
        case .contractSigned, .attestIssued, .participationToDo: return field.flatMap(fields.flag).map { $0 ? "J" : "N" }
        case .familyName, .participationMinutes: return field.flatMap(fields.text)
        case .converted: return nil
        }
    }

    private static func day(_ date: LocalDate, in dialect: MunicipalDialect) -> String {
        let parts = date.parts
        return dialect == .utf8
            ? date.description : "\(Digits.padded(parts.day, 2))/\(Digits.padded(parts.month, 2))/\(Digits.padded(parts.year, 4))"
    }

    /// `85.07.30-033.28`, so that no spreadsheet takes the number for a quantity and eats its zeros.
    private static func dotted(_ number: String) -> String {
        let d = Array(number)
        guard d.count == 11 else { return number }
        return "\(d[0])\(d[1]).\(d[2])\(d[3]).\(d[4])\(d[5])-\(d[6])\(d[7])\(d[8]).\(d[9])\(d[10])"
    }
}

/// Writes rows in a dialect and keeps count and control sum.
struct LokaalWriter {
    let dialect: MunicipalDialect
    private(set) var bytes: [UInt8]
    private var rows = 0
    private var sum = 0

    init(dialect: MunicipalDialect) {
        self.dialect = dialect
        bytes = dialect == .utf8 ? [0xEF, 0xBB, 0xBF] : []
    }

    mutating func header(_ names: [String]) { end(Array(names.joined(separator: ";").utf8)) }

    /// The cell without text says whether another cell had to be written in another way.
    mutating func row(_ texts: [String?]) {
        let cells = texts.map { $0.map(cell) }
        let converted = cells.contains { $0?.converted ?? false }
        let line = Array(cells.map { $0?.bytes ?? Array((converted ? "J" : "N").utf8) }.joined(separator: [UInt8(ascii: ";")]))
        rows += 1
        sum = line.reduce(sum) { ($0 + Int($1)) % 1_000_000 }
        end(line)
    }

    mutating func trailer() { end(Array("#AANTAL;\(rows);#CONTROLE;\(sum)".utf8)) }

    private mutating func end(_ line: [UInt8]) {
        bytes.append(contentsOf: line)
        bytes.append(contentsOf: [13, 10])
    }

    private func cell(_ text: String) -> (bytes: [UInt8], converted: Bool) {
        switch dialect {
        case .classic: return ClassicText.fit(text)
        case .utf8:
            let special = text.utf8.contains { [UInt8(ascii: ";"), UInt8(ascii: "\""), 10, 13].contains($0) }
            guard special else { return (Array(text.utf8), false) }
            return (Array("\"\(text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\"".utf8), false)
        }
    }
}
