@testable import Ledger

/// The rules once more, as plainly as they can be put: values, dictionaries, and a copy of
/// everything to go back to where a chain breaks.
struct Model {
    /// What an account's balances gained or lost at an instant.
    struct Effect {
        var instant: UInt64
        var account: UInt128
        var change: Balance
    }

    var accounts: [UInt128: Account] = [:]
    var accountExtensions: [UInt128: AccountExtension] = [:]
    var transfers: [UInt128: Transfer] = [:]
    var transferExtensions: [UInt128: TransferExtension] = [:]
    /// What was taken back, and by what.
    var reverts: [UInt128: UInt128] = [:]
    var states: [UInt128: PendingState] = [:]
    var burned: [UInt128: TransferStatus] = [:]
    var effects: [Effect] = []
    var lastAccountTimestamp: UInt64 = 0
    var lastTransferTimestamp: UInt64 = 0
    var timestamps: Set<UInt64> = []

    // MARK: Batches

    mutating func createAccounts(
        _ events: [Account], _ extensions: ExtensionList<AccountExtension>, timestamp: UInt64
    ) -> [UInt32] {
        run(events.map(\.flags.rawValue), importedBit: 4, timestamp) { model, index, own in
            let more = extensions[index] ?? AccountExtension()
            return model.create(events[index], more, events[0], batch: timestamp, own).rawValue
        } burn: { _, _, _ in
        }
    }

    mutating func createTransfers(
        _ events: [Transfer], _ extensions: ExtensionList<TransferExtension>, timestamp: UInt64
    ) -> [UInt32] {
        run(events.map(\.flags.rawValue), importedBit: 8, timestamp) { model, index, own in
            let more = extensions[index] ?? TransferExtension()
            return model.create(events[index], more, events[0], batch: timestamp, own).rawValue
        } burn: { model, index, status in
            let transient: [TransferStatus] = [
                .debitAccountNotFound, .creditAccountNotFound, .pendingTransferNotFound,
                .exceedsCredits, .exceedsDebits, .debitAccountAlreadyClosed,
                .creditAccountAlreadyClosed, .linkNotFound, .belowMinimum, .aboveMaximum,
                .debitAccountFrozen, .creditAccountFrozen,
            ]
            let status = TransferStatus(rawValue: status)
            if transient.contains(status) { model.burned[events[index].id] = status }
        }
    }

    /// Cuts the batch into chains and does each of them wholly or not at all.
    private mutating func run(
        _ flags: [UInt16], importedBit: UInt16, _ timestamp: UInt64,
        _ create: (inout Model, Int, UInt64) -> UInt32, burn: (inout Model, Int, UInt32) -> Void
    ) -> [UInt32] {
        var statuses = [UInt32](repeating: 0, count: flags.count)
        var start = 0
        while start < flags.count {
            var end = start
            while end < flags.count - 1, flags[end] & 1 == 1 { end += 1 }
            let isOpen = flags[end] & 1 == 1
            let before = self
            var failed: Int?
            for index in start...end where failed == nil {
                let own = timestamp - UInt64(flags.count) + 1 + UInt64(index)
                statuses[index] = isOpen && index == end ? 2 : create(&self, index, own)
                if statuses[index] != .max { failed = index }
            }
            if let failed {
                self = before
                for index in start...end where index != failed {
                    statuses[index] = isOpen && index == end ? 2 : 1
                }
                burn(&self, failed, statuses[failed])
            }
            start = end + 1
        }
        return statuses
    }

    // MARK: Accounts

