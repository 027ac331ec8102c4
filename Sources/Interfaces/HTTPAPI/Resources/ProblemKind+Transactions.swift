import Flows
import Ledger
import PaymentModel

/// Refusals about transactions, conversions and what takes them back.
extension ProblemKind {
    package static let transactionUnknown = ProblemKind(
        "transaction_not_found", 404, "There is no such transaction")
    package static let transactionTaken = ProblemKind(
        "transaction_taken", 409, "Another transaction has this id")
    package static let alreadyReverted = ProblemKind(
        "already_reverted", 409, "It was taken back before")
    package static let alreadyResolved = ProblemKind(
        "already_resolved", 409, "It was posted or voided before, or has expired")
    package static let ledgerRefused = ProblemKind(
        "ledger_refused", 422, "The ledger refuses one of the transfers, and so all of them")
    package static let legsInvalid = ProblemKind(
        "legs_invalid", 422, "The legs make no transaction")
    package static let conversionInvalid = ProblemKind(
        "conversion_invalid", 422, "The amounts cannot be converted so")
    package static let ledgerUnknown = ProblemKind(
        "ledger_not_found", 422, "There is no such ledger")

    package static let treeTooLarge = ProblemKind(
        "tree_too_large", 422, "More accounts lie below this one than can be shown")

    /// For the documentation.
    package static let ofTransactions: [ProblemKind] = [
        transactionUnknown, transactionTaken, alreadyReverted, alreadyResolved, ledgerRefused,
        legsInvalid,
        conversionInvalid, ledgerUnknown, treeTooLarge,
    ]
}

extension Problem {
    init(legs fault: LegFault, place: String) {
        let param: String
        let detail: String
        switch fault {
        case .none: (param, detail) = (place, "There are none.")
        case .tooMany(let limit): (param, detail) = (place, "Allowed are \(limit).")
        case .amountZero(let leg):
            (param, detail) = ("\(place)[\(leg)].amount", "Nothing moves by it.")
        case .unbalanced(let ledger):
            (param, detail) = (
                place, "In ledger \(ledger) the debits are not the credits, or above 128 bits."
            )
        }
        self.init(.legsInvalid, param: param, detail: detail)
    }

    init(chain refusal: ChainRefusal) {
        let place = refusal.pair.map { "legs[\(Self.leg($0, refusal.status))]" }
        let status = refusal.status
        let kind: ProblemKind =
            switch status {
            case .alreadyReverted: .alreadyReverted
            case .pendingTransferAlreadyPosted, .pendingTransferAlreadyVoided,
                .pendingTransferExpired:
                .alreadyResolved
            default:
                status.name.hasPrefix("exists_with_different") ? .transactionTaken : .ledgerRefused
            }
        self.init(
            kind, param: place,
            detail: "Transfer \(refusal.place + 1): \(status.name)."
                + (refusal.pair.map { " It is of legs \($0.debit) and \($0.credit)." } ?? ""))
    }

    /// The leg that a transfer was refused for: the credited one where the status says so.
    static func leg(_ pair: LegPairing, _ status: TransferStatus) -> Int {
        status.name.contains("credit_account") || status == .exceedsDebits
            || status == .aboveMaximum ? pair.credit : pair.debit
    }

    init(conversion fault: ConversionFault) {
        let detail =
            switch fault {
            case .zero: "The other amount is rounded to nothing."
            case .tooLarge: "The other amount has more than 128 bits."
            case .tooFine: "The rate has too many decimals for these assets."
            case .disagree(let expected): "By rate and rounding to_amount is \(expected)."
            }
        self.init(.conversionInvalid, param: "rate", detail: detail)
    }
}
