import Bytes
import Ledger
import Vocabulary

/// What payments cost: posted with them, or collected at the end of the month (rows F1–F9).
extension Bank {
    /// By the table in force on the booking day.
    ///
    /// - Parameter scheme: nil between two accounts here.
    package func fee(
        of amount: UInt128, _ currency: UInt16, from account: BankAccount, by scheme: Scheme?
    ) -> FeeRule? {
        guard let setup = configuration.setup, !setup.fees.isEmpty,
            let unit = Currency(number: currency),
            let day = BusinessDate(dayNumber: Int(bookingDay(currency)))
        else { return nil }
        let found = setup.fee(
            scheme?.name ?? FeeRule.book, unit, party: account.holder,
            amount: Int128(clamping: amount), on: day)
        return found.flatMap { $0.fee.minorUnits > 0 ? $0 : nil }
    }

    /// What must be there beside the amount: a fee that is taken with the payment.
    func feeNow(_ rule: FeeRule?) -> UInt128 {
        guard let rule, rule.collection == .payment else { return 0 }
        return UInt128(rule.fee.minorUnits)
    }

    /// Whether the account covers a payment with what it costs (F5).
    func covers(_ account: UInt128, _ amount: UInt128, with rule: FeeRule?) -> Bool {
        let fee = feeNow(rule)
        guard fee > 0 else { return true }
        let (sum, isBeyond) = amount.addingReportingOverflow(fee)
        return !isBeyond && covers(account, sum)
    }

    /// What the payments of a file that were taken cost, by currency.
    func fees(of changes: [PaymentChange]) -> [Money] {
        guard configuration.setup?.fees.isEmpty == false else { return [] }
        var sums: [Money] = []
        for change in changes where change.state != .rejected {
            guard let account = accounts[id: change.account],
                let rule = fee(
                    of: change.amount, change.currency, from: account,
                    by: change.kind == .book ? nil : configuration.scheme(change.scheme)?.first)
            else { continue }
            if let place = sums.firstIndex(where: { $0.currency == rule.currency }) {
                sums[place] = Money(
                    minorUnits: sums[place].minorUnits + rule.fee.minorUnits,
                    currency: rule.currency)
            } else {
                sums.append(rule.fee)
            }
        }
        return sums
    }

    /// What a transfer that is booked has cost; the month's fee by the table of today.
    package func fee(ofBooked order: TransferOrder) -> UInt128 {
        if let taken = transfer(id: step(order.id, .fee)) { return taken.amount }
        guard let rule = fee(of: order), rule.collection == .month else { return 0 }
        return UInt128(rule.fee.minorUnits)
    }

    // MARK: - With the payment

    /// Takes what a payment between two accounts here costs, once it is booked (F1, F6).
    func takeFee(
        _ rule: FeeRule?, of payment: UInt128, from account: UInt128, _ currency: UInt16
    ) {
        guard let rule else { return }
        guard rule.collection == .payment else { return addDue(rule, account, currency) }
        openOwn(.fees, currency)
        mustPost(
            .fee, id: step(payment, .fee), debit: account, credit: own(.fees, currency),
            amount: feeNow(rule), currency: currency, payment: payment)
    }

    /// Takes what a transfer asked for through the interface costs.
    func takeFee(
        _ rule: FeeRule?, ofTransfer id: UInt128, from account: UInt128, _ currency: UInt16
    ) {
        guard let rule else { return }
        guard rule.collection == .payment else { return addDue(rule, account, currency) }
        openOwn(.fees, currency)
        mustPost(
            .transferFee, id: step(id, .fee), debit: account, credit: own(.fees, currency),
            amount: feeNow(rule), currency: currency, payment: id)
    }

    /// Holds what an outgoing payment costs, beside its own hold (F2).
    func holdFee(
        _ rule: FeeRule?, of payment: UInt128, from account: UInt128, _ currency: UInt16
    ) {
        guard let rule, rule.collection == .payment else { return }
        openOwn(.fees, currency)
        mustPost(
            .fee, id: step(payment, .fee), debit: account, credit: own(.fees, currency),
            amount: feeNow(rule), currency: currency, payment: payment, .hold)
    }

    /// The payment is booked: what it costs is, too (F3), or counts for the month (F6).
    func bookFee(of payment: Payment) {
        let currency = currency(of: payment)
        let hold = step(payment.id, .fee)
        if pendingState(of: hold) == .pending {
            mustPost(
                .fee, id: step(payment.id, .feeEnd), debit: 0, credit: 0, amount: .max,
                currency: currency, payment: payment.id, .post(of: hold))
            return
        }
        if let rule = monthlyFee(of: payment) { addDue(rule, payment.account, currency) }
    }

