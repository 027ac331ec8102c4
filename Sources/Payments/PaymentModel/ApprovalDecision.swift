package import Bytes

/// What a second person says about something that waits.
package struct ApprovalDecision: Sendable, Recorded {
    package var id: UInt128
    package var isApproved: Bool
    /// Hash of what that person has looked at.
    package var content: UInt128
    package var by: UInt128
    /// Payments that move with it, by which the record's size is known beforehand.
    package var orderCount: UInt32
    package var reason: SealedReference

    package init(
        id: UInt128, isApproved: Bool, content: UInt128, by: UInt128, orderCount: UInt32,
        reason: SealedReference
    ) {
        self.id = id
        self.isApproved = isApproved
        self.content = content
        self.by = by
        self.orderCount = orderCount
        self.reason = reason
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(id)
        writer.write(isApproved)
        writer.write(content)
        writer.write(by)
        writer.writeVarint(UInt64(orderCount))
        reason.write(to: &writer)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        id = try reader.read()
        isApproved = try reader.readFlag()
        content = try reader.read()
        by = try reader.read()
        orderCount = UInt32(try reader.readCount())
        reason = try SealedReference(from: &reader)
    }
}

/// What became of a decision.
package enum ApprovalOutcome: Sendable, Equatable {
    case released(Release)
    case refused
    /// Nothing waits under this id; whether it ever did, the records say.
    case unknown
    /// Nobody releases what they have asked for themselves.
    case ownRequest
    /// What waits is not what was looked at.
    case contentDiffers
    /// The token lets nobody in, or is for something else.
    case notApprover

    /// What became of it once it was released.
    package enum Release: Sendable, Equatable {
        case transfer(TransferOutcome)
        case file(accepted: Int, count: Int)
        case resolution(ResolutionOutcome)
        case scheme(SchemeOutcome)
        case liquidity(LiquidityOutcome)
        case motion(MotionOutcome)

        /// In one word of the interface.
        package var name: String {
            switch self {
            case .transfer(let outcome): outcome.name
            case .file(let accepted, let count):
                accepted == count
                    ? "accepted" : accepted == 0 ? "rejected" : "partly_accepted"
            case .resolution(.resolved): "resolved"
            case .resolution: "outcome_known"
            case .scheme(.resumed): "resumed"
            case .scheme: "not_paused"
            case .liquidity(.released): "released"
            case .liquidity: "not_covered"
            case .motion(let outcome): outcome.name
            }
        }
    }
}

/// Something came to wait, or its waiting ended.
package struct ApprovalChange: Sendable, Recorded {
    package enum State: UInt8, Sendable, CaseIterable {
        case waiting = 1, approved, refused, expired

        package var name: String {
            switch self {
            case .waiting: "waiting"
            case .approved: "approved"
            case .refused: "refused"
            case .expired: "expired"
            }
        }

        /// What every payment of a file is refused for that ends like this (row A5).
        package var refusal: ReasonCode? {
            switch self {
            case .waiting, .approved: nil
            case .refused: .cancelledByUser
            case .expired: .waitingTimeExpired
            }
        }
    }

    package let approval: UInt128
    package let kind: Approval.Kind
    package let state: State
    package let ground: Approval.Ground
    /// Who asked, released or refused; 0 where nobody did.
    package let by: UInt128
    /// The transfer, the file, the payment that is to be ended, or the key of a paused scheme.
    package let subject: UInt128
    package let content: UInt128
    /// Of a transfer its amount, of a file the sum in its first currency, of an end by hand the
    /// payment's amount.
    package let amount: UInt128
    package let currency: UInt16
    /// Payments that move with it.
    package let orderCount: UInt32
    package let expiresAt: UInt64

    package init(waiting approval: Approval) {
        self.init(approval, .waiting, by: approval.requestedBy)
    }

    init(_ approval: Approval, _ state: State, by: UInt128) {
        self.approval = approval.id
        kind = approval.kind
        self.state = state
        ground = approval.ground
        self.by = by
        content = approval.content
        expiresAt = approval.expiresAt
        orderCount = UInt32(clamping: approval.orderCount)
        switch approval.subject {
        case .transfer(let order):
            (subject, amount, currency) = (order.id, order.amount, order.currency)
        case .file(let file):
            subject = file.id
            (amount, currency) = file.firstSum
        case .resolution(let resolution):
            (subject, amount, currency) = (
                resolution.payment, resolution.amount, resolution.currency
            )
        case .resumption(let resumption):
            (subject, amount, currency) = (UInt128(resumption.scheme), 0, 0)
        case .liquidity(let order):
            (subject, amount, currency) = (order.route, order.amount, 0)
        case .motion(let motion):
            (subject, amount, currency) = (motion.subject, motion.amount, motion.currency)
        }
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(approval)
        writer.write(kind.rawValue)
        writer.write(state.rawValue)
        writer.write(ground.rawValue)
        writer.write(by)
        writer.write(subject)
        writer.write(content)
        writer.write(amount: amount)
        writer.write(currency)
        writer.write(orderCount)
        writer.write(expiresAt)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        approval = try reader.read()
        kind = try reader.readCase()
        state = try reader.readCase()
        ground = try reader.readCase()
        by = try reader.read()
        subject = try reader.read()
        content = try reader.read()
        amount = try reader.readAmount()
        currency = try reader.read()
        orderCount = try reader.read()
        expiresAt = try reader.read()
    }
}

extension PaymentFile {
    /// Sums of what can be read, each currency's, in the order in which they are first met; as far as
    /// amounts go, where they would go farther.
    package var sums: [(amount: UInt128, currency: UInt16)] {
        var sums: [(amount: UInt128, currency: UInt16)] = []
        for group in groups where group.refusal == .none {
            for order in group.orders where order.refusal == .none {
                guard let place = sums.firstIndex(where: { $0.currency == order.currency }) else {
                    sums.append((order.amount, order.currency))
                    continue
                }
                let (sum, isBeyond) = sums[place].amount.addingReportingOverflow(order.amount)
                sums[place].amount = isBeyond ? .max : sum
            }
        }
        return sums
    }

    var firstSum: (UInt128, UInt16) { sums.first.map { ($0.amount, $0.currency) } ?? (0, 0) }
}

extension TransferOutcome {
    /// In one word of the interface.
    package var name: String {
        switch self {
        case .posted: "posted"
        case .replayed: "posted_before"
        case .keyReused: "idempotency_key_reused"
        case .fromUnknown, .toUnknown: "account_not_found"
        case .sameAccount: "same_account"
        case .fromCurrencyDiffers, .toCurrencyDiffers: "currency_differs"
        case .fromFrozen, .toFrozen: "account_frozen"
        case .fromClosed, .toClosed: "account_closed"
        case .insufficientFunds: "insufficient_funds"
        case .amountZero, .overflow: "invalid_amount"
        case .ownAccount: "own_account"
        case .notAllowed: "not_a_sandbox"
        case .currencyUnknown: "currency_unknown"
        case .currencyHasScheme: "currency_has_scheme"
        case .awaitingApproval: "awaiting_approval"
        case .approvalRefused: "approval_refused"
        case .approvalExpired: "approval_expired"
        case .approvalsFull: "approvals_full"
        case .fromBlocked, .toBlocked: "account_blocked"
        case .channelNotAllowed: "channel_not_allowed"
        case .channelLimit: "channel_limit"
        }
    }
}