    private mutating func create(
        _ event: Account, _ more: AccountExtension, _ first: Account, batch: UInt64, _ own: UInt64
    ) -> AccountStatus {
        let isImported = event.flags.contains(.imported)
        if isImported, !first.flags.contains(.imported) { return .importedEventNotExpected }
        if !isImported, first.flags.contains(.imported) { return .importedEventExpected }
        if !isImported, event.timestamp != 0 { return .timestampMustBeZero }
        if isImported, event.timestamp == 0 || event.timestamp > UInt64(Int64.max) {
            return .importedEventTimestampOutOfRange
        }
        if isImported, event.timestamp >= batch { return .importedEventTimestampMustNotAdvance }
        if event.reserved != 0 { return .reservedField }
        if event.flags.rawValue >= 64 { return .reservedFlag }
        if event.id == 0 { return .idMustNotBeZero }
        if event.id == .max { return .idMustNotBeIntMax }
        if let old = accounts[event.id] {
            if event.flags != old.flags.subtracting(.extended) { return .existsWithDifferentFlags }
            if event.userData128 != old.userData128 { return .existsWithDifferentUserData128 }
            if event.userData64 != old.userData64 { return .existsWithDifferentUserData64 }
            if event.userData32 != old.userData32 { return .existsWithDifferentUserData32 }
            if event.ledger != old.ledger { return .existsWithDifferentLedger }
            if event.code != old.code { return .existsWithDifferentCode }
            var kept = accountExtensions[event.id] ?? AccountExtension()
            kept.blocks = more.blocks
            return kept == more ? .exists : .existsWithDifferentExtension
        }
        if event.flags.contains(.debitsMustNotExceedCredits),
            event.flags.contains(.creditsMustNotExceedDebits)
        {
            return .flagsAreMutuallyExclusive
        }
        if event.debitsPending != 0 { return .debitsPendingMustBeZero }
        if event.debitsPosted != 0 { return .debitsPostedMustBeZero }
        if event.creditsPending != 0 { return .creditsPendingMustBeZero }
        if event.creditsPosted != 0 { return .creditsPostedMustBeZero }
        if event.ledger == 0 { return .ledgerMustNotBeZero }
        if event.code == 0 { return .codeMustNotBeZero }
        if let minimum = more.minimum, let maximum = more.maximum, minimum > maximum {
            return .minimumAboveMaximum
        }
        if more.parent != 0 {
            guard let parent = accounts[more.parent] else { return .parentNotFound }
            if parent.ledger != event.ledger { return .parentHasDifferentLedger }
        }
        var account = event
        if isImported {
            if event.timestamp <= lastAccountTimestamp || timestamps.contains(event.timestamp) {
                return .importedEventTimestampMustNotRegress
            }
        } else {
            account.timestamp = own
        }
        accounts[event.id] = account
        extend(event.id, more)
        lastAccountTimestamp = account.timestamp
        timestamps.insert(account.timestamp)
        return .created
    }

    mutating func extend(_ id: UInt128, _ more: AccountExtension) {
        accountExtensions[id] = more
        accounts[id]?.flags.remove(.extended)
        if more != AccountExtension() { accounts[id]?.flags.insert(.extended) }
    }

    // MARK: Transfers

    private mutating func create(
        _ event: Transfer, _ more: TransferExtension, _ first: Transfer, batch: UInt64,
        _ own: UInt64
    ) -> TransferStatus {
        let isImported = event.flags.contains(.imported)
        if isImported, !first.flags.contains(.imported) { return .importedEventNotExpected }
        if !isImported, first.flags.contains(.imported) { return .importedEventExpected }
        if !isImported, event.timestamp != 0 { return .timestampMustBeZero }
        if isImported, event.timestamp == 0 || event.timestamp > UInt64(Int64.max) {
            return .importedEventTimestampOutOfRange
        }
        if isImported, event.timestamp >= batch { return .importedEventTimestampMustNotAdvance }
        if event.flags.rawValue >= 512 { return .reservedFlag }
        if event.id == 0 { return .idMustNotBeZero }
        if event.id == .max { return .idMustNotBeIntMax }
        if let old = transfers[event.id] {
            let status = compare(event, more, old)
            guard status == .exists else { return status }
            let kept = transferExtensions[event.id] ?? TransferExtension()
            return kept == more ? .exists : .existsWithDifferentExtension
        }
        if burned[event.id] != nil { return .idAlreadyFailed }
        let status: TransferStatus
        if more.linkKind == .reverts {
            status = revert(event, more, own)
        } else if !event.flags.isDisjoint(with: [.postPendingTransfer, .voidPendingTransfer]) {
            status = resolve(event, more, own)
        } else {
            status = post(event, more, own)
        }
        if status == .created, more != TransferExtension() {
            transferExtensions[event.id] = more
            transfers[event.id]?.flags.insert(.extended)
        }
        return status
    }

