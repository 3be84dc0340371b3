// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

extension LokaalConnector {
    /// Each municipality numbers its files of one kind without holes: `NIS_JJJJMMDD_VOLGNR_soort.csv`.
    package func sequence(ofFileNamed name: String) -> FileSequence? {
        LokaalFileName(name).map { FileSequence(series: "\($0.nis)/\($0.kind.rawValue)", number: $0.number) }
    }
}
