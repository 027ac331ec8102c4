import Engine
import Journal
import PaymentModel
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
        let text =
            "\(new.details)|\(new.currency.code)|\(new.creditLine)|\(new.wantsAdvice)"
        let sealed: (reference: SealedReference, attachment: Attachment)
        do { sealed = try seal(new.details.encoded, record: id) } catch {
            return answer(.failure(error))
        }
        let opening = AccountOpening(
            id: id, content: keys.content(Array(text.utf8)),
            reference: new.details.reference.isEmpty ? 0 : keys.reference(new.details.reference),
            iban: new.iban.map { keys.iban($0) } ?? 0, currency: new.currency.number,
            creditLine: new.creditLine, wantsAdvice: new.wantsAdvice, sealed: sealed.reference)
        submit(.openAccount(opening), attachments: [sealed.attachment]) { result in
            answer(result.flatMap { Self.opened(id, $0.value, $0.sequence) })
        }
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
