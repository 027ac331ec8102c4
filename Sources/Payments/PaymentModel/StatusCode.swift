import Bytes
package import Vocabulary

/// What an account's status is called in a refusal: one code towards its holder and in our books,
/// one towards everybody else; a dated row.
package struct StatusCode: Hashable, Sendable {
    package static let countMax = 256

    package let status: BankAccount.Status
    package let inside: ReasonCode
    /// Says no more of the holder than others may hear.
    package let outside: ReasonCode
    /// First day on which the row counts; `nil` from the beginning.
    package let validFrom: BusinessDate?
    package let source: String
    package let confidence: Scheme.Confidence

    package init(
        _ status: BankAccount.Status, inside: ReasonCode, outside: ReasonCode,
        validFrom: BusinessDate?, source: String, confidence: Scheme.Confidence
    ) {
        self.status = status
        self.inside = inside
        self.outside = outside
        self.validFrom = validFrom
        self.source = source
        self.confidence = confidence
    }

    /// What counts where no row is written.
    package static let standard: [StatusCode] = [
        row(.closed, .accountClosed, .accountClosed, .certain),
        row(.frozen, .accountBlocked, .notSpecifiedByAgent),
        row(.debitBlocked, .accountBlocked, .notSpecifiedByAgent),
        row(.creditBlocked, .accountBlocked, .notSpecifiedByAgent),
        row(.dormant, .transactionForbidden, .notSpecifiedByAgent),
    ]

    private static func row(
        _ status: BankAccount.Status, _ inside: ReasonCode, _ outside: ReasonCode,
        _ confidence: Scheme.Confidence = .unverified
    ) -> StatusCode {
        StatusCode(
            status, inside: inside, outside: outside, validFrom: nil,
            source: "ISO 20022 ExternalStatusReason1Code", confidence: confidence)
    }

    /// The row of a status that counts on a day: the one that began last, else the standard's.
    static func inForce(
        _ rows: [StatusCode], of status: BankAccount.Status, on day: Int32
    ) -> StatusCode? {
        let found = rows.filter { row in
            row.status == status && row.validFrom.map { $0.dayNumber <= day } ?? true
        }.max { ($0.validFrom?.dayNumber ?? .min) < ($1.validFrom?.dayNumber ?? .min) }
        return found ?? standard.first { $0.status == status }
    }

    func encode(into writer: inout ByteWriter) {
        writer.write(status.rawValue)
        writer.writePrefixed(inside.text)
        writer.writePrefixed(outside.text)
        writer.writeOptional(validFrom)
        writer.writePrefixed(source)
        writer.writePrefixed(confidence.rawValue)
    }

    init(from reader: inout SetupReader) throws(BankSetupError) {
        let raw = try reader.byte()
        guard let status = BankAccount.Status(rawValue: raw) else {
            throw reader.refusal(of: "status")
        }
        self.status = status
        inside = try reader.parsed("inside") { ReasonCode($0) }
        outside = try reader.parsed("outside") { ReasonCode($0) }
        validFrom = try reader.optional("valid_from") { BusinessDate($0) }
        source = try reader.text(limit: Scheme.sourceBytesMax)
        confidence = try reader.parsed("confidence") { Scheme.Confidence(rawValue: $0) }
    }
}

extension BankAccount.Status {
    /// Whether money may leave by the holder's order.
    package var takesDebits: Bool { self == .open || self == .creditBlocked }

    /// Whether money may come in.
    package var takesCredits: Bool { self == .open || self == .debitBlocked || self == .dormant }
}

extension Bank {
    /// What a status is called today.
    func codes(of status: BankAccount.Status) -> (inside: ReasonCode, outside: ReasonCode) {
        let rows = configuration.setup?.statusCodes ?? []
        guard let row = StatusCode.inForce(rows, of: status, on: calendarDay()) else {
            return (.none, .none)
        }
        return (row.inside, row.outside)
    }

    /// Why an account takes no credit; ``ReasonCode/none`` where it does.
    func creditRefusal(of account: BankAccount) -> ReasonCode {
        account.status.takesCredits ? .none : codes(of: account.status).inside
    }

    /// What others are told of a refusal: where it is the account's status, the code for outside.
    func told(_ reason: ReasonCode, of account: UInt128) -> ReasonCode {
        guard let account = accounts[id: account], !account.status.takesCredits else {
            return reason
        }
        let codes = codes(of: account.status)
        return reason == codes.inside ? codes.outside : reason
    }
}
