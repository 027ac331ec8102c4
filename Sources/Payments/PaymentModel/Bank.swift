package import Bytes
package import Duplicates
package import Engine
package import Ledger
package import Segments

/// The bank: books, accounts, payments and what they are decided by, as one deterministic machine.
///
/// Every change is a ``BankCommand`` in the journal. A payment's money is always in the ledger:
/// held by a pending transfer, booked, or settled; never in a variable.
///
/// `apply` for each command lies in a file of its own: `Bank+Transfer.swift` and so on.
package final class Bank: StateMachine {
    package typealias Command = BankCommand
    package typealias Reply = BankReply
    package typealias Event = BankEvent

    /// The rules that this program decides by.
    ///
    /// 2: orders for a later day are kept until then, timers run in pieces, and the clock stops
    /// where something is due. 3: what is closed stays closed.
    package static let rulesVersion: UInt32 = 3
    /// Timers that one entry of the journal runs at most; the rest follow in the next ones.
    package static let timersPerEntryMax = 1_000
    /// Breaks kept in the state; of more the oldest without money are let go of, and remain in the
    /// records.
    package static let breaksMax = 10_000

    /// For so many days after its settlement an answer about a whole message is told from the way in
    /// which its payments ended; a later one is a break.
    package static let endedMessageDays: Int32 = 10

    /// The last instant a sandbox's clock can be moved to, 2100-01-01T00:00:00Z: calendars end
    /// before it.
    package static let clockMax: UInt64 = 4_102_444_800_000_000_000
    /// 2100-01-01, a day that no sandbox's clock comes to.
    static let firstDayBehind: Int32 = 47_482
    /// No record can be of a later instant: 2^62 ns, in 2116, half of what the ledger can hold.
    static let instantMax: UInt64 = 1 << 62
    /// Changes of status that wait for their time.
    static let plannedStatusesMax = 100_000

    package private(set) var books = Books()
    /// What callers keep by batches, apart from the bank's own books.
    package private(set) var batchBooks: Books
    /// Where transfers of batches are that have left memory; without it none leaves.
    ///
    /// No decision depends on it, as it follows from the journal like everything else.
    package let history: TransferHistory?
    /// Where the bank's own transfers are that have left memory, likewise.
    package let ownHistory: TransferHistory?
    /// Where batches' books get their memory.
    let memory: BooksMemory
    /// The files that the next snapshot leaves transfers to.
    var sealedNames = SealedNames()
    /// While somebody looks: what is known of transfers that have left memory, and what is missing.
    var looking: Recollection?
    /// Whether everything is taken back that this bank decides.
    let isTrial: Bool
    package internal(set) var assets = AssetRegister()
    /// Transfers between accounts kept by batches that are made by the clock.
    package internal(set) var schedules = ScheduleRegister()
    package internal(set) var accounts = AccountDirectory()
    package internal(set) var configuration = BankConfiguration.none
    /// Payments that have not ended.
    package internal(set) var payments: [UInt128: Payment] = [:]
    /// Orders for a later day or time.
    package internal(set) var warehouse = Warehouse()
    /// Messages of ours that carry a payment that has not ended.
    package internal(set) var messages: [UInt128: OutgoingMessage] = [:]
    /// Messages of ours whose payments have all ended, for late answers about them, until a day is
    /// closed that lies ``endedMessageDays`` behind their settlement.
    package internal(set) var endedMessages: [UInt128: OutgoingMessage] = [:]
    /// Incoming payments announced by a clearing, by the keyed hash reports name them by, in the
    /// order in which they came: two banks may give the same TxId, and one bank may give it twice.
    var announced: [UInt128: [UInt128]] = [:]
    /// Our answers to instant payments, by the key of the message they answer.
    var answered: [UInt128: OutgoingMessage] = [:]
    /// Returns announced by a clearing, not settled yet, likewise.
    var announcedReturns: [UInt128: [ReturnFact]] = [:]
    /// Settled to us before anything announced it: name → parked transfers.
    var unexplained: [UInt128: [UInt128]] = [:]
    /// Business keys seen: in memory, and in files by month.
    package let duplicates: DuplicateIndex
    /// Refused transfers whose key must give the same refusal again: id → outcome.
    var burned: [UInt128: BurnedTransfer] = [:]
    var timers = TimerQueue()
    package internal(set) var breaks: [Break] = []
    /// When accounts that are closed were closed.
    var closings: [UInt128: Timestamp] = [:]
    /// Changes of status whose time has not come.
    package internal(set) var plannedStatuses: [UInt128: StatusOrder] = [:]
    /// The last closed booking day of each currency.
    package internal(set) var closedDays: [UInt16: Int32] = [:]
    /// The last day of which each clearing has sent a statement, by the scheme's key.
    var statementDays: [UInt64: Int32] = [:]
    /// Of each settlement account: what it moved on open days, and what the clearing said of them.
    var settlements: [UInt128: SettlementRecord] = [:]
    /// Parked and owed money that belongs to no payment on its way, oldest first.
    var openAmounts: [OpenAmount] = []
    /// When the clock ends the next day; nil where only a person does.
    var nextEndOfDay: UInt64?
    /// When reports within the day are due; nil where nobody wants any.
    var nextInterim: UInt64?
    /// When they were due last, else when somebody began to want them.
    var lastInterim: UInt64 = 0
    /// Days that the clock could not end, by currency: tried again when the clearing says more.
    var heldUpDays: [UInt16: Int32] = [:]
    /// Who is let in.
    package internal(set) var tokens = TokenRegister()
    /// What payments have cost that is not taken yet, by account, the oldest month first.
    package internal(set) var dueFees: [UInt128: [DueFees]] = [:]
    /// Whom the bank knows.
    package internal(set) var parties = PartyDirectory()
    package internal(set) var mandates = MandateRegister()
    /// By which ways orders come in.
    package internal(set) var channels = ChannelRegister()
    /// What waits for a second person.
    package internal(set) var approvals = ApprovalQueue()
    /// Schemes that are paused, by their key, with what waits.
    package internal(set) var paused: [UInt64: PausedScheme] = [:]
    /// What waits for a clearing's hours, by the scheme's key.
    package internal(set) var untilOpening: [UInt64: WaitingForOpening] = [:]
    /// Payments that are asked back, by the recall's id, until that has ended.
    package internal(set) var recalls: [UInt128: Recall] = [:]
    /// Of these the ids by payment.
    var recallOf: [UInt128: UInt128] = [:]
    /// Payments to us that have not ended, by ``Payment/origin``.
    var arrivals: [UInt128: UInt128] = [:]
    /// Schemes, by their key, of which less is left than their floor.
    package internal(set) var belowFloor: Set<UInt64> = []
    /// Released moves between our settlement accounts, in the order of their release.
    package internal(set) var liquidity: [LiquidityMove] = []
    /// Signatures under closed days, in the order in which they were given.
    package internal(set) var signatures: [DaySignature] = []
    /// Who takes care of what waits: token by item.
    package internal(set) var owners: [UInt128: UInt128] = [:]
    /// Messages of clearings that wait to be compared with our entries, in their order.
    package internal(set) var uncompared: [UncomparedMessage] = []
    /// How far that has come, by the scheme's key.
    package internal(set) var compared: [UInt64: ComparedUntil] = [:]
    /// Messages decided so far: the next one's number.
    var messageCount: UInt64 = 0

    /// The rules that decide: this program's, or in a replay those of the entry.
    private(set) var rules = Bank.rulesVersion
    /// The next timestamp of the command being applied.
    var now: Timestamp = 0
    /// What the command being applied has moved on settlement accounts so far.
    var movedSettlements: [UInt128: (received: UInt128, sent: UInt128)] = [:]
    /// What the command being applied has given rise to so far.
    var heard: [BankEvent] = []

    package init(
        history: TransferHistory? = nil, ownHistory: TransferHistory? = nil,
        duplicates: DuplicateIndex = DuplicateIndex(), memory: BooksMemory = .heap,
        isTrial: Bool = false
    ) {
        self.memory = memory
        batchBooks = Books(memory: memory)
        self.history = history
        self.ownHistory = ownHistory
        self.duplicates = duplicates
        self.isTrial = isTrial
    }

    package func apply(
        _ command: BankCommand, at timestamp: inout Timestamp, record: inout ByteWriter,
        events: inout [BankEvent]
    ) -> BankReply {
        begin(timestamp)
        recallDuplicates(for: command)
        record.write(command.kind)
        let reply = decide(command, &record)
        duplicates.forgetRecalled()
        end(&timestamp, &events)
        return reply
    }

    package func runTimers(at timestamp: inout Timestamp, events: inout [BankEvent]) -> UInt64 {
        guard let due = nextTimer, due <= timestamp else { return 0 }
        begin(timestamp)
        let limit = rules < 2 ? .max : Self.timersPerEntryMax
        var done = books.expire(at: timestamp, limit: limit)
        done += batchBooks.expire(at: timestamp, limit: limit - done)
        var releases = Releases()
        while done < limit, let timer = timers.take(through: timestamp) {
            fire(timer, &releases)
            done += 1
        }
        compose(releases)
        // What is due before the end of the day is done before it, in as many pieces as it takes.
        if done < limit, let end = nextEndOfDay, end <= timestamp {
            endDaysByClock()
            done += 1
        }
        if done < limit, let next = nextInterim, next <= timestamp {
            tellInterim()
            done += 1
        }
        end(&timestamp, &events)
        return UInt64(max(done, 1))
    }

    package func decide(byRules version: UInt32) { rules = version }

    package var nextTimer: Timestamp? {
        let next = min(
            timers.next ?? .max, books.nextExpiry ?? .max, batchBooks.nextExpiry ?? .max,
            nextEndOfDay ?? .max, nextInterim ?? .max)
        return next == .max ? nil : next
    }

    /// Takes over the books of a snapshot.
    func restore(_ books: Books) { self.books = books }

    func restore(batches books: Books) { batchBooks = books }

    private func begin(_ timestamp: Timestamp) {
        now = timestamp
        heard.removeAll(keepingCapacity: true)
    }

    private func end(_ timestamp: inout Timestamp, _ events: inout [BankEvent]) {
        tellSettlements()
        watchFloors()
        timestamp = max(now, timestamp + 1)
        events += heard
        if books.firstResident > 0, !isTrial { books.forget() }
    }

    private func decide(_ command: BankCommand, _ record: inout ByteWriter) -> BankReply {
        switch command {
        case .configure(let configuration): configure(configuration, &record)
        case .openAccount(let opening): open(opening, &record)
        case .transfer(let order): transfer(order, &record)
        case .submitFile(let file): submit(file, &record)
        case .clearing(let message): take(message, &record)
        case .resolve(let resolution): propose(resolution, &record)
        case .cancel(let payment, let reason): cancel(payment, reason: reason, &record)
        case .setStatus(let order): setStatus(order, &record)
        case .changeLimits(let order): changeLimits(order, &record)
        case .closeDay(let closing): closeDay(closing, &record)
        case .moveClock(let instant): moveClock(to: instant, &record)
        case .erase(let erasure): erase(erasure, &record)
        case .ledgerAccounts(let bytes, let extensions):
            ledgerAccounts(bytes, extensions, &record)
        case .ledgerTransfers(let bytes, let extensions, let found):
            ledgerTransfers(bytes, extensions, found, &record)
        case .accountsWithMetadata(let bytes, let extensions, let notes):
            ledgerAccounts(bytes, extensions, notes, &record)
        case .transfersWithMetadata(let bytes, let extensions, let found, let notes):
            ledgerTransfers(bytes, extensions, found, notes, &record)
        case .scheduleWithMetadata(let order, let notes): create(order, notes, &record)
        case .registerAsset(let asset): register(asset, &record)
        case .issueToken(let token): issue(token, &record)
        case .revokeToken(let token, let by): revoke(token, by: by, &record)
        case .decideApproval(let decision): decide(decision, &record)
        case .registerParty(let registration): register(registration, &record)
        case .setMandate(let order): setMandate(order, &record)
        case .openChannel(let opening): open(opening, &record)
        case .changeChannel(let order): change(order, &record)
        case .setTerms(let order): setTerms(order, &record)
        case .pauseScheme(let order): pause(order, &record)
        case .resumeScheme(let resumption): propose(resumption, &record)
        case .resend(let order): resend(order, &record)
        case .recall(let order): recall(order, &record)
        case .decideRecall(let decision): decide(decision, &record)
        case .moveLiquidity(let order): propose(order, &record)
        case .signDay(let signing): sign(signing, &record)
        case .propose(let motion): propose(motion, &record)
        case .sendBack(let order): sendBack(order, &record)
        case .annotate(let note): annotate(note, &record)
        case .compareStatement(let comparison): compare(comparison, &record)
        case .createSchedule(let order): create(order, &record)
        case .changeSchedule(let order): change(order, &record)
        case .waiveFees(let order): waiveFees(order, &record)
        }
    }
}

/// A refused transfer, as it must be answered again.
struct BurnedTransfer: Sendable {
    let outcome: TransferOutcome
    let content: UInt128
}
