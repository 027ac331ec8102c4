package import Bytes
import Vocabulary

/// Why bytes are no ``BankSetup``.
package enum BankSetupError: Error, Hashable, Sendable {
    case bytes(ByteError)
    /// Written by a newer program.
    case version(found: UInt8, known: UInt8)
    /// A field, ending at this offset, that is not what its type allows.
    case field(String, offset: Int)
    /// Bytes are left over.
    case trailing(count: Int)
}

/// The bytes of a setup: a version, then profile, schemes and rows in their order. The same setup
/// has the same bytes, always. Integers are varints, texts length-prefixed UTF-8, an optional
/// value has a byte 0 or 1 before it.
extension BankSetup {
    private static let version: UInt8 = 1

    package func encoded() -> [UInt8] {
        var writer = ByteWriter(reserving: 512 + 48 * reach.count)
        writer.write(Self.version)
        bank.encode(into: &writer)
        writer.writeVarint(UInt64(schemes.count))
        for scheme in schemes { scheme.encode(into: &writer) }
        writer.writeVarint(UInt64(reach.count))
        for row in reach { row.encode(into: &writer) }
        approvals.encode(into: &writer)
        writer.writeVarint(UInt64(valueDates.count))
        for row in valueDates { row.encode(into: &writer) }
        writer.writeVarint(UInt64(statusCodes.count))
        for row in statusCodes { row.encode(into: &writer) }
        writer.writeVarint(UInt64(recalls.count))
        for row in recalls { row.encode(into: &writer) }
        writer.writeVarint(UInt64(returnWindows.count))
        for row in returnWindows { row.encode(into: &writer) }
        writer.writeVarint(UInt64(fees.count))
        for row in fees { row.encode(into: &writer) }
        writer.write(UInt8(duplicateMonths))
        return writer.bytes
    }

    package init(encoded bytes: ArraySlice<UInt8>) throws(BankSetupError) {
        var reader = SetupReader(bytes)
        let version = try reader.byte()
        guard version == Self.version else {
            throw .version(found: version, known: Self.version)
        }
        let bank = try BankProfile(from: &reader)
        var schemes: [Scheme] = []
        for _ in 0..<(try reader.count(limit: Scheme.countMax)) {
            schemes.append(try Scheme(from: &reader))
        }
        var reach: [Reach] = []
        for _ in 0..<(try reader.count(limit: Reach.countMax)) {
            reach.append(try Reach(from: &reader))
        }
        let approvals = try ApprovalRules(from: &reader)
        var valueDates: [ValueDateRule] = []
        for _ in 0..<(try reader.count(limit: ValueDateRule.countMax)) {
            valueDates.append(try ValueDateRule(from: &reader))
        }
        var codes: [StatusCode] = []
        for _ in 0..<(try reader.count(limit: StatusCode.countMax)) {
            codes.append(try StatusCode(from: &reader))
        }
        var recalls: [RecallRule] = []
        for _ in 0..<(try reader.count(limit: RecallRule.countMax)) {
            recalls.append(try RecallRule(from: &reader))
        }
        var windows: [ReturnWindow] = []
        for _ in 0..<(try reader.count(limit: ReturnWindow.countMax)) {
            windows.append(try ReturnWindow(from: &reader))
        }
        var fees: [FeeRule] = []
        for _ in 0..<(try reader.count(limit: FeeRule.countMax)) {
            fees.append(try FeeRule(from: &reader))
        }
        if let key = Self.disagreement(among: schemes.sorted(by: Scheme.isBefore)) {
            throw reader.refusal(of: key)
        }
        let months = Int(try reader.byte())
        guard (1...Self.duplicateMonthsMax).contains(months) else {
            throw reader.refusal(of: "duplicate_months")
        }
        guard reader.remaining == 0 else { throw .trailing(count: reader.remaining) }
        self.init(
            bank: bank, schemes: schemes, reach: reach, approvals: approvals,
            valueDates: valueDates, statusCodes: codes, recalls: recalls, returnWindows: windows,
            fees: fees, duplicateMonths: months)
    }
}

/// Reads the fields of a setup.
///
/// Total: any bytes give a value or a ``BankSetupError``.
struct SetupReader {
    /// Longer than any identifier, date or zone's name.
    private static let parsedBytesMax = 64

    private var reader: ByteReader

    init(_ bytes: ArraySlice<UInt8>) {
        reader = ByteReader(bytes)
    }

    var remaining: Int { reader.remaining }

    mutating func byte() throws(BankSetupError) -> UInt8 {
        do { return try reader.read(UInt8.self) } catch { throw .bytes(error) }
    }

    mutating func count(limit: Int) throws(BankSetupError) -> Int {
        let value: UInt64
        do { value = try reader.readVarint() } catch { throw .bytes(error) }
        guard value <= UInt64(limit) else {
            throw .bytes(
                .tooLong(offset: reader.offset, length: Int(clamping: value), limit: limit))
        }
        return Int(value)
    }

    mutating func id() throws(BankSetupError) -> UInt128 {
        do { return try reader.read(UInt128.self) } catch { throw .bytes(error) }
    }

    mutating func text(limit: Int) throws(BankSetupError) -> String {
        do { return try reader.readString(limit: limit) } catch { throw .bytes(error) }
    }

    /// A text that must parse as what the field is.
    mutating func parsed<Value>(
        _ field: String, _ parse: (String) throws -> Value?
    ) throws(BankSetupError) -> Value {
        let text = try text(limit: Self.parsedBytesMax)
        do {
            if let value = try parse(text) { return value }
        } catch {
            throw refusal(of: field)
        }
        throw refusal(of: field)
    }

    mutating func flag(_ field: String) throws(BankSetupError) -> Bool {
        switch try byte() {
        case 0: return false
        case 1: return true
        default: throw .field(field, offset: reader.offset)
        }
    }

    mutating func optional<Value>(
        _ field: String, _ parse: (String) throws -> Value?
    ) throws(BankSetupError) -> Value? {
        try flag(field) ? try parsed(field, parse) : nil
    }

    mutating func amount(
        _ field: String, in currency: Currency
    ) throws(BankSetupError) -> Money? {
        guard try flag(field) else { return nil }
        let units: Int128
        do { units = try reader.read(Int128.self) } catch { throw .bytes(error) }
        guard units >= 0 else { throw .field(field, offset: reader.offset) }
        return Money(minorUnits: units, currency: currency)
    }

    func refusal(of field: String) -> BankSetupError {
        .field(field, offset: reader.offset)
    }
}

extension ByteWriter {
    mutating func writeFlag(_ value: Bool) { write(UInt8(value ? 1 : 0)) }

    mutating func writeOptional(_ value: (some CustomStringConvertible)?) {
        writeFlag(value != nil)
        if let value { writePrefixed(value.description) }
    }

    mutating func writeOptional(_ amount: Money?) {
        writeFlag(amount != nil)
        if let amount { write(amount.minorUnits) }
    }
}
