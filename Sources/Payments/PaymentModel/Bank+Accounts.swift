import Vocabulary
import Bytes
import Ledger

extension Bank {
    /// Takes over the effective configuration and opens the bank's own accounts it asks for.
    func configure(_ new: BankConfiguration, _ record: inout ByteWriter) -> BankReply {
        new.write(to: &record)
        guard new != configuration else {
            record.reset()
            return .configured(changed: false)
        }
        configuration = new
        for scheme in new.schemes.map(\.first) {
            let currency = scheme.currency.number
            openOwn(.settlement, currency, scheme: scheme.key)
            openOwn(.inTransitOut, currency, scheme: scheme.key)
            for role in [AccountRole.unappliedIn, .blocked, .fees, .equity] {
                openOwn(role, currency)
            }
        }
        planEndOfDay()
        planInterim()
        resumeConfigured()
        awaitOpenings()
        heard.append(.configured)
        return .configured(changed: true)
    }

    /// An account of the bank's own, opened where it is not there yet.
    func openOwn(_ role: AccountRole, _ currency: UInt16, scheme: UInt64 = 0) {
        let id = own(role, currency, scheme: scheme)
        guard accounts[id: id] == nil else { return }
        create(
            BankAccount(
                id: id, role: role, scheme: scheme, currency: currency, reference: 0, iban: 0,
                content: 0, key: 0, wantsAdvice: false, openedDay: bookingDay(currency)),
            flags: role.isLimited ? .debitsMustNotExceedCredits : [])
    }

    func open(_ opening: AccountOpening, _ record: inout ByteWriter) -> BankReply {
        let outcome = outcome(of: opening)
        guard outcome == .opened else {
            record.reset()
            return .opening(outcome)
        }
        if !configuration.hasScheme(currency: opening.currency) {
            openOwn(.nostro, opening.currency)
        }
        var account = BankAccount(
            id: opening.id, role: .customer, scheme: 0, currency: opening.currency,
            reference: opening.reference, iban: opening.iban, content: opening.content,
            key: opening.sealed.key,
            wantsAdvice: opening.wantsAdvice, openedDay: bookingDay(opening.currency))
        account.lateOrders = opening.lateOrders
        account.holder = opening.party == 0 ? opening.id : opening.party
        if opening.party == 0 { parties.add(BankParty(of: opening, at: now)) }
        create(account, flags: .debitsMustNotExceedCredits)
        if opening.creditLine > 0 { books.setCreditLine(of: opening.id, to: opening.creditLine) }
        opening.write(to: &record)
        heard.append(.accountOpened(account: opening.id, key: opening.sealed.key))
        return .opening(.opened)
    }

    private func outcome(of opening: AccountOpening) -> OpeningOutcome {
        if let existing = accounts[id: opening.id] {
            return existing.content == opening.content ? .replayed : .keyReused
        }
        guard !isNamed(opening.id, otherThan: .account) else { return .keyReused }
        // Ids are made from the caller's key; one the ledger alone knows, or cannot know, is no new
        // one.
        guard opening.id != 0, opening.id != .max, books.account(id: opening.id) == nil else {
            return .keyReused
        }
        guard configuration.keeps(currency: opening.currency) else { return .currencyUnknown }
        if opening.reference != 0, accounts[.reference(opening.reference)] != nil {
            return .referenceTaken
        }
        if opening.iban != 0, accounts[.iban(opening.iban)] != nil { return .ibanTaken }
        guard opening.party == 0 ? parties[opening.id] == nil : parties[opening.party] != nil else {
            return .partyUnknown
        }
        return .opened
    }

    private func create(_ account: BankAccount, flags: AccountFlags) {
        let row = Account(
            id: account.id, ledger: UInt32(account.currency), code: UInt16(account.role.rawValue),
            flags: flags)
        var refusals: [Refusal] = []
        withUnsafePointer(to: row) {
            books.createAccounts(
                UnsafeBufferPointer(start: $0, count: 1), timestamp: now, refusals: &refusals)
        }
        now += 1
        precondition(refusals.isEmpty, "A new id and a known currency cannot be refused.")
        accounts.add(account)
    }
}