    /// What is wrong with an extension by itself, or with what it names.
    private func fault(_ more: TransferExtension, of event: Transfer) -> TransferStatus? {
        if !Self.isDay(more.valueDate.rawValue) { return .valueDateInvalid }
        if (more.linkKind == .none) != (more.link == 0) { return .extensionInvalid }
        if more.link == .max || more.link == event.id { return .extensionInvalid }
        if more.leg > more.legCount { return .extensionInvalid }
        if more.leg == 0, more.legCount != 0 { return .extensionInvalid }
        if more.leg != 0, more.transactionID == 0 { return .extensionInvalid }
        if more.rateScale > 38 { return .extensionInvalid }
        if more.rateCoefficient == 0, more.rateScale != 0 { return .extensionInvalid }
        if [.reverts, .converts, .relates].contains(more.linkKind), transfers[more.link] == nil {
            return .linkNotFound
        }
        return nil
    }

    /// Counts days, month by month; 0 stands for no day.
    private static func isDay(_ number: UInt32) -> Bool {
        guard number != 0 else { return true }
        let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100)
        guard year >= 1, year <= 9_999, month >= 1, month <= 12 else { return false }
        let isLeap = year % 400 == 0 || year % 4 == 0 && year % 100 != 0
        let days: [UInt32] = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return day >= 1 && day <= days[Int(month) - 1]
    }

    private mutating func revert(
        _ event: Transfer, _ more: TransferExtension, _ own: UInt64
    ) -> TransferStatus {
        if !event.flags.subtracting([.linked, .imported]).isEmpty {
            return .flagsAreMutuallyExclusive
        }
        if event.pendingID != 0 { return .pendingIDMustBeZero }
        if event.timeout != 0 { return .timeoutReservedForPendingTransfer }
        if let fault = fault(more, of: event) { return fault }
        guard let original = transfers[more.link] else { return .linkNotFound }
        let others: TransferFlags = [.pending, .postPendingTransfer, .voidPendingTransfer]
        if !original.flags.isDisjoint(with: others) { return .originalNotRevertible }
        if transferExtensions[original.id]?.linkKind == .reverts { return .originalNotRevertible }
        if ![0, original.creditAccountID].contains(event.debitAccountID)
            || ![0, original.debitAccountID].contains(event.creditAccountID)
            || ![0, original.amount].contains(event.amount)
            || ![0, original.ledger].contains(event.ledger)
            || ![0, original.code].contains(event.code)
        {
            return .revertDiffersFromOriginal
        }
        if reverts[original.id] != nil { return .alreadyReverted }
        var full = event
        full.debitAccountID = original.creditAccountID
        full.creditAccountID = original.debitAccountID
        full.amount = original.amount
        full.ledger = original.ledger
        full.code = original.code
        let status = post(full, TransferExtension(), own)
        if status == .created { reverts[original.id] = event.id }
        return status
    }

    private func compare(
        _ event: Transfer, _ more: TransferExtension, _ kept: Transfer
    ) -> TransferStatus {
        var old = kept
        old.flags.remove(.extended)
        if event.flags != old.flags { return .existsWithDifferentFlags }
        if event.pendingID != old.pendingID { return .existsWithDifferentPendingID }
        if event.timeout != old.timeout { return .existsWithDifferentTimeout }
        var meant = event
        if let held = transfers[old.pendingID] { meant = Self.filled(event, from: held) }
        if more.linkKind == .reverts, old.pendingID == 0 {
            if event.debitAccountID == 0 { meant.debitAccountID = old.debitAccountID }
            if event.creditAccountID == 0 { meant.creditAccountID = old.creditAccountID }
            if event.amount == 0 { meant.amount = old.amount }
            if event.ledger == 0 { meant.ledger = old.ledger }
            if event.code == 0 { meant.code = old.code }
        }
        if meant.debitAccountID != old.debitAccountID {
            return .existsWithDifferentDebitAccountID
        }
        if meant.creditAccountID != old.creditAccountID {
            return .existsWithDifferentCreditAccountID
        }
        let isBalancing =
            event.flags.contains(.balancingDebit) || event.flags.contains(.balancingCredit)
        if isBalancing ? meant.amount < old.amount : meant.amount != old.amount {
            return .existsWithDifferentAmount
        }
        if meant.userData128 != old.userData128 { return .existsWithDifferentUserData128 }
        if meant.userData64 != old.userData64 { return .existsWithDifferentUserData64 }
        if meant.userData32 != old.userData32 { return .existsWithDifferentUserData32 }
        if meant.ledger != old.ledger { return .existsWithDifferentLedger }
        if meant.code != old.code { return .existsWithDifferentCode }
        return .exists
    }

    /// A resolution with the pending transfer's values where it says nothing.
    private static func filled(_ event: Transfer, from held: Transfer) -> Transfer {
        var full = event
        let isVoid = event.flags.contains(.voidPendingTransfer)
        if event.amount == (isVoid ? 0 : .max) { full.amount = held.amount }
        if event.debitAccountID == 0 { full.debitAccountID = held.debitAccountID }
        if event.creditAccountID == 0 { full.creditAccountID = held.creditAccountID }
        if event.userData128 == 0 { full.userData128 = held.userData128 }
        if event.userData64 == 0 { full.userData64 = held.userData64 }
        if event.userData32 == 0 { full.userData32 = held.userData32 }
        if event.ledger == 0 { full.ledger = held.ledger }
        if event.code == 0 { full.code = held.code }
        return full
    }

    private mutating func post(
        _ event: Transfer, _ more: TransferExtension, _ own: UInt64
    ) -> TransferStatus {
        if event.debitAccountID == 0 { return .debitAccountIDMustNotBeZero }
        if event.debitAccountID == .max { return .debitAccountIDMustNotBeIntMax }
        if event.creditAccountID == 0 { return .creditAccountIDMustNotBeZero }
        if event.creditAccountID == .max { return .creditAccountIDMustNotBeIntMax }
        if event.debitAccountID == event.creditAccountID { return .accountsMustBeDifferent }
        if event.pendingID != 0 { return .pendingIDMustBeZero }
        let isPending = event.flags.contains(.pending)
        if !isPending, event.timeout != 0 { return .timeoutReservedForPendingTransfer }
        if !isPending, event.flags.contains(.closingDebit) { return .closingTransferMustBePending }
        if !isPending, event.flags.contains(.closingCredit) { return .closingTransferMustBePending }
        if event.ledger == 0 { return .ledgerMustNotBeZero }
        if event.code == 0 { return .codeMustNotBeZero }
        if let fault = fault(more, of: event) { return fault }
        guard let debit = accounts[event.debitAccountID] else { return .debitAccountNotFound }
        guard let credit = accounts[event.creditAccountID] else { return .creditAccountNotFound }
        if debit.ledger != credit.ledger { return .accountsMustHaveTheSameLedger }
        if event.ledger != debit.ledger { return .transferMustHaveTheSameLedgerAsAccounts }
        let isImported = event.flags.contains(.imported)
        if isImported {
            if event.timestamp <= lastTransferTimestamp || timestamps.contains(event.timestamp) {
                return .importedEventTimestampMustNotRegress
            }
            if event.timestamp <= debit.timestamp {
                return .importedEventTimestampMustPostdateDebitAccount
            }
            if event.timestamp <= credit.timestamp {
                return .importedEventTimestampMustPostdateCreditAccount
            }
            if event.timeout != 0 { return .importedEventTimeoutMustBeZero }
        }
        if debit.flags.contains(.closed) { return .debitAccountAlreadyClosed }
        if credit.flags.contains(.closed) { return .creditAccountAlreadyClosed }
        let from = accountExtensions[debit.id] ?? AccountExtension()
        let to = accountExtensions[credit.id] ?? AccountExtension()
        if from.blocks.contains(.debits) { return .debitAccountFrozen }
        if to.blocks.contains(.credits) { return .creditAccountFrozen }
        var stored = event
        if event.flags.contains(.balancingDebit) {
            let used = debit.debitsPending + debit.debitsPosted
            let left = used > debit.creditsPosted ? 0 : debit.creditsPosted - used
            stored.amount = min(stored.amount, left)
        }
        if event.flags.contains(.balancingCredit) {
            let used = credit.creditsPending + credit.creditsPosted
            let left = used > credit.debitsPosted ? 0 : credit.debitsPosted - used
            stored.amount = min(stored.amount, left)
        }
        let amount = stored.amount
        let most = UInt128.max - amount
        if isPending, debit.debitsPending > most { return .overflowsDebitsPending }
        if isPending, credit.creditsPending > most { return .overflowsCreditsPending }
        if debit.debitsPosted > most { return .overflowsDebitsPosted }
        if credit.creditsPosted > most { return .overflowsCreditsPosted }
        if debit.debitsPending + debit.debitsPosted > most { return .overflowsDebits }
        if credit.creditsPending + credit.creditsPosted > most { return .overflowsCredits }
        if UInt128(own) + UInt128(event.timeout) * 1_000_000_000 > UInt128(Int64.max) {
            return .overflowsTimeout
        }
        if debit.flags.contains(.debitsMustNotExceedCredits) {
            let line = from.creditLine
            let room = line > .max - debit.creditsPosted ? .max : debit.creditsPosted + line
            if debit.debitsPending + debit.debitsPosted + amount > room { return .exceedsCredits }
        }
        let low = from.minimum.map { minimum in
            Wide(debit.creditsPosted, less: debit.debitsPending + debit.debitsPosted + amount)
                < Wide(minimum)
        }
        if low == true { return .belowMinimum }
        if credit.flags.contains(.creditsMustNotExceedDebits),
            credit.creditsPending + credit.creditsPosted + amount > credit.debitsPosted
        {
            return .exceedsDebits
        }
        let high = to.maximum.map { maximum in
            Wide(credit.creditsPending + credit.creditsPosted + amount, less: credit.debitsPosted)
                > Wide(maximum)
        }
        if high == true { return .aboveMaximum }
        stored.timestamp = isImported ? event.timestamp : own
        keep(stored)
        if isPending { states[event.id] = .pending }
        change(stored, pending: isPending ? amount : 0, posted: isPending ? 0 : amount)
        if event.flags.contains(.closingDebit) { setClosed(debit.id, true) }
        if event.flags.contains(.closingCredit) { setClosed(credit.id, true) }
        return .created
    }

    private mutating func resolve(
        _ event: Transfer, _ more: TransferExtension, _ own: UInt64
    ) -> TransferStatus {
        let isVoid = event.flags.contains(.voidPendingTransfer)
        let isPost = event.flags.contains(.postPendingTransfer)
        let others = event.flags.subtracting([
            .linked, .imported, .postPendingTransfer, .voidPendingTransfer,
        ])
        if isVoid == isPost || !others.isEmpty { return .flagsAreMutuallyExclusive }
        if event.pendingID == 0 { return .pendingIDMustNotBeZero }
        if event.pendingID == .max { return .pendingIDMustNotBeIntMax }
        if event.pendingID == event.id { return .pendingIDMustBeDifferent }
        if event.timeout != 0 { return .timeoutReservedForPendingTransfer }
        if let fault = fault(more, of: event) { return fault }
        guard let held = transfers[event.pendingID] else { return .pendingTransferNotFound }
        guard let state = states[held.id] else { return .pendingTransferNotPending }
        var stored = Self.filled(event, from: held)
        if stored.debitAccountID != held.debitAccountID {
            return .pendingTransferHasDifferentDebitAccountID
        }
        if stored.creditAccountID != held.creditAccountID {
            return .pendingTransferHasDifferentCreditAccountID
        }
        if stored.ledger != held.ledger { return .pendingTransferHasDifferentLedger }
        if stored.code != held.code { return .pendingTransferHasDifferentCode }
        if stored.amount > held.amount { return .exceedsPendingTransferAmount }
        if isVoid, stored.amount != held.amount { return .pendingTransferHasDifferentAmount }
        switch state {
        case .posted: return .pendingTransferAlreadyPosted
        case .voided: return .pendingTransferAlreadyVoided
        case .expired: return .pendingTransferExpired
        case .pending: break
        }
        if let due = due(held), due <= own { return .pendingTransferExpired }
        if event.flags.contains(.imported),
            event.timestamp <= lastTransferTimestamp || timestamps.contains(event.timestamp)
        {
            return .importedEventTimestampMustNotRegress
        }
        if !isVoid, accounts[held.debitAccountID]?.flags.contains(.closed) == true {
            return .debitAccountAlreadyClosed
        }
        if !isVoid, accounts[held.creditAccountID]?.flags.contains(.closed) == true {
            return .creditAccountAlreadyClosed
        }
        let blocks = (
            accountExtensions[held.debitAccountID]?.blocks ?? [],
            accountExtensions[held.creditAccountID]?.blocks ?? []
        )
        if !isVoid, blocks.0.contains(.debits) { return .debitAccountFrozen }
        if !isVoid, blocks.1.contains(.credits) { return .creditAccountFrozen }
        if !event.flags.contains(.imported) { stored.timestamp = own }
        keep(stored)
        states[held.id] = isVoid ? .voided : .posted(amount: stored.amount)
        change(stored, pending: 0 &- held.amount, posted: isVoid ? 0 : stored.amount)
        reopen(held)
        return .created
    }

    /// Releases what is due, and returns how many.
    mutating func expire(at instant: UInt64) -> Int {
        var count = 0
        for held in transfers.values where states[held.id] == .pending {
            guard let due = due(held), due <= instant else { continue }
            states[held.id] = .expired
            var release = held
            release.timestamp = instant
            change(release, pending: 0 &- held.amount, posted: 0)
            reopen(held)
            count += 1
        }
        return count
    }

    func due(_ held: Transfer) -> UInt64? {
        held.timeout == 0 ? nil : held.timestamp + UInt64(held.timeout) * 1_000_000_000
    }

    /// The sum of all that happened to an account up to an instant.
    func balance(of account: UInt128, at instant: UInt64) -> Balance {
        var balance = Balance()
        for effect in effects where effect.account == account && effect.instant <= instant {
            balance.debitsPending &+= effect.change.debitsPending
            balance.debitsPosted &+= effect.change.debitsPosted
            balance.creditsPending &+= effect.change.creditsPending
            balance.creditsPosted &+= effect.change.creditsPosted
        }
        return balance
    }

    private mutating func keep(_ transfer: Transfer) {
        transfers[transfer.id] = transfer
        lastTransferTimestamp = transfer.timestamp
        timestamps.insert(transfer.timestamp)
    }

    private mutating func change(_ transfer: Transfer, pending: UInt128, posted: UInt128) {
        var debits = Balance()
        debits.debitsPending = pending
        debits.debitsPosted = posted
        var credits = Balance()
        credits.creditsPending = pending
        credits.creditsPosted = posted
        for (id, change) in [
            (transfer.debitAccountID, debits), (transfer.creditAccountID, credits),
        ] {
            effects.append(Effect(instant: transfer.timestamp, account: id, change: change))
            accounts[id]?.debitsPending &+= change.debitsPending
            accounts[id]?.debitsPosted &+= change.debitsPosted
            accounts[id]?.creditsPending &+= change.creditsPending
            accounts[id]?.creditsPosted &+= change.creditsPosted
        }
    }

    private mutating func reopen(_ held: Transfer) {
        if held.flags.contains(.closingDebit) { setClosed(held.debitAccountID, false) }
        if held.flags.contains(.closingCredit) { setClosed(held.creditAccountID, false) }
    }

    private mutating func setClosed(_ id: UInt128, _ isClosed: Bool) {
        if isClosed {
            accounts[id]?.flags.insert(.closed)
        } else {
            accounts[id]?.flags.remove(.closed)
        }
    }
}

/// A difference of two numbers of 128 bits, with its sign and all its bits.
private struct Wide: Comparable {
    let isNegative: Bool
    let magnitude: UInt128

    init(_ credits: UInt128, less debits: UInt128) {
        isNegative = credits < debits
        magnitude = isNegative ? debits - credits : credits - debits
    }

    init(_ number: Int128) {
        isNegative = number < 0
        magnitude = number.magnitude
    }

    static func < (one: Wide, other: Wide) -> Bool {
        if one.isNegative != other.isNegative { return one.isNegative }
        return one.isNegative ? one.magnitude > other.magnitude : one.magnitude < other.magnitude
    }
}
