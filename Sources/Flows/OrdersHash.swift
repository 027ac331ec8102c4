import Arithmetic
import ISO20022
import Vocabulary

/// A keyed hash of what a file orders, by which the same orders are known under another MsgId.
///
/// In it: the initiating party; of each payment information the method, the debtor's account, the
/// day or time asked for, service level and local instrument; of each transfer EndToEndId, amount
/// as a number, currency, creditor's name and account, free remittance and creditor's reference.
///
/// Left out is what a second export of the same orders changes or only follows from them: the group
/// header (MsgId, CreDtTm, NbOfTxs, CtrlSum), PmtInfId, InstrId, UETR, BtchBookg, counts and sums of
/// groups, and the order in which groups and transfers stand. The day asked for stays in: the same
/// salaries a month later are other orders.
struct OrdersHash {
    let keys: LookupKeys

    func hash(of initiation: CreditTransferInitiation, party: String) -> UInt128 {
        var orders: [UInt128] = []
        for payment in initiation.payments {
            let head = head(of: payment)
            for transfer in payment.transfers { orders.append(hash(of: transfer, head)) }
        }
        return keys.orders(party: party, orders.sorted())
    }

    private func head(of payment: CreditTransferInitiation.Payment) -> [String] {
        let time =
            switch payment.execution {
            case .day(let date): date.description
            case .time(let time): String(time.instant.nanoseconds)
            }
        return [
            payment.method.rawValue, Self.text(payment.debtorAccount), time,
            Self.text(payment.type),
        ]
    }

    private func hash(
        of transfer: CreditTransferInitiation.Transfer, _ head: [String]
    ) -> UInt128 {
        let amount =
            switch transfer.amount {
            case .instructed(let amount), .equivalent(let amount, _): amount
            }
        // `1.0` and `1.00` are one amount.
        let number = amount.money.map { String($0.minorUnits) } ?? amount.number.description
        return keys.content(
            of: head + [
                Self.text(transfer.type), transfer.endToEndID,
                number, amount.currencyCode, transfer.creditor?.name ?? "",
                transfer.creditorAccount.map(Self.text) ?? "",
                transfer.remittance?.creditorReference ?? "",
            ] + (transfer.remittance?.unstructured ?? []))
    }

    private static func text(_ account: CashAccount) -> String {
        switch account.identifier {
        case .iban(let iban): iban.text
        case .invalidIBAN(let text): text
        case .other(let text, _, _): text
        case nil: ""
        }
    }

    private static func text(_ type: PaymentType?) -> String {
        type?.isInstant == true ? "INST" : ""
    }
}
