/// A reason from an ISO 20022 external code set: four letters or digits.
///
/// Whether a code is in the set of a message is for the code tables to say; this is the value that
/// state and journal hold.
package struct ReasonCode: RawRepresentable, Hashable, Sendable {
    /// The four characters, first in the highest byte; 0 stands for no reason.
    package let rawValue: UInt32

    package init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Fails unless the text is four characters of `A–Z 0–9`.
    package init?(_ text: some StringProtocol) {
        var value: UInt32 = 0
        var count = 0
        for byte in text.utf8 {
            guard (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) else { return nil }
            value = value << 8 | UInt32(byte)
            count += 1
        }
        guard count == 4 else { return nil }
        rawValue = value
    }

    private init(code literal: StaticString) {
        var value: UInt32 = 0
        for index in 0..<literal.utf8CodeUnitCount {
            value = value << 8 | UInt32((literal.utf8Start + index).pointee)
        }
        rawValue = value
    }

    package static let none = ReasonCode(rawValue: 0)

    package var text: String {
        rawValue == 0
            ? ""
            : String(
                decoding: (0..<4).map { UInt8(truncatingIfNeeded: rawValue >> (24 - 8 * $0)) },
                as: UTF8.self)
    }

    // ExternalStatusReason1Code and ExternalReturnReason1Code, in the words of the sets.

    /// Transaction stopped due to timeout at the creditor agent.
    package static let timeoutAtCreditorAgent = ReasonCode(code: "AB05")
    /// The agent refuses to cancel.
    package static let agentRefuses = ReasonCode(code: "AGNT")
    /// The transaction has already been returned.
    package static let alreadyReturned = ReasonCode(code: "ARDT")
    /// The original transaction was never received.
    package static let originalNeverReceived = ReasonCode(code: "NOOR")
    /// Creditor agent is not online.
    package static let creditorAgentOffline = ReasonCode(code: "AB08")
    /// Account number is invalid or missing.
    package static let accountInvalid = ReasonCode(code: "AC01")
    /// Account number specified has been closed.
    package static let accountClosed = ReasonCode(code: "AC04")
    /// Account is blocked, prohibiting posting of transactions against it.
    package static let accountBlocked = ReasonCode(code: "AC06")
    /// Debtor account currency is invalid or missing.
    package static let debtorCurrencyInvalid = ReasonCode(code: "AC10")
    /// Transaction forbidden on this type of account.
    package static let transactionForbidden = ReasonCode(code: "AG01")
    /// Transaction type not supported or authorized on this account.
    package static let typeNotSupported = ReasonCode(code: "AG03")
    /// Original payment never received.
    package static let neverReceived = ReasonCode(code: "AG09")
    /// Message amount is equal to zero.
    package static let amountZero = ReasonCode(code: "AM01")
    /// Amount is greater than the allowed maximum.
    package static let amountAboveMaximum = ReasonCode(code: "AM02")
    /// Amount is in a currency that cannot be processed.
    package static let currencyNotProcessable = ReasonCode(code: "AM03")
    /// Funds available are insufficient.
    package static let insufficientFunds = ReasonCode(code: "AM04")
    /// Duplication.
    package static let duplication = ReasonCode(code: "AM05")
    /// Amount is less than the agreed minimum.
    package static let amountBelowMinimum = ReasonCode(code: "AM06")
    /// Control sum at the group level is invalid.
    package static let groupSumInvalid = ReasonCode(code: "AM16")
    /// Control sum at the payment information level is invalid.
    package static let paymentInformationSumInvalid = ReasonCode(code: "AM17")
    /// Number of transactions at the group level is invalid or missing.
    package static let groupCountInvalid = ReasonCode(code: "AM19")
    /// Number of transactions at the payment information level is invalid.
    package static let paymentInformationCountInvalid = ReasonCode(code: "AM20")
    /// Transaction amount exceeds settlement limit.
    package static let aboveSettlementLimit = ReasonCode(code: "AM23")
    /// Number of decimal points not compatible with the currency.
    package static let decimalsInvalid = ReasonCode(code: "CH20")
    /// Charge bearer code for transaction type is invalid.
    package static let chargeBearerNotAccepted = ReasonCode(code: "BE19")
    /// Cancellation requested by the debtor.
    package static let requestedByCustomer = ReasonCode(code: "CUST")
    /// Message identification is not unique.
    package static let messageNotUnique = ReasonCode(code: "DU01")
    /// Payment information block is not unique.
    package static let paymentInformationNotUnique = ReasonCode(code: "DU02")
    /// Requested execution date is too far in the future.
    package static let dateTooFarAhead = ReasonCode(code: "CH03")
    /// Requested execution date is too far in the past.
    package static let dateTooFarInPast = ReasonCode(code: "CH04")
    /// The day asked for is no business day of the scheme.
    package static let noBusinessDay = ReasonCode(code: "DT03")
    /// Received behind the cut-off of the day asked for.
    package static let behindCutOff = ReasonCode(code: "TM01")
    /// An authorized user has cancelled the order.
    package static let cancelledByUser = ReasonCode(code: "DS02")
    /// Waiting time expired due to incomplete order.
    package static let waitingTimeExpired = ReasonCode(code: "DS24")
    /// Execution date has been modified in order for the transaction to be processed.
    package static let dateModified = ReasonCode(code: "DT06")
    /// Interbank settlement system not available.
    package static let settlementSystemNotAvailable = ReasonCode(code: "ED06")
    /// File format incomplete or invalid.
    package static let formatInvalid = ReasonCode(code: "FF01")
    /// Return following a cancellation request.
    package static let followingCancellation = ReasonCode(code: "FOCR")
    /// Reason has not been specified by the agent.
    package static let notSpecifiedByAgent = ReasonCode(code: "MS03")
    /// Bank identifier in an incorrect format, or of no bank that can be reached.
    package static let bankUnreachable = ReasonCode(code: "RC01")
}
