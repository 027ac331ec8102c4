package import Bytes

/// What one person of the staff proposes and another confirms (row A7): nothing moves before.
package struct Motion: Sendable, Recorded {
    /// Where a break's money goes.
    package enum Target: Sendable, Hashable {
        /// Nowhere: the break had none, and is put away.
        case nothing
        /// The bank bears it, or has it.
        case losses
        /// The customer's account it belongs to.
        case account(UInt128)
    }

    package enum Body: Sendable {
        /// Row Z3, whole or in part.
        ///
        /// A debit of a customer needs his consent or a legal ground, which whoever proposes it
        /// answers for.
        case resolveBreak(UInt128, to: Target, hasConsent: Bool)
        /// Row U6: parked money to the account it is for.
        case apply(parked: UInt128, to: UInt128)
        /// Row E7: closes although these differ, and no others.
        case closeDay(DayClosing, [DayDifference])
    }

    /// The proposal's own id; its transfers have the ones behind it.
    package var id: UInt128
    /// Hash of what was asked for.
    package var content: UInt128
    /// Who proposes it.
    package var by: UInt128
    package var reason: SealedReference
    /// What moves, in minor units; nothing where a day is closed or a break put away.
    package var amount: UInt128
    package var currency: UInt16
    package var body: Body

    package init(
        id: UInt128, content: UInt128, by: UInt128, reason: SealedReference, amount: UInt128,
        currency: UInt16, body: Body
    ) {
        self.id = id
        self.content = content
        self.by = by
        self.reason = reason
        self.amount = amount
        self.currency = currency
        self.body = body
    }

    /// The break or the parked money; of a day nothing.
    package var subject: UInt128 {
        switch body {
        case .resolveBreak(let id, _, _), .apply(let id, _): id
        case .closeDay(let closing, _): UInt128(UInt32(bitPattern: closing.day))
        }
    }

    /// Of one subject one motion waits at a time; of a currency one closing.
    func isAboutSame(as other: Motion) -> Bool {
        switch (body, other.body) {
        case (.closeDay, .closeDay): currency == other.currency
        case (.closeDay, _), (_, .closeDay): false
        default: subject == other.subject
        }
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(id)
        writer.write(content)
        writer.write(by)
        reason.write(to: &writer)
        writer.write(amount: amount)
        writer.write(currency)
        switch body {
        case .resolveBreak(let id, let target, let hasConsent):
            writer.write(UInt8(1))
            writer.write(id)
            target.write(to: &writer)
            writer.write(hasConsent)
        case .apply(let parked, let account):
            writer.write(UInt8(2))
            writer.write(parked)
            writer.write(account)
        case .closeDay(let closing, let differences):
            writer.write(UInt8(3))
            closing.write(to: &writer)
            writer.write(list: differences)
        }
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        id = try reader.read()
        content = try reader.read()
        by = try reader.read()
        reason = try SealedReference(from: &reader)
        amount = try reader.readAmount()
        currency = try reader.read()
        let start = reader.offset
        let kind = try reader.read(UInt8.self)
        switch kind {
        case 1:
            body = .resolveBreak(
                try reader.read(), to: try Target(from: &reader),
                hasConsent: try reader.readFlag())
        case 2: body = .apply(parked: try reader.read(), to: try reader.read())
        case 3:
            body = .closeDay(
                try DayClosing(from: &reader), try reader.readList(DayDifference.self))
        default: throw .unexpectedValue(offset: start, value: UInt64(kind))
        }
    }
}

extension Motion.Target: Recorded {
    package func write(to writer: inout ByteWriter) {
        switch self {
        case .nothing: writer.write(UInt8(0))
        case .losses: writer.write(UInt8(1))
        case .account(let id):
            writer.write(UInt8(2))
            writer.write(id)
        }
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        let start = reader.offset
        let kind = try reader.read(UInt8.self)
        switch kind {
        case 0: self = .nothing
        case 1: self = .losses
        case 2: self = .account(try reader.read())
        default: throw .unexpectedValue(offset: start, value: UInt64(kind))
        }
    }
}

/// What became of a motion, or of what one person may do alone.
package enum MotionOutcome: UInt8, Sendable, CaseIterable {
    case done = 0
    /// A second person must confirm it.
    case proposed
    /// The same proposal, made before.
    case replayed
    case keyReused
    /// Another proposal about the same waits.
    case alreadyProposed
    /// As many requests wait as may.
    case full
    /// Nothing of the kind is open under this id.
    case unknownItem
    case unknownAccount
    /// An account of the bank's own cannot be named here.
    case ownAccount
    case currencyDiffers
    /// The account's status takes no such booking.
    case accountRefuses
    /// Zero, or more than is open.
    case amountNotOpen
    case insufficientFunds
    /// A customer is debited with his consent or on a legal ground only.
    case consentNeeded
    /// A break with money needs an account for it.
    case targetNeeded
    /// It is no longer as it was proposed.
    case changed
    /// Money that came back to us, that the clearing has refused to take back, or a frozen party's.
    case notReturnable
    /// The day is closed, has not begun, or its currency is unknown.
    case notClosable
    /// Breaks of the statement's single entries are open, and come first.
    case entriesOpen
    /// Nothing is written to the clearing at present.
    case paused
    /// The day can be closed without anybody's leave.
    case nothingDiffers

    /// In one word of the interface.
    package var name: String {
        switch self {
        case .done: "done"
        case .proposed, .replayed: "proposed"
        case .keyReused: "idempotency_key_reused"
        case .alreadyProposed: "already_proposed"
        case .full: "approvals_full"
        case .unknownItem: "not_open"
        case .unknownAccount: "account_not_found"
        case .ownAccount: "own_account"
        case .currencyDiffers: "currency_differs"
        case .accountRefuses: "account_blocked"
        case .amountNotOpen: "invalid_amount"
        case .insufficientFunds: "insufficient_funds"
        case .consentNeeded: "consent_needed"
        case .targetNeeded: "target_needed"
        case .changed: "changed"
        case .notReturnable: "not_returnable"
        case .notClosable: "day_not_closable"
        case .entriesOpen: "entries_open"
        case .paused: "scheme_paused"
        case .nothingDiffers: "nothing_differs"
        }
    }
}
