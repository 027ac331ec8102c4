package import Vocabulary

extension AccountReport {
    /// One line of the account (`Ntry`).
    package struct Entry: Hashable, Sendable {
        /// `NtryRef`, unique in the report.
        package var reference: String?
        /// Never negative.
        package var amount: Money
        package var side: CreditDebit
        package var isReversal: Bool
        package var status: Status
        package var booked: DayOrTime?
        package var value: DayOrTime?
        /// `AcctSvcrRef`, the same in pain.002 and in every report.
        package var servicerReference: String?
        package var code: BankTransactionCode?
        /// `BkTxCd/Prtry/Cd`.
        package var proprietaryCode: String?
        /// `Chrgs/Rcrd`: charges in the entry's amount, or beside it; unknown in .02.
        package var charges: [ChargeRecord] = []
        package var details: [Detail]
        /// `AddtlNtryInf`.
        package var additional: String?

        package init(
            reference: String?, amount: Money, side: CreditDebit, status: Status = .booked,
            booked: BusinessDate, value: BusinessDate, servicerReference: String?,
            code: BankTransactionCode, details: [Detail] = []
        ) {
            self.reference = reference
            self.amount = amount
            self.side = side
            self.isReversal = false
            self.status = status
            self.booked = .day(booked)
            self.value = .day(value)
            self.servicerReference = servicerReference
            self.code = code
            self.details = details
        }

        /// `EntryStatus2Code`; an open set from .08 on.
        package struct Status: RawRepresentable, Hashable, Sendable {
            package let rawValue: String

            package init(rawValue: String) {
                self.rawValue = rawValue
            }

            package static let booked = Status(rawValue: "BOOK")
            package static let pending = Status(rawValue: "PDNG")
            package static let information = Status(rawValue: "INFO")
        }
    }

    /// A charge that an entry tells of (`Chrgs/Rcrd`).
    package struct ChargeRecord: Hashable, Sendable {
        package var amount: Money
        package var side: CreditDebit
        /// The entry's amount has it in it (`ChrgInclInd`).
        package var isIncluded: Bool

        package init(amount: Money, side: CreditDebit, isIncluded: Bool) {
            self.amount = amount
            self.side = side
            self.isIncluded = isIncluded
        }
    }

    /// What an entry consists of (`NtryDtls`).
    package struct Detail: Hashable, Sendable {
        package var batch: Batch?
        package var transactions: [Transaction]

        package init(batch: Batch? = nil, transactions: [Transaction] = []) {
            self.batch = batch
            self.transactions = transactions
        }
    }

    /// Many transfers booked as one (`Btch`).
    package struct Batch: Hashable, Sendable {
        package var messageID: String?
        package var paymentID: String?
        package var count: Int?
        package var total: Money?
        package var side: CreditDebit?

        package init(
            messageID: String? = nil, paymentID: String? = nil, count: Int? = nil,
            total: Money? = nil, side: CreditDebit? = nil
        ) {
            self.messageID = messageID
            self.paymentID = paymentID
            self.count = count
            self.total = total
            self.side = side
        }
    }
}
