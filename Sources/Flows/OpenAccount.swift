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
        let id = newID(for: caller)
        let sealed: (reference: SealedReference, attachment: Attachment)
        do { sealed = try seal(new.details.encoded, record: id) } catch {
            return answer(.failure(error))
        }
        let opening = opening(new, id: id, sealed: sealed.reference)
        submit(.openAccount(opening), attachments: [sealed.attachment]) { result in
            answer(result.flatMap { Self.opened(id, $0.value, $0.sequence) })
        }
    }

    /// The account that ``openAccount(_:caller:then:)`` would open, or has opened under this key.
    package func tryOpening(
        _ new: NewAccount, caller: Caller,
        then answer: @escaping @Sendable (Result<(AccountOpened, AccountView), FlowError>) -> Void
    ) {
        let id = newID(for: caller)
        attempt(.openAccount(opening(new, id: id, sealed: .none))) { bank, reply, _ in
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

    private func opening(
        _ new: NewAccount, id: UInt128, sealed: SealedReference
    ) -> AccountOpening {
        let text =
            "\(new.details)|\(new.currency.code)|\(new.creditLine)|\(new.wantsAdvice)"
            + "|\(new.lateOrders?.name ?? "")"
        var opening = AccountOpening(
            id: id, content: keys.content(Array(text.utf8)),
            reference: new.details.reference.isEmpty ? 0 : keys.reference(new.details.reference),
            iban: new.iban.map { keys.iban($0) } ?? 0, currency: new.currency.number,
            creditLine: new.creditLine, wantsAdvice: new.wantsAdvice, sealed: sealed)
        opening.lateOrders = new.lateOrders
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
        case .referenceTaken, .ibanTaken, .currencyUnknown: return .failure(.opening(outcome))
        }
    }
}
