import Cryptography
import Bytes
import ISO20022
package import Duplicates
package import Engine
package import Journal
package import PaymentModel
import Platform
package import Segments
import Vocabulary

/// A bank that runs: its machine behind its node, its clock, its keys and its folders.
///
/// Flows are extensions of it, one file an operation. They may be called from any thread; each
/// answers once, when what it did is durable.
package final class RunningBank: Sendable {
    /// Transfers of customers' files, and of clearings' messages, that are kept as they were read.
    private static let readTransfersMax = 20_000

    package let node: Node<Bank>
    package let clock: BankClock
    package let folder: DataFolder
    package let keys: LookupKeys
    package let environment: LogEnvironment
    let keyRing: KeyRing
    let disk: any Disk
    /// Transfers of batches that have left memory.
    package let history: HistoryFolder
    /// The bank's own transfers that have left memory.
    package let ownHistory: HistoryFolder
    /// Keys of duplicates that have left memory.
    package let duplicates: DuplicateFolder
    let randomness: any Randomness
    /// How entries of clearings' statements are found among ours.
    package let matchRules: [MatchRule]
    let details = Monitor<[UInt128: AccountDetails]>([:])
    let initiations = ReadingCache<CreditTransferInitiation>(sizeMax: readTransfersMax) { file in
        file.payments.reduce(1) { $0 + $1.transfers.count }
    }
    let received = ReadingCache<CreditTransfer>(sizeMax: readTransfersMax) {
        $0.transactions.count + 1
    }
    /// Reads what is sealed, beside the threads that must not wait for the disk.
    private let unsealing = WorkQueue(name: "unseal", threads: 1)
    /// One thread, so that commands keep the order in which they came.
    private let searching = WorkQueue(name: "search", threads: 1)
    /// The configuration the machine has, once it has told.
    private let configured = Monitor<BankConfiguration?>(nil)
    /// The setup as last configured, for what interfaces name things by.
    let setup = Monitor<BankSetup?>(nil)
    /// Who is let in.
    let tokenTable = Monitor(TokenTable())
    /// Moves of a sandbox's clock: the first is under way, the others wait for it.
    let clockMoves = Monitor<[@Sendable () -> Void]>([])
    /// Names of tokens, as far as somebody has asked for them.
    let tokenNames = Monitor<[UInt128: String]>([:])
    /// Keys of metadata by account.
    let metadataKeys = Monitor(MetadataKeys())
    /// The personal keys of accounts by the names used for them lately.
    let personalKeys = Monitor<[AccountName: UInt128]>([:])

    init(
        node: Node<Bank>, clock: BankClock, folder: DataFolder, environment: LogEnvironment,
        keyRing: KeyRing, disk: any Disk, history: HistoryFolder, ownHistory: HistoryFolder,
        duplicates: DuplicateFolder, randomness: any Randomness, matchRules: [MatchRule]
    ) {
        self.matchRules = matchRules
        self.node = node
        self.clock = clock
        self.folder = folder
        self.environment = environment
        self.keyRing = keyRing
        self.disk = disk
        self.history = history
        self.ownHistory = ownHistory
        self.duplicates = duplicates
        self.randomness = randomness
        keys = LookupKeys { bytes in
            keyRing.lookup(bytes, purpose: "bank").leading128
        }
    }

    /// An id for what a caller asks for: derived from its key, else new and ordered in time.
    ///
    /// A key stands for one thing: at another address it comes to the same id, which the machine
    /// refuses.
    func newID(for caller: Caller) -> UInt128 {
        guard let key = caller.idempotencyKey else { return newID() }
        let hash = keys.content(Array("\(caller.name)\u{1F}\(key)".utf8))
        let bytes = (0..<16).map { UInt8(truncatingIfNeeded: hash >> (120 - 8 * UInt128($0))) }
        return ObjectID.value(callerHash: bytes, idempotencyKey: key)
    }

    func newID() -> UInt128 {
        ObjectID.value(milliseconds: clock.now() / 1_000_000, entropy: randomness.u128())
    }

    /// Submits a command and hands on its reply.
    ///
    /// Old transfers that it names are looked for before its turn, by a thread of its own; such
    /// commands keep the order in which they came.
    func submit(
        _ command: BankCommand, attachments: [Attachment] = [],
        then answer: @escaping @Sendable (Result<Answer<BankReply>, FlowError>) -> Void
    ) {
        let old = ownHistory.view.end == 0 ? [] : command.namedTransfers
        searching(isNeeded: !old.isEmpty) { [self] in
            ownHistory.search(old)
            node.submit(command, attachments: attachments) { answer($0.mapError(FlowError.node)) }
        }
    }

    /// Looks at the bank between two commands.
    ///
    /// Where that comes to transfers that have left memory, they are read beside the deciding thread,
    /// and it looks again.
    package func look<Value: Sendable>(
        _ body: @escaping @Sendable (Bank) -> Value,
        then answer: @escaping @Sendable (Result<Answer<Value>, FlowError>) -> Void
    ) {
        look(knowing: Recollection(), body, then: answer)
    }

    private func look<Value: Sendable>(
        knowing recollection: Recollection, _ body: @escaping @Sendable (Bank) -> Value,
        then answer: @escaping @Sendable (Result<Answer<Value>, FlowError>) -> Void
    ) {
        node.look({ $0.look(recollection, body) }) { [self] result in
            switch result {
            case .failure(let refusal): answer(.failure(.node(refusal)))
            case .success(let found):
                switch found.value {
                case .seen(let value):
                    answer(
                        .success(
                            Answer(
                                value: value, sequence: found.sequence,
                                timestamp: found.timestamp)))
                case .misses(let missing):
                    unsealing { [self] in
                        var known = missing
                        do throws(SealedFileError) { try known.read(ownHistory.view) } catch {
                            return answer(.failure(.records("\(error)")))
                        }
                        look(knowing: known, body, then: answer)
                    }
                }
            }
        }
    }

    // MARK: - Sealed data

    /// Seals bytes under a personal key, or under a new one.
    func seal(
        _ bytes: [UInt8], record: UInt128, key: UInt128? = nil
    ) throws(FlowError) -> (reference: SealedReference, attachment: Attachment) {
        do {
            let key = try key ?? keyRing.newKey()
            let sealed = try keyRing.seal(bytes, key: key, record: record)
            return (SealedReference(key: key, hash: sealed.hash.bytes), sealed.attachment)
        } catch {
            throw .sealing("\(error)")
        }
    }

    /// The bytes sealed under a record, or `nil` where there are none or their key is gone.
    func unseal(_ record: UInt128) throws(FlowError) -> [UInt8]? {
        do {
            guard let sealed = try node.attachment(record) else { return nil }
            return try open(sealed, record: record)
        } catch {
            throw .sealing("\(error)")
        }
    }

    func open(_ sealed: [UInt8], record: UInt128) throws(JournalError) -> [UInt8]? {
        switch try keyRing.open(sealed, record: record) {
        case .plaintext(let bytes): bytes
        case .erased: nil
        }
    }

    /// Runs what reads sealed data on a thread of its own: answers of the node come on threads that
    /// decide or write the journal.
    func unsealing(_ body: @escaping @Sendable () -> Void) {
        if node.isStepped { body() } else { unsealing.add(body) }
    }

    /// Runs what looks for old transfers before a command's turn, on a thread of its own where there
    /// may be any.
    func searching(isNeeded: Bool, _ body: @escaping @Sendable () -> Void) {
        if node.isStepped || !isNeeded { body() } else { searching.add(body) }
    }

    /// Whether ``details(of:)`` need not read the disk.
    func knowsDetails(of accounts: [UInt128]) -> Bool {
        details.withLock { known in accounts.allSatisfy { known[$0] != nil } }
    }

    /// An account's name, reference and IBAN.
    package func details(of account: UInt128) -> AccountDetails {
        if let known = details.withLock({ $0[account] }) { return known }
        guard let bytes = try? unseal(account), let found = try? AccountDetails(encoded: bytes)
        else { return .erased }
        details.withLock { known in
            // All are forgotten rather than the oldest: what is used is soon there again.
            if known.count >= AccountDetails.rememberedMax { known.removeAll() }
            known[account] = found
        }
        return found
    }

    /// How a caller's text names an account: an id, an IBAN, else a reference.
    package func accountName(_ text: String) -> AccountName {
        if let id = ObjectID(text), id.kind == .account { return .id(id.value) }
        // No country's IBAN is shorter than Norway's, of 15 characters.
        if text.utf8.count >= 15, let iban = try? IBAN(text) { return .iban(keys.iban(iban)) }
        return .reference(keys.reference(text))
    }

    /// Whether a text can be an account's own reference: none that reads as an id or as an
    /// IBAN, also as IBANs are printed.
    package func isReference(_ text: String) -> Bool {
        guard case .reference = accountName(text) else { return false }
        return (try? IBAN(printed: text)) == nil
    }
}