    /// The payment is refused before it is booked: it costs nothing (F4).
    func freeFee(of payment: Payment) {
        let hold = step(payment.id, .fee)
        guard pendingState(of: hold) == .pending else { return }
        mustPost(
            .fee, id: step(payment.id, .feeEnd), debit: 0, credit: 0, amount: 0,
            currency: currency(of: payment), payment: payment.id, .void(of: hold))
    }

    /// Gives back what a payment has cost that was not executed (F7), or came back where the table
    /// says so (F8).
    func giveFeeBack(
        of payment: UInt128, to account: UInt128, _ currency: UInt16
    ) {
        guard let taken = transfer(id: step(payment, .feeEnd)), taken.amount > 0,
            pendingState(of: step(payment, .fee)) != .voided,
            transfer(id: step(payment, .feeBack)) == nil
        else { return }
        mustPost(
            .fee, id: step(payment, .feeBack), debit: own(.fees, currency), credit: account,
            amount: taken.amount, currency: currency, payment: payment)
    }

    /// Rejected by the clearing after it was booked.
    func undoFee(of payment: Payment, isClosed: Bool) {
        let currency = currency(of: payment)
        if !isClosed { giveFeeBack(of: payment.id, to: payment.account, currency) }
        guard let rule = monthlyFee(of: payment) else { return }
        removeDue(rule, payment.account, currency)
    }

    /// Whether a payment that has come back gives back what it cost, by the table of today.
    func returnsFee(of amount: UInt128, by scheme: Scheme, from account: BankAccount) -> Bool {
        fee(of: amount, scheme.currency.number, from: account, by: scheme)?.isReturned ?? false
    }

    private func monthlyFee(of payment: Payment) -> FeeRule? {
        guard let account = accounts[id: payment.account],
            let scheme = scheme(payment.scheme),
            let rule = fee(
                of: payment.amount, currency(of: payment), from: account, by: scheme),
            rule.collection == .month
        else { return nil }
        return rule
    }

    // MARK: - By the month

    private func monthNumber(of day: Int32) -> Int32 {
        guard let date = BusinessDate(dayNumber: Int(day)) else { return 0 }
        return Int32(date.year * 12 + date.month - 1)
    }

    private func addDue(_ rule: FeeRule, _ account: UInt128, _ currency: UInt16) {
        let month = monthNumber(of: bookingDay(currency))
        var due = dueFees[account] ?? []
        if due.last?.month != month { due.append(DueFees(account: account, month: month)) }
        due[due.count - 1].count += 1
        due[due.count - 1].amount += UInt128(rule.fee.minorUnits)
        dueFees[account] = due
    }

    private func removeDue(_ rule: FeeRule, _ account: UInt128, _ currency: UInt16) {
        let fee = UInt128(rule.fee.minorUnits)
        guard var due = dueFees[account], var last = due.popLast(),
            last.month == monthNumber(of: bookingDay(currency)), last.count > 0, last.amount >= fee
        else { return }
        last.count -= 1
        last.amount -= fee
        if last.count > 0 { due.append(last) }
        dueFees[account] = due.isEmpty ? nil : due
    }

    /// At the end of a month's last day, one entry an account and month; what is not covered stays
    /// due and is asked for again at the end of each day (F6).
    func collectFees(_ currency: UInt16, _ days: ClosedRange<Int32>) {
        guard !dueFees.isEmpty else { return }
        // Where several days are closed at once, a month may end on any of them.
        let ends = days.filter { monthNumber(of: $0 + 1) != monthNumber(of: $0) }
        let day = ends.last ?? days.upperBound
        let isLastDay = monthNumber(of: day + 1) != monthNumber(of: day)
        let month = monthNumber(of: day) - (isLastDay ? 0 : 1)
        for id in dueFees.keys.sorted() {
            guard let due = dueFees[id], accounts[id: id]?.currency == currency else { continue }
            let left = due.filter { $0.month > month || !collect($0, currency, on: day) }
            dueFees[id] = left.isEmpty ? nil : left
        }
    }

    private func collect(_ due: DueFees, _ currency: UInt16, on day: Int32) -> Bool {
        guard covers(due.account, due.amount) else { return false }
        openOwn(.fees, currency)
        // Two days back at most: statements rest on entries being nearly in order.
        let isNear = bookingDay(currency) - day <= 2
        let id = nextMessageID()
        mustPost(
            .monthlyFees, id: id, debit: due.account, credit: own(.fees, currency),
            amount: due.amount, currency: currency, payment: CollectedFees(due).rawValue,
            bookingDay: isNear ? day : nil)
        heard.append(.transferPosted(transfer: id))
        return true
    }
}
