import Bytes
package import ISO20022
import PaymentModel
import Vocabulary
import XML

/// Why a clearing's message cannot be taken; the file is kept apart and listed.
package enum UnreadableMessage: Error, Sendable {
    case document(DocumentError)
    case schema(message: String, [SchemaFinding], count: Int)
    case reading(ReadingError)
    /// A message of this kind says nothing to a bank here.
    case notTaken(String)
    /// Neither clearing system nor account leads to a scheme of ours.
    case unknownScheme
    /// An amount of a report is not in the currency of its scheme.
    case otherCurrency(found: String, expected: String)
    /// A report of several accounts: which of them is ours cannot be told from its entries.
    case severalAccounts
}

/// Turns a clearing's message into the facts that decisions rest on.
struct ClearingReading {
    let keys: LookupKeys
    let configuration: BankConfiguration
    /// The message's id; its transactions' ids follow it, as a file's payments follow the file.
    let id: UInt128

    static let bytesMax = 64 << 20
    static let accepted = [
        "pacs.008.001.08", "pacs.002.001.10", "pacs.004.001.09", "camt.054.001.08",
        "camt.053.001.08", "camt.056.001.08", "camt.029.001.09",
    ]

    func read(_ bytes: [UInt8]) throws(UnreadableMessage) -> ClearingMessage {
        let document: ReadDocument
        do { document = try DocumentReader.read(bytes, accepting: Self.accepted) } catch {
            throw .document(error)
        }
        guard document.isValid else {
            throw .schema(
                message: document.message, document.findings, count: document.findingsCount)
        }
        let found: Found
        var report: AccountReport?
        do throws(ReadingError) {
            switch document.message {
            case "pacs.008.001.08": found = transfers(try CreditTransfer(reading: document.root))
            case "pacs.002.001.10": found = status(try StatusReport(reading: document.root))
            case "pacs.004.001.09": found = returns(try PaymentReturn(reading: document.root))
            case "camt.056.001.08":
                found = recalls(try CancellationRequest(reading: document.root))
            case "camt.029.001.09":
                found = recallAnswers(try CancellationAnswer(reading: document.root))
            default:
                let read = try AccountReport(reading: document.root)
                report = read
                found = self.report(read)
            }
        } catch { throw .reading(error) }
        guard let scheme = found.scheme else { throw .unknownScheme }
        if let report { try check(report, scheme) }
        guard let body = found.body else { throw .notTaken(document.message) }
        var message = ClearingMessage(
            id: id, scheme: scheme.key,
            key: keys.clearingMessage(
                kind: document.message, sender: scheme.name, id: found.messageID),
            content: keys.content(bytes), body: body)
        if let statement = found.statementID {
            message.statement = keys.statement(
                servicer: scheme.name, account: scheme.settlementAccount, id: statement)
        }
        return message
    }

    private struct Found {
        let messageID: String
        let scheme: Scheme?
        let body: ClearingMessage.Body?
        /// Of a statement alone: the pages of a notification may share one.
        var statementID: String?
    }

    // MARK: - Which scheme

    /// Each scheme once: all rows of one agree in how its messages name it.
    private var schemes: [Scheme] { configuration.schemes.map(\.first) }

    private func scheme(_ settlement: Settlement, _ type: PaymentType?) -> Scheme? {
        let named = schemes.filter {
            switch ($0.clearingSystem, settlement.clearingSystem) {
            case (.code(let ours), .code(let theirs)?): ours == theirs
            case (.proprietary(let ours), .proprietary(let theirs)?): ours == theirs
            default: false
            }
        }
        guard named.count > 1 else { return named.first }
        return named.first { $0.isInstant == (type?.isInstant ?? false) }
    }

    private func scheme(account: String) -> Scheme? {
        schemes.first { $0.settlementAccount == account }
    }

    // MARK: - pacs.008

    private func transfers(_ message: CreditTransfer) -> Found {
        let scheme = scheme(message.settlement, message.type ?? message.transactions.first?.type)
        let facts = message.transactions.enumerated().map { position, transaction in
            let day = message.settlementDate(of: transaction)?.dayNumber ?? 0
            let creditor = transaction.creditorAccount?.iban
            let name = transaction.transactionID ?? transaction.endToEndID
            var fact = IncomingTransfer(
                id: PaymentFile.paymentID(file: self.id, position: position),
                key: keys.incoming(
                    debtorAgent: transaction.debtorAgent.bicText ?? "", id: name, day: day),
                name: keys.transactionName(name),
                amount: UInt128(max(0, transaction.amount.minorUnits)),
                currency: transaction.amount.currency.number,
                creditor: creditor.map { keys.iban($0) } ?? 0,
                isCreditorHere: creditor.map {
                    configuration.isOurs(BankCode(country: $0.country.text, code: $0.bankCode))
                } ?? false,
                acceptedAt: transaction.accepted?.instant.nanoseconds ?? 0, settlementDay: day)
            fact.uetr = transaction.uetr.map { keys.uetr($0) } ?? 0
            return fact
        }
        return Found(messageID: message.messageID, scheme: scheme, body: .transfers(facts))
    }

