package import Engine
package import Ledger
import PaymentModel

extension RunningBank {
    /// The accounts with these ids, in the order asked for; those that are not there are left out.
    ///
    /// Books kept by batches are asked first, then the bank's own.
    package func lookUpAccounts(
        _ ids: [UInt128],
        then answer: @escaping @Sendable (Result<Answer<[Account]>, FlowError>) -> Void
    ) {
        look(
            { bank in
                ids.compactMap { bank.batchBooks.account(id: $0) ?? bank.books.account(id: $0) }
            }, then: answer)
    }

    /// The transfers with these ids, likewise.
    package func lookUpTransfers(
        _ ids: [UInt128],
        then answer: @escaping @Sendable (Result<Answer<[Transfer]>, FlowError>) -> Void
    ) {
        look(
            { bank in
                ids.compactMap { bank.batchBooks.transfer(id: $0) ?? bank.books.transfer(id: $0) }
            }, then: answer)
    }

    /// The newest transfers of an account on either side, older than an instant, newest first.
    ///
    /// The account is named by its number, or as the bank's accounts are. Takes time by the
    /// account's transfers that are newer than the last one given.
    ///
    /// - Parameters:
    ///   - before: nanoseconds since 1970.
    ///   - limit: at most so many.
    package func transfers(
        ofAccount name: String, before: UInt64, limit: Int,
        then answer: @escaping @Sendable (Result<Answer<[Transfer]>, FlowError>) -> Void
    ) {
        let account = accountName(name)
        let number = Self.number(name)
        look(
            { bank -> [Transfer]? in
                var id = bank.accounts[account]?.id ?? number
                if case .id(let value) = account { id = value }
                guard let id else { return nil }
                for books in [bank.batchBooks, bank.books] {
                    guard let ordinal = books.accountOrdinal(id: id) else { continue }
                    return books.transfers(ofAccount: ordinal, before: before, limit: limit)
                }
                return nil
            },
            then: { result in
                answer(
                    result.flatMap { found in
                        guard let rows = found.value else { return .failure(.unknownAccount) }
                        return .success(
                            Answer(
                                value: rows, sequence: found.sequence, timestamp: found.timestamp))
                    })
            })
    }

    /// The number that a text of digits alone stands for.
    private static func number(_ text: String) -> UInt128? {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? UInt128(text) : nil
    }
}

extension Books {
    fileprivate func transfers(
        ofAccount ordinal: Int, before: UInt64, limit: Int
    ) -> [Transfer] {
        var rows: [Transfer] = []
        guard before > 0, limit > 0 else { return rows }
        forEachTransfer(ofAccount: ordinal, through: before - 1) {
            rows.append($0)
            return rows.count < limit
        }
        return rows
    }
}
