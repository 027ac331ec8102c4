@testable import Ledger

/// Makes batches that are mostly sensible, with every flag and every kind of mistake among them.
struct RandomProgram {
    var dice: Dice
    /// The greatest timestamp used; grows with every step.
    var clock: UInt64 = 0
    private var nextID: UInt128 = 1
    private var pendingIDs: [UInt128] = []
    private var sent: [(event: Transfer, more: TransferExtension?)] = []
    private var sentAccounts: [(event: Account, more: AccountExtension?)] = []
    private static var accountIDs: [UInt128] { Array(1...12) }

    /// One program in four comes near overflow.
    private let hasLargeAmounts: Bool
    /// One in three knows no extensions.
    private let hasExtensions: Bool

    init(seed: UInt64) {
        dice = Dice(seed: seed)
        hasLargeAmounts = dice.once(in: 4)
        hasExtensions = !dice.once(in: 3)
    }

    mutating func accounts() -> (events: [Account], extensions: ExtensionList<AccountExtension>) {
        let isImport = dice.once(in: 4)
        if isImport { clock += 40 }
        var imported = clock - (isImport ? 30 : 0)
        let count = 8 + dice.roll(below: 14)
        var events: [Account] = []
        var extensions = ExtensionList<AccountExtension>()
        for index in 0..<count {
            if !isImport, !sentAccounts.isEmpty, dice.once(in: 5) {
                let again = dice.pick(sentAccounts)
                events.append(again.event)
                if let more = again.more { extensions.append(more, at: index) }
                continue
            }
            events.append(account(isImport: isImport, &imported))
            let more = hasExtensions && dice.once(in: 2) ? accountExtension() : nil
            if let more { extensions.append(more, at: index) }
            sentAccounts.append((events[index], more))
        }
        clock += UInt64(count)
        return (events, extensions)
    }

    mutating func accountExtension() -> AccountExtension {
        var more = AccountExtension()
        if dice.once(in: 3) { more.creditLine = dice.pick([0, 10, 100, .max]) }
        if dice.once(in: 3) { more.minimum = limit() }
        if dice.once(in: 3) { more.maximum = limit().magnitude < 1 << 126 ? limit() : nil }
        if dice.once(in: 4) { more.parent = dice.pick([0, 1, 2, 3, 40]) }
        if dice.once(in: 4) { more.metadata = metadata() }
        if dice.once(in: 40) { more.blocks = .debits }
        return more
    }

    private mutating func limit() -> Int128 {
        switch dice.roll(below: hasLargeAmounts ? 8 : 40) {
        case 0: .max - 1
        case 1: .min + 1
        default: Int128(dice.roll(below: 2_000)) - 1_000
        }
    }

    private mutating func metadata() -> MetadataHash {
        MetadataHash([UInt8](repeating: UInt8(1 + dice.roll(below: 3)), count: 32)) ?? .none
    }

    private mutating func account(isImport: Bool, _ imported: inout UInt64) -> Account {
        let limits: [AccountFlags] = [
            [], [], [], .history, .debitsMustNotExceedCredits, .creditsMustNotExceedDebits,
        ]
        var event = Account(
            id: UInt128(1 + dice.roll(below: 12)), ledger: dice.once(in: 12) ? 2 : 1, code: 1,
            flags: dice.pick(limits))
        if isImport != dice.once(in: 30) {
            event.flags.insert(.imported)
            imported += UInt64(dice.roll(below: 4))
            event.timestamp = imported
        }
        if dice.once(in: 12) { event.flags.insert(.linked) }
        if dice.once(in: 60) { event.flags.insert(.closed) }
        if dice.once(in: 10) { spoil(&event) }
        return event
    }

    private mutating func spoil(_ event: inout Account) {
        switch dice.roll(below: 13) {
        case 0: event.id = 0
        case 1: event.id = .max
        case 2: event.ledger = 0
        case 3: event.code = 0
        case 4: event.reserved = 1
        case 5: event.flags.insert(AccountFlags(rawValue: 1 << 15))
        case 6: event.timestamp = dice.pick([0, 1, clock + 1, .max])
        case 7: event.flags.insert([.debitsMustNotExceedCredits, .creditsMustNotExceedDebits])
        case 8: event.userData128 = 1
        case 9: event.userData64 = 1
        case 10: event.userData32 = 1
        case 11: event.creditsPosted = 1
        default: event.debitsPending = 1
        }
    }

