// SPDX-License-Identifier: EUPL-1.2
import Foundation
import TestSupport
import Testing

/// What must not happen does not compile: an unprojected record fits no delivery.
struct GuardTests {
    private static let control = """
        package import Agreements
        package import ExchangeSchema
        package func send(_ record: ProjectedRecord, in form: any DeliveryForm, by transport: any DeliveryTransport) throws {
            let delivery = Delivery(
                id: "1", kind: .release, record: record, subject: "s", personVersion: 1, releasedAt: Instant(milliseconds: 0))
            let label = DeliveryLabel(
                recipient: record.recipient, agreement: record.agreement.id, number: 1, on: LocalDate(dayNumber: 0))
            for file in form.form([delivery], as: label).files { _ = try transport.stage(file, to: record.recipient) }
        }
        """

    @Test func `a projected record fits a delivery`() throws {
        let outcome = try Self.typecheck(Self.control)
        #expect(outcome.code == 0, "\(outcome.errors)")
    }

    @Test func `nobody else can make a projected record`() throws {
        let outcome = try Self.typecheck(
            Self.control + """

                package func forge(_ agreement: Agreement, _ person: PersonID) -> ProjectedRecord {
                    ProjectedRecord(agreement: agreement, recipient: .vdab, personId: person, fields: [], withheld: 0, payload: [])
                }
                """)
        #expect(outcome.code != 0)
        #expect(outcome.errors.contains("'ProjectedRecord' initializer is inaccessible due to 'internal' protection level"))
    }

    @Test func `bytes of any other origin are no file that a transport sends`() throws {
        let outcome = try Self.typecheck(
            Self.control + """

                package func forge(_ bytes: [UInt8]) -> DeliveryFile { DeliveryFile(name: "n", mediaType: "text/plain", bytes: bytes) }
                """)
        #expect(outcome.code != 0)
        #expect(outcome.errors.contains("'DeliveryFile' initializer is inaccessible due to 'internal' protection level"))
    }

    @Test func `a canonical person or a stored projection is no delivery`() throws {
        for type in ["CanonicalPerson", "StoredProjection"] {
            let outcome = try Self.typecheck(
                Self.control + """

                    package func smuggle(_ value: \(type)) -> Delivery {
                        Delivery(
                            id: "1", kind: .release, record: value, subject: "s", personVersion: 1, releasedAt: Instant(milliseconds: 0))
                    }
                    """)
            #expect(outcome.code != 0)
            #expect(outcome.errors.contains("cannot convert value of type '\(type)' to expected argument type 'ProjectedRecord'"))
        }
    }

    @Test func `a projected record can't be decoded from anywhere`() throws {
        let outcome = try Self.typecheck(
            Self.control + """

                package func decoded<Value: Decodable>(_ type: Value.Type) {}
                package func misuse() { decoded(ProjectedRecord.self) }
                """)
        #expect(outcome.code != 0)
        #expect(outcome.errors.contains("'ProjectedRecord' conform to 'Decodable'"))
    }

    /// Checks a snippet against the modules that this test was built with.
    private static func typecheck(_ source: String) throws -> (code: Int32, errors: String) {
        let folder = try TemporaryFolder()
        let file = folder.path + "/snippet.swift"
        try source.write(toFile: file, atomically: true, encoding: .utf8)
        let build = URL(fileURLWithPath: XchgBinary.path).resolvingSymlinksInPath().deletingLastPathComponent().path
        // The YAML library's C module lies in its checkout, beside the build.
        let scratch = URL(fileURLWithPath: build).deletingLastPathComponent().deletingLastPathComponent().path
        let yaml = scratch + "/checkouts/Yams/Sources/CYaml/include"
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "swiftc", "-typecheck", "-swift-version", "6", "-package-name", packageName(build), "-I", build + "/Modules", "-I", build, "-I",
            yaml, file,
        ]
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
    }

    /// The build names the package after its folder.
    private static func packageName(_ build: String) -> String {
        URL(fileURLWithPath: Checkout.root).lastPathComponent.lowercased().map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined()
    }
}
