import Bytes
import Cryptography
import Engine
import Journal
package import PaymentModel
import Platform
import Vocabulary

extension RunningBank {
    /// A token that is asked for.
    package struct NewToken: Sendable {
        /// Whose it is, in the words of the institution's staff.
        package var name: String
        package var role: TokenRole
        /// Nanoseconds since 1970; 0 for never.
        package var expiresAt: UInt64
        /// Who holds it: a party by its id or an identifier.
        package var person: String?

        package init(name: String, role: TokenRole, expiresAt: UInt64) {
            self.name = name
            self.role = role
            self.expiresAt = expiresAt
        }
    }

    /// A token that was given.
    package struct TokenGiven: Sendable {
        package let token: AccessToken
        /// The secret, shown this once; `nil` where it was given before, or is only asked about.
        package let secret: String?
        package let isReplayed: Bool
        package let sequence: UInt64
    }

    /// Gives a token; its secret leaves with this answer and is kept nowhere.
    package func issueToken(
        _ new: NewToken, caller: Caller, isDryRun: Bool,
        then answer: @escaping @Sendable (Result<TokenGiven, FlowError>) -> Void
    ) {
        guard let name = new.person else {
            return issueToken(new, to: 0, caller, isDryRun, answer)
        }
        let find = finding(name)
        look {
            find($0)?.id
        } then: { [self] result in
            switch result {
            case .failure(let error): answer(.failure(error))
            case .success(let found):
                guard let person = found.value else { return answer(.failure(.unknownParty)) }
                issueToken(new, to: person, caller, isDryRun, answer)
            }
        }
    }

    private func issueToken(
        _ new: NewToken, to person: UInt128, _ caller: Caller, _ isDryRun: Bool,
        _ answer: @escaping @Sendable (Result<TokenGiven, FlowError>) -> Void
    ) {
        let secret = newSecret()
        let id = newID(for: caller)
        var issue = TokenIssue(
            id: id, hash: Self.hash(ofToken: Array(secret.utf8)), role: new.role,
            nameKey: keys.tokenName(new.name),
            content: keys.content(
                of: [new.name, new.role.name, String(new.expiresAt), String(person)]),
            issuer: caller.token, expiresAt: new.expiresAt, sealed: .none)
        issue.person = person
        let attachments: [Attachment]
        do {
            (issue.sealed, attachments) = try sealed(new.name, record: id, isDryRun: isDryRun)
        } catch { return answer(.failure(error)) }
        let command = BankCommand.issueToken(issue)
        guard !isDryRun else {
            return attempt(command) { bank, reply, _ in
                (reply, bank.tokens[id])
            } then: { result in
                answer(
                    result.flatMap { Self.given($0.value.0, $0.value.1, nil, $0.sequence) })
            }
        }
        submit(command, attachments: attachments) { [self] result in
            switch result {
            case .failure(let error): answer(.failure(error))
            case .success(let reply):
                readTokens {
                    answer(
                        $0.flatMap { table in
                            Self.given(
                                reply.value, table.holder(id)?.token, secret, reply.sequence)
                        })
                }
            }
        }
    }

    private static func given(
        _ reply: BankReply, _ token: AccessToken?, _ secret: String?, _ sequence: UInt64
    ) -> Result<TokenGiven, FlowError> {
        guard case .token(let outcome) = reply else {
            preconditionFailure("A token is answered by a token.")
        }
        switch outcome {
        case .issued, .replayed:
            guard let token else { return .failure(.token(outcome)) }
            let isNew = outcome == .issued
            return .success(
                TokenGiven(
                    token: token, secret: isNew ? secret : nil, isReplayed: !isNew,
                    sequence: sequence))
        case .keyReused: return .failure(.keyReused)
        case .nameTaken, .expired, .full, .personUnknown: return .failure(.token(outcome))
        }
    }

    /// 256 bits, so that nobody guesses it.
    private func newSecret() -> String { "qx_" + Hex.encode(randomness.bytes(32)) }

    private static func hash(ofToken secret: [UInt8]) -> [UInt8] { SHA256.hash(secret).bytes }

