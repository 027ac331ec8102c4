import Bytes
import Duplicates
package import Engine
import Ledger
import Segments

extension Bank {
    /// What a command would lead to now; nothing of it is kept.
    ///
    /// A second bank with this one's state and books decides it, `body` looks at that one, and the
    /// books take back what it booked. Cost: that of the command, and a copy of each collection that
    /// it changes.
    ///
    /// - Parameters:
    ///   - instant: when the command would be decided, unless the books are later.
    ///   - body: gets the bank as it would be, the reply, and what others would hear.
    package func attempt<Value>(
        _ command: BankCommand, at instant: Timestamp,
        _ body: (_ after: Bank, BankReply, [BankEvent]) -> Value
    ) -> Value {
        // Per record at most one posting in 32 bytes, and the own accounts of a new currency.
        let room = Self.recordBytesMax(of: command) / 32 + 64
        let (mark, batchMark) = (books.mark(roomFor: room), batchBooks.mark(roomFor: room))
        defer {
            books.rollBack(to: mark)
            batchBooks.rollBack(to: batchMark)
            // What a look has handed in it still needs.
            if looking == nil { books.forget() }
        }
        let trial = Bank(trialOf: self)
        var next = max(instant, max(mark.lastTimestamp, batchMark.lastTimestamp) + 1)
        var record = ByteWriter()
        var events: [BankEvent] = []
        let reply = trial.apply(command, at: &next, record: &record, events: &events)
        return body(trial, reply, events)
    }

    /// A bank with the same state and the very same books.
    private convenience init(trialOf bank: Bank) {
        self.init(
            history: bank.history?.onlooker, ownHistory: bank.ownHistory?.onlooker,
            duplicates: bank.duplicates.onlooker, isTrial: true)
        restore(bank.books)
        restore(batches: bank.batchBooks)
        assets = bank.assets
        warehouse = bank.warehouse
        accounts = bank.accounts
        configuration = bank.configuration
        payments = bank.payments
        messages = bank.messages
        announced = bank.announced
        answered = bank.answered
        announcedReturns = bank.announcedReturns
        unexplained = bank.unexplained
        burned = bank.burned
        timers = bank.timers
        breaks = bank.breaks
        closings = bank.closings
        closedDays = bank.closedDays
        statementDays = bank.statementDays
        messageCount = bank.messageCount
        endedMessages = bank.endedMessages
        settlements = bank.settlements
        openAmounts = bank.openAmounts
        nextEndOfDay = bank.nextEndOfDay
        nextInterim = bank.nextInterim
        lastInterim = bank.lastInterim
        heldUpDays = bank.heldUpDays
        tokens = bank.tokens
        approvals = bank.approvals
        parties = bank.parties
        dueFees = bank.dueFees
        mandates = bank.mandates
        channels = bank.channels
        plannedStatuses = bank.plannedStatuses
        paused = bank.paused
        untilOpening = bank.untilOpening
        recalls = bank.recalls
        recallOf = bank.recallOf
        arrivals = bank.arrivals
        belowFloor = bank.belowFloor
        liquidity = bank.liquidity
        signatures = bank.signatures
        owners = bank.owners
        uncompared = bank.uncompared
        compared = bank.compared
        schedules = bank.schedules
    }
}
