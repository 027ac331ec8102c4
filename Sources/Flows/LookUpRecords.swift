package import Engine
package import Ledger
import PaymentModel
import Segments

extension RunningBank {
    /// The accounts with these ids, in the order asked for; those that are not there are left out.
    ///
    /// Books kept by batches are asked first, then the bank's own.
    package func lookUpAccounts(
        _ ids: [UInt128],
        then answer: @escaping @Sendable (Result<Answer<[Extended<Account>]>, FlowError>) -> Void
    ) {
        look(
            { bank in
                ids.compactMap {
                    bank.batchBooks.extendedAccount(id: $0) ?? bank.books.extendedAccount(id: $0)
                }
            }, then: answer)
    }

    /// The transfers with these ids, likewise.
    package func lookUpTransfers(
        _ ids: [UInt128],
        then answer: @escaping @Sendable (Result<Answer<[Extended<Transfer>]>, FlowError>) -> Void
    ) {
        look(
            { bank in
                PartlyFound(
                    rows: ids.map {
                        (
                            bank.batchBooks.extendedTransfer(id: $0),
                            bank.books.extendedTransfer(id: $0)
                        )
                    },
                    older: OlderTransfers(bank), banksOlder: OlderTransfers(ownOf: bank))
            },
            then: { [self] result in
                complete(result, then: answer) { (found) throws(SealedFileError) in
                    var rows: [Extended<Transfer>] = []
                    for (id, row) in zip(ids, found.rows) {
                        var kept = row.kept
                        if kept == nil { kept = try found.older.transfer(id: id) }
                        var banks = row.banks
                        if kept == nil, banks == nil {
                            banks = try found.banksOlder.transfer(id: id)
                        }
                        if let transfer = kept ?? banks { rows.append(transfer) }
                    }
                    return rows
                }
            })
    }

    /// What of a look-up is in memory.
    private struct PartlyFound: Sendable {
        let rows: [(kept: Extended<Transfer>?, banks: Extended<Transfer>?)]
        let older: OlderTransfers
        let banksOlder: OlderTransfers
    }

    /// Adds what has left memory, beside the thread that must not wait for the disk.
    private func complete<Partly: Sendable, Value: Sendable>(
        _ result: Result<Answer<Partly>, FlowError>,
        then answer: @escaping @Sendable (Result<Answer<Value>, FlowError>) -> Void,
        _ body: @escaping @Sendable (Partly) throws(SealedFileError) -> Value
    ) {
        switch result {
        case .failure(let error): answer(.failure(error))
        case .success(let partly):
            unsealing {
                do throws(SealedFileError) {
                    let value = try body(partly.value)
                    answer(
                        .success(
                            Answer(
                                value: value, sequence: partly.sequence,
                                timestamp: partly.timestamp)))
                } catch { answer(.failure(.records("\(error)"))) }
            }
        }
    }

    /// The newest transfers of an account on either side, older than an instant, newest first.
    ///
    /// The account is named by its number, or as the bank's accounts are. Takes time by the
    /// account's transfers that are newer than the last one given; each that has left memory is one
    /// read.
    ///
    /// - Parameters:
    ///   - before: nanoseconds since 1970.
    ///   - limit: at most so many.
    package func transfers(
        ofAccount name: String, before: UInt64, limit: Int,
        then answer: @escaping @Sendable (Result<Answer<[Extended<Transfer>]>, FlowError>) -> Void
    ) {
        let account = accountName(name)
        let number = Self.number(name)
        look(
            { bank -> PartOfHistory? in
                var id = bank.accounts[account]?.id ?? number
                if case .id(let value) = account { id = value }
                guard let id else { return nil }
                for (books, older) in [
                    (bank.batchBooks, OlderTransfers(bank)),
                    (bank.books, OlderTransfers(ownOf: bank)),
                ] {
                    guard let ordinal = books.accountOrdinal(id: id) else { continue }
                    let (rows, next) = books.transfers(
                        ofAccount: ordinal, before: before, limit: limit)
                    return PartOfHistory(
                        account: id, rows: rows, next: next, older: older)
                }
                return nil
            },
            then: { [self] result in
                let known = result.flatMap { found in
                    found.value.map {
                        .success(
                            Answer(value: $0, sequence: found.sequence, timestamp: found.timestamp))
                    } ?? .failure(FlowError.unknownAccount)
                }
                complete(known, then: answer) { (found) throws(SealedFileError) in
                    guard let next = found.next else { return found.rows }
                    return try found.rows
                        + found.older.transfers(
                            ofAccount: found.account, from: next, through: before - 1,
                            limit: limit - found.rows.count)
                }
            })
    }

    /// What of an account's history is in memory, and where it goes on.
    private struct PartOfHistory: Sendable {
        let account: UInt128
        let rows: [Extended<Transfer>]
        let next: UInt32?
        let older: OlderTransfers
    }

    /// The number that a text of digits alone stands for.
    static func number(_ text: String) -> UInt128? {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? UInt128(text) : nil
    }
}

extension Books {
    fileprivate func transfers(
        ofAccount ordinal: Int, before: UInt64, limit: Int
    ) -> (rows: [Extended<Transfer>], next: UInt32?) {
        var rows: [Extended<Transfer>] = []
        guard before > 0, limit > 0 else { return (rows, nil) }
        let next = forEachTransfer(ofAccount: ordinal, through: before - 1) {
            rows.append(
                Extended($0, $0.flags.contains(.extended) ? transferExtension(id: $0.id) : nil))
            return rows.count < limit
        }
        return (rows, next)
    }
}
