import Bytes

/// Signatures under closed days (row E9 of `postings.md`).
extension Bank {
    func sign(_ signing: DaySigning, _ record: inout ByteWriter) -> BankReply {
        let outcome = outcome(of: signing)
        guard outcome == .signed else {
            record.reset()
            return .signing(outcome)
        }
        signing.write(to: &record)
        let signature = DaySignature(signing)
        signatures.append(signature)
        heard.append(.daySigned(signature))
        return .signing(.signed)
    }

    private func outcome(of signing: DaySigning) -> SigningOutcome {
        guard configuration.keeps(currency: signing.currency) else { return .currencyUnknown }
        guard let closed = closedDays[signing.currency], signing.day <= closed else {
            return .dayOpen
        }
        let given = signatures.filter {
            $0.currency == signing.currency && $0.day == signing.day
        }
        if let known = signatures.first(where: { $0.id == signing.id }) {
            return known == DaySignature(signing) ? .replayed : .keyReused
        }
        guard given.allSatisfy({ $0.hash == signing.hash }) else { return .hashDiffers }
        return given.count < DaySigning.countMax ? .signed : .full
    }
}
