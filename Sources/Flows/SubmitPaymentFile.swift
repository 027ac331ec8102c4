import Engine
import ISO20022
import Journal
package import PaymentModel
package import Vocabulary

extension RunningBank {
    /// What became of a customer's file at its arrival.
    package struct FileTaken: Sendable {
        package let id: UInt128
        package let isReplayed: Bool
        /// Why it waits for a second person, or for a confirmation; `nil` where it does not.
        package var ground: Approval.Ground?
        /// What whoever decides names.
        package let content: UInt128
        /// Payments whose end-to-end identification was there before.
        package var repeated: [UInt128] = []
        package let reason: ReasonCode
        package let count: Int
        package let acceptedCount: Int
        package let sequence: UInt64
        /// What its payments cost that were taken, by currency; nil where that was said before, or
        /// is not decided.
        package var fees: [Money]?
    }

    /// Takes a customer's credit transfer initiation: every transfer of it is booked, held and on
    /// its way, or refused, when this answers.
    package func submitFile(
        _ bytes: [UInt8], caller: Caller, isDryRun: Bool = false,
        then answer: @escaping @Sendable (Result<FileTaken, FlowError>) -> Void
    ) {
        let initiation: CreditTransferInitiation
        do { initiation = try InitiationReading.read(bytes) } catch {
            return answer(.failure(.unreadableFile(error)))
        }
        let id = newID(for: caller)
        var file = InitiationJudgement(keys: keys).file(
            initiation, id: id, content: keys.content(bytes))
        file.by = caller.token
        file.folder = caller.folder
        guard !isDryRun else {
            let file = file
            return attempt(.submitFile(file)) { _, reply, _ in
                reply
            } then: { result in
                answer(result.flatMap { Self.taken(file, $0.value, $0.sequence) })
            }
        }
        let sealed: (reference: SealedReference, attachment: Attachment)
        do { sealed = try seal(bytes, record: id) } catch { return answer(.failure(error)) }
        file.sealed = sealed.reference
        initiations.keep(initiation, file: id)
        let taken = file
        submit(.submitFile(taken), attachments: [sealed.attachment]) { result in
            answer(result.flatMap { Self.taken(taken, $0.value, $0.sequence) })
        }
    }

    private static func taken(
        _ file: PaymentFile, _ reply: BankReply, _ sequence: UInt64
    ) -> Result<FileTaken, FlowError> {
        guard case .file(let outcome) = reply else {
            preconditionFailure("A file is answered by a file.")
        }
        switch outcome {
        case .keyReused: return .failure(.keyReused)
        case .replayed(let reason):
            return .success(
                FileTaken(
                    id: file.id, isReplayed: true, content: file.content, reason: reason,
                    count: file.count, acceptedCount: 0, sequence: sequence))
        case .waiting(let count, let ground, let repeated):
            return .success(
                FileTaken(
                    id: file.id, isReplayed: false, ground: ground, content: file.content,
                    repeated: repeated, reason: .none, count: count, acceptedCount: count,
                    sequence: sequence))
        case .decided(let reason, let count, let accepted, let repeated, let fees):
            return .success(
                FileTaken(
                    id: file.id, isReplayed: false, content: file.content, repeated: repeated,
                    reason: reason, count: count, acceptedCount: accepted, sequence: sequence,
                    fees: fees))
        }
    }

    /// The file a payment came with, read again from what is sealed; `nil` once it is erased.
    func initiation(_ file: UInt128) throws(FlowError) -> CreditTransferInitiation? {
        if let known = initiations[file] { return known }
        guard let bytes = try unseal(file) else { return nil }
        do {
            let found = try InitiationReading.read(bytes)
            initiations.keep(found, file: file)
            return found
        } catch { throw .unreadableFile(error) }
    }
}