    mutating func transfers(
        count: Int
    ) -> (events: [Transfer], extensions: ExtensionList<TransferExtension>) {
        let isImport = dice.once(in: 8)
        if isImport { clock += UInt64(count) * 4 + 40 }
        var imported = clock - (isImport ? UInt64(count) * 4 + 20 : 0)
        var events: [Transfer] = []
        var extensions = ExtensionList<TransferExtension>()
        for index in 0..<count {
            let (event, more) = transfer(isImport: isImport, &imported)
            events.append(event)
            if let more { extensions.append(more, at: index) }
        }
        clock += UInt64(count)
        return (events, extensions)
    }

    private mutating func transfer(
        isImport: Bool, _ imported: inout UInt64
    ) -> (Transfer, TransferExtension?) {
        if !sent.isEmpty, dice.once(in: 10) {
            var (again, more) = dice.pick(sent)
            if dice.once(in: 3) { spoil(&again) }
            if hasExtensions, dice.once(in: 4) { more = transferExtension() }
            return (again, more)
        }
        var event = dice.once(in: 4) ? resolution() : movement()
        if isImport != dice.once(in: 100) {
            event.flags.insert(.imported)
            event.timeout = dice.once(in: 20) ? event.timeout : 0
            imported += UInt64(dice.roll(below: 4))
            event.timestamp = imported
        }
        if dice.once(in: 12) { event.flags.insert(.linked) }
        if dice.once(in: 20) { spoil(&event) }
        var more = hasExtensions && dice.once(in: 3) ? transferExtension() : nil
        if more?.linkKind == .reverts, !dice.once(in: 12) {
            event = Transfer(
                id: event.id, userData64: 3, flags: event.flags.intersection([.linked, .imported]),
                timestamp: event.timestamp)
        }
        if more == TransferExtension(), dice.once(in: 2) { more = nil }
        if event.flags.contains(.pending) { pendingIDs.append(event.id) }
        sent.append((event, more))
        return (event, more)
    }

    private mutating func transferExtension() -> TransferExtension {
        var more = TransferExtension()
        if dice.once(in: 2), !sent.isEmpty {
            let isRecent = dice.once(in: 2)
            let known = isRecent ? Array(sent.suffix(9)) : sent
            more.link = dice.once(in: 20) ? 5 : dice.pick(known).event.id
            more.linkKind = dice.pick([.reverts, .reverts, .converts, .relates, .scheduled])
        }
        if dice.once(in: 3) {
            more.valueDate = ValueDate(
                rawValue: dice.pick([20_261_122, 20_240_229, 20_261_122, 20_250_229, 99, 1]))
            if !dice.once(in: 4) { more.valueDate = ValueDate(rawValue: 20_261_130) }
        }
        if dice.once(in: 4) { more.metadata = metadata() }
        if dice.once(in: 4) {
            more.transactionID = 77
            (more.leg, more.legCount) = dice.pick([(1, 2), (2, 2), (0, 0), (3, 3)])
        }
        if dice.once(in: 6) { (more.rateCoefficient, more.rateScale) = (10_842, 4) }
        if dice.once(in: 30) { spoil(&more) }
        return more
    }

    private mutating func spoil(_ more: inout TransferExtension) {
        switch dice.roll(below: 6) {
        case 0: more.link = dice.pick([0, .max, 4])
        case 1: more.linkKind = dice.pick(TransferExtension.LinkKind.allCases)
        case 2: more.leg = 9
        case 3: more.transactionID = 0
        case 4: more.rateScale = 39
        default: more.rateCoefficient = 0
        }
    }

    private mutating func id() -> UInt128 {
        nextID += 1
        // Some ids are scattered over all 128 bits.
        return nextID % 3 == 0 ? nextID &* 0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835 : nextID
    }

