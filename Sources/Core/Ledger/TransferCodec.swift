package import Bytes

/// Transfers as the journal keeps them: some 25 to 30 bytes each instead of 128, nothing lost.
///
/// A block is its length (varint), then whether ids are differences, the count, and each record:
/// id, kind, a mask of what is not zero, the two accounts, the amount plus one modulo 2^128 (so that
/// "all" takes a byte), and what the mask says. An account is its ordinal plus two; 0 is the id zero
/// and 1 an id that is spelled out since these books do not know it.
///
/// Ordinals never change, so a block can be decoded with the books at any later state.
package enum TransferCodec {
    private static var recordBytesMax: Int {
        CompactWriter.idAndKindBytesMax + 1 + 17 * 2 + 19 + 19 + 16 + 8 + 5 + 5 + 10
    }

    /// The greatest length of a block of so many transfers, without its length.
    package static func bytesMax(count: Int) -> Int {
        CompactWriter.headBytesMax + count * recordBytesMax
    }

    /// Appends a block to a writer.
    package static func encode(
        _ events: UnsafeBufferPointer<Transfer>, in books: Books, into writer: inout ByteWriter
    ) {
        let memory = UnsafeMutableRawBufferPointer.allocate(
            byteCount: bytesMax(count: events.count), alignment: 16)
        defer { memory.deallocate() }
        let count = encode(events, in: books, into: memory)
        writer.writeVarint(UInt64(count))
        writer.write(UnsafeRawBufferPointer(rebasing: memory[..<count]))
    }

    /// Writes a block without its length into memory of at least ``bytesMax(count:)`` bytes, and
    /// returns how many it took.
    package static func encode(
        _ events: UnsafeBufferPointer<Transfer>, in books: Books,
        into memory: UnsafeMutableRawBufferPointer
    ) -> Int {
        precondition(memory.count >= bytesMax(count: events.count), "The memory is too small.")
        var pen = CompactWriter(memory)
        var differenceBytes = 0
        var previous: UInt128 = 0
        for event in events {
            differenceBytes += CompactWriter.length(
                varint: CompactWriter.difference(from: previous, to: event.id))
            previous = event.id
        }
        pen.writeHead(count: events.count, differenceBytes: differenceBytes)
        let located = books.located.ofBatch(events.count)
        for index in events.indices {
            write(events[index], located.map { $0 + 2 * index }, books, &pen)
        }
        return pen.finish()
    }

    @inline(__always)
    private static func write(
        _ event: Transfer, _ located: UnsafePointer<UInt32>?, _ books: Books,
        _ pen: inout CompactWriter
    ) {
        pen.write(id: event.id)
        pen.write(ledger: event.ledger, code: event.code, flags: event.flags.rawValue)
        let present = Present(event)
        pen.write(byte: present.rawValue)
        writeAccount(event.debitAccountID, located?[0], books, &pen)
        writeAccount(event.creditAccountID, located?[1], books, &pen)
        pen.write(varint: event.amount &+ 1)
        if present.rawValue != 0 { writeRest(event, present, &pen) }
    }

    @inline(__always)
    private static func writeAccount(
        _ id: UInt128, _ located: UInt32?, _ books: Books, _ pen: inout CompactWriter
    ) {
        if id == 0 { return pen.write(byte: 0) }
        let ordinal = books.accountPosition(id, near: located)
        guard ordinal == IdentifierIndex.none else {
            return pen.write(varint: UInt128(ordinal) + 2)
        }
        pen.write(byte: 1)
        pen.write(fixed: id)
    }

    @inline(never)
    private static func writeRest(
        _ event: Transfer, _ present: Present, _ pen: inout CompactWriter
    ) {
        if present.contains(.pendingID) { pen.write(id: event.pendingID, near: event.id) }
        if present.contains(.userData128) { pen.write(fixed: event.userData128) }
        if present.contains(.userData64) { pen.write(fixed: event.userData64) }
        if present.contains(.userData32) { pen.write(varint: UInt128(event.userData32)) }
        if present.contains(.timeout) { pen.write(varint: UInt128(event.timeout)) }
        if present.contains(.timestamp) { pen.write(varint: UInt128(event.timestamp)) }
    }

    /// Reads one block of at most `limit` transfers.
    ///
    /// Total: any bytes give transfers or an error.
    package static func decode(
        _ reader: inout ByteReader, in books: Books, limit: Int
    ) throws(ByteError) -> [Transfer] {
        let bytes = try reader.readPrefixed(limit: bytesMax(count: limit))
        return try bytes.withUnsafeBufferPointer { (block) throws(ByteError) in
            try decode(UnsafeRawBufferPointer(block), in: books, limit: limit)
        }
    }

    /// Reads a block without its length; offsets in an error count from the block's first byte.
    package static func decode(
        _ block: UnsafeRawBufferPointer, in books: Books, limit: Int
    ) throws(ByteError) -> [Transfer] {
        var reader = CompactReader(block)
        // Id, kind, mask, two accounts and amount take a byte each at least.
        let count = try reader.readHead(limit: limit, width: 6)
        var events: [Transfer] = []
        events.reserveCapacity(count)
        books.expected.begin(count)
        for _ in 0..<count { events.append(try read(&reader, books)) }
        guard reader.isAtEnd else {
            throw .unexpectedValue(offset: reader.offset, value: UInt64(block.count))
        }
        return events
    }

    @inline(__always)
    private static func read(
        _ reader: inout CompactReader, _ books: Books
    ) throws(ByteError) -> Transfer {
        var event = Transfer(id: try reader.readID())
        let kind = try reader.readKind()
        event.ledger = kind.ledger
        event.code = kind.code
        event.flags = TransferFlags(rawValue: kind.flags)
        let present = Present(rawValue: try reader.readByte())
        guard Present.all.isSuperset(of: present) else {
            throw .unexpectedValue(offset: reader.offset - 1, value: UInt64(present.rawValue))
        }
        let debit = try readAccount(&reader, books, &event.debitAccountID)
        let credit = try readAccount(&reader, books, &event.creditAccountID)
        books.expected.add(debit: debit, credit: credit)
        event.amount = try reader.readVarint() &- 1
        if present.rawValue != 0 { try readRest(of: &event, present, &reader) }
        return event
    }

    /// Reads an account's id, and gives its ordinal where the record has that.
    @inline(__always)
    private static func readAccount(
        _ reader: inout CompactReader, _ books: Books, _ id: inout UInt128
    ) throws(ByteError) -> UInt32 {
        let start = reader.offset
        let value = try reader.readVarint()
        if value < 2 {
            if value == 1 { id = try reader.readFixed(UInt128.self) }
            return IdentifierIndex.none
        }
        guard value - 2 < UInt128(books.accounts.count) else {
            throw .unexpectedValue(offset: start, value: UInt64(clamping: value))
        }
        let ordinal = UInt32(value) - 2
        id = books.accounts[ordinal].pointee.id
        return ordinal
    }

    private static func readRest(
        of event: inout Transfer, _ present: Present, _ reader: inout CompactReader
    ) throws(ByteError) {
        if present.contains(.pendingID) { event.pendingID = try reader.readID(near: event.id) }
        if present.contains(.userData128) { event.userData128 = try reader.readFixed(UInt128.self) }
        if present.contains(.userData64) { event.userData64 = try reader.readFixed(UInt64.self) }
        if present.contains(.userData32) {
            event.userData32 = try reader.readVarint(as: UInt32.self)
        }
        if present.contains(.timeout) { event.timeout = try reader.readVarint(as: UInt32.self) }
        if present.contains(.timestamp) { event.timestamp = try reader.readVarint(as: UInt64.self) }
    }

    /// Which of the rarer fields are not zero.
    private struct Present: OptionSet {
        let rawValue: UInt8

        static var pendingID: Self { Self(rawValue: 1 << 0) }
        static var userData128: Self { Self(rawValue: 1 << 1) }
        static var userData64: Self { Self(rawValue: 1 << 2) }
        static var userData32: Self { Self(rawValue: 1 << 3) }
        static var timeout: Self { Self(rawValue: 1 << 4) }
        static var timestamp: Self { Self(rawValue: 1 << 5) }
        static var all: Self { Self(rawValue: (1 << 6) - 1) }

        init(rawValue: UInt8) { self.rawValue = rawValue }

        @inline(__always)
        init(_ event: Transfer) {
            var mask: UInt8 = event.pendingID == 0 ? 0 : 1
            mask |= event.userData128 == 0 ? 0 : 1 << 1
            mask |= event.userData64 == 0 ? 0 : 1 << 2
            mask |= event.userData32 == 0 ? 0 : 1 << 3
            mask |= event.timeout == 0 ? 0 : 1 << 4
            mask |= event.timestamp == 0 ? 0 : 1 << 5
            rawValue = mask
        }
    }
}
