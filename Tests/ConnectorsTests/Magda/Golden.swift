// SPDX-License-Identifier: EUPL-1.2

import ExchangeSchema
import Foundation
import TestSupport
import Testing

/// A message file beside the canonical JSON that it must become.
///
/// With `XCHG_RECORD_GOLDENS=1` the JSON is written anew and the test fails, so that a recording is always looked at.
struct Golden: Sendable, CustomTestStringConvertible {
    /// Path of the message below the checkout.
    let message: String
    /// Path of the expected JSON below the checkout.
    let expected: String

    init(_ message: String) {
        self.message = message
        let name = message.split(separator: "/").last.map { String($0.dropLast(4)) } ?? ""
        let agency = message.split(separator: "/").dropFirst(2).first.map(String.init) ?? ""
        expected = "Tests/Fixtures/\(agency)/\(name).json"
    }

    init(_ message: String, expected: String) {
        self.message = message
        self.expected = expected
    }

    /// The file's name without folder and ending.
    static func stem(_ path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        return String(name.prefix { $0 != "." })
    }

    var testDescription: String { message }

    func check(_ connector: some SourceConnector) throws {
        let text = try Self.describe(Frames.read(connector, fileAt: Checkout.root + "/" + message))
        let path = Checkout.root + "/" + expected
        if ProcessInfo.processInfo.environment["XCHG_RECORD_GOLDENS"] == "1" {
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            Issue.record("recorded \(expected); look at it and run without XCHG_RECORD_GOLDENS")
        }
        let wanted = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text == wanted, "\(message) became something else than \(expected)")
    }

    /// Readings in a form that people can compare line by line.
    static func describe(_ readings: [RecordReading]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        let texts = try readings.map { reading in
            switch reading {
            case .mapped(let record): String(decoding: try encoder.encode(["mapped": record]), as: UTF8.self)
            case .rejected(let rejections): String(decoding: try encoder.encode(["rejected": rejections]), as: UTF8.self)
            case .answered(let outcome): String(decoding: try encoder.encode(["answered": outcome]), as: UTF8.self)
            }
        }
        return texts.joined(separator: "\n") + "\n"
    }
}

/// Frames files and reads what comes of it.
enum Frames {
    static func batches(_ connector: some SourceConnector, fileAt path: String) throws -> [FramedBatch] {
        var batches: [FramedBatch] = []
        let name = path.split(separator: "/").last.map(String.init) ?? path
        try connector.frame(fileAt: path, named: name, batchSize: 10) { batches.append($0) }
        return batches
    }

    static func records(_ connector: some SourceConnector, fileAt path: String) throws -> [SourceRecord] {
        try batches(connector, fileAt: path).flatMap(\.records)
    }

    static func read(_ connector: some SourceConnector, fileAt path: String) throws -> [RecordReading] {
        try records(connector, fileAt: path).map(connector.read)
    }

    /// The one reading of a message given as text.
    static func read(_ connector: some SourceConnector, text: String, named name: String = "bericht.xml") throws -> RecordReading {
        let folder = try TemporaryFolder()
        try text.write(toFile: folder.path + "/" + name, atomically: true, encoding: .utf8)
        return try #require(read(connector, fileAt: folder.path + "/" + name).first)
    }
}

extension RecordReading {
    var record: CanonicalRecord? { if case .mapped(let record) = self { record } else { nil } }
    var rejections: [Rejection] { if case .rejected(let rejections) = self { rejections } else { [] } }
    var outcome: SourceOutcome? { if case .answered(let outcome) = self { outcome } else { nil } }
}

/// The contracts directory of the checkout.
enum ContractFolder {
    static var path: String { Checkout.root + "/contracts" }
}