    private mutating func movement() -> Transfer {
        var event = Transfer(
            id: id(), debitAccountID: UInt128(1 + dice.roll(below: 12)),
            creditAccountID: UInt128(1 + dice.roll(below: 12)), amount: amount(), ledger: 1, code: 1
        )
        if dice.once(in: 3) {
            event.flags.insert(.pending)
            if dice.once(in: 2) { event.timeout = UInt32(1 + dice.roll(below: 4)) }
            if dice.once(in: 25) { event.flags.insert(.closingDebit) }
            if dice.once(in: 25) { event.flags.insert(.closingCredit) }
        }
        if dice.once(in: 8) { event.flags.insert(.balancingDebit) }
        if dice.once(in: 8) { event.flags.insert(.balancingCredit) }
        return event
    }

    private mutating func resolution() -> Transfer {
        let isRecent = dice.once(in: 2)
        let known = isRecent ? Array(pendingIDs.suffix(6)) : pendingIDs
        let pending = known.isEmpty || dice.once(in: 20) ? 7 : dice.pick(known)
        var event = Transfer(id: id(), pendingID: pending)
        event.flags = dice.once(in: 2) ? .postPendingTransfer : .voidPendingTransfer
        let isPost = event.flags.contains(.postPendingTransfer)
        event.amount = dice.once(in: 3) ? amount() : isPost ? .max : 0
        if dice.once(in: 5) { event.userData64 = 9 }
        if dice.once(in: 5) { event.code = 1 }
        if dice.once(in: 5) { event.ledger = 1 }
        return event
    }

    private mutating func amount() -> UInt128 {
        switch dice.roll(below: hasLargeAmounts ? 20 : 400) {
        case 0: 0
        case 1: .max
        case 2: .max - UInt128(dice.roll(below: 50))
        case 3: 1 << 127
        default: UInt128(1 + dice.roll(below: 100))
        }
    }

    private mutating func spoil(_ event: inout Transfer) {
        switch dice.roll(below: 20) {
        case 0: event.id = dice.pick([0, .max])
        case 1: event.debitAccountID = dice.pick([0, .max, 99])
        case 2: event.creditAccountID = dice.pick([0, .max, 99])
        case 3: event.creditAccountID = event.debitAccountID
        case 4: event.amount = amount()
        case 5: event.pendingID = dice.pick([0, 1, .max, event.id, 2])
        case 6: event.userData128 = 5
        case 7: event.userData64 = 5
        case 8: event.userData32 = 5
        case 9: event.timeout = dice.pick([0, 1, .max])
        case 10: event.ledger = UInt32(dice.roll(below: 3))
        case 11: event.code = UInt16(dice.roll(below: 3))
        case 12: event.flags.insert(TransferFlags(rawValue: 1 << UInt16(9 + dice.roll(below: 7))))
        case 13: event.timestamp = dice.pick([0, 1, clock + 1, .max])
        case 14: event.flags.formSymmetricDifference(.closingDebit)
        case 15: event.flags.formSymmetricDifference(.voidPendingTransfer)
        case 16: event.flags.formSymmetricDifference(.pending)
        case 17: event.flags.formSymmetricDifference(.linked)
        default: event.flags = TransferFlags(rawValue: UInt16(dice.roll(below: 1 << 9)))
        }
    }

    /// Moves on by up to three seconds.
    mutating func tick() { clock += UInt64(dice.roll(below: 3_000)) * 1_000_000 }

    /// An account whose extension changes, and what it changes to.
    mutating func change() -> (account: UInt128, more: AccountExtension) {
        var more = AccountExtension(creditLine: dice.pick([0, 0, 10, 100, .max]))
        if hasExtensions, dice.once(in: 2) {
            more = accountExtension()
            more.parent = 0
            if dice.once(in: 6) { more.blocks = dice.pick([.debits, .credits]) }
            if let minimum = more.minimum, let maximum = more.maximum, minimum > maximum {
                more.maximum = nil
            }
        }
        return (dice.pick(Self.accountIDs), more)
    }

    mutating func instant() -> UInt64 { dice.roll() % (clock + 2) }
}
