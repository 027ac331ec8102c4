import Engine
import Journal
import PaymentModel
import Projection

extension RunningBank {
    /// A signature that somebody wants to give.
    package struct NewSignature: Sendable {
        package let currency: UInt16
        package let day: Int32
        /// Of the trial balance that is signed.
        package let hash: [UInt8]
        /// One line.
        package let name: String

        package init(currency: UInt16, day: Int32, hash: [UInt8], name: String) {
            self.currency = currency
            self.day = day
            self.hash = hash
            self.name = name
        }
    }

    /// A signature as it stands.
    package struct DaySigned: Sendable {
        package let id: UInt128
        package let isReplayed: Bool
        package let sequence: UInt64
        package let at: UInt64
    }

    /// Signs a day whose trial balance has this hash; whether it has is asked before, of the archive.
    package func signDay(
        _ new: NewSignature, caller: Caller, isDryRun: Bool,
        then answer: @escaping @Sendable (Result<DaySigned, FlowError>) -> Void
    ) {
        let id = newID(for: caller)
        let signing: DaySigning
        let attachment: Attachment
        do throws(FlowError) {
            let sealed = try seal(Array(new.name.utf8), record: id)
            attachment = sealed.attachment
            signing = DaySigning(
                id: id, currency: new.currency, day: new.day, hash: new.hash, by: caller.token,
                name: sealed.reference)
        } catch { return answer(.failure(error)) }
        submit(.signDay(signing), attachments: [attachment], isDryRun: isDryRun) { result in
            answer(
                result.flatMap { reply in
                    guard case .signing(let outcome) = reply.value else {
                        preconditionFailure("A signature is answered as one.")
                    }
                    guard outcome == .signed || outcome == .replayed else {
                        return .failure(.signing(outcome))
                    }
                    return .success(
                        DaySigned(
                            id: id, isReplayed: outcome == .replayed, sequence: reply.sequence,
                            at: reply.timestamp))
                })
        }
    }
}

/// A signature under a closed day; the name is sealed under its id.
package struct SignatureRow: Sendable {
    package let id: UInt128
    package let hash: [UInt8]
    /// A token, or 0.
    package let by: UInt128
    package let sequence: UInt64
    package let at: UInt64
}

extension Archive {
    /// Signatures under a day, in the order in which they were given.
    package func signatures(
        of day: Int32, currency: UInt16
    ) throws(FlowError) -> [SignatureRow] {
        try read(
            """
            SELECT id, hash, by, sequence, at FROM signatures
            WHERE currency = ? AND day = ? ORDER BY sequence
            """, [.integer(Int64(currency)), .integer(Int64(day))]
        ).map { row in
            SignatureRow(
                id: row[0].id, hash: row[1].bytes, by: row[2].id,
                sequence: UInt64(row[3].integer), at: UInt64(row[4].integer))
        }
    }
}
