package import Engine
package import Ledger
package import PaymentModel
package import Arithmetic

/// Why the ledger took none of a transaction's transfers.
package struct ChainRefusal: Hashable, Sendable {
    /// The transfer at fault, from 0.
    package let place: Int
    package let status: TransferStatus
    /// The legs that it comes from, where it comes from legs.
    package let pair: LegPairing?
}

extension RunningBank {
    /// A transaction as it stands in the ledger.
    package struct TransactionDone: Sendable {
        package let id: UInt128
        package let rows: [Extended<Transfer>]
        package let isReplayed: Bool
    }

    package typealias TransactionAnswer =
        @Sendable (Result<Answer<TransactionDone>, FlowError>) -> Void

    /// Makes all transfers of a chain, or none; durable when it answers.
    ///
    /// The very same again gives the same answer. One that is only asked about is answered by its
    /// transfers as they would be made, without a time.
    package func submit(
        _ chain: TransferChain, metadata: Metadata? = nil, isDryRun: Bool,
        then answer: @escaping TransactionAnswer
    ) {
        var extensions = ExtensionList<TransferExtension>()
        for (index, more) in chain.extensions.enumerated() { extensions.append(more, at: index) }
        // All transfers have the hash; the text is kept once, with the first.
        let placed = metadata.map { [PlacedMetadata(index: 0, $0)] } ?? []
        createTransfers(
            chain.transfers.recordBytes, extensions: extensions, metadata: placed,
            isDryRun: isDryRun
        ) { [self] result in
            switch result {
            case .failure(let error): answer(.failure(error))
            case .success(let done):
                finish(chain, Self.refusal(of: chain, done.refused), done, isDryRun, answer)
            }
        }
    }

    /// What the whole chain was refused for: the one reason that is none of its neighbours'.
    private static func refusal(of chain: TransferChain, _ refused: [UInt64]) -> ChainRefusal? {
        let reason = refused.first {
            UInt32(truncatingIfNeeded: $0) != TransferStatus.linkedEventFailed.rawValue
        }
        return reason.map { refusal in
            let place = Int(refusal >> 32)
            return ChainRefusal(
                place: place,
                status: TransferStatus(rawValue: UInt32(truncatingIfNeeded: refusal)),
                pair: chain.pairs.indices.contains(place) ? chain.pairs[place] : nil)
        }
    }

    private func finish(
        _ chain: TransferChain, _ refusal: ChainRefusal?, _ done: BatchDone, _ isDryRun: Bool,
        _ answer: @escaping TransactionAnswer
    ) {
        if let refusal, refusal.status != .exists {
            return answer(.failure(.chain(refusal)))
        }
        let isReplayed = refusal != nil
        guard isReplayed || !isDryRun else {
            return plan(chain, done.sequence, answer)
        }
        lookUpTransfers(chain.ids) { result in
            answer(
                result.flatMap { found in
                    if let other = Self.difference(chain, found.value) {
                        return .failure(.chain(other))
                    }
                    let value = TransactionDone(
                        id: chain.id, rows: found.value, isReplayed: isReplayed)
                    return .success(
                        Answer(
                            value: value, sequence: done.sequence, timestamp: found.timestamp))
                })
        }
    }

    /// The transfers that a chain would make, with what the ledger fills in from their originals.
    private func plan(
        _ chain: TransferChain, _ sequence: UInt64, _ answer: @escaping TransactionAnswer
    ) {
        lookUpTransfers(chain.originals) { result in
            answer(
                result.map { found in
                    let originals = Dictionary(
                        found.value.map { ($0.record.id, $0.record) }, uniquingKeysWith: { $1 })
                    let rows = chain.transfers.indices.map { place in
                        Extended(
                            chain.filled(at: place, from: originals), chain.extensions[place])
                    }
                    return Answer(
                        value: TransactionDone(id: chain.id, rows: rows, isReplayed: false),
                        sequence: sequence, timestamp: 0)
                })
        }
    }

    /// Where a chain that was made before is not this one.
    private static func difference(
        _ chain: TransferChain, _ rows: [Extended<Transfer>]
    ) -> ChainRefusal? {
        // Of what is only tried nothing is there.
        guard !rows.isEmpty else { return nil }
        for place in chain.transfers.indices {
            let row = rows.first { $0.record.id == chain.ids[place] }
            let status: TransferStatus? =
                row.map { chain.difference(at: place, from: $0) }
                ?? .existsWithDifferentExtension
            if let status {
                return ChainRefusal(
                    place: place, status: status,
                    pair: chain.pairs.indices.contains(place) ? chain.pairs[place] : nil)
            }
        }
        return nil
    }

