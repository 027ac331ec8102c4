import Bytes
import Ledger
import Vocabulary

/// Money between our own settlement accounts: rows L1–L4 of `postings.md`.
extension Bank {
    /// Somebody gives an order; a second person releases it.
    func propose(_ order: LiquidityOrder, _ record: inout ByteWriter) -> BankReply {
        let outcome = outcome(ofProposing: order)
        guard outcome == .proposed else {
            record.reset()
            return .liquidity(outcome)
        }
        order.write(to: &record)
        wait(.liquidity(order), .always)
        return .liquidity(.proposed)
    }

    private func outcome(ofProposing order: LiquidityOrder) -> LiquidityOutcome {
        if let waiting = approvals[order.id] {
            return waiting.content == order.content ? .replayed : .keyReused
        }
        if let refusal = refusal(of: order) { return refusal }
        return approvals.hasRoom(for: 1) ? .proposed : .full
    }

    private func refusal(of order: LiquidityOrder) -> LiquidityOutcome? {
        guard let from = scheme(order.from),
            let to = scheme(order.to)
        else { return .unknownScheme }
        guard from.key != to.key else { return .sameScheme }
        guard from.currency == to.currency else { return .currenciesDiffer }
        guard order.amount > 0, order.amount <= ClearingMessage.amountMax else {
            return .amountZero
        }
        guard liquidity.count < LiquidityMove.countMax else { return .full }
        return left(in: from) - ordered(from: from.key) >= Int128(clamping: order.amount)
            ? nil : .notCovered
    }

    /// What released orders will still take from a scheme.
    private func ordered(from scheme: UInt64) -> Int128 {
        liquidity.reduce(0) { sum, move in
            move.from == scheme && !move.isDebited ? sum + Int128(clamping: move.amount) : sum
        }
    }

    /// Nothing moves before the clearing advises it.
    func release(_ order: LiquidityOrder) -> LiquidityOutcome {
        if let refusal = refusal(of: order) { return refusal }
        let currency = configuration.scheme(order.from)?.first.currency.number ?? 0
        openOwn(.liquidityInTransit, currency)
        let move = LiquidityMove(order, currency: currency, releasedAt: now)
        liquidity.append(move)
        heard.append(.liquidityChanged(move))
        return .released
    }

    /// An advice of a clearing that a released order explains, the oldest one first.
    ///
    /// - Returns: whether there was one.
    func takeLiquidity(_ entry: ReportEntry, _ scheme: Scheme) -> Bool {
        let place = liquidity.firstIndex { move in
            move.amount == entry.amount
                && (entry.isCredit
                    ? move.to == scheme.key && !move.isCredited
                    : move.from == scheme.key && !move.isDebited)
        }
        guard let place else { return false }
        let currency = scheme.currency.number
        let settlement = own(.settlement, currency, scheme: scheme.key)
        let transit = own(.liquidityInTransit, currency)
        mustPost(
            .liquidity, id: nextMessageID(), debit: entry.isCredit ? settlement : transit,
            credit: entry.isCredit ? transit : settlement, amount: entry.amount,
            currency: currency, payment: liquidity[place].id, valueDay: entry.valueDay)
        if entry.isCredit {
            liquidity[place].isCredited = true
        } else {
            liquidity[place].isDebited = true
        }
        heard.append(.liquidityChanged(liquidity[place]))
        if liquidity[place].isDone { liquidity.remove(at: place) }
        return true
    }

    /// What liquidity-in-transit holds by the list of its open moves; credits positive.
    func liquidityInTransit(_ currency: UInt16) -> Int128 {
        liquidity.filter { $0.currency == currency }.reduce(0) { sum, move in
            let amount = Int128(clamping: move.amount)
            return sum + (move.isCredited ? amount : 0) - (move.isDebited ? amount : 0)
        }
    }
}
