package import Bytes
import Segments

/// The index in a snapshot and in the state hash.
///
/// A snapshot has the names of the files, of each month its fingerprint, and the keys that are in
/// memory. The state hash covers the fingerprints alone, so it does not know which keys lie where.
extension DuplicateIndex {
    /// Feeds a hash of the state: of each month how many keys, and the sum of their hashes.
    package func writeState(to writer: inout ByteWriter) {
        writer.writeVarint(UInt64(months.count))
        for each in months {
            each.month.write(to: &writer)
            each.fingerprint.write(to: &writer)
        }
    }

    package func writeSnapshot(to writer: inout ByteWriter) {
        DuplicateNames(months).write(to: &writer)
        writer.writeVarint(UInt64(months.count))
        for each in months {
            each.month.write(to: &writer)
            each.fingerprint.write(to: &writer)
            let residents = each.residents
            writer.writeVarint(UInt64(residents.count))
            for entry in residents {
                writer.write(entry.id)
                writer.write(UInt32(truncatingIfNeeded: entry.value))
                writer.write(UInt8(truncatingIfNeeded: entry.value >> 32))
            }
        }
        countSnapshot()
    }

    /// Takes over what a snapshot has.
    ///
    /// - Precondition: the index is new.
    package func restore(from reader: inout ByteReader) throws(ByteError) {
        let start = reader.offset
        let names = try DuplicateNames(from: &reader)
        let count = try reader.readVarint()
        guard count <= UInt64(reader.remaining) else {
            throw .tooLong(
                offset: start, length: Int(clamping: count), limit: reader.remaining)
        }
        var months: [MonthOfKeys] = []
        for _ in 0..<count { months.append(try Self.month(&reader, after: months.last?.month)) }
        do { try adopt(names, &months) } catch {
            throw .unexpectedValue(offset: start, value: UInt64(names.months.count))
        }
        let isWhole = months.allSatisfy {
            $0.fingerprint.count == UInt64($0.sealedCount) + UInt64($0.residentCount)
        }
        guard isWhole else { throw .unexpectedValue(offset: start, value: count) }
        self.months = months
    }

    private static func month(
        _ reader: inout ByteReader, after last: KeyMonth?
    ) throws(ByteError) -> MonthOfKeys {
        let start = reader.offset
        var each = MonthOfKeys(try KeyMonth(from: &reader))
        guard last.map({ $0 < each.month }) ?? true else {
            throw .unexpectedValue(offset: start, value: UInt64(each.month.number))
        }
        let fingerprint = try KeyFingerprint(from: &reader)
        let count = try reader.readVarint()
        var before: UInt128 = 0
        for _ in 0..<count {
            let key: UInt128 = try reader.read()
            guard key > before else { throw .unexpectedValue(offset: reader.offset, value: count) }
            before = key
            let low = try reader.read(UInt32.self)
            let high = try reader.read(UInt8.self)
            each.recent.add(key, UInt64(high) << 32 | UInt64(low))
        }
        each.fingerprint = fingerprint
        return each
    }
}
