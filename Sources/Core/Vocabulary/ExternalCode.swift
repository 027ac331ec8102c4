/// A code of one of ISO 20022's external code sets, such as the reason `AC04`.
///
/// The sets are published quarterly by others, so that any text of the right form is a code;
/// whether it is listed is a question to the set.
///
/// ```swift
/// let reason: ExternalCode = "AC04"
/// reason.definition(in: .statusReason)  // Account number specified has been closed …
/// ```
package struct ExternalCode: RawRepresentable, Hashable, Sendable {
    /// Characters of the longest that ISO 20022 has, those of a local instrument.
    package static let lengthMax = 35

    package let rawValue: String

    /// Fails unless the text is 1 to 35 visible characters of ASCII, neither `|` nor `/`.
    package init?(rawValue: String) {
        guard 1...Self.lengthMax ~= rawValue.utf8.count,
            rawValue.utf8.allSatisfy({ 0x21...0x7E ~= $0 && $0 != 0x7C && $0 != 0x2F })
        else { return nil }
        self.rawValue = rawValue
    }

    package func isListed(in set: ExternalCodeSet) -> Bool {
        Self.table.position(of: row(in: set)) != nil
    }

    /// What the code means, in the publisher's words; `nil` where the set does not list it.
    package func definition(in set: ExternalCodeSet) -> String? {
        Self.table.fields(of: row(in: set))?[1]
    }

    private func row(in set: ExternalCodeSet) -> String.UTF8View {
        "\(set.rawValue)/\(rawValue)".utf8
    }

    /// The codes of a set, in order.
    static func listed(in set: ExternalCodeSet) -> [ExternalCode] {
        let prefix = Array("\(set.rawValue)/".utf8)
        return (0..<table.count).lazy.map(table.key(at:)).filter { $0.starts(with: prefix) }
            .compactMap {
                ExternalCode(
                    rawValue: String(decoding: $0.dropFirst(prefix.count), as: UTF8.self))
            }
    }

    private static let table = TextTable(ExternalCodeTable.text)
}

extension ExternalCode: ExpressibleByStringLiteral, CustomStringConvertible {
    /// A code in our own source; a malformed one is a programmer's error.
    package init(stringLiteral text: StaticString) {
        guard let code = ExternalCode(rawValue: text.description) else {
            preconditionFailure("\(text) is no code.")
        }
        self = code
    }

    package var description: String { rawValue }
}

/// The external code sets of ISO 20022 that payments use: `ExternalStatusReason1Code` and others.
///
/// The sets of bank transaction codes are not among them: the source lists no codes for them.
package enum ExternalCodeSet: String, CaseIterable, Hashable, Sendable {
    case acceptedReason = "AcceptedReason"
    case accountIdentification = "AccountIdentification"
    case balanceSubType = "BalanceSubType"
    case balanceType = "BalanceType"
    case cancellationReason = "CancellationReason"
    case cashAccountType = "CashAccountType"
    case cashClearingSystem = "CashClearingSystem"
    case categoryPurpose = "CategoryPurpose"
    case chargeType = "ChargeType"
    case clearingSystemIdentification = "ClearingSystemIdentification"
    case creditorAgentInstruction = "CreditorAgentInstruction"
    case creditorReferenceType = "CreditorReferenceType"
    case debtorAgentInstruction = "DebtorAgentInstruction"
    case documentType = "DocumentType"
    case entryStatus = "EntryStatus"
    case investigationExecutionConfirmation = "InvestigationExecutionConfirmation"
    case localInstrument = "LocalInstrument"
    case mandateReason = "MandateReason"
    case organisationIdentification = "OrganisationIdentification"
    case paymentCancellationRejection = "PaymentCancellationRejection"
    case paymentGroupStatus = "PaymentGroupStatus"
    case paymentTransactionStatus = "PaymentTransactionStatus"
    case pendingProcessingReason = "PendingProcessingReason"
    case personIdentification = "PersonIdentification"
    case proxyAccountType = "ProxyAccountType"
    case purpose = "Purpose"
    case receivedReason = "ReceivedReason"
    case rejectedReason = "RejectedReason"
    case reportingSource = "ReportingSource"
    case returnReason = "ReturnReason"
    case reversalReason = "ReversalReason"
    case serviceLevel = "ServiceLevel"
    case statusReason = "StatusReason"
    case verificationReason = "VerificationReason"

    /// The name of the type in ISO 20022's schemas.
    package var typeName: String { "External\(rawValue)1Code" }
}
