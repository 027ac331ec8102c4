import Platform
import Testing

@testable import Flows

/// The file that makes the first administrator.
@Suite struct `The administrator's token` {
    private let folder = DataFolder("data")

    private func disk(holding text: String?) throws -> SeededDisk {
        let disk = SeededDisk(seed: 1)
        try disk.makeDirectory(folder.path)
        if let text { try disk.writeDurably(folder.adminToken, Array(text.utf8), mode: 0o600) }
        return disk
    }

    private func read(_ disk: SeededDisk) throws -> AdminToken {
        try AdminToken.readOrMake(folder, disk, SeededRandomness(seed: 1))
    }

    @Test func `is made of 256 bits where there is no file, and found again`() throws {
        let disk = try disk(holding: nil)
        let made = try read(disk)
        // "qx_" and 256 bits in hexadecimal digits.
        #expect(made.isNew && made.text.utf8.count == 3 + 64)
        let again = try read(disk)
        #expect(again.text == made.text && !again.isNew)
    }

    @Test(
        arguments: [
            "", "\n", "x", "x\n", String(repeating: "a", count: 31),
            String(repeating: " ", count: 40), String(repeating: "a", count: 31) + " ",
            String(repeating: "a", count: 32) + "\nmore", String(repeating: "a", count: 513),
            String(repeating: "\u{200B}", count: 40),
        ])
    func `is refused where anybody could guess it`(text: String) throws {
        let disk = try disk(holding: text)
        #expect(throws: AdminToken.Refusal.self) { try read(disk) }
        #expect(try disk.read(folder.adminToken, limit: 4096) == Array(text.utf8), "untouched")
    }

    @Test(arguments: [32, 512])
    func `may be somebody's own of enough characters`(count: Int) throws {
        let own = String(repeating: "a", count: count)
        #expect(try read(disk(holding: own)).text == own)
        #expect(try read(disk(holding: own + "\r\n")).text == own)
    }
}
