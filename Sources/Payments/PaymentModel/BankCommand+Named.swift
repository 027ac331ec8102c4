extension BankCommand {
    /// The ids of transfers that the command will ask for, as far as it names them itself: every step
    /// of the payments it is about.
    ///
    /// For whoever looks for old ones some time before its turn. What it finds by other names, as a
    /// payment to us by its sender's, it finds when it is decided.
    package var namedTransfers: [UInt128] {
        var ids: [UInt128] = []
        for payment in namedPayments
        where payment != 0 && payment <= .max - PaymentStep.idsPerPayment {
            for step in 0..<PaymentStep.idsPerPayment { ids.append(payment + step) }
        }
        return ids
    }

    private var namedPayments: [UInt128] {
        switch self {
        case .clearing(let message): message.namedPayments
        case .resolve(let resolution): [resolution.payment]
        case .recall(let order): [order.payment]
        case .sendBack(let order): [order.payment]
        case .annotate(let note): [note.item]
        case .compareStatement(let comparison):
            comparison.found.flatMap { [$0.transfer, $0.payment] }
        default: []
        }
    }
}

extension ClearingMessage {
    fileprivate var namedPayments: [UInt128] {
        switch body {
        case .status(let report): report.transfers.map(\.payment)
        case .returns(let returns): returns.map(\.original)
        case .report(let entries), .statement(_, _, let entries): entries.map(\.payment)
        case .recallAnswers(let answers): answers.map(\.payment)
        case .transfers, .recalls: []
        }
    }
}
