import Engine
import PaymentModel

extension RunningBank {
    /// Whether a caller's key stands for something in the journal: an account, a transfer, a file, a
    /// token, a party or a proposal.
    package func isKeyUsed(
        by caller: Caller, then answer: @escaping @Sendable (Result<Bool, FlowError>) -> Void
    ) {
        let id = newID(for: caller)
        look {
            $0.isNamed(id)
        } then: {
            answer($0.map(\.value))
        }
    }
}
