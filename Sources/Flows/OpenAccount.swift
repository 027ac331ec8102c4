import Engine
import Journal
package import PaymentModel
package import Vocabulary

extension RunningBank {
    /// What a new account needs.
    package struct NewAccount: Sendable {
        package var details: AccountDetails
        package var iban: IBAN?
        package var currency: Currency
        /// Minor units; 0 for none.
        package var creditLine: UInt128
        package var wantsAdvice: Bool
        /// Nil: as the scheme's row says.
        package var lateOrders: LateOrders?
        /// The party it is for, by id or identifier; nil where the name in the details makes one.
        package var party: String?

        package init(
            details: AccountDetails, iban: IBAN?, currency: Currency, creditLine: UInt128,
            wantsAdvice: Bool
        ) {
            self.details = details
            self.iban = iban
            self.currency = currency
            self.creditLine = creditLine
            self.wantsAdvice = wantsAdvice
        }
    }

    /// Opens an account; the same key and body again give the same account.
    package func openAccount(
        _ new: NewAccount, caller: Caller,
        then answer: @escaping @Sendable (Result<AccountOpened, FlowError>) -> Void
    ) {
        withHolder(of: new) { [self] result in
            switch result {
            case .failure(let error): answer(.failure(error))
            case .success(let (new, party)): open(new, of: party, caller, answer)
            }
        }
    }

    private func open(
        _ new: NewAccount, of party: BankParty?, _ caller: Caller,
        _ answer: @escaping @Sendable (Result<AccountOpened, FlowError>) -> Void
    ) {
        let id = newID(for: caller)
        let sealed: (reference: SealedReference, attachment: Attachment)
        do { sealed = try seal(new.details.encoded, record: id, key: party?.key) } catch {
            return answer(.failure(error))
        }
        let opening = opening(new, id: id, party: party, sealed: sealed.reference)
        submit(.openAccount(opening), attachments: [sealed.attachment]) { result in
            answer(result.flatMap { Self.opened(id, $0.value, $0.sequence) })
        }
    }

    /// The account that ``openAccount(_:caller:then:)`` would open, or has opened under this key.
    package func tryOpening(
        _ new: NewAccount, caller: Caller,
        then answer: @escaping @Sendable (Result<(AccountOpened, AccountView), FlowError>) -> Void
    ) {
        withHolder(of: new) { [self] result in
            switch result {
            case .failure(let error): answer(.failure(error))
            case .success(let (new, party)): tryOpening(new, of: party, caller, answer)
            }
        }
    }

    private func tryOpening(
        _ new: NewAccount, of party: BankParty?, _ caller: Caller,
        _ answer: @escaping @Sendable (Result<(AccountOpened, AccountView), FlowError>) -> Void
    ) {
        let id = newID(for: caller)
        attempt(.openAccount(opening(new, id: id, party: party, sealed: .none))) { bank, reply, _ in
            (reply, bank.accounts[id: id].flatMap { bank.view($0, new.details) })
        } then: { result in
            answer(
                result.flatMap { found in
                    Self.opened(id, found.value.0, found.sequence).flatMap { opened in
                        found.value.1.map { .success((opened, $0)) } ?? .failure(.unknownAccount)
                    }
                })
        }
    }

    /// The party that an account is for, whose name the account then shows.
    private func withHolder(
        of new: NewAccount,
        then answer: @escaping @Sendable (Result<(NewAccount, BankParty?), FlowError>) -> Void
    ) {
        guard let name = new.party else { return answer(.success((new, nil))) }
        party(name) { result in
            answer(
                result.flatMap { found in
                    let details = found.value.details
                    // Nobody opens an account for somebody whose data was erased.
                    guard details != .erased else { return .failure(.unknownParty) }
                    var named = new
                    named.details = AccountDetails(
                        reference: new.details.reference, name: details.name,
                        iban: new.details.iban)
                    return .success((named, found.value.party))
                })
        }
    }

    private func opening(
        _ new: NewAccount, id: UInt128, party: BankParty?, sealed: SealedReference
    ) -> AccountOpening {
        let text =
            "\(new.details)|\(new.currency.code)|\(new.creditLine)|\(new.wantsAdvice)"
            + "|\(new.lateOrders?.name ?? "")|\(party?.id ?? 0)"
        var opening = AccountOpening(
            id: id, content: keys.content(Array(text.utf8)),
            reference: new.details.reference.isEmpty ? 0 : keys.reference(new.details.reference),
            iban: new.iban.map { keys.iban($0) } ?? 0, currency: new.currency.number,
            creditLine: new.creditLine, wantsAdvice: new.wantsAdvice, sealed: sealed)
        opening.lateOrders = new.lateOrders
        opening.party = party?.id ?? 0
        return opening
    }

    /// An account that is open, and whether this call opened it.
    package struct AccountOpened: Sendable {
        package let id: UInt128
        package let isReplayed: Bool
        package let sequence: UInt64
    }

    private static func opened(
        _ id: UInt128, _ reply: BankReply, _ sequence: UInt64
    ) -> Result<AccountOpened, FlowError> {
        guard case .opening(let outcome) = reply else {
            preconditionFailure("An opening is answered by an opening.")
        }
        switch outcome {
        case .opened, .replayed:
            return .success(
                AccountOpened(id: id, isReplayed: outcome == .replayed, sequence: sequence))
        case .keyReused: return .failure(.keyReused)
        case .referenceTaken, .ibanTaken, .currencyUnknown, .partyUnknown:
            return .failure(.opening(outcome))
        }
    }
}
