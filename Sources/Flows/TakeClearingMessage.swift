import Engine
import ISO20022
import Journal
package import PaymentModel
import XML

extension RunningBank {
    /// Takes a message of a clearing: what it settles is booked, what it asks is answered, and what
    /// nobody can explain is listed, when this answers.
    package func takeClearingMessage(
        _ bytes: [UInt8],
        then answer: @escaping @Sendable (Result<ClearingOutcome, ClearingRefusal>) -> Void
    ) {
        look {
            $0.configuration
        } then: { [self] result in
            switch result {
            case .failure(let error): answer(.failure(.flow(error)))
            case .success(let found): take(bytes, found.value, answer)
            }
        }
    }

    /// Why a message was not taken.
    package enum ClearingRefusal: Error, Sendable {
        /// The message itself; taking it again will not help.
        case unreadable(UnreadableMessage)
        /// The node; it is taken again later.
        case flow(FlowError)
    }

    private func take(
        _ bytes: [UInt8], _ configuration: BankConfiguration,
        _ answer: @escaping @Sendable (Result<ClearingOutcome, ClearingRefusal>) -> Void
    ) {
        var message: ClearingMessage
        do {
            let reading = ClearingReading(
                keys: keys, configuration: configuration, id: newID())
            message = try reading.read(bytes)
        } catch {
            return answer(.failure(.unreadable(error)))
        }
        let sealed: (reference: SealedReference, attachment: Attachment)
        do { sealed = try seal(bytes, record: message.id) } catch {
            return answer(.failure(.flow(error)))
        }
        message.sealed = sealed.reference
        submit(.clearing(message), attachments: [sealed.attachment]) { result in
            switch result {
            case .failure(let error): answer(.failure(.flow(error)))
            case .success(let reply):
                guard case .clearing(let outcome) = reply.value else {
                    preconditionFailure("A clearing's message is answered as one.")
                }
                answer(.success(outcome))
            }
        }
    }
}

extension RunningBank {
    /// A clearing's message of credit transfers, read again from what is sealed.
    ///
    /// `nil` where it is another message, or erased.
    func receivedTransfers(_ id: UInt128) throws(FlowError) -> CreditTransfer? {
        if let known = received[id] { return known }
        guard let bytes = try unseal(id),
            let document = try? DocumentReader.read(bytes, accepting: ["pacs.008.001.08"]),
            let message = try? CreditTransfer(reading: document.root)
        else { return nil }
        received.keep(message, file: id)
        return message
    }

    /// Another bank's request for payments, read again from what is sealed.
    func receivedRequest(_ id: UInt128) throws(FlowError) -> CancellationRequest? {
        guard let bytes = try unseal(id),
            let document = try? DocumentReader.read(bytes, accepting: ["camt.056.001.08"])
        else { return nil }
        return try? CancellationRequest(reading: document.root)
    }
}
