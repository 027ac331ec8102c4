import Engine
import Journal
package import PaymentModel
import Platform
package import Vocabulary

extension RunningBank {
    /// Whose data is to be erased.
    package enum ErasureSubject: Sendable {
        /// By any name of the account.
        case account(String)
        /// By its id or an identifier.
        case party(String)
        /// A file or message, with what the archive knows of it.
        case message(ObjectID, at: UInt64, key: UInt128)
        /// An account kept by batches, with when its newest metadata came.
        case batchAccount(UInt128, at: UInt64)
    }

    /// What was erased, and when.
    package struct DataErased: Sendable {
        package let subject: ObjectID?
        /// An account kept by batches, where it is one.
        package let batchAccount: UInt128?
        package let sequence: UInt64
        package let timestamp: UInt64
    }

    /// Destroys the key of an account's, a party's, a file's or a message's personal data, where no law asks for
    /// it any more.
    ///
    /// When this answers, the order is durable; the key is destroyed by the archive's cursor, which
    /// does it again wherever the order is read again.
    package func erase(
        _ subject: ErasureSubject, reason: String, retentions: [Retention], isDryRun: Bool,
        then answer: @escaping @Sendable (Result<DataErased, FlowError>) -> Void
    ) {
        switch subject {
        case .batchAccount(let id, let at):
            let erasure = Erasure(
                .batchAccount, id: id, key: 0, since: at, keptDays: keptDays(.message, retentions),
                reason: .none)
            submit(erasure, reason, isDryRun, answer)
        case .message(let id, let at, let key):
            let erasure = Erasure(
                id.kind == .file ? .file : .message, id: id.value, key: key, since: at,
                keptDays: keptDays(.message, retentions), reason: .none)
            submit(erasure, reason, isDryRun, answer)
        case .party(let name):
            let find = finding(name)
            let keptDays = keptDays(.account, retentions)
            look { bank in
                find(bank).map { ($0.id, $0.key) }
            } then: { [self] result in
                switch result {
                case .failure(let error): answer(.failure(error))
                case .success(let found):
                    guard let (id, key) = found.value else {
                        return answer(.failure(.unknownParty))
                    }
                    let erasure = Erasure(
                        .party, id: id, key: key, since: 0, keptDays: keptDays, reason: .none)
                    submit(erasure, reason, isDryRun, answer)
                }
            }
        case .account(let name):
            let name = accountName(name)
            let keptDays = keptDays(.account, retentions)
            look { bank in
                bank.accounts[name].map { ($0.id, $0.key) }
            } then: { [self] result in
                switch result {
                case .failure(let error): answer(.failure(error))
                case .success(let found):
                    guard let (id, key) = found.value else {
                        return answer(.failure(.unknownAccount))
                    }
                    let erasure = Erasure(
                        .account, id: id, key: key, since: 0, keptDays: keptDays, reason: .none)
                    submit(erasure, reason, isDryRun, answer)
                }
            }
        }
    }

    /// Days by the row in force today; without one the data is kept for good.
    private func keptDays(_ subject: Retention.Subject, _ rows: [Retention]) -> UInt32 {
        let zone = setup.withLock { $0?.bank.zone }
        guard let today = zone?.local(Instant(nanoseconds: clock.now())).date else { return .max }
        return Retention.inForce(rows, of: subject, on: today)?.days ?? .max
    }

    private func submit(
        _ order: Erasure, _ reason: String, _ isDryRun: Bool,
        _ answer: @escaping @Sendable (Result<DataErased, FlowError>) -> Void
    ) {
        var erasure = order
        let attachments: [Attachment]
        do {
            (erasure.reason, attachments) = try sealed(reason, record: newID(), isDryRun: isDryRun)
        } catch { return answer(.failure(error)) }
        submit(.erase(erasure), attachments: attachments, isDryRun: isDryRun) { result in
            answer(
                result.flatMap { reply in
                    guard case .erasure(let outcome) = reply.value else {
                        preconditionFailure("An erasure is answered by an erasure.")
                    }
                    guard outcome == .erased else { return .failure(.erasure(outcome)) }
                    return .success(
                        DataErased(
                            subject: ObjectID(order.subject.idKind, order.id),
                            batchAccount: order.subject == .batchAccount ? order.id : nil,
                            sequence: reply.sequence, timestamp: reply.timestamp))
                })
        }
    }
}

extension Erasure.Subject {
    /// What ids of it begin with.
    var idKind: ObjectID.Kind {
        switch self {
        case .account, .batchAccount: .account
        case .file: .file
        case .message: .message
        case .party: .party
        }
    }
}
