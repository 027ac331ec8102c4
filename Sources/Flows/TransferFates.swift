import Engine
package import Ledger
import PaymentModel
import Segments

/// What became of a transfer, by the id of the one that did it.
package struct ToldFate: Hashable, Sendable {
    package let kind: TransferFate.Kind
    /// The transfer that took it back, posted it or voided it.
    package let by: UInt128?
}

extension RunningBank {
    package typealias Fates = [UInt128: ToldFate]

    /// What became of transfers kept by batches; of those that are as they were made, nothing.
    ///
    /// As of a moment between the call and the answer. Each that has left memory is one read, and so
    /// is each that ended one and has left memory.
    package func fates(
        of ids: [UInt128], then answer: @escaping @Sendable (Result<Fates, FlowError>) -> Void
    ) {
        guard !ids.isEmpty else { return answer(.success([:])) }
        look {
            FatesInMemory($0, ids)
        } then: { [self] result in
            guard case .success(let found) = result, !found.value.isWhole else {
                return answer(result.map { $0.value.told([:]) })
            }
            unsealing { [self] in
                do throws(SealedFileError) {
                    var old: [OldTransfer] = []
                    for id in found.value.left {
                        if let one = try found.value.older.old(id) { old.append(one) }
                    }
                    addOld(old, to: found.value, answer)
                } catch { answer(.failure(.records("\(error)"))) }
            }
        }
    }

    private func addOld(
        _ old: [OldTransfer], to found: FatesInMemory,
        _ answer: @escaping @Sendable (Result<Fates, FlowError>) -> Void
    ) {
        look { bank in
            var whole = found
            whole.add(old, bank)
            return whole
        } then: { [self] result in
            switch result {
            case .failure(let error): answer(.failure(error))
            case .success(let whole):
                unsealing {
                    do throws(SealedFileError) {
                        var names: [UInt32: UInt128] = [:]
                        for ordinal in whole.value.unnamed {
                            names[ordinal] = try whole.value.older.id(at: ordinal)
                        }
                        answer(.success(whole.value.told(names)))
                    } catch { answer(.failure(.records("\(error)"))) }
                }
            }
        }
    }

    /// What is known between two commands without reading the disk.
    private struct FatesInMemory: Sendable {
        private var fates: [(id: UInt128, fate: TransferFate, by: UInt128?)] = []
        /// Those that are not in memory, if they are at all.
        private(set) var left: [UInt128] = []
        private(set) var older: OlderTransfers

        init(_ bank: Bank, _ ids: [UInt128]) {
            older = OlderTransfers(bank)
            let books = bank.batchBooks
            guard books.hasFates else { return }
            for id in ids {
                if let ordinal = books.transferOrdinal(id: id) {
                    add(id, books.fate(ofTransfer: ordinal), books)
                } else if older.hasAny {
                    left.append(id)
                }
            }
        }

        mutating func add(_ old: [OldTransfer], _ bank: Bank) {
            for one in old { add(one.transfer.id, bank.batchBooks.fate(of: one), bank.batchBooks) }
            // What was in memory at the first look may have left it since.
            older = OlderTransfers(bank)
            left = []
        }

        private mutating func add(_ id: UInt128, _ fate: TransferFate?, _ books: Books) {
            guard let fate else { return }
            let by = fate.by.flatMap { ordinal in
                Int(ordinal) >= books.firstResident
                    ? books.transfer(at: Int(ordinal)).id : nil
            }
            fates.append((id, fate, by))
        }

        var isWhole: Bool { left.isEmpty && unnamed.isEmpty }

        /// Ordinals of transfers that ended others and have left memory.
        var unnamed: [UInt32] { fates.compactMap { $0.by == nil ? $0.fate.by : nil } }

        func told(_ names: [UInt32: UInt128]) -> Fates {
            var told: Fates = [:]
            for one in fates {
                let by = one.by ?? one.fate.by.flatMap { names[$0] }
                told[one.id] = ToldFate(kind: one.fate.kind, by: by)
            }
            return told
        }
    }
}
