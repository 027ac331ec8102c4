package import Bytes

/// A value that stands in the journal or a snapshot, in a form of its own.
package protocol Recorded: Sendable {
    func write(to writer: inout ByteWriter)
    init(from reader: inout ByteReader) throws(ByteError)
}

extension ByteWriter {
    mutating func write(_ flag: Bool) { write(UInt8(flag ? 1 : 0)) }

    mutating func write<Value: Recorded>(list: [Value]) {
        writeVarint(UInt64(list.count))
        for value in list { value.write(to: &self) }
    }

    mutating func write(ids: some Collection<UInt128>) {
        writeVarint(UInt64(ids.count))
        for id in ids { write(id) }
    }

    mutating func write(amount: UInt128) {
        guard let small = UInt64(exactly: amount), small < .max else {
            writeVarint(.max)
            return write(amount)
        }
        writeVarint(small)
    }
}

extension ByteReader {
    /// Values of a list in the journal; more are refused.
    static let listMax = 1 << 24

    mutating func readFlag() throws(ByteError) -> Bool {
        let start = offset
        let value = try read(UInt8.self)
        guard value < 2 else { throw .unexpectedValue(offset: start, value: UInt64(value)) }
        return value == 1
    }

    mutating func readList<Value: Recorded>(_: Value.Type) throws(ByteError) -> [Value] {
        let count = try readCount()
        var list: [Value] = []
        list.reserveCapacity(min(count, 4096))
        for _ in 0..<count { list.append(try Value(from: &self)) }
        return list
    }

    mutating func readIDs() throws(ByteError) -> [UInt128] {
        let count = try readCount()
        var list: [UInt128] = []
        list.reserveCapacity(min(count, 4096))
        for _ in 0..<count { list.append(try read()) }
        return list
    }

    mutating func readCount() throws(ByteError) -> Int {
        let start = offset
        let count = try readVarint()
        guard count <= UInt64(Self.listMax) else {
            throw .tooLong(offset: start, length: Int(clamping: count), limit: Self.listMax)
        }
        return Int(count)
    }

    mutating func readAmount() throws(ByteError) -> UInt128 {
        let small = try readVarint()
        return small == .max ? try read() : UInt128(small)
    }

    /// Reads a byte that is 0 where nothing is asked for.
    mutating func readLateOrders() throws(ByteError) -> LateOrders? {
        let start = offset
        let raw = try read(UInt8.self)
        let orders = LateOrders(rawValue: raw)
        guard orders != nil || raw == 0 else {
            throw .unexpectedValue(offset: start, value: UInt64(raw))
        }
        return orders
    }

    /// Reads one byte as a closed enum's raw value.
    mutating func readCase<Value: RawRepresentable<UInt8>>(
        _: Value.Type = Value.self
    ) throws(ByteError) -> Value {
        let start = offset
        let raw = try read(UInt8.self)
        guard let value = Value(rawValue: raw) else {
            throw .unexpectedValue(offset: start, value: UInt64(raw))
        }
        return value
    }
}
