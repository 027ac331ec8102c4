package import Engine
package import PaymentModel

extension RunningBank {
    /// Registers an asset; the very same again gives the same answer.
    package func register(
        _ asset: Asset, isDryRun: Bool = false,
        then answer:
            @escaping @Sendable (Result<(isReplayed: Bool, sequence: UInt64), FlowError>)
            -> Void
    ) {
        submit(.registerAsset(asset), isDryRun: isDryRun) { result in
            answer(
                result.flatMap { reply in
                    guard case .asset(let outcome) = reply.value else {
                        preconditionFailure("A registration is answered by a registration.")
                    }
                    switch outcome {
                    case .registered, .replayed:
                        return .success((outcome == .replayed, reply.sequence))
                    case .taken, .full: return .failure(.asset(outcome))
                    }
                })
        }
    }

    /// Assets in the order of their numbers, from one on.
    package func assets(
        from number: UInt32, limit: Int,
        then answer: @escaping @Sendable (Result<Answer<[Asset]>, FlowError>) -> Void
    ) {
        look(
            { $0.assets.assets.lazy.filter { $0.number >= number }.prefix(limit).map(\.self) },
            then: answer)
    }
}
