import Bytes

/// Who is let in, and as what.
extension Bank {
    /// Lets somebody in.
    ///
    /// The node's own token, of which the issuer is 0, takes the place of the one before.
    func issue(_ issue: TokenIssue, _ record: inout ByteWriter) -> BankReply {
        let outcome = outcome(of: issue)
        guard outcome == .issued else {
            record.reset()
            return .token(outcome)
        }
        if issue.issuer == 0 {
            for old in tokens.tokens where old.issuer == 0 && !old.isRevoked {
                tokens.revoke(old.id, at: now, by: 0)
                heard.append(.tokenChanged(old.id))
            }
        }
        tokens.add(AccessToken(issue, at: now))
        issue.write(to: &record)
        heard.append(.tokenChanged(issue.id))
        return .token(.issued)
    }

    private func outcome(of issue: TokenIssue) -> TokenOutcome {
        if let existing = tokens[issue.id] {
            return existing.content == issue.content ? .replayed : .keyReused
        }
        if tokens[hash: issue.hash] != nil { return .replayed }
        guard issue.issuer == 0 || !tokens.hasName(issue.nameKey) else { return .nameTaken }
        guard issue.expiresAt == 0 || issue.expiresAt > now else { return .expired }
        guard issue.person == 0 || parties[issue.person] != nil else { return .personUnknown }
        return tokens.isFull ? .full : .issued
    }

    /// Takes a token away; it lets nobody in from this entry on.
    func revoke(_ id: UInt128, by: UInt128, _ record: inout ByteWriter) -> BankReply {
        let outcome = outcome(ofRevoking: id)
        guard outcome == .revoked else {
            record.reset()
            return .revocation(outcome)
        }
        record.write(id)
        record.write(by)
        tokens.revoke(id, at: now, by: by)
        heard.append(.tokenChanged(id))
        return .revocation(.revoked)
    }

    private func outcome(ofRevoking id: UInt128) -> RevocationOutcome {
        guard let token = tokens[id] else { return .unknownToken }
        guard !token.isRevoked else { return .unchanged }
        let isNeeded = token.isLastingAdministrator && !tokens.hasAdministrator(without: id)
        return isNeeded ? .lastAdministrator : .revoked
    }
}
