import Arithmetic
import ISO20022
import PaymentModel
import Vocabulary

/// What a customer's file says, turned into what decisions rest on.
///
/// Everything here follows from the file alone: sums, counts, identifiers, amounts. What needs
/// the bank's state is decided in ``Bank``.
struct InitiationJudgement {
    let keys: LookupKeys
    /// End-to-end identifications that identify nothing.
    static let noEndToEnd: Set<String> = ["NOTPROVIDED"]

    func file(
        _ initiation: CreditTransferInitiation, id: UInt128, content: UInt128
    ) -> PaymentFile {
        let party = Self.initiator(initiation)
        let version: UInt8 =
            switch initiation.version {
            case .v03: 3
            case .v09: 9
            case .v11: 11
            }
        var file = PaymentFile(
            id: id, content: content,
            key: keys.message(party: party, id: initiation.header.messageID), version: version,
            refusal: refusal(initiation),
            groups: initiation.payments.map { group($0, party: party) })
        file.messageID = keys.messageID(initiation.header.messageID)
        file.initiator = identification(initiation.header.initiatingParty).map(keys.identifier) ?? 0
        file.orders = OrdersHash(keys: keys).hash(of: initiation, party: party)
        return file
    }

    /// What identifies the initiating party together with its scheme, as parties are known by.
    private func identification(_ party: Party) -> PartyIdentifier? {
        let found = party.identification
        for (path, scheme) in [("OrgId/AnyBIC", "BIC"), ("OrgId/LEI", "LEI")] {
            if let value = found?.text(at: path) { return PartyIdentifier(known: scheme, value) }
        }
        for place in ["OrgId/Othr", "PrvtId/Othr"] {
            guard let value = found?.text(at: place + "/Id"),
                let scheme = found?.text(at: place + "/SchmeNm/Cd")
            else { continue }
            return PartyIdentifier(known: scheme, value)
        }
        return nil
    }

    /// The initiating party as duplicates see it: its identification, else its name.
    static func initiator(_ initiation: CreditTransferInitiation) -> String {
        let party = initiation.header.initiatingParty
        return party.identifier ?? party.name ?? ""
    }

    // MARK: - File

    private func refusal(_ initiation: CreditTransferInitiation) -> ReasonCode {
        let header = initiation.header
        guard (try? PaymentIdentifier(header.messageID)) != nil else { return .formatInvalid }
        let transfers = initiation.payments.lazy.flatMap(\.transfers)
        guard transfers.count == header.count else { return .groupCountInvalid }
        return sumFits(header.controlSum, transfers) ? .none : .groupSumInvalid
    }

    /// A control sum adds numbers across currencies (ISO 20022, `CtrlSum`).
    private func sumFits(
        _ stated: ExactDecimal?, _ transfers: some Sequence<CreditTransferInitiation.Transfer>
    ) -> Bool {
        guard let stated else { return true }
        var sum = ExactDecimal.zero
        for transfer in transfers {
            guard let next = try? sum.adding(transfer.amount.number) else { return false }
            sum = next
        }
        return sum == stated
    }

    // MARK: - Payment information

    private func group(
        _ payment: CreditTransferInitiation.Payment, party: String
    ) -> PaymentGroup {
        let debtor = payment.debtorAccount.iban
        return PaymentGroup(
            key: keys.group(party: party, id: payment.id),
            debtor: debtor.map { keys.iban($0) } ?? 0,
            debtorCurrency: payment.debtorAccount.currencyCode.map { Currency($0)?.number ?? .max }
                ?? 0,
            requestedDay: Self.day(payment.execution),
            requestedTime: Self.time(payment.execution),
            isBatchBooked: payment.isBookedAsBatch ?? false, refusal: refusal(payment),
            orders: payment.transfers.map { order($0, payment, party) })
    }

    private func refusal(_ payment: CreditTransferInitiation.Payment) -> ReasonCode {
        guard (try? PaymentIdentifier(payment.id)) != nil else { return .formatInvalid }
        guard payment.method != .cheque else { return .transactionForbidden }
        if let count = payment.count, count != payment.transfers.count {
            return .paymentInformationCountInvalid
        }
        guard sumFits(payment.controlSum, payment.transfers) else {
            return .paymentInformationSumInvalid
        }
        return payment.debtorAccount.iban == nil ? .accountInvalid : .none
    }

    private static func day(_ execution: DayOrTime) -> Int32 {
        switch execution {
        case .day(let date): date.dayNumber
        case .time(let time):
            LocalDateTime(time.instant, offsetSeconds: (time.offsetMinutes ?? 0) * 60).date
                .dayNumber
        }
    }

    /// A time without an offset is a reading of the bank's clock.
    private static func time(_ execution: DayOrTime) -> RequestedTime? {
        guard case .time(let time) = execution else { return nil }
        return RequestedTime(
            instant: time.instant.nanoseconds, isReading: time.offsetMinutes == nil)
    }

    // MARK: - Transfer

    private func order(
        _ transfer: CreditTransferInitiation.Transfer,
        _ payment: CreditTransferInitiation.Payment, _ party: String
    ) -> PaymentOrder {
        let creditor = transfer.creditorAccount?.iban
        let amount = Self.amount(transfer)
        return PaymentOrder(
            amount: amount?.units ?? 0, currency: amount?.currency ?? 0,
            creditor: creditor.map { keys.iban($0) } ?? 0,
            creditorBank: BankCode(
                country: creditor?.country.text ?? "", code: creditor?.bankCode ?? ""),
            endToEnd: Self.noEndToEnd.contains(transfer.endToEndID)
                ? 0
                : keys.endToEnd(
                    party: party, account: payment.debtorAccount.iban?.text ?? "",
                    id: transfer.endToEndID),
            isInstant: (transfer.type ?? payment.type)?.isInstant ?? false,
            refusal: refusal(transfer, payment, isReadable: amount != nil))
    }

    private static func amount(
        _ transfer: CreditTransferInitiation.Transfer
    ) -> (units: UInt128, currency: UInt16)? {
        guard case .instructed(let amount) = transfer.amount, let money = amount.money,
            money.minorUnits >= 0
        else { return nil }
        return (UInt128(money.minorUnits), money.currency.number)
    }

    private func refusal(
        _ transfer: CreditTransferInitiation.Transfer,
        _ payment: CreditTransferInitiation.Payment, isReadable: Bool
    ) -> ReasonCode {
        guard case .instructed(let amount) = transfer.amount else {
            return .currencyNotProcessable
        }
        guard Currency(amount.currencyCode) != nil else { return .currencyNotProcessable }
        guard isReadable else { return .decimalsInvalid }
        guard transfer.creditorAccount?.iban != nil else { return .accountInvalid }
        let bearer = transfer.chargeBearer ?? payment.chargeBearer
        if let bearer, bearer != .serviceLevel, amount.currencyCode == "EUR" {
            return .chargeBearerNotAccepted
        }
        guard (try? PaymentIdentifier(transfer.endToEndID)) != nil else { return .formatInvalid }
        if let id = transfer.instructionID, (try? PaymentIdentifier(id)) == nil {
            return .formatInvalid
        }
        return .none
    }
}
