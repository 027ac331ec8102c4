import Testing

@testable import Platform

@Suite struct `A bounded log` {
    private let written = Monitor<[[UInt8]]>([])

    private func log(capacity: Int) -> BoundedLog<UInt8> {
        BoundedLog(capacity: capacity, format: { $1.append($0) }) { [written] bytes in
            written.update { $0.append(bytes) }
        }
    }

    @Test func `writes what waits as one piece, in order`() {
        let log = log(capacity: 8)
        for value: UInt8 in 1...3 { log.add(value) }
        #expect(log.turn())
        #expect(written.withLock { $0 } == [[1, 2, 3]])
    }

    @Test func `writes nothing where nothing waits`() {
        #expect(log(capacity: 8).turn())
        #expect(written.withLock { $0.isEmpty })
    }

    @Test func `keeps as many as it may, and drops and counts the one above`() {
        let log = log(capacity: 2)
        for value: UInt8 in 1...2 { log.add(value) }
        #expect(log.dropped == 0)
        log.add(3)
        #expect(log.dropped == 1)
        #expect(log.turn())
        log.add(4)
        #expect(log.turn())
        #expect(written.withLock { $0 } == [[1, 2], [4]])
    }

    @Test func `closes when the last line is written, and takes none afterwards`() {
        let log = log(capacity: 8)
        log.add(1)
        Thread.start(name: "log") { log.run() }
        log.close()
        #expect(written.withLock { $0 } == [[1]])
        log.add(2)
        #expect(log.dropped == 1)
    }
}
