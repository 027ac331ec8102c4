package import Bytes

/// Extensions of a batch as the journal keeps them: what is not zero, nothing lost.
///
/// A block is how many there are (varint), then of each how far its event is from the one before, a
/// mask of what it says, and that. No extension at all takes one byte.
package enum ExtensionCodec {
    /// More than one of either kind can take.
    private static var entryBytesMax: Int { 128 }

    /// The greatest length of a block of so many.
    package static func bytesMax(count: Int) -> Int { 10 + count * entryBytesMax }

    package static func encode(
        _ list: ExtensionList<TransferExtension>, into writer: inout ByteWriter
    ) {
        writeList(list, &writer, writeTransfer)
    }

    package static func encode(
        _ list: ExtensionList<AccountExtension>, into writer: inout ByteWriter
    ) {
        writeList(list, &writer, writeAccount)
    }

    /// Reads the block behind a batch of so many transfers.
    ///
    /// Total: any bytes give extensions or an error.
    package static func decodeTransfers(
        _ reader: inout ByteReader, of count: Int
    ) throws(ByteError) -> ExtensionList<TransferExtension> {
        try readList(&reader, of: count, readTransfer)
    }

    /// Reads the block behind a batch of so many accounts; total.
    package static func decodeAccounts(
        _ reader: inout ByteReader, of count: Int
    ) throws(ByteError) -> ExtensionList<AccountExtension> {
        try readList(&reader, of: count, readAccount)
    }

    private static func writeList<Value>(
        _ list: ExtensionList<Value>, _ writer: inout ByteWriter,
        _ write: (Value, inout ByteWriter) -> Void
    ) {
        writer.writeVarint(UInt64(list.count))
        var next: UInt32 = 0
        for entry in list.entries {
            writer.writeVarint(UInt64(entry.index - next))
            write(entry.value, &writer)
            next = entry.index + 1
        }
    }

    private static func readList<Value>(
        _ reader: inout ByteReader, of eventCount: Int,
        _ read: (inout ByteReader) throws(ByteError) -> Value
    ) throws(ByteError) -> ExtensionList<Value> {
        var list = ExtensionList<Value>()
        let start = reader.offset
        let count = try reader.readVarint()
        // A distance and a mask take a byte each at least.
        guard count <= UInt64(min(eventCount, reader.remaining / 2)) else {
            throw .tooLong(offset: start, length: Int(clamping: count), limit: eventCount)
        }
        var next: UInt64 = 0
        for _ in 0..<count {
            let start = reader.offset
            let distance = try reader.readVarint()
            guard distance < UInt64(eventCount) - min(next, UInt64(eventCount)) else {
                throw .unexpectedValue(offset: start, value: distance)
            }
            list.append(try read(&reader), at: Int(next + distance))
            next += distance + 1
        }
        return list
    }

    // MARK: - Transfers

    private static func writeTransfer(_ value: TransferExtension, _ writer: inout ByteWriter) {
        let hasRate = value.rateCoefficient != 0 || value.rateScale != 0 || value.rounding != 0
        let present: [Bool] = [
            !value.metadata.isNone, value.transactionID != 0, value.leg != 0 || value.legCount != 0,
            value.link != 0, value.linkKind != .none, value.valueDate != .none, hasRate,
        ]
        writer.write(mask(present))
        if present[0] { writer.write(value.metadata.digest) }
        if present[1] { writer.write(value.transactionID) }
        if present[2] {
            writer.write(value.leg)
            writer.write(value.legCount)
        }
        if present[3] { writer.write(value.link) }
        if present[4] { writer.write(value.linkKind.rawValue) }
        if present[5] { writer.writeVarint(UInt64(value.valueDate.rawValue)) }
        if present[6] {
            writer.writeVarint(value.rateCoefficient)
            writer.write(value.rateScale)
            writer.write(value.rounding)
        }
    }

    private static func readTransfer(
        _ reader: inout ByteReader
    ) throws(ByteError) -> TransferExtension {
        let present = try readMask(&reader, bits: 7)
        var value = TransferExtension()
        if present & 1 != 0 { value.metadata = try readMetadata(&reader) }
        if present & 2 != 0 { value.transactionID = try reader.read() }
        if present & 4 != 0 {
            value.leg = try reader.read()
            value.legCount = try reader.read()
        }
        if present & 8 != 0 { value.link = try reader.read() }
        if present & 16 != 0 {
            let raw = try reader.read(UInt8.self)
            guard let kind = TransferExtension.LinkKind(rawValue: raw) else {
                throw .unexpectedValue(offset: reader.offset - 1, value: UInt64(raw))
            }
            value.linkKind = kind
        }
        if present & 32 != 0 {
            let start = reader.offset
            guard let date = UInt32(exactly: try reader.readVarint()) else {
                throw .malformedVarint(offset: start)
            }
            value.valueDate = ValueDate(rawValue: date)
        }
        if present & 64 != 0 {
            value.rateCoefficient = try reader.readVarint()
            value.rateScale = try reader.read()
            value.rounding = try reader.read()
        }
        return value
    }

    // MARK: - Accounts

    private static func writeAccount(_ value: AccountExtension, _ writer: inout ByteWriter) {
        let present: [Bool] = [
            value.creditLine != 0, value.minimum != nil, value.maximum != nil, value.parent != 0,
            !value.metadata.isNone, !value.blocks.isEmpty,
        ]
        writer.write(mask(present))
        if present[0] { writer.write(value.creditLine) }
        if let minimum = value.minimum { writer.write(UInt128(bitPattern: minimum)) }
        if let maximum = value.maximum { writer.write(UInt128(bitPattern: maximum)) }
        if present[3] { writer.write(value.parent) }
        if present[4] { writer.write(value.metadata.digest) }
        if present[5] { writer.write(UInt8(truncatingIfNeeded: value.blocks.rawValue)) }
    }

    private static func readAccount(
        _ reader: inout ByteReader
    ) throws(ByteError) -> AccountExtension {
        let present = try readMask(&reader, bits: 6)
        var value = AccountExtension()
        if present & 1 != 0 { value.creditLine = try reader.read() }
        if present & 2 != 0 { value.minimum = Int128(bitPattern: try reader.read(UInt128.self)) }
        if present & 4 != 0 { value.maximum = Int128(bitPattern: try reader.read(UInt128.self)) }
        if present & 8 != 0 { value.parent = try reader.read() }
        if present & 16 != 0 { value.metadata = try readMetadata(&reader) }
        if present & 32 != 0 {
            let blocks = AccountExtension.Blocks(rawValue: UInt64(try reader.read(UInt8.self)))
            guard AccountExtension.Blocks.known.isSuperset(of: blocks) else {
                throw .unexpectedValue(offset: reader.offset - 1, value: blocks.rawValue)
            }
            value.blocks = blocks
        }
        return value
    }

    // MARK: - What both share

    /// The lowest bit is the first.
    private static func mask(_ present: [Bool]) -> UInt8 {
        present.reversed().reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
    }

    private static func readMask(
        _ reader: inout ByteReader, bits: UInt8
    ) throws(ByteError) -> UInt8 {
        let mask = try reader.read(UInt8.self)
        guard mask >> bits == 0 else {
            throw .unexpectedValue(offset: reader.offset - 1, value: UInt64(mask))
        }
        return mask
    }

    private static func readMetadata(
        _ reader: inout ByteReader
    ) throws(ByteError) -> MetadataHash {
        guard let hash = MetadataHash(try reader.read(count: MetadataHash.bytes)) else {
            preconditionFailure("So many bytes were read.")
        }
        return hash
    }
}
