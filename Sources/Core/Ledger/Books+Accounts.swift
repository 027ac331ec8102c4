extension Books {
    /// Creates accounts, each at its own timestamp; the last event's is `timestamp`.
    ///
    /// Refusals are added in the order of the events. An event without one was created, and has the
    /// next ordinal. `admits` is asked about a new account that these rules allow, and gives the
    /// owner's reason against it.
    ///
    /// - Parameter extensions: those of the events that have one.
    package func createAccounts(
        _ events: UnsafeBufferPointer<Account>,
        extensions: ExtensionList<AccountExtension> = ExtensionList(), timestamp: UInt64,
        refusals: inout [Refusal], admits: (Account) -> AccountStatus? = { _ in nil }
    ) {
        guard let first = events.baseAddress, !events.isEmpty else { return }
        precondition(hasRoom(forAccounts: events.count), "The batch is above the books' limits.")
        admit(events.count, timestamp: timestamp)
        accountIndex.reserve(events.count)
        let isImport = first.pointee.flags.contains(.imported)
        var chain = Chain()
        for index in 0..<events.count {
            let event = first + index
            let isLinked = event.pointee.flags.contains(.linked)
            let own = timestamp - UInt64(events.count - 1 - index)
            var status = chain.enter(
                isLinked: isLinked, index: index, count: events.count, mark: accounts.count)
            if status == 0 {
                status = timing(of: event.pointee, isImport: isImport, batch: timestamp).rawValue
            }
            if status == 0 {
                let more = extensions[index].flatMap { $0.isEmpty ? nil : $0 }
                status = create(event.pointee, more, at: own, admits).rawValue
            }
            if status != AccountStatus.created.rawValue {
                if chain.isBrokenNow() {
                    chain.refuse(upTo: index, &refusals)
                    removeAccounts(downTo: chain.mark)
                }
                refusals.append(Refusal(index: UInt32(index), status: status))
            }
            chain.leave(isLinked: isLinked)
        }
    }

    private func timing(of event: Account, isImport: Bool, batch: UInt64) -> AccountStatus {
        let isImported = event.flags.contains(.imported)
        guard isImported == isImport else {
            return isImported ? .importedEventNotExpected : .importedEventExpected
        }
        guard isImported else { return event.timestamp == 0 ? .undecided : .timestampMustBeZero }
        guard (1...Self.timestampMax).contains(event.timestamp) else {
            return .importedEventTimestampOutOfRange
        }
        return event.timestamp < batch ? .undecided : .importedEventTimestampMustNotAdvance
    }

    private func create(
        _ event: Account, _ more: AccountExtension?, at timestamp: UInt64,
        _ admits: (Account) -> AccountStatus?
    ) -> AccountStatus {
        if event.reserved != 0 { return .reservedField }
        if !AccountFlags.known.isSuperset(of: event.flags) { return .reservedFlag }
        if event.id == 0 { return .idMustNotBeZero }
        if event.id == .max { return .idMustNotBeIntMax }
        let hash = accountIndex.hash(event.id)
        let seat = accountIndex.seat(hash) { accounts[$0].pointee.id == event.id }
        if seat.position != IdentifierIndex.none {
            return compare(event, more, with: seat.position)
        }
        let refusal = Self.content(of: event)
        guard refusal == .undecided else { return refusal }
        if let more {
            let refusal = content(of: more, in: event)
            guard refusal == .undecided else { return refusal }
        }
        if let reason = admits(event) { return reason }
        var account = event
        if event.flags.contains(.imported) {
            if regresses(event) { return .importedEventTimestampMustNotRegress }
        } else {
            account.timestamp = timestamp
        }
        accountIndex.fill(seat, hash: hash, position: UInt32(accounts.count))
        accounts.append(account)
        accountLinks.append(AccountLinks())
        if let more {
            keep(more, of: UInt32(accounts.count - 1))
            if more.parent != 0 { addChild(UInt32(accounts.count - 1), of: more.parent) }
        }
        return .created
    }

    private static func content(of event: Account) -> AccountStatus {
        if event.flags.isSuperset(of: [.debitsMustNotExceedCredits, .creditsMustNotExceedDebits]) {
            return .flagsAreMutuallyExclusive
        }
        if event.debitsPending != 0 { return .debitsPendingMustBeZero }
        if event.debitsPosted != 0 { return .debitsPostedMustBeZero }
        if event.creditsPending != 0 { return .creditsPendingMustBeZero }
        if event.creditsPosted != 0 { return .creditsPostedMustBeZero }
        if event.ledger == 0 { return .ledgerMustNotBeZero }
        return event.code == 0 ? .codeMustNotBeZero : .undecided
    }

    /// What is wrong with a new account's extension.
    private func content(of more: AccountExtension, in event: Account) -> AccountStatus {
        if more.isContradictory { return .minimumAboveMaximum }
        guard more.parent != 0 else { return .undecided }
        let parent = accountPosition(more.parent)
        if parent == IdentifierIndex.none { return .parentNotFound }
        return accounts[parent].pointee.ledger == event.ledger
            ? .undecided : .parentHasDifferentLedger
    }

    private func compare(
        _ event: Account, _ more: AccountExtension?, with position: UInt32
    ) -> AccountStatus {
        let status = Self.compare(event, with: accounts[position].pointee)
        guard status == .exists else { return status }
        // What is blocked is nothing that an account comes with.
        var old = accountExtension(at: position)
        old.blocks = []
        var new = more ?? AccountExtension()
        new.blocks = []
        return old == new ? .exists : .existsWithDifferentExtension
    }

    private static func compare(_ event: Account, with old: Account) -> AccountStatus {
        if event.flags != old.flags.subtracting(.extended) { return .existsWithDifferentFlags }
        if event.userData128 != old.userData128 { return .existsWithDifferentUserData128 }
        if event.userData64 != old.userData64 { return .existsWithDifferentUserData64 }
        if event.userData32 != old.userData32 { return .existsWithDifferentUserData32 }
        if event.ledger != old.ledger { return .existsWithDifferentLedger }
        return event.code == old.code ? .exists : .existsWithDifferentCode
    }

    /// Imported accounts come in the order of their timestamps, which no transfer may have either.
    private func regresses(_ event: Account) -> Bool {
        if accounts.count > 0, event.timestamp <= accounts[accounts.count - 1].pointee.timestamp {
            return true
        }
        return hasTransfer(at: event.timestamp)
    }

    func removeAccounts(downTo mark: Int) {
        while accounts.count > mark {
            let ordinal = accounts.count - 1
            let hash = accountIndex.hash(accounts[ordinal].pointee.id)
            accountIndex.removeNewest(hash, position: UInt32(ordinal))
            removeChild(ordinal)
            removeExtensions(from: accountLinks[ordinal].pointee.extensionPlace)
            accounts.removeLast()
            accountLinks.removeLast()
        }
    }

    /// The account's place in the order of creation, from 0; it never changes.
    package func accountOrdinal(id: UInt128) -> Int? {
        let position = accountPosition(id)
        return position == IdentifierIndex.none ? nil : Int(position)
    }

    /// The account as of now.
    package func account(id: UInt128) -> Account? {
        let position = accountPosition(id)
        return position == IdentifierIndex.none ? nil : accounts[position].pointee
    }

    /// The account as of now, by its ordinal, which must be below ``accountCount``.
    package func account(at ordinal: Int) -> Account {
        precondition(ordinal >= 0 && ordinal < accounts.count, "There is no such account.")
        return accounts[ordinal].pointee
    }

    @inline(__always)
    func accountPosition(_ id: UInt128) -> UInt32 {
        accountIndex.seat(accountIndex.hash(id)) { accounts[$0].pointee.id == id }.position
    }

    /// Whether an account has exactly this timestamp.
    ///
    /// Accounts lie in the order of theirs.
    func hasAccount(at timestamp: UInt64) -> Bool {
        var low = 0
        var high = accounts.count
        while low < high {
            let middle = (low + high) / 2
            if accounts[middle].pointee.timestamp < timestamp {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low < accounts.count && accounts[low].pointee.timestamp == timestamp
    }
}
