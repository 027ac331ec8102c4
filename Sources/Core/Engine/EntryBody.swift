import Bytes

/// The plaintext of an entry of commands: timer effects first, then one record a command.
///
/// ```
/// body    = timers:varint record*
/// record  = delay:varint length:varint bytes      delay: nanoseconds after the entry's timestamp
/// ```
enum EntryBody {
    /// A record longer than this is refused on reading.
    static let recordBytesMax = 1 << 30

    /// Two varints of 64 bits.
    static let recordHeadBytesMax = 20

    struct Record {
        let delay: UInt64
        let bytes: ArraySlice<UInt8>
    }

    static func read(_ body: [UInt8]) throws(ByteError) -> (timers: UInt64, records: [Record]) {
        var reader = ByteReader(body)
        let timers = try reader.readVarint()
        var records: [Record] = []
        while !reader.isAtEnd {
            let delay = try reader.readVarint()
            records.append(
                Record(delay: delay, bytes: try reader.readPrefixed(limit: recordBytesMax)))
        }
        return (timers, records)
    }

    static func append(_ record: ByteWriter, delay: UInt64, to body: inout ByteWriter) {
        body.writeVarint(delay)
        body.writePrefixed(record.bytes)
    }
}
