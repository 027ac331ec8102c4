import Ledger

/// Transfers for load: time-ordered ids, two distinct accounts drawn evenly, amounts 1 to 10,000.
///
/// Ids are 48 bits of milliseconds and 80 bits drawn anew for each, so that they rise from one
/// millisecond to the next and are shuffled within it. The same seed gives the same transfers.
struct TransferStream {
    static let recordBytes = 128
    /// The euro's.
    static let ledger: UInt32 = 978

    let accounts: UInt64
    private var state: UInt64
    private var millisecond: UInt64 = 1_773_129_600_000
    private var count = 0
    /// As fast as the goal: a million a second.
    private let perMillisecond = 1_000

    /// Ids of 128 random bits instead.
    private let isRandom: Bool

    init(accounts: UInt64, seed: UInt64, isRandom: Bool = false) {
        self.accounts = accounts
        self.isRandom = isRandom
        state = seed
    }

    /// The accounts, numbered from 1, as records of the ledger; those with even numbers may not
    /// owe.
    func accountRecords() -> [UInt8] { accountRecords(1...accounts) }

    func accountRecords(_ numbers: ClosedRange<UInt64>) -> [UInt8] {
        Self.records(
            numbers.map {
                Account(
                    id: UInt128($0), ledger: Self.ledger, code: 1,
                    flags: $0 % 2 == 0 ? .debitsMustNotExceedCredits : [])
            })
    }

    /// What the accounts that may not owe have to begin with: more than they ever move.
    func fundingRecords() -> [UInt8] {
        Self.records(
            stride(from: 2, through: accounts, by: 2).map {
                Transfer(
                    id: UInt128($0), debitAccountID: 1, creditAccountID: UInt128($0),
                    amount: 1 << 60, ledger: Self.ledger, code: 1)
            })
    }

    mutating func batch(_ size: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: size * Self.recordBytes) { bytes, filled in
            let records = UnsafeMutableRawBufferPointer(bytes).bindMemory(to: Transfer.self)
            for index in 0..<size { records.initializeElement(at: index, to: next()) }
            filled = size * Self.recordBytes
        }
    }

    private mutating func next() -> Transfer {
        if count % perMillisecond == 0 { millisecond += 1 }
        count += 1
        let high = random()
        let entropy = UInt128(high & 0xFFFF) << 64 | UInt128(random())
        let debit = below(accounts)
        let other = below(accounts - 1)
        return Transfer(
            id: isRandom ? UInt128(high) << 64 | entropy : UInt128(millisecond) << 80 | entropy,
            debitAccountID: UInt128(debit + 1),
            creditAccountID: UInt128(other >= debit ? other + 2 : other + 1),
            amount: UInt128(below(10_000) + 1), ledger: Self.ledger, code: 13)
    }

    /// An even draw but for a bias of some 2^-50.
    private mutating func below(_ bound: UInt64) -> UInt64 {
        random().multipliedFullWidth(by: bound).high
    }

    /// SplitMix64 (Steele, Lea, Flood 2014); it is defined modulo 2^64.
    private mutating func random() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    private static func records<Row: BitwiseCopyable>(_ rows: [Row]) -> [UInt8] {
        rows.withUnsafeBytes { Array($0) }
    }
}
