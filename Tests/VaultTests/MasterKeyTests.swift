// SPDX-License-Identifier: EUPL-1.2
import Foundation
import TestSupport
import Testing

@testable import Vault

struct MasterKeyTests {
    @Test func `a key that was made loads again, and only its owner may read the file`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/master"
        try MasterKey.create(at: path)
        #expect(try MasterKey.load(from: path).secret == MasterKey.load(from: path).secret)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)).count == 32)
        let mode = try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
        #expect(mode == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["master"])
    }

    @Test func `a key that stands is never replaced`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/master"
        try MasterKey.create(at: path)
        let secret = try MasterKey.load(from: path).secret
        #expect(throws: VaultError.keyFileExists(path)) { try MasterKey.create(at: path) }
        #expect(try MasterKey.load(from: path).secret == secret)
    }

    @Test func `what a crash left of making a key does not stand in the way`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/master"
        try Data([1, 2, 3]).write(to: URL(fileURLWithPath: path + ".new"))
        try MasterKey.create(at: path)
        #expect(try MasterKey.load(from: path).secret.count == 32)
    }

    @Test(arguments: [0o640, 0o604, 0o660, 0o611]) func `a key that others can read is refused`(mode: Int) throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/master"
        try MasterKey.create(at: path)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        #expect(throws: VaultError.keyFileOpenToOthers(path)) { try MasterKey.load(from: path) }
    }

    @Test func `a missing, short or long file and a folder are told apart from a key`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/master"
        #expect(throws: VaultError.keyFileMissing(path)) { try MasterKey.load(from: path) }
        for length in [0, 31, 33, 4096] {
            try Data(repeating: 1, count: length).write(to: URL(fileURLWithPath: path))
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
            #expect(throws: VaultError.keyFileMalformed(path)) { try MasterKey.load(from: path) }
        }
        #expect(throws: VaultError.keyFileMalformed(folder.path)) { try MasterKey.load(from: folder.path) }
        #expect(throws: VaultError.keyFileTrouble(folder.path + "/no/master", 2)) { try MasterKey.create(at: folder.path + "/no/master") }
    }

    @Test func `errors say what to do`() {
        for error in [
            VaultError.keyFileMissing("p"), .keyFileOpenToOthers("p"), .keyFileMalformed("p"), .keyFileExists("p"),
            .keyFileTrouble("p", 13),
        ] {
            #expect("\(error)".contains("p"))
            #expect("\(error)".contains(";"))
        }
    }
}
