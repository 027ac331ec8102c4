import Engine
import Journal
import PaymentModel

/// Under whose key a message of ours is kept, for one cursor: heard with the events lately, else
/// read from what is sealed under it.
struct PersonalKeys {
    /// Keys remembered; then all are forgotten and read again.
    private static let countMax = 4096

    private let bank: RunningBank
    private var known: [UInt128: UInt128] = [:]

    init(_ bank: RunningBank) { self.bank = bank }

    mutating func hear(_ event: BankEvent) {
        switch event {
        case .accountOpened(let account, let key): remember(key, of: account)
        case .fileDecided(let decision): remember(decision.key, of: decision.file)
        case .messageTaken(let taken): remember(taken.key, of: taken.id)
        default: break
        }
    }

    /// `nil` where nothing is sealed under that id.
    mutating func key(of owner: UInt128) throws(FlowError) -> UInt128? {
        if let key = known[owner] { return key }
        let sealed: [UInt8]?
        do { sealed = try bank.node.attachment(owner) } catch { throw .sealing("\(error)") }
        guard let key = sealed.flatMap({ SealedRecord.key(of: $0) }) else { return nil }
        remember(key, of: owner)
        return key
    }

    /// A copy of a message of ours, sealed; `nil` where the key it belongs under is gone: then it
    /// is erased before it is kept.
    mutating func seal(
        _ bytes: [UInt8], record: UInt128, owner: UInt128
    ) throws(FlowError) -> [UInt8]? {
        guard let key = try key(of: owner) else { return nil }
        return try? bank.seal(bytes, record: record, key: key).attachment.bytes
    }

    mutating func forget(_ owner: UInt128) { known[owner] = nil }

    private mutating func remember(_ key: UInt128, of owner: UInt128) {
        if known.count >= Self.countMax { known.removeAll(keepingCapacity: true) }
        known[owner] = key
    }
}
