// swift-tools-version: 6.2
// SPDX-License-Identifier: EUPL-1.2
import PackageDescription

/// Every target is built the same way: strict concurrency, explicit existentials, warnings are errors.
let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .treatAllWarnings(as: .error),
]

func room(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = [], resources: [Resource] = []) -> Target {
    .target(name: name, dependencies: dependencies, exclude: exclude, resources: resources, swiftSettings: house)
}

func suite(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies + ["TestSupport"], swiftSettings: house)
}

let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let flyingFox: Target.Dependency = .product(name: "FlyingFox", package: "FlyingFox")
let flyingSocks: Target.Dependency = .product(name: "FlyingSocks", package: "FlyingFox")
let unixSignals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let serviceLifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")

let package = Package(
    name: "xchg",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "xchg", targets: ["xchg"]),
        .executable(name: "xchg-verify", targets: ["xchg-verify"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.14.0"),
    ],
    targets: [
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CPlatform"),
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CLibCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),

        room("ExchangeSchema"),
        room("Contracts", ["CLibXML2"]),
        room("Agreements", ["ExchangeSchema", "Yams"]),
        room("Obligations", ["ExchangeSchema"]),
        room("Vault", ["COpenSSL"]),
        room("AuditLog", ["COpenSSL", "CPlatform"]),
        room("Signatures", ["COpenSSL"]),
        room(
            "Connectors", ["ExchangeSchema", "Agreements", "Contracts", "Signatures", "CLibCurl", "COpenSSL"],
            exclude: [
                "Inburgering/README.md", "Led/README.md", "LokaleBesturen/README.md", "Magda/README.md", "NARIC/README.md",
                "Onderwijs/README.md",
                "VDAB/README.md",
            ]),
        room("ExchangeStore", ["ExchangeSchema", "Agreements", "AuditLog", "Vault", grdb]),
        room("Gateway", ["ExchangeSchema", "Agreements", "Obligations", "AuditLog", "Vault", "ExchangeStore"]),
        room("Dashboards", ["ExchangeSchema", "Obligations", mustache], resources: [.copy("Templates")]),
        room("ExchangeServer", [flyingFox, flyingSocks]),
        room("Simulation", ["ExchangeSchema"]),
        room("Sandbox", ["ExchangeSchema", "Signatures", "CPlatform", flyingFox, flyingSocks]),
        .executableTarget(
            name: "xchg",
            dependencies: [
                "ExchangeSchema", "Contracts", "Agreements", "Obligations", "Vault", "AuditLog", "Connectors", "ExchangeStore",
                "Gateway", "Dashboards", "ExchangeServer", "Signatures", "Simulation", "Sandbox", "CPlatform", "Yams", argumentParser,
                serviceLifecycle, unixSignals, logging,
            ],
            swiftSettings: house),

        .executableTarget(name: "xchg-verify", dependencies: ["AuditLog"], swiftSettings: house),

        .target(name: "TestSupport", dependencies: ["ExchangeSchema"], path: "Tests/TestSupport", swiftSettings: house),
        suite("ExchangeSchemaTests", ["ExchangeSchema"]),
        suite("ContractsTests", ["Contracts"]),
        suite("AgreementsTests", ["Agreements", "ExchangeSchema"]),
        suite("ObligationsTests", ["Obligations", "ExchangeSchema", "Yams"]),
        suite("VaultTests", ["Vault"]),
        suite("AuditLogTests", ["AuditLog"]),
        suite("SignaturesTests", ["Signatures"]),
        suite("ConnectorsTests", ["Agreements", "Signatures", "Connectors", "Gateway", "Contracts", "ExchangeSchema", "Sandbox"]),
        suite("ExchangeStoreTests", ["ExchangeStore", "ExchangeSchema", "Vault", "AuditLog", grdb]),
        suite(
            "GatewayTests",
            [grdb, "Gateway", "Connectors", "ExchangeStore", "ExchangeSchema", "Agreements", "Vault", "AuditLog", "Obligations"]),
        suite("DashboardsTests", ["Dashboards", "ExchangeSchema", "Obligations"]),
        suite("SimulationTests", ["Simulation", "Sandbox", "ExchangeSchema"]),
        suite(
            "EndToEndTests",
            [
                "xchg", "xchg-verify", "ExchangeSchema", "ExchangeStore", "Gateway", "Obligations", "AuditLog", "Agreements", "Vault",
                "Simulation", "Sandbox", "Connectors", "Contracts", "ExchangeServer", grdb,
            ]),
    ]
)