extension RunningBank {
    /// Makes the turns of a single-threaded run until the condition holds, or nothing is left to do.
    func makeTurns(until condition: () -> Bool) {
        while !condition() {
            if node.turn() { continue }
            let goesOn = disk.wait { condition() || node.queueLength > 0 && node.isRoomInFlight }
            guard goesOn, !node.hasEnded else { return }
        }
    }

    /// Looks at the bank and waits for what it saw; asks again while too much is waiting.
    ///
    /// For cursors' threads. In a single-threaded run the node's turns are run meanwhile. While the
    /// node is stopping nothing can be seen: what rests on it is left for the next start.
    package func lookAndWait<Value: Sendable>(
        _ body: @escaping @Sendable (Bank) -> Value
    ) throws(FlowError) -> Value {
        while true {
            let result: Result<Answer<Value>, FlowError>? = wait { $0.look(body, then: $1) }
            switch result {
            case .success(let answer): return answer.value
            case .failure(.node(.overloaded)): Thread.sleep(nanoseconds: 1_000_000)
            case .failure(let error): throw error
            case nil: throw .node(.stopping)
            }
        }
    }
}

extension RunningBank {
    /// The configuration in force, without asking the machine each time.
    ///
    /// For cursors' threads.
    func configuration() throws(FlowError) -> BankConfiguration {
        if let known = configured.withLock({ $0 }) { return known }
        let found = try lookAndWait { $0.configuration }
        guard found.setup != nil else { return found }
        return configured.withLock { known in
            known = known ?? found
            return found
        }
    }

    /// The machine has taken over a configuration, or had it already.
    func remember(_ configuration: BankConfiguration) {
        configured.withLock { $0 = configuration }
        setup.withLock { $0 = configuration.setup }
    }
}