    // MARK: - pacs.002

    private func status(_ report: StatusReport) -> Found {
        let group = report.groups.first
        let original = group?.original ?? report.transactions.first?.group
        let about = original.flatMap { MessageIdentification.value($0.messageID) } ?? 0
        let facts = report.transactions.map { transaction in
            let id = transaction.original.transactionID ?? ""
            return TransferStatusFact(
                payment: MessageIdentification.value(id) ?? 0, name: keys.transactionName(id),
                status: ClearingStatus(code: transaction.status?.rawValue ?? "PDNG"),
                reason: Self.reason(transaction.reasons),
                amount: UInt128(max(0, transaction.reference?.amount?.minorUnits ?? 0)))
        }
        let aboutKey = original.map { original in
            configuration.schemes.map {
                keys.clearingMessage(
                    kind: "pacs.008.001.08", sender: $0.name, id: original.messageID)
            }
        }
        return Found(
            messageID: report.messageID,
            scheme: schemes.first,
            body: .status(
                ClearingMessage.Status(
                    about: about, aboutKeys: aboutKey ?? [],
                    group: ClearingStatus(code: group?.status?.rawValue ?? "PART"),
                    reason: Self.reason(group?.reasons ?? []), transfers: facts)))
    }

    private static func reason(_ reasons: [StatusReason]) -> ReasonCode {
        reasons.lazy.compactMap { $0.reason.flatMap { ReasonCode($0.text) } }.first ?? .none
    }

    // MARK: - pacs.004

    private func returns(_ message: PaymentReturn) -> Found {
        let facts = message.transactions.enumerated().map { position, transaction in
            let id = transaction.returnID ?? ""
            let charges = transaction.charges.reduce(Int128(0)) { $0 + $1.amount.minorUnits }
            return ReturnFact(
                id: PaymentFile.paymentID(file: self.id, position: position),
                name: keys.transactionName(id), key: keys.returnName(id),
                original: transaction.original.transactionID.flatMap {
                    MessageIdentification.value($0)
                } ?? 0,
                amount: UInt128(max(0, transaction.amount.minorUnits)),
                chargesExplain: UInt128(max(0, charges)),
                currency: transaction.amount.currency.number,
                reason: Self.reason(transaction.reasons),
                settlementDay: message.settlementDate(of: transaction)?.dayNumber ?? 0)
        }
        return Found(
            messageID: message.messageID,
            scheme: scheme(message.settlement, message.transactions.first?.reference?.type),
            body: .returns(facts))
    }

    // MARK: - camt.056, camt.029

    /// Neither names a scheme of its own accord: what it is about does, else the first one is meant.
    private func scheme(_ reference: OriginalTransaction?) -> Scheme? {
        reference?.settlement.flatMap { scheme($0, reference?.type) } ?? schemes.first
    }

    private func recalls(_ request: CancellationRequest) -> Found {
        let sender = request.assigner.bicText ?? ""
        let facts = request.transactions.enumerated().map { position, asked in
            let name = asked.original.transactionID ?? asked.original.endToEndID ?? ""
            let amount = asked.originalAmount ?? asked.reference?.amount
            let day = asked.originalSettlementDate ?? asked.reference?.settlementDate
            let debtorAgent = asked.reference?.debtorAgent?.bicText ?? sender
            return RecallFact(
                id: PaymentFile.paymentID(file: self.id, position: position),
                key: keys.recall(
                    sender: sender,
                    id: asked.cancellationID ?? "\(request.messageID) \(position)"),
                original: keys.incoming(
                    debtorAgent: debtorAgent, id: name, day: day?.dayNumber ?? 0),
                name: keys.transactionName(name),
                amount: UInt128(max(0, amount?.minorUnits ?? 0)),
                currency: amount?.currency.number ?? 0, reason: Self.reason(asked.reasons))
        }
        return Found(
            messageID: request.messageID, scheme: scheme(request.transactions.first?.reference),
            body: .recalls(facts))
    }