    // MARK: - The node's own

    /// Sees to it that the token of the data folder is an administrator, once in its life: one that
    /// was taken away stays so.
    package func admitAdministrator(
        _ secret: String, then answer: @escaping @Sendable (Result<TokenTable, FlowError>) -> Void
    ) {
        readTokens { [self] result in
            switch result {
            case .failure(let error): answer(.failure(error))
            case .success(let table):
                let hash = Self.hash(ofToken: Array(secret.utf8))
                guard table.holder(hash: hash) == nil else { return answer(.success(table)) }
                admit(
                    hash: hash, as: .administrator, name: TokenRole.administrator.name, issuer: 0,
                    answer)
            }
        }
    }

    private func admit(
        hash: [UInt8], as role: TokenRole, name: String, issuer: UInt128,
        _ answer: @escaping @Sendable (Result<TokenTable, FlowError>) -> Void
    ) {
        let id = newID()
        do {
            let sealed = try seal(Array(name.utf8), record: id)
            let issue = TokenIssue(
                id: id, hash: hash, role: role,
                nameKey: keys.tokenName(name), content: keys.content(of: [name]), issuer: issuer,
                expiresAt: 0, sealed: sealed.reference)
            submit(.issueToken(issue), attachments: [sealed.attachment]) { [self] result in
                switch result {
                case .failure(let error): answer(.failure(error))
                case .success: readTokens(answer)
                }
            }
        } catch { answer(.failure(error)) }
    }

    package func admitAdministratorAndWait(_ secret: String) {
        _ = wait { bank, answer in bank.admitAdministrator(secret, then: answer) }
    }

    /// Lets somebody in by a secret that is known beforehand, as the first administrator would.
    ///
    /// For simulations.
    package func admitAndWait(_ secret: String, as role: TokenRole, name: String) {
        let issuer = tokens.first?.id ?? 0
        let hash = Self.hash(ofToken: Array(secret.utf8))
        guard issuer != 0, tokenTable.withLock({ $0.holder(hash: hash) }) == nil else { return }
        _ = wait { bank, answer in
            bank.admit(hash: hash, as: role, name: name, issuer: issuer, answer)
        }
    }

    // MARK: - Who is let in

    /// Takes the machine's tokens over.
    func readTokens(
        _ answer: @escaping @Sendable (Result<TokenTable, FlowError>) -> Void
    ) {
        look {
            $0.tokens
        } then: { [self] result in
            answer(
                result.map { found in
                    tokenTable.withLock { known in
                        if found.sequence >= known.sequence {
                            known = TokenTable(found.value, sequence: found.sequence)
                        }
                        return known
                    }
                })
        }
    }

    /// Whose secret it is, where it lets somebody in now.
    package func holder(ofSecret secret: [UInt8]) -> TokenTable.Holder? {
        let hash = Self.hash(ofToken: secret)
        let found = tokenTable.withLock { $0.holder(hash: hash) }
        return found.flatMap { $0.token.isValid(at: clock.now()) ? $0 : nil }
    }

    /// A token that lets somebody in now.
    package func holder(_ token: UInt128) -> TokenTable.Holder? {
        let found = tokenTable.withLock { $0.holder(token) }
        return found.flatMap { $0.token.isValid(at: clock.now()) ? $0 : nil }
    }

    /// A token, whether it lets anybody in or not.
    package func token(_ id: UInt128) -> AccessToken? {
        tokenTable.withLock { $0.holder(id)?.token }
    }

    /// All tokens ever given, in the order of giving.
    package var tokens: [AccessToken] { tokenTable.withLock { $0.all.map(\.token) } }

    /// Whose a token is; reads the disk the first time.
    package func name(ofToken id: UInt128) -> String {
        if let known = tokenNames.withLock({ $0[id] }) { return known }
        guard let bytes = try? unseal(id) else { return "erased" }
        let name = String(decoding: bytes, as: UTF8.self)
        tokenNames.withLock { $0[id] = name }
        return name
    }
}
