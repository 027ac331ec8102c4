/// A clearing house in miniature: participants' settlement accounts, schemes, cycles, reports.
///
/// Pure: bytes and the time come in by ``receive(_:named:)``, ``execute(_:)`` and
/// ``advance(to:)``, files to send collect in ``leaving``. What was decided is durable once
/// ``encoded()`` is written, and nothing may leave before. One thread.
package struct ClearingHouse {
    static let transfersMax = 5_000_000
    static let scheduledMax = 10_000

    package internal(set) var settings: Settings
    /// The schemas to validate with, by message name; none means that only what is read is checked.
    package var schemas: [String: XMLSchema] = [:]

    /// What the clock of the house is ahead of the clock that it is stepped with.
    var clockOffset: Int64
    package internal(set) var now: Moment
    /// The business day to which bookings belong.
    package internal(set) var openDay: BusinessDay
    var dice: Dice
    /// Part of every identifier, so that a new house never repeats those of an old one.
    var tag: String
    var messageCount = 0
    var fileCount = 0
    /// In the order in which they came; transfers point into it.
    var schemeNames: [String] = []

    var transfers: [ClearedTransfer] = []
    var bookings: [Booking] = []
    package internal(set) var books = Books()
    var seen: [SeenMessage] = []
    var plannedReturns: [PlannedReturn] = []
    var outgoing: [Outgoing] = []
    var scheduled: [Scheduled] = []
    /// (OrgnlMsgId, OrgnlTxId) of originals said never to have come; they are refused if they do.
    var denied: Set<String> = []
    /// Returns whose pacs.004 leaves with the cycle in which they settle.
    var unsentReturns: Set<Int> = []
    var rules: [Rule] = []
    /// Settings and rules given by command, kept for the next start.
    var commandLines: [String] = []
    /// One-time lines of the script that were done, each with its number among its equals.
    var doneLines: Set<String> = []
    /// Commands answered, so that one that is found again after a crash is not done again.
    var answered: [(name: String, answer: String)] = []
    var cycles: [Int]
    var nextCycles: [Moment?]
    var reportNumbers: [Int]

    /// Files that wait to be put into the inbox of the bank, in this order.
    package internal(set) var leaving: [SpoolFile] = []
    /// Whether something changed since it was last encoded.
    package internal(set) var isChanged = true
    /// What happened since the log was last taken, for people.
    var log: [String] = []

    /// Where things are found: by MsgId of a message seen, by MsgId of transfers, by transaction.
    var seenByID: [String: Int] = [:]
    var transfersByMessage: [String: [Int]] = [:]
    var transfersByKey: [String: Int] = [:]
    /// The positions of transfers that are not settled or rejected, in order.
    var open: [Int] = []

    /// - Parameters:
    ///   - start: what the house's clock shows now.
    ///   - now: what the clock that it is stepped with shows now.
    package init(settings: Settings, start: Moment, now: Moment, seed: UInt64) {
        self.settings = settings
        clockOffset = start.milliseconds - now.milliseconds
        self.now = start
        openDay = start.date.rolledForward
        dice = Dice(seed: seed)
        tag = dice.letters(5)
        cycles = []
        nextCycles = []
        reportNumbers = []
    }

    // MARK: Time

    /// Lets the time pass: deadlines, delays, cycles by interval and the end of days.
    ///
    /// - Parameter outside: the clock that the house is stepped with; it may stand still but what
    ///   it goes back is ignored.
    package mutating func advance(to outside: Moment) {
        now = max(now, outside + clockOffset)
        endAwaiting()
        runScheduled()
        applyFates()
        bringReturns()
        runCyclesByInterval()
        closeDays()
        release()
    }

    /// When something will happen by itself, but for the end of the business day, on the clock that
    /// the house is stepped with.
    package var nextEvent: Moment? {
        var times = outgoing.map(\.due) + scheduled.map(\.due) + nextCycles.compactMap { $0 }
        for index in open {
            if case .awaiting(let until) = transfers[index].state { times.append(until + 1) }
            if case .rejectedAt(let time, _) = transfers[index].fate { times.append(time) }
        }
        for planned in plannedReturns {
            if case .at(let time) = planned.due, transfers[planned.original].state == .settled {
                times.append(time)
            }
        }
        return times.min().map { $0 + -clockOffset }
    }

    /// Gives a file that is due its name and puts it among those that leave.
    private mutating func release() {
        let due = outgoing.indices.filter { outgoing[$0].due <= now }
        guard !due.isEmpty else { return }
        let ordered = due.sorted { (outgoing[$0].due, $0) < (outgoing[$1].due, $1) }
        for index in ordered { send(outgoing[index]) }
        outgoing.removeAll { $0.due <= now }
        isChanged = true
    }

    private mutating func send(_ file: Outgoing) {
        fileCount += 1
        let name = "\(padded(fileCount, 10))-\(tag)-\(file.kind).xml"
        leaving.append(SpoolFile(name: name, bytes: file.bytes))
    }

    /// The caller has put all that was leaving where it belongs.
    package mutating func clearLeaving() {
        guard !leaving.isEmpty else { return }
        leaving = []
        isChanged = true
    }

    mutating func queue(_ kind: String, _ bytes: [UInt8], after delay: Int64 = 0) {
        outgoing.append(Outgoing(due: now + delay, kind: kind, bytes: bytes))
        isChanged = true
    }

    // MARK: Identifiers and notes

    /// An identifier of at most 25 characters, unique in this house.
    mutating func nextID(_ prefix: String) -> String {
        messageCount += 1
        return "\(prefix)\(tag)\(openDay.compact)\(padded(messageCount, 9))"
    }

    mutating func note(_ text: String) {
        log.append("\(now.text) \(text)")
    }

    /// What happened, and forgets it.
    package mutating func takeLog() -> [String] {
        defer { log = [] }
        return log
    }

    // MARK: Money

    mutating func book(
        from: BIC?, to: BIC?, scheme: Int, cents: Cents, valueDay: BusinessDay, kind: Booking.Kind
    ) {
        let booking = Booking(
            from: from, to: to, scheme: scheme, cents: cents, day: openDay, valueDay: valueDay,
            kind: kind, reference: "B\(tag)\(padded(bookings.count + 1, 10))")
        books.post(booking)
        bookings.append(booking)
        isChanged = true
    }

    /// What a participant can still spend in a scheme: its balance less what awaits an answer.
    func available(_ participant: BIC, in scheme: Int) -> Cents {
        var cents = books.balance(of: participant, in: scheme)
        for index in open {
            let transfer = transfers[index]
            guard transfer.scheme == scheme, transfer.sender == participant,
                case .awaiting = transfer.state
            else { continue }
            cents -= transfer.cents
        }
        return cents
    }

    /// Settles one transfer on the open day.
    mutating func settle(_ index: Int) {
        let transfer = transfers[index]
        precondition(transfer.isOpen, "A transfer is settled once.")
        transfers[index].state = .settled
        transfers[index].fate = .none
        transfers[index].settledOn = openDay
        book(
            from: transfer.sender, to: transfer.receiver, scheme: transfer.scheme,
            cents: transfer.cents, valueDay: max(transfer.day, openDay), kind: .transfer(index))
    }

    mutating func reject(_ index: Int, _ reason: String) {
        transfers[index].state = .rejected(reason: reason)
        transfers[index].fate = .none
        if case .giveBack(let original, _) = transfers[index].kind,
            transfers[original].returnedBy == index
        {
            transfers[original].returnedBy = nil
        }
        isChanged = true
    }

    mutating func add(_ transfer: ClearedTransfer) -> Int {
        let index = transfers.count
        transfers.append(transfer)
        transfersByMessage[transfer.messageID, default: []].append(index)
        transfersByKey[Self.key(transfer)] = transfersByKey[Self.key(transfer)] ?? index
        if transfer.isOpen { open.append(index) }
        isChanged = true
        return index
    }

    mutating func forgetClosed() {
        open.removeAll { !transfers[$0].isOpen }
    }

    /// By what a transfer is the same as another (DbtrAgt, TxId, IntrBkSttlmDt).
    static func key(_ transfer: ClearedTransfer) -> String {
        let kind = transfer.isReturn ? "R" : "T"
        return "\(kind)|\(transfer.sender.full)|\(transfer.transactionID)|\(transfer.day.text)"
    }
}
