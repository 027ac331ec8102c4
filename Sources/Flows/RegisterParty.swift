package import Engine
import Journal
package import PaymentModel
import Vocabulary

extension RunningBank {
    package struct NewParty: Sendable {
        package var kind: BankParty.Kind
        package var details: PartyDetails
        package var funds: FundsPolicy = .atExecution

        package init(_ kind: BankParty.Kind, _ details: PartyDetails) {
            self.kind = kind
            self.details = details
        }
    }

    /// A party with what is sealed about it, and its roles on accounts.
    package struct PartyView: Sendable {
        package let party: BankParty
        package let details: PartyDetails
        package let mandates: [Mandate]
    }

    /// A party that is registered, and whether this call did it.
    package struct PartyRegistered: Sendable {
        package let view: PartyView
        package let isReplayed: Bool
        package let sequence: UInt64
    }

    /// Registers a party; the same key and body again give the same party.
    package func registerParty(
        _ new: NewParty, caller: Caller, isDryRun: Bool,
        then answer: @escaping @Sendable (Result<PartyRegistered, FlowError>) -> Void
    ) {
        let id = newID(for: caller, of: ObjectID.Kind.party.rawValue)
        var registration = PartyRegistration(
            id: id, kind: new.kind,
            content: keys.content(
                Array("\(new.kind)|\(new.funds.name)|".utf8) + new.details.encoded),
            identifiers: new.details.identifiers.map { keys.identifier($0) }, sealed: .none)
        registration.funds = new.funds
        let asked = registration
        guard !isDryRun else {
            return attempt(.registerParty(asked)) { bank, reply, _ in
                (reply, bank.parties[id])
            } then: { result in
                answer(
                    result.flatMap {
                        Self.registered($0.value.0, $0.value.1, new.details, $0.sequence)
                    })
            }
        }
        let attachment: Attachment
        do {
            let sealed = try seal(new.details.encoded, record: id)
            registration.sealed = sealed.reference
            attachment = sealed.attachment
        } catch { return answer(.failure(error)) }
        submit(.registerParty(registration), attachments: [attachment]) { [self] result in
            switch result {
            case .failure(let error): answer(.failure(error))
            case .success(let reply):
                look {
                    $0.parties[id]
                } then: { found in
                    answer(
                        found.flatMap {
                            Self.registered(reply.value, $0.value, new.details, reply.sequence)
                        })
                }
            }
        }
    }

    private static func registered(
        _ reply: BankReply, _ party: BankParty?, _ details: PartyDetails, _ sequence: UInt64
    ) -> Result<PartyRegistered, FlowError> {
        guard case .party(let outcome) = reply else {
            preconditionFailure("A registration is answered by a party.")
        }
        switch outcome {
        case .registered, .replayed:
            guard let party else { return .failure(.unknownParty) }
            return .success(
                PartyRegistered(
                    view: PartyView(party: party, details: details, mandates: []),
                    isReplayed: outcome == .replayed, sequence: sequence))
        case .keyReused: return .failure(.keyReused)
        case .identifierTaken, .full: return .failure(.party(outcome))
        }
    }

    // MARK: - Found

    /// One party by its id or by an identifier, such as `LEI:529900T8BM49AURSDO55`.
    package func party(
        _ name: String,
        then answer: @escaping @Sendable (Result<Answer<PartyView>, FlowError>) -> Void
    ) {
        let find = finding(name)
        look { bank -> (BankParty, [Mandate])? in
            find(bank).map { ($0, bank.allMandates(of: $0.id)) }
        } then: { [self] result in
            switch result {
            case .failure(let error): answer(.failure(error))
            case .success(let found):
                guard let (party, mandates) = found.value else {
                    return answer(.failure(.unknownParty))
                }
                unsealing { [self] in
                    let view = PartyView(
                        party: party, details: details(ofParty: party.id), mandates: mandates)
                    answer(
                        .success(
                            Answer(
                                value: view, sequence: found.sequence, timestamp: found.timestamp)))
                }
            }
        }
    }

    /// How a text names a party.
    func finding(_ name: String) -> @Sendable (Bank) -> BankParty? {
        if let id = ObjectID(name), id.kind == .party { return { $0.parties[id.value] } }
        let parts = name.split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { return { _ in nil } }
        let hash = keys.identifier(PartyIdentifier(known: String(parts[0]), String(parts[1])))
        return { $0.parties[identifier: hash] }
    }

    /// Parties in the order in which they became known, from a place on.
    package func parties(
        from place: Int, limit: Int,
        then answer: @escaping @Sendable (Result<Answer<[PartyView]>, FlowError>) -> Void
    ) {
        look { bank in
            bank.parties.parties.dropFirst(place).prefix(limit).map {
                ($0, bank.allMandates(of: $0.id))
            }
        } then: { [self] result in
            switch result {
            case .failure(let error): answer(.failure(error))
            case .success(let found):
                unsealing { [self] in
                    let views = found.value.map {
                        PartyView(
                            party: $0.0, details: details(ofParty: $0.0.id), mandates: $0.1)
                    }
                    answer(
                        .success(
                            Answer(
                                value: views, sequence: found.sequence, timestamp: found.timestamp))
                    )
                }
            }
        }
    }

    /// Reads the disk.
    func details(ofParty id: UInt128) -> PartyDetails {
        guard let bytes = try? unseal(id), let found = try? PartyDetails(encoded: bytes) else {
            return .erased
        }
        return found
    }
}
