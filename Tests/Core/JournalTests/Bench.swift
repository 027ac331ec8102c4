import Cryptography
import Platform

@testable import Journal

/// A node's disk with a journal on it, and what was written so far.
final class Bench {
    static let folder = "/data/journal"

    var disk: SeededDisk
    let random: SeededRandomness
    let root: RootKey
    var options = LogOptions()
    /// What each start found, and the entries that it replayed.
    var replayed: [EntryHeader] = []
    var bodies: [[UInt8]] = []
    var environment = LogEnvironment.sandbox

    init(seed: UInt64) {
        random = SeededRandomness(seed: seed)
        disk = SeededDisk(seed: random.next())
        root = RootKey(SecretKey(random))
        options.segmentBytes = 16 * 4096
        options.sideBytes = 8 * 4096
        options.writesInFlightMax = 4
    }

    func open(after trusted: LogHead = .start) throws(JournalError) -> FileLog {
        replayed = []
        bodies = []
        return try FileLog.open(
            disk, folder: Self.folder, environment: environment, node: 7, root: root,
            randomness: random, options: options, after: trusted
        ) { header, body in
            replayed.append(header)
            bodies.append(body)
        }
    }

    /// Bodies of commands that the last start replayed.
    var commands: [[UInt8]] {
        zip(replayed, bodies).filter { $0.0.kind == .commands }.map(\.1)
    }

    /// A body that no other has.
    func body(_ number: Int, bytes: Int = 100) -> [UInt8] {
        (0..<max(bytes, 8)).map { index in
            index < 8
                ? UInt8(truncatingIfNeeded: number >> (8 * index))
                : UInt8(truncatingIfNeeded: number &* 31 &+ index)
        }
    }

    /// The path of a segment's file.
    func path(_ number: UInt64, side: Bool = false) -> String {
        let paths = SegmentPath(folder: Self.folder, environment: environment)
        return side ? paths.side(number) : paths.entries(number)
    }

    func crash() { disk = disk.crash() }
}

extension FileLog {
    /// Appends commands at an instant that is the next sequence number.
    @discardableResult
    func put(_ body: [UInt8], _ attachments: [Attachment] = []) throws(JournalError) -> UInt64 {
        try append(
            timestamp: head.sequence + 1, count: 1, rulesVersion: 1, body: body,
            attachments: attachments)
    }
}
