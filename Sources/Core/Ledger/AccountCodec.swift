package import Bytes

/// Accounts as the journal keeps them: id, kind, and what is not zero; nothing lost.
///
/// A block is its length (varint), then whether ids are differences, the count, and the records.
/// Balances and reserved bits are refused when accounts are made, but are kept here all the same: a
/// refused event is journaled as it came.
package enum AccountCodec {
    private static var recordBytesMax: Int {
        CompactWriter.idAndKindBytesMax + 1 + 16 + 8 + 5 + 10 + 16 * 4 + 4
    }

    /// The greatest length of a block of so many accounts, without its length.
    package static func bytesMax(count: Int) -> Int {
        CompactWriter.headBytesMax + count * recordBytesMax
    }

    /// Appends a block to a writer.
    package static func encode(
        _ events: UnsafeBufferPointer<Account>, into writer: inout ByteWriter
    ) {
        let memory = UnsafeMutableRawBufferPointer.allocate(
            byteCount: bytesMax(count: events.count), alignment: 16)
        defer { memory.deallocate() }
        var pen = CompactWriter(memory)
        var differenceBytes = 0
        var previous: UInt128 = 0
        for event in events {
            differenceBytes += CompactWriter.length(
                varint: CompactWriter.difference(from: previous, to: event.id))
            previous = event.id
        }
        pen.writeHead(count: events.count, differenceBytes: differenceBytes)
        for event in events { write(event, &pen) }
        let count = pen.finish()
        writer.writeVarint(UInt64(count))
        writer.write(UnsafeRawBufferPointer(rebasing: memory[..<count]))
    }

    private static func write(_ event: Account, _ pen: inout CompactWriter) {
        pen.write(id: event.id)
        pen.write(ledger: event.ledger, code: event.code, flags: event.flags.rawValue)
        let present = Present(event)
        pen.write(byte: present.rawValue)
        if present.contains(.userData128) { pen.write(fixed: event.userData128) }
        if present.contains(.userData64) { pen.write(fixed: event.userData64) }
        if present.contains(.userData32) { pen.write(varint: UInt128(event.userData32)) }
        if present.contains(.timestamp) { pen.write(varint: UInt128(event.timestamp)) }
        guard present.contains(.refused) else { return }
        pen.write(fixed: event.debitsPending)
        pen.write(fixed: event.debitsPosted)
        pen.write(fixed: event.creditsPending)
        pen.write(fixed: event.creditsPosted)
        pen.write(fixed: event.reserved)
    }

    /// Reads one block of at most `limit` accounts.
    ///
    /// Total: any bytes give accounts or an error.
    package static func decode(
        _ reader: inout ByteReader, limit: Int
    ) throws(ByteError) -> [Account] {
        let bytes = try reader.readPrefixed(limit: bytesMax(count: limit))
        return try bytes.withUnsafeBufferPointer { (block) throws(ByteError) in
            var reader = CompactReader(UnsafeRawBufferPointer(block))
            // Id, kind and mask take a byte each at least.
            let count = try reader.readHead(limit: limit, width: 3)
            var events: [Account] = []
            events.reserveCapacity(count)
            for _ in 0..<count { events.append(try read(&reader)) }
            guard reader.isAtEnd else {
                throw .unexpectedValue(offset: reader.offset, value: UInt64(block.count))
            }
            return events
        }
    }

    private static func read(_ reader: inout CompactReader) throws(ByteError) -> Account {
        let id = try reader.readID()
        let kind = try reader.readKind()
        var event = Account(
            id: id, ledger: kind.ledger, code: kind.code, flags: AccountFlags(rawValue: kind.flags))
        let present = Present(rawValue: try reader.readByte())
        guard Present.all.isSuperset(of: present) else {
            throw .unexpectedValue(offset: reader.offset - 1, value: UInt64(present.rawValue))
        }
        if present.contains(.userData128) { event.userData128 = try reader.readFixed(UInt128.self) }
        if present.contains(.userData64) { event.userData64 = try reader.readFixed(UInt64.self) }
        if present.contains(.userData32) {
            event.userData32 = try reader.readVarint(as: UInt32.self)
        }
        if present.contains(.timestamp) { event.timestamp = try reader.readVarint(as: UInt64.self) }
        guard present.contains(.refused) else { return event }
        event.debitsPending = try reader.readFixed(UInt128.self)
        event.debitsPosted = try reader.readFixed(UInt128.self)
        event.creditsPending = try reader.readFixed(UInt128.self)
        event.creditsPosted = try reader.readFixed(UInt128.self)
        event.reserved = try reader.readFixed(UInt32.self)
        return event
    }

    /// Which of the rarer fields are not zero.
    private struct Present: OptionSet {
        let rawValue: UInt8

        static var userData128: Self { Self(rawValue: 1 << 0) }
        static var userData64: Self { Self(rawValue: 1 << 1) }
        static var userData32: Self { Self(rawValue: 1 << 2) }
        static var timestamp: Self { Self(rawValue: 1 << 3) }
        /// A balance or reserved bits, which no account may come with.
        static var refused: Self { Self(rawValue: 1 << 4) }
        static var all: Self { Self(rawValue: (1 << 5) - 1) }

        init(rawValue: UInt8) { self.rawValue = rawValue }

        init(_ event: Account) {
            var mask: Self = []
            if event.userData128 != 0 { mask.insert(.userData128) }
            if event.userData64 != 0 { mask.insert(.userData64) }
            if event.userData32 != 0 { mask.insert(.userData32) }
            if event.timestamp != 0 { mask.insert(.timestamp) }
            if event.balance != Balance() || event.reserved != 0 { mask.insert(.refused) }
            rawValue = mask.rawValue
        }
    }
}
