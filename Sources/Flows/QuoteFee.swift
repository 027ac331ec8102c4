package import Engine
package import PaymentModel
import Platform
package import Vocabulary

extension RunningBank {
    /// What a payment would cost now.
    package struct FeeQuote: Sendable {
        package let account: UInt128
        /// The scheme's name, or `book`.
        package let scheme: String
        package let amount: Money
        /// Nil where it costs nothing.
        package let rule: FeeRule?

        package var fee: Money {
            rule?.fee ?? Money(minorUnits: 0, currency: amount.currency)
        }
    }

    /// What a payment from an account would cost, by the table in force today.
    ///
    /// - Parameter scheme: a scheme's name, or `book`.
    package func quoteFee(
        from name: String, _ amount: Money, by scheme: String,
        then answer: @escaping @Sendable (Result<Answer<FeeQuote>, FlowError>) -> Void
    ) {
        let name = accountName(name)
        look { bank -> FeeQuote? in
            guard let account = bank.accounts[name] else { return nil }
            let units = UInt128(amount.minorUnits)
            let row = bank.configuration.setup?.scheme(named: scheme)
            let rule = bank.fee(of: units, amount.currency.number, from: account, by: row)
            return FeeQuote(account: account.id, scheme: scheme, amount: amount, rule: rule)
        } then: { result in
            answer(
                result.flatMap { found in
                    guard let quote = found.value else { return .failure(.unknownAccount) }
                    return .success(
                        Answer(
                            value: quote, sequence: found.sequence, timestamp: found.timestamp))
                })
        }
    }

    /// All rows of the tables, those of the past and the future among them.
    package func feeRules(
        then answer: @escaping @Sendable (Result<Answer<[FeeRule]>, FlowError>) -> Void
    ) {
        look {
            $0.configuration.setup?.fees ?? []
        } then: {
            answer($0)
        }
    }

    /// Whether payments go by this name: a scheme of a currency, or between accounts here.
    package func isWay(_ name: String, of currency: Currency) -> Bool {
        name == FeeRule.book
            || setup.withLock { $0?.scheme(named: name)?.currency == currency }
    }
}
