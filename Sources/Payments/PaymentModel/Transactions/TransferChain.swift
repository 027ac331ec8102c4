package import Ledger

/// Transfers that are one transaction: all of them are made, or none.
///
/// In the ledger they are a chain of linked transfers. Their ids follow from the transaction's id
/// and their number, and each says of which transaction it is, the how manieth, and of how many.
package struct TransferChain: Sendable {
    package let id: UInt128
    package private(set) var transfers: [Transfer]
    package private(set) var extensions: [TransferExtension]
    /// Of each transfer the places of the legs it comes from; empty where it comes from none.
    package private(set) var pairs: [LegPairing] = []

    /// - Parameter rows: transfers with what they have in common with no other; ids and places are
    ///   filled in.
    private init(id: UInt128, _ rows: [(Transfer, TransferExtension)]) {
        self.id = id
        transfers = rows.map(\.0)
        extensions = rows.map(\.1)
        for place in rows.indices {
            transfers[place].id = DerivedID.leg(place + 1, ofTransaction: id)
            if place + 1 < rows.count { transfers[place].flags.insert(.linked) }
            extensions[place].transactionID = id
            extensions[place].leg = UInt16(place + 1)
            extensions[place].legCount = UInt16(rows.count)
        }
    }

    /// The ids of a transaction's transfers.
    package static func ids(of id: UInt128, count: Int) -> [UInt128] {
        (0..<count).map { DerivedID.leg($0 + 1, ofTransaction: id) }
    }

    package var ids: [UInt128] { transfers.map(\.id) }

    // MARK: - What makes one

    /// Legs of any number, each ledger balanced by itself.
    ///
    /// - Parameters:
    ///   - template: what every transfer has: code, user data, timeout, and whether it is pending.
    ///   - more: the same of the extension.
    package init(
        id: UInt128, legs: [TransactionLeg], template: Transfer, more: TransferExtension
    ) throws(LegFault) {
        let pairs = try LegPairing.pair(legs)
        self.init(
            id: id,
            pairs.map { pair in
                var transfer = template
                transfer.debitAccountID = legs[pair.debit].account
                transfer.creditAccountID = legs[pair.credit].account
                transfer.amount = pair.amount
                transfer.ledger = legs[pair.debit].ledger
                return (transfer, more)
            })
        self.pairs = pairs
    }

    /// One side of a conversion: who gives or receives, and the account that takes the other side.
    package struct Side: Hashable, Sendable {
        package var account: UInt128
        package var position: UInt128
        package var ledger: UInt32

        package init(account: UInt128, position: UInt128, ledger: UInt32) {
            self.account = account
            self.position = position
            self.ledger = ledger
        }
    }

    /// A conversion: what is given goes to the position account of its ledger, what is received comes
    /// from that of the other one.
    ///
    /// The second transfer names the first as its counterpart: that one is there when it is made.
    package init(
        id: UInt128, _ conversion: Conversion, from given: Side, to received: Side,
        template: Transfer, more: TransferExtension
    ) {
        var first = template
        (first.debitAccountID, first.creditAccountID) = (given.account, given.position)
        (first.amount, first.ledger) = (conversion.given, given.ledger)
        var second = template
        (second.debitAccountID, second.creditAccountID) = (received.position, received.account)
        (second.amount, second.ledger) = (conversion.received, received.ledger)
        var more = more
        more.rateCoefficient = conversion.rate.coefficient
        more.rateScale = conversion.rate.scale
        more.rounding = conversion.rounding.code
        var counterpart = more
        counterpart.link = DerivedID.leg(1, ofTransaction: id)
        counterpart.linkKind = .converts
        self.init(id: id, [(first, more), (second, counterpart)])
    }

    /// Takes transfers back, the last one first; the ledger fills in what they had.
    package init(id: UInt128, reverting originals: [UInt128], more: TransferExtension) {
        self.init(
            id: id,
            originals.reversed().map { original in
                var more = more
                more.link = original
                more.linkKind = .reverts
                return (Transfer(id: 0), more)
            })
    }

    /// Posts pending transfers in full, or voids them, in their order.
    package init(
        id: UInt128, resolving pending: [UInt128], isPost: Bool, more: TransferExtension
    ) {
        self.init(
            id: id,
            pending.map { pending in
                // In TigerBeetle's words: 2^128 − 1 posts all, and 0 voids all.
                (
                    Transfer(
                        id: 0, amount: isPost ? .max : 0, pendingID: pending,
                        flags: isPost ? .postPendingTransfer : .voidPendingTransfer), more
                )
            })
    }

    // MARK: - What the ledger fills in

    /// The transfers that those of the chain take back, post or void; empty where it does neither.
    package var originals: [UInt128] {
        transfers.indices.compactMap { original(of: $0) }
    }

    private func original(of place: Int) -> UInt128? {
        if transfers[place].pendingID != 0 { return transfers[place].pendingID }
        return extensions[place].linkKind == .reverts ? extensions[place].link : nil
    }

    /// A transfer as the ledger makes it of its original.
    ///
    /// What posts or voids in full has everything of the pending transfer, what takes back has the
    /// accounts the other way round.
    package func filled(at place: Int, from originals: [UInt128: Transfer]) -> Transfer {
        var transfer = transfers[place]
        guard let original = original(of: place).flatMap({ originals[$0] }) else { return transfer }
        let isRevert = transfer.pendingID == 0
        transfer.debitAccountID = isRevert ? original.creditAccountID : original.debitAccountID
        transfer.creditAccountID = isRevert ? original.debitAccountID : original.creditAccountID
        transfer.amount = original.amount
        transfer.ledger = original.ledger
        transfer.code = original.code
        guard !isRevert else { return transfer }
        transfer.userData128 = original.userData128
        transfer.userData64 = original.userData64
        transfer.userData32 = original.userData32
        return transfer
    }

    // MARK: - Done before

    /// Why a transfer that is there is not the one of this place; nil where it is.
    ///
    /// Of a revert everything but the extension is the original's; of what posts or voids a pending
    /// transfer everything but the pending transfer's id.
    package func difference(
        at place: Int, from stored: Extended<Transfer>
    ) -> TransferStatus? {
        let (event, found) = (transfers[place], stored.record)
        if stored.more != extensions[place] { return .existsWithDifferentExtension }
        if extensions[place].linkKind == .reverts { return nil }
        if event.flags != found.flags { return .existsWithDifferentFlags }
        if event.pendingID != found.pendingID { return .existsWithDifferentPendingID }
        if event.pendingID != 0 { return nil }
        if event.timeout != found.timeout { return .existsWithDifferentTimeout }
        if event.debitAccountID != found.debitAccountID {
            return .existsWithDifferentDebitAccountID
        }
        if event.creditAccountID != found.creditAccountID {
            return .existsWithDifferentCreditAccountID
        }
        if event.amount != found.amount { return .existsWithDifferentAmount }
        if event.userData128 != found.userData128 { return .existsWithDifferentUserData128 }
        if event.userData64 != found.userData64 { return .existsWithDifferentUserData64 }
        if event.userData32 != found.userData32 { return .existsWithDifferentUserData32 }
        if event.ledger != found.ledger { return .existsWithDifferentLedger }
        return event.code == found.code ? nil : .existsWithDifferentCode
    }
}
