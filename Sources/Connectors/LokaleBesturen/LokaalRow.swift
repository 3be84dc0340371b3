// SPDX-License-Identifier: EUPL-1.2
import Contracts
import ExchangeSchema

/// A contract for rows of one form, with the places of its columns.
struct LokaalTable: Sendable {
    let form: LokaalForm
    let schema: TableSchema
    private let columns: [String: Int]

    init(_ form: LokaalForm, _ schema: TableSchema) {
        self.form = form
        self.schema = schema
        columns = Dictionary(schema.fields.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func column(_ name: String) -> Int? { columns[name] }

    func cell(_ name: String, in cells: [String]) -> String? {
        guard let column = columns[name], column < cells.count else { return nil }
        return cells[column]
    }
}

/// A checked row in the municipality's words.
struct LokaalRow {
    private let table: LokaalTable
    private let cells: [String]
    private let number: Int
    /// Columns of which the text had to be mended.
    private let mended: Set<Int>

    /// Cleans the texts of a row; a row with a text that can't be mended is refused.
    static func read(_ row: DelimitedRow, _ table: LokaalTable, _ context: LokaalContext) -> Result<LokaalRow, RejectedRow> {
        var cells: [String] = []
        var mended: Set<Int> = []
        var rejections: [Rejection] = []
        cells.reserveCapacity(row.cells.count)
        for (column, cell) in row.cells.enumerated() {
            do throws(CellText.Fault) {
                let clean = try CellText(cell)
                if clean.isMended { mended.insert(column) }
                cells.append(clean.text)
            } catch {
                let name = table.schema.fields[column].name
                rejections.append(Rejection(rule: error.rawValue, field: name, place: "row \(context.row), column \(name)"))
            }
        }
        guard rejections.isEmpty else { return .failure(RejectedRow(rejections: rejections)) }
        return .success(LokaalRow(table: table, cells: cells, number: context.row, mended: mended))
    }

    /// The cell, nil where it is empty.
    subscript(name: String) -> String? {
        guard let cell = table.cell(name, in: cells), !cell.isEmpty else { return nil }
        return cell
    }

    /// DAMAGED where one of these columns was mended.
    func damage(in names: String...) -> Set<Quality> {
        !mended.isEmpty && names.contains { table.column($0).map(mended.contains) ?? false } ? [.damaged] : []
    }

    /// A date in the form of the dialect, with 00 for what is unknown.
    func partialDate(_ name: String) -> PartialDate? {
        guard let cell = self[name], cell.utf8.count == 10 else { return nil }
        if table.form.dialect == .modern { return PartialDate(cell) }
        guard let day = Digits.value(cell.utf8.prefix(2)), let month = Digits.value(cell.utf8.dropFirst(3).prefix(2)),
            let year = Digits.value(cell.utf8.suffix(4))
        else { return nil }
        return PartialDate(year: year, month: month, day: day)
    }

    func date(_ name: String) -> LocalDate? { partialDate(name)?.exact }

    /// `A` takes back what never held.
    var standing: Fact.Standing { self["mutatietype"] == "A" ? .annulled : .held }

    func rejection(_ rule: String, _ field: String) -> Rejection {
        Rejection(rule: rule, field: field, place: "row \(number), column \(field)")
    }
}

/// Why a row can't be used.
struct RejectedRow: Error {
    let rejections: [Rejection]
    init(rejections: [Rejection]) { self.rejections = rejections }
    init(_ rejection: Rejection) { rejections = [rejection] }
}
