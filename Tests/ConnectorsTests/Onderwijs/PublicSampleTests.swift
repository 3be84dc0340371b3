// SPDX-License-Identifier: EUPL-1.2

import Connectors
import ExchangeSchema
import Foundation
import TestSupport
import Testing

/// The public sample messages of the platform, which lie beside the checkout.
@Suite(.enabled(if: SharedFolder.isPresent, "the public samples (../shared/samples) are not here"))
struct PublicSampleTests {
    let education: OnderwijsConnector
    let naric: NARICConnector

    init() throws {
        education = try OnderwijsConnector(contracts: ContractFolder.path)
        naric = try NARICConnector(contracts: ContractSet(path: ContractFolder.path))
    }

    private func samples(_ folder: String) throws -> [String] {
        let path = SharedFolder.path + "/samples/magda/" + folder
        return try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(".xml") }.sorted().map { path + "/" + $0 }
    }

    @Test func `every sample of enrolments has facts or a named outcome`() throws {
        let files = try samples("Onderwijs/GeefHistoriekInschrijving/02.01.0000")
        #expect(files.count == 21)
        var mapped = 0
        var enrolments = 0
        for file in files {
            let name = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
            switch try #require(try Frames.read(education, fileAt: file).first) {
            case .mapped(let record):
                mapped += 1
                enrolments += record.facts.count
                #expect(record.subject.insz?.digits == name || record.subject.hasFlawedINSZ)
                #expect(!record.facts.isEmpty)
                #expect(record.facts.allSatisfy { $0.quality.isEmpty }, "\(name) has an unexpected flag")
            case .answered(let outcome): #expect(outcome.course == .noData)
            case .rejected(let rejections): Issue.record("\(name): \(rejections)")
            }
        }
        #expect(mapped == 21)
        #expect(enrolments == 179)
    }

    @Test func `one producer without data does not spoil what another says`() throws {
        let file = SharedFolder.path + "/samples/magda/Onderwijs/GeefHistoriekInschrijving/02.01.0000/77620299328.xml"
        let record = try #require(try Frames.read(education, fileAt: file).first?.record)
        #expect(record.facts.count == 6)
        #expect(Set(record.outcomes.compactMap(\.origin)) == ["DHO2", "Disci"])
        #expect(record.outcomes.allSatisfy { $0.course == .noData && $0.code == "30101" })
    }

    @Test func `every sample of proofs has facts or a named outcome`() throws {
        var outcomes: [String: Int] = [:]
        var mapped = 0
        for file in try samples("LED/GeefBewijs/02.00.0000") {
            switch try #require(try Frames.read(education, fileAt: file).first) {
            case .mapped(let record):
                mapped += 1
                #expect(!record.facts.isEmpty)
            case .answered(let outcome): outcomes["\(outcome.code) \(outcome.course.rawValue)", default: 0] += 1
            case .rejected(let rejections): Issue.record("\(file): \(rejections)")
            }
        }
        #expect(mapped == 11)
        #expect(outcomes == ["99996 RETRY_LATER": 2, "15021 NO_DATA": 1])
    }

    @Test(arguments: [("75721232437", "2f9b59ed-0e0f-4873-974f-dfa7d38de9ab", 1), ("79652300264", "E19.4", 0)])
    func `a decision of NARIC among the samples is a recognition`(name: String, dossier: String, foreign: Int) throws {
        let file = SharedFolder.path + "/samples/magda/LED/GeefBewijs/02.00.0000/\(name).xml"
        let record = try #require(try Frames.read(naric, fileAt: file).first?.record)
        #expect(record.source.organisation == .naric)
        let decisions = record.facts.compactMap { fact in if case .recognition(let decision) = fact.value { decision } else { nil } }
        let decision = try #require(decisions.first)
        #expect(decision.dossierNumber == dossier)
        #expect(decision.decidedOn == PartialDate("2006"))
        #expect(decision.outcome == .grantedAsRequested)
        #expect(decision.flemishTitle == "Getuigschrift praktijk en beroepskennis ondernemersopleiding Opticien-optometrist")
        #expect(record.outcomes.filter { $0.code == "led:proof-under-other-insz" }.count == foreign)
    }
}
