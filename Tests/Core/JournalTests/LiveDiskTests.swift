import Cryptography
import Platform
import Synchronization
import Testing

@testable import Journal

@Suite struct `A journal on the host's disk` {
    @Test func `comes back as it was written`() throws {
        let disk = LiveDisk()
        let random = SystemRandomness()
        let folder = "/tmp/qenex-journal-\(random.u64())"
        defer {
            for name in (try? disk.list(folder)) ?? [] { try? disk.remove("\(folder)/\(name)") }
            try? disk.remove(folder)
        }
        let ring = try KeyRing(disk, folder: try made(disk, folder), randomness: random)
        var options = LogOptions()
        options.segmentBytes = 1 << 20
        options.sideBytes = 1 << 20
        let key = try ring.newKey()
        var bodies: [[UInt8]] = []
        for start in 0..<3 {
            var found: [[UInt8]] = []
            let log = try FileLog.open(
                disk, folder: folder, environment: .sandbox, node: 1, root: ring.root,
                randomness: random, options: options
            ) { header, body in
                if header.kind == .commands { found.append(body) }
            }
            #expect(found == bodies)
            let reports = Monitor<[UInt64]>([])
            log.onDurable { through in reports.update { $0.append(through) } }
            for number in 0..<40 {
                let record = UInt128(start * 100 + number)
                let sealed = try ring.seal([UInt8(number)], key: key, record: record)
                bodies.append(random.bytes(70_000))
                _ = try log.append(
                    timestamp: log.head.timestamp + 1, count: 1, rulesVersion: 1,
                    body: bodies[bodies.count - 1], attachments: [sealed.attachment])
            }
            try log.flush()
            let seen = reports.wait { $0.last == log.head.sequence ? $0 : nil }
            #expect(seen == Array(Set(seen)).sorted())
            let bytes = try #require(try log.attachment(UInt128(start * 100 + 7)))
            #expect(try ring.open(bytes, record: UInt128(start * 100 + 7)) == .plaintext([7]))
            try log.seal()
        }
        let report = LogVerifier(
            disk, folder: folder, environment: .sandbox, root: ring.root
        ).run()
        #expect(report.isGood && report.isSealed)
        #expect(report.commandEntries == 120 && report.attachments == 120)
    }

    private func made(_ disk: LiveDisk, _ folder: String) throws -> String {
        try disk.makeDirectory(folder)
        return folder
    }
}