    /// Of transactions that were made before, in their order, where they are not these.
    package func differences(
        of chains: [TransferChain],
        then answer: @escaping @Sendable (Result<[ChainRefusal?], FlowError>) -> Void
    ) {
        guard !chains.isEmpty else { return answer(.success([])) }
        lookUpTransfers(chains.flatMap(\.ids)) { result in
            answer(
                result.map { found in
                    let rows = Dictionary(
                        found.value.map { ($0.record.id, $0) }, uniquingKeysWith: { $1 })
                    return chains.map { chain in
                        Self.difference(chain, chain.ids.compactMap { rows[$0] })
                    }
                })
        }
    }

    // MARK: - Looked at

    /// The transfers of a transaction, in their order.
    package func transaction(_ id: UInt128, then answer: @escaping TransactionAnswer) {
        let first = TransferChain.ids(of: id, count: 1)
        lookUpTransfers(first) { [self] result in
            switch result {
            case .failure(let error): answer(.failure(error))
            case .success(let found):
                guard let more = found.value.first?.more, more.transactionID == id,
                    more.legCount <= Self.batchMax
                else {
                    return answer(.failure(.unknownTransaction))
                }
                lookUpTransfers(TransferChain.ids(of: id, count: Int(more.legCount))) { whole in
                    answer(
                        whole.map {
                            Answer(
                                value: TransactionDone(id: id, rows: $0.value, isReplayed: false),
                                sequence: $0.sequence, timestamp: $0.timestamp)
                        })
                }
            }
        }
    }

    // MARK: - Taken back

    /// Takes back all transfers of a transaction, the last one first, or none of them.
    ///
    /// - Parameter revert: the id of the transaction that takes it back; follows from the other one
    ///   where it is nil.
    package func revertTransaction(
        _ id: UInt128, as revert: UInt128?, more: TransferExtension, metadata: Metadata? = nil,
        isDryRun: Bool, then answer: @escaping TransactionAnswer
    ) {
        transaction(id) { [self] result in
            switch result {
            case .failure(let error): answer(.failure(error))
            case .success(let found):
                let originals = found.value.rows.map(\.record.id)
                attempt(
                    revert, { DerivedID.revert(of: id, attempt: $0) }, metadata, isDryRun,
                    { TransferChain(id: $0, reverting: originals, more: more) }, then: answer)
            }
        }
    }

    /// Takes back a transfer.
    package func revertTransfer(
        _ id: UInt128, as revert: UInt128?, more: TransferExtension, metadata: Metadata? = nil,
        isDryRun: Bool, then answer: @escaping TransactionAnswer
    ) {
        attempt(
            revert, { DerivedID.revert(of: id, attempt: $0) }, metadata, isDryRun,
            { TransferChain(id: $0, reverting: [id], more: more) }
        ) { result in
            if case .failure(.chain(let refusal)) = result, refusal.status == .linkNotFound {
                return answer(.failure(.unknownTransaction))
            }
            answer(result)
        }
    }

    /// Attempts whose ids follow from the original's.
    private static let attemptsMax: UInt64 = 64

    /// Makes a chain under an id of the caller's own, or under the first that follows from the
    /// original's and that the ledger has not refused before.
    ///
    /// What was refused for a reason that passes, such as missing funds, may be asked for again.
    private func attempt(
        _ own: UInt128?, number: UInt64 = 0, _ derived: @escaping @Sendable (UInt64) -> UInt128,
        _ metadata: Metadata?, _ isDryRun: Bool,
        _ chain: @escaping @Sendable (UInt128) -> TransferChain,
        then answer: @escaping TransactionAnswer
    ) {
        submit(chain(own ?? derived(number)), metadata: metadata, isDryRun: isDryRun) {
            [self] result in
            guard own == nil, number < Self.attemptsMax,
                case .failure(.chain(let refusal)) = result,
                refusal.status == .idAlreadyFailed
            else { return answer(result) }
            attempt(
                own, number: number + 1, derived, metadata, isDryRun, chain, then: answer)
        }
    }

    // MARK: - Posted or voided

    /// Posts all pending transfers of a transaction in full, or voids all of them.
    ///
    /// All or nothing: where one is posted, voided or expired already, none is.
    ///
    /// - Parameter resolution: the id of the transaction that does it; follows from the other one
    ///   where it is nil.
    package func resolveTransaction(
        _ id: UInt128, isPost: Bool, as resolution: UInt128?, more: TransferExtension,
        metadata: Metadata? = nil, isDryRun: Bool, then answer: @escaping TransactionAnswer
    ) {
        transaction(id) { [self] result in
            switch result {
            case .failure(let error): answer(.failure(error))
            case .success(let found):
                let pending = found.value.rows.map(\.record.id)
                attempt(
                    resolution,
                    {
                        isPost
                            ? DerivedID.post(of: id, attempt: $0)
                            : DerivedID.void(of: id, attempt: $0)
                    }, metadata, isDryRun,
                    {
                        TransferChain(id: $0, resolving: pending, isPost: isPost, more: more)
                    }, then: answer)
            }
        }
    }

