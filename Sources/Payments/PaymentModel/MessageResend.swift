package import Bytes

/// An order to write a message of ours to its clearing once more, the same to the byte.
package struct MessageResend: Sendable, Recorded {
    /// Its own, under which the reason is sealed.
    package var id: UInt128
    package var message: UInt128
    package var kind: OutgoingMessage.Kind
    /// The scheme's key.
    package var scheme: UInt64
    /// The first 128 bits of SHA-256 over the bytes that left, and leave again.
    package var hash: UInt128
    package var by: UInt128
    package var reason: SealedReference

    package init(
        id: UInt128, message: UInt128, kind: OutgoingMessage.Kind, scheme: UInt64, hash: UInt128,
        by: UInt128, reason: SealedReference
    ) {
        self.id = id
        self.message = message
        self.kind = kind
        self.scheme = scheme
        self.hash = hash
        self.by = by
        self.reason = reason
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(id)
        writer.write(message)
        writer.write(kind.rawValue)
        writer.write(scheme)
        writer.write(hash)
        writer.write(by)
        reason.write(to: &writer)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        id = try reader.read()
        message = try reader.read()
        kind = try reader.readCase()
        scheme = try reader.read()
        hash = try reader.read()
        by = try reader.read()
        reason = try SealedReference(from: &reader)
    }
}

/// What became of an order to send again.
package enum ResendOutcome: UInt8, Sendable {
    case resent = 0
    /// Nothing is written to the clearing at present.
    case paused
    case unknownScheme
    /// It moves money, and something in it waits for the clearing no more.
    case ended
}

extension Bank {
    /// Sends a message again (row H9): what it moves is told by its identification, which the
    /// clearing knows already or does not know yet.
    func resend(_ order: MessageResend, _ record: inout ByteWriter) -> BankReply {
        let outcome = outcome(of: order)
        guard outcome == .resent else {
            record.reset()
            return .resend(outcome)
        }
        order.write(to: &record)
        heard.append(.messageResent(order))
        return .resend(.resent)
    }

    private func outcome(of order: MessageResend) -> ResendOutcome {
        guard configuration.scheme(order.scheme) != nil else { return .unknownScheme }
        guard !mustWait(scheme: order.scheme) else { return .paused }
        return switch order.kind {
        case .transfers: waits(order.message, in: [.held, .accepted, .outcomeUnknown])
        case .returns: waits(order.message, in: [.returning])
        case .answer, .question, .recall, .recallAnswer: .resent
        }
    }

    /// Whether all that a message moves waits for the clearing: whoever has got his money back would
    /// pay nothing for what a clearing that had lost it would execute now (row H10).
    private func waits(_ message: UInt128, in states: [PaymentState]) -> ResendOutcome {
        let ids = messages[message]?.payments ?? []
        let isOpen = ids.allSatisfy { id in
            payments[id].map { states.contains($0.state) && !$0.isRestored } ?? false
        }
        return !ids.isEmpty && isOpen ? .resent : .ended
    }
}
