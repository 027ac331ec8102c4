import Bytes

/// What may come in by which way (rows K1–K7).
extension Bank {
    // MARK: - Bound

    func open(_ opening: ChannelOpening, _ record: inout ByteWriter) -> BankReply {
        let outcome = outcome(of: opening)
        guard outcome == .done else {
            record.reset()
            return .channel(outcome)
        }
        channels.add(Channel(opening, at: now))
        opening.write(to: &record)
        heard.append(.channelChanged(opening.id))
        return .channel(.done)
    }

    private func outcome(of opening: ChannelOpening) -> ChannelOutcome {
        if let existing = channels[opening.id] {
            return existing.content == opening.content ? .replayed : .keyReused
        }
        guard !isNamed(opening.id, otherThan: .channel) else { return .keyReused }
        if case .token(let id) = opening.entrance {
            guard let token = tokens[id], token.role == .channel, token.isValid(at: now) else {
                return .noChannelToken
            }
        }
        guard channels[entrance: opening.entrance] == nil else { return .entranceTaken }
        guard parties[opening.party] != nil else { return .unknownParty }
        for account in opening.accounts {
            if let refusal = refusal(of: account, for: opening.party) { return refusal }
        }
        return channels.isFull ? .full : .done
    }

    private func refusal(of id: UInt128, for party: UInt128) -> ChannelOutcome? {
        guard let account = accounts[id: id], !account.role.isOwn else { return .unknownAccount }
        return mayOrder(party, on: account) ? nil : .noRole
    }

    func change(_ change: ChannelChange, _ record: inout ByteWriter) -> BankReply {
        let outcome = outcome(of: change)
        guard outcome == .done else {
            record.reset()
            return .channel(outcome)
        }
        channels.update(change.channel) { channel in
            switch change.what {
            case .limit(let limit):
                channel.limits.removeAll { $0.currency == limit.currency }
                channel.limits.append(limit)
            case .allow(let account): channel.accounts.append(account)
            case .forbid(let account): channel.accounts.removeAll { $0 == account }
            case .close: channel.isClosed = true
            }
        }
        change.write(to: &record)
        heard.append(.channelChanged(change.channel))
        return .channel(.done)
    }

    private func outcome(of change: ChannelChange) -> ChannelOutcome {
        guard let channel = channels[change.channel] else { return .unknownChannel }
        if case .close = change.what { return channel.isClosed ? .unchanged : .done }
        guard !channel.isClosed else { return .closed }
        switch change.what {
        case .limit(let limit):
            if let known = channel.limit(limit.currency) {
                return known == limit ? .unchanged : .done
            }
            return channel.limits.count < Channel.limitsMax ? .done : .full
        case .allow(let account):
            guard !channel.accounts.contains(account) else { return .unchanged }
            if let refusal = refusal(of: account, for: channel.party) { return refusal }
            return channel.accounts.count < Channel.accountsMax ? .done : .full
        case .forbid(let account):
            return channel.accounts.contains(account) ? .done : .unchanged
        case .close: return .done
        }
    }

    // MARK: - Asked

    /// By which way something has come in.
    enum Passage: Hashable {
        /// The bank's own people, or the inbox itself: no channel.
        case free
        case channel(UInt128)
        /// A channel that is bound to nothing.
        case barred
    }

    /// - Parameters:
    ///   - token: it came with; 0 where none.
    ///   - folder: keyed hash of the inbox's folder it came through; 0 where none.
    func passage(token: UInt128, folder: UInt128 = 0) -> Passage {
        let entrance: Channel.Entrance
        if folder != 0 {
            entrance = .folder(folder)
        } else if tokens[token]?.role == .channel {
            entrance = .token(token)
        } else {
            return .free
        }
        return channels[entrance: entrance].map { .channel($0.id) } ?? .barred
    }

    /// Whether the token that a channel is was taken away; that one has expired takes nothing back.
    package func isRevoked(_ channel: UInt128) -> Bool {
        guard case .token(let id)? = channels[channel]?.entrance else { return false }
        return tokens[id]?.isRevoked ?? false
    }

    /// Why an amount may not be debited by this way; `nil` where it may.
    ///
    /// - Parameter isCounted: it is part of the day's sum already.
    func refusal(
        by passage: Passage, debit account: BankAccount, _ amount: UInt128, _ currency: UInt16,
        isCounted: Bool = false
    ) -> PassageRefusal? {
        switch passage {
        case .free: return nil
        case .barred: return .notAllowed
        case .channel(let id):
            guard let channel = channels[id], !channel.isClosed,
                channel.accounts.contains(account.id), mayOrder(channel.party, on: account)
            else { return .notAllowed }
            guard let limit = channel.limit(currency) else { return nil }
            if let most = limit.perPayment, amount > most { return .limit }
            if let most = limit.perDay, !isCounted {
                let taken = channel.taken(currency, on: bookingDay(currency))
                let (sum, isBeyond) = taken.addingReportingOverflow(amount)
                if isBeyond || sum > most { return .limit }
            }
            return nil
        }
    }

    enum PassageRefusal: Hashable { case notAllowed, limit }

    /// Counts what was taken towards the day's limit.
    func count(_ amount: UInt128, _ currency: UInt16, by passage: Passage) {
        guard case .channel(let id) = passage else { return }
        let day = bookingDay(currency)
        channels.update(id) { $0.count(amount, currency, on: day) }
    }

    /// Currencies of which a file has more than its channel takes, and whether it names an
    /// initiating party that is not the channel's.
    func restrictions(of file: PaymentFile, by passage: Passage) -> FileRestrictions {
        guard case .channel(let id) = passage, let channel = channels[id] else {
            return FileRestrictions()
        }
        var found = FileRestrictions()
        let identifiers = parties[channel.party]?.identifiers ?? []
        found.isOfAnother =
            file.initiator != 0 && !identifiers.isEmpty && !identifiers.contains(file.initiator)
        for sum in file.sums {
            guard let most = channel.limit(sum.currency)?.perFile, sum.amount > most else {
                continue
            }
            found.currencies.append(sum.currency)
        }
        return found
    }

    struct FileRestrictions {
        var isOfAnother = false
        var currencies: [UInt16] = []

        func refuses(_ order: PaymentOrder) -> Bool {
            isOfAnother || currencies.contains(order.currency)
        }
    }
}