    // MARK: - Converted

    /// An exchange of two assets, as somebody orders it.
    package struct ConversionOrder: Sendable {
        package var id: UInt128
        package var known: Conversion.Known
        package var rate: ExchangeRate
        package var rounding: Rounding
        package var from: TransferChain.Side
        package var to: TransferChain.Side
        package var template: Transfer
        package var more: TransferExtension
        package var metadata: Metadata?

        package init(
            id: UInt128, known: Conversion.Known, rate: ExchangeRate, rounding: Rounding,
            from: TransferChain.Side, to: TransferChain.Side, template: Transfer,
            more: TransferExtension, metadata: Metadata?
        ) {
            self.metadata = metadata
            self.id = id
            self.known = known
            self.rate = rate
            self.rounding = rounding
            self.from = from
            self.to = to
            self.template = template
            self.more = more
        }
    }

    /// A conversion with its transfers.
    package struct ConversionDone: Sendable {
        package let conversion: Conversion
        package let transaction: TransactionDone
    }

    package typealias ConversionAnswer =
        @Sendable (Result<Answer<ConversionDone>, FlowError>) -> Void

    package func convert(
        _ order: ConversionOrder, isDryRun: Bool, then answer: @escaping ConversionAnswer
    ) {
        scales(order.from.ledger, order.to.ledger) { [self] result in
            do throws(FlowError) {
                let (given, received) = try result.get()
                let conversion = try Self.converting {
                    () throws(ConversionFault) in
                    try Conversion(
                        order.known, at: order.rate, rounding: order.rounding, givenScale: given,
                        receivedScale: received)
                }
                let chain = TransferChain(
                    id: order.id, conversion, from: order.from, to: order.to,
                    template: order.template, more: order.more)
                submit(chain, metadata: order.metadata, isDryRun: isDryRun) { done in
                    answer(
                        done.map {
                            Answer(
                                value: ConversionDone(
                                    conversion: conversion, transaction: $0.value),
                                sequence: $0.sequence, timestamp: $0.timestamp)
                        })
                }
            } catch { answer(.failure(error)) }
        }
    }

    /// A conversion that was made; any other transaction is none.
    package func conversion(_ id: UInt128, then answer: @escaping ConversionAnswer) {
        transaction(id) { [self] result in
            guard case .success(let found) = result, found.value.rows.count == 2,
                let more = found.value.rows[1].more, more.linkKind == .converts,
                let rate = ExchangeRate(coefficient: more.rateCoefficient, scale: more.rateScale),
                let rounding = Rounding(code: more.rounding)
            else {
                guard case .failure(let error) = result else {
                    return answer(.failure(.unknownTransaction))
                }
                return answer(.failure(error))
            }
            let (first, second) = (found.value.rows[0].record, found.value.rows[1].record)
            scales(first.ledger, second.ledger) { scales in
                answer(
                    scales.flatMap { scales in
                        do throws(ConversionFault) {
                            let conversion = try Conversion(
                                made: first.amount, second.amount, at: rate, rounding: rounding,
                                givenScale: scales.0, receivedScale: scales.1)
                            let done = ConversionDone(
                                conversion: conversion, transaction: found.value)
                            return .success(
                                Answer(
                                    value: done, sequence: found.sequence,
                                    timestamp: found.timestamp))
                        } catch { return .failure(.conversion(error)) }
                    })
            }
        }
    }

    private static func converting(
        _ body: () throws(ConversionFault) -> Conversion
    ) throws(FlowError) -> Conversion {
        do { return try body() } catch { throw .conversion(error) }
    }

    /// Decimals of the assets of two ledgers.
    private func scales(
        _ given: UInt32, _ received: UInt32,
        then answer: @escaping @Sendable (Result<(Int, Int), FlowError>) -> Void
    ) {
        look { bank in
            [given, received].map { bank.scale(ofLedger: $0) }
        } then: { result in
            answer(
                result.flatMap { found in
                    guard let one = found.value[0] else { return .failure(.unknownLedger(given)) }
                    guard let other = found.value[1] else {
                        return .failure(.unknownLedger(received))
                    }
                    return .success((one, other))
                })
        }
    }
}
