// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// The form in which the store keeps dossiers, for those who check a store without reading persons.
package enum DossierForm {
    /// Throws where the bytes are not a dossier in the packed form.
    package static func check(_ bytes: [UInt8]) throws { _ = try Dossier(packed: bytes) }
}