    private func recallAnswers(_ answer: CancellationAnswer) -> Found {
        let facts = answer.transactions.map { said in
            let status: RecallAnswerFact.Status =
                switch said.status {
                case .rejected: .rejected
                case .accepted: .accepted
                case .pending: .pending
                case nil: Self.status(answer.confirmation)
                }
            return RecallAnswerFact(
                payment: said.original.transactionID.flatMap { MessageIdentification.value($0) }
                    ?? 0, status: status, reason: Self.reason(said.reasons))
        }
        return Found(
            messageID: answer.messageID, scheme: scheme(answer.transactions.first?.reference),
            body: facts.isEmpty ? nil : .recallAnswers(facts))
    }

    /// What the whole answer says, where a transfer's own word is missing.
    private static func status(_ confirmation: String?) -> RecallAnswerFact.Status {
        switch confirmation {
        case "RJCR": .rejected
        case "CNCL", "ACDA": .accepted
        default: .pending
        }
    }

    // MARK: - camt

    private func report(_ report: AccountReport) -> Found {
        guard let account = report.accounts.first else {
            return Found(messageID: report.messageID, scheme: nil, body: nil)
        }
        return Found(
            messageID: report.messageID, scheme: scheme(account: Self.id(of: account)),
            body: report.kind == .statement ? statement(account) : .report(entries(account)),
            statementID: report.kind == .statement ? account.id : nil)
    }

    private static func id(of account: AccountReport.Account) -> String {
        switch account.account.identifier {
        case .iban(let iban): iban.text
        case .invalidIBAN(let text): text
        case .other(let text, _, _): text
        case nil: ""
        }
    }

    /// One account, and every amount in the currency of its scheme: minor units of another one would
    /// be booked as if they were ours.
    private func check(_ report: AccountReport, _ scheme: Scheme) throws(UnreadableMessage) {
        guard report.accounts.count == 1 else { throw .severalAccounts }
        let amounts = report.accounts.flatMap { account in
            account.balances.map(\.amount)
                + account.entries.flatMap { entry in
                    [entry.amount] + entry.details.flatMap(\.transactions).compactMap(\.amount)
                }
        }
        guard let other = amounts.first(where: { $0.currency != scheme.currency }) else { return }
        throw .otherCurrency(
            found: other.currency.code, expected: scheme.currency.code)
    }

    private func statement(_ account: AccountReport.Account) -> ClearingMessage.Body? {
        let closing = account.balances.first {
            $0.kind.text == AccountReport.Code.closingBooked.rawValue
        }
        guard let closing, case .day(let day) = closing.date else { return nil }
        let signed = closing.side == .credit ? closing.amount : closing.amount.negated
        return .statement(
            day: day.dayNumber, closing: signed.minorUnits, entries: entries(account))
    }

    private func entries(_ account: AccountReport.Account) -> [ReportEntry] {
        // What is expected (PDNG) or told (INFO) is not settled.
        account.entries.filter { $0.status == .booked }.flatMap { entry -> [ReportEntry] in
            let transactions = entry.details.flatMap(\.transactions)
            guard !transactions.isEmpty else { return [fact(entry, nil, of: account)] }
            return transactions.map { fact(entry, $0, of: account) }
        }
    }

    private func fact(
        _ entry: AccountReport.Entry, _ transaction: AccountReport.Transaction?,
        of account: AccountReport.Account
    ) -> ReportEntry {
        let isCredit = (transaction?.side ?? entry.side) == .credit
        let id = transaction?.references.transactionID ?? ""
        // An entry without transactions is known by the clearing's own reference.
        let name =
            transaction == nil
            ? entry.servicerReference.map { keys.entryName(Self.id(of: account), $0) } ?? 0
            : keys.transactionName(id)
        var day = Int32(0)
        if case .day(let value)? = entry.value { day = value.dayNumber }
        return ReportEntry(
            kind: kind(entry, transaction, isCredit), isCredit: isCredit,
            amount: UInt128(max(0, (transaction?.amount ?? entry.amount).minorUnits)),
            payment: MessageIdentification.value(id) ?? 0, name: name, valueDay: day)
    }

    private func kind(
        _ entry: AccountReport.Entry, _ transaction: AccountReport.Transaction?, _ isCredit: Bool
    ) -> ReportEntry.Kind {
        guard !entry.isReversal else { return .reversal }
        guard transaction != nil else { return .funding }
        guard entry.code?.subFamily == "RRTN" else { return isCredit ? .received : .sent }
        return isCredit ? .returnIn : .returnOut
    }
}

/// Our identifications in messages: 26 characters of base 32 of the same 128 bits as the id.
enum MessageIdentification {
    static func text(_ id: UInt128) -> String { Base32.encode(id) }

    static func value(_ text: String) -> UInt128? { Base32.decode(text) }
}
