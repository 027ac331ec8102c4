import Vocabulary
import Bytes
import Ledger

extension Bank {
    /// Books money between two accounts here.
    ///
    /// Above what one person may order it waits (A1), with nothing held.
    func transfer(_ order: TransferOrder, _ record: inout ByteWriter) -> BankReply {
        if let waiting = approvals[order.id] {
            let isSame = waiting.content == order.content
            return refuse(isSame ? .awaitingApproval : .keyReused, &record)
        }
        guard !order.isKeyed || !isNamed(order.id, otherThan: .transfer) else {
            return refuse(.keyReused, &record)
        }
        let before = now
        let outcome = mustWait(order) && isNew(order) ? wait(order) : book(order)
        switch outcome {
        case .posted:
            heard.append(.transferPosted(transfer: order.id))
        case .awaitingApproval: break
        case .replayed, .keyReused:
            guard now != before else { return refuse(outcome, &record) }
        default:
            // What the ledger itself refused it remembers, so the journal must, too.
            let isBurned = order.isKeyed && outcome.isBurning
            guard isBurned || now != before else { return refuse(outcome, &record) }
            guard isBurned else { break }
            burned[order.id] = BurnedTransfer(outcome: outcome, content: order.content)
        }
        order.write(to: &record)
        record.write(outcome.rawValue)
        return .transfer(outcome)
    }

    private func refuse(_ outcome: TransferOutcome, _ record: inout ByteWriter) -> BankReply {
        record.reset()
        return .transfer(outcome)
    }

    /// Whether it could be booked as far as can be told without a look at the money.
    private func isNew(_ order: TransferOrder) -> Bool {
        guard burned[order.id] == nil, transfer(id: order.id) == nil else { return false }
        if case .success = sides(order) { return true }
        return false
    }

    private func wait(_ order: TransferOrder) -> TransferOutcome {
        guard approvals.hasRoom(for: 1) else { return .approvalsFull }
        wait(.transfer(order), .limit)
        return .awaitingApproval
    }

    func book(_ order: TransferOrder) -> TransferOutcome {
        if let first = burned[order.id] {
            return first.content == order.content ? first.outcome : .keyReused
        }
        if let existing = transfer(id: order.id) {
            return existing.userData128 == order.content ? .replayed : .keyReused
        }
        switch sides(order) {
        case .failure(let refusal):
            return refusal
        case .success(let sides):
            // Asked first: the ledger would remember the refused id, and a refusal changes nothing.
            let rule = order.isOpeningMoney ? nil : fee(of: order)
            guard covers(sides.from, order.amount),
                covers(sides.from, order.amount, with: rule)
            else { return .insufficientFunds }
            let status = post(
                order.isOpeningMoney ? .openingMoney : .transfer, id: order.id, debit: sides.from,
                credit: sides.to, amount: order.amount, currency: order.currency,
                payment: order.content)
            let outcome = TransferOutcome(status)
            if outcome == .posted {
                takeFee(rule, ofTransfer: order.id, from: sides.from, order.currency)
                count(order.amount, order.currency, by: passage(token: order.by))
            }
            return outcome
        }
    }

    /// What a transfer costs by the table in force.
    package func fee(of order: TransferOrder) -> FeeRule? {
        accounts[order.from].flatMap {
            fee(of: order.amount, order.currency, from: $0, by: nil)
        }
    }

    /// Whether a debit leaves the account within its credits and credit line.
    func covers(_ id: UInt128, _ amount: UInt128) -> Bool {
        guard let row = books.account(id: id), row.flags.contains(.debitsMustNotExceedCredits)
        else {
            return true
        }
        let line = Int128(clamping: books.creditLine(of: id) ?? 0)
        let credits = Int128(clamping: row.creditsPosted)
        let debits = Int128(clamping: row.debitsPosted) + Int128(clamping: row.debitsPending)
        let (room, isBeyond) = (credits - debits).addingReportingOverflow(line)
        return isBeyond || Int128(clamping: amount) <= room
    }

    private func sides(
        _ order: TransferOrder
    ) -> Result<(from: UInt128, to: UInt128), TransferOutcome> {
        guard order.amount > 0 else { return .failure(.amountZero) }
        guard configuration.keeps(currency: order.currency) else {
            return .failure(.currencyUnknown)
        }
        guard let to = accounts[order.to] else { return .failure(.toUnknown) }
        if order.isOpeningMoney {
            let nostro = own(.nostro, order.currency)
            guard configuration.isSandbox else { return .failure(.notAllowed) }
            guard accounts[id: nostro] != nil else { return .failure(.currencyHasScheme) }
            guard !to.role.isOwn else { return .failure(.ownAccount) }
            return check(to: to, order).map { .failure($0) } ?? .success((nostro, to.id))
        }
        let passage = passage(token: order.by)
        guard let from = accounts[order.from] else {
            return .failure(passage == .free ? .fromUnknown : .channelNotAllowed)
        }
        if let refusal = refusal(by: passage, debit: from, order.amount, order.currency) {
            return .failure(refusal == .limit ? .channelLimit : .channelNotAllowed)
        }
        guard from.id != to.id else { return .failure(.sameAccount) }
        guard !from.role.isOwn, !to.role.isOwn else { return .failure(.ownAccount) }
        guard from.currency == order.currency else { return .failure(.fromCurrencyDiffers) }
        switch from.status {
        case .frozen: return .failure(.fromFrozen)
        case .closed: return .failure(.fromClosed)
        case .debitBlocked, .dormant: return .failure(.fromBlocked)
        case .open, .creditBlocked: break
        }
        return check(to: to, order).map { .failure($0) } ?? .success((from.id, to.id))
    }

    private func check(to: BankAccount, _ order: TransferOrder) -> TransferOutcome? {
        guard to.currency == order.currency else { return .toCurrencyDiffers }
        return switch to.status {
        case .frozen: .toFrozen
        case .closed: .toClosed
        case .creditBlocked: .toBlocked
        case .open, .debitBlocked, .dormant: nil
        }
    }
}

extension TransferOutcome {
    init(_ status: TransferStatus) {
        switch status {
        case .created: self = .posted
        case .exceedsCredits: self = .insufficientFunds
        case .idAlreadyFailed: self = .keyReused
        default: self = .overflow
        }
    }

    /// Refusals that a later state could turn into a yes: under a key they stay refusals, so that a
    /// retry after a lost answer never pays by surprise.
    var isBurning: Bool {
        switch self {
        case .fromUnknown, .toUnknown, .fromFrozen, .toFrozen, .fromClosed, .toClosed, .fromBlocked,
            .toBlocked, .insufficientFunds, .channelNotAllowed, .channelLimit:
            true
        default: false
        }
    }
}
