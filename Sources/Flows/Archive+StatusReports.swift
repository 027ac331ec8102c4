import Platform
import Arithmetic
import Engine
import ISO20022
import PaymentModel
import Vocabulary

/// pain.002: one after a file's arrival, then one for each journal entry that changed something of
/// it, each with only what changed.
extension ReportsWriter {
    func writeStatusReport(
        _ file: UInt128, _ number: Int, _ reports: CustomerReports
    ) throws {
        guard let initiation = try bank.initiation(file),
            let setup = try bank.configuration().setup
        else { return }
        let id = Self.reportID(reports.entry, number)
        let writing = StatusReportWriting(
            id: id, file: file, initiation: initiation, decision: reports.decisions[file],
            changes: reports.changes[file] ?? [], setup: setup, at: reports.entry.timestamp)
        guard writing.hasNews else { return }
        let subject = Subject(id: id, kind: initiation.version.answer.type.rawValue, file: file)
        let bytes = written(subject) { () throws(WritingError) in
            try writing.report().written()
        }
        guard let bytes else { return }
        try keep(subject, bytes, reports.entry)
    }
}

/// Builds a pain.002 (its three levels, statuses and codes: `postings.md`).
struct StatusReportWriting {
    let id: UInt128
    let file: UInt128
    let initiation: CreditTransferInitiation
    let decision: FileDecision?
    let changes: [PaymentChange]
    let setup: BankSetup
    let at: UInt64

    /// Whether there is anything to tell: a first verdict, or a status other than the last told.
    var hasNews: Bool { decision != nil || !news.isEmpty }

    func report() -> CustomerStatusReport {
        let instant = Instant(nanoseconds: at)
        let created = MessageTime(
            instant, offsetMinutes: setup.bank.zone.offsetSeconds(at: instant) / 60)
        return CustomerStatusReport(
            version: initiation.version.answer, messageID: MessageIdentification.text(id),
            created: created, initiatingParty: Party(bic: setup.bank.bic),
            debtorAgent: Agent(setup.bank.bic), original: original, payments: payments)
    }

    private var original: CustomerStatusReport.Original {
        let reason = decision?.reason ?? .none
        var status: PaymentStatus?
        if let decision {
            status =
                reason != .none || decision.acceptedCount == 0
                ? .rejected
                : decision.acceptedCount < decision.count ? .partial : Self.accepted(changes)
        }
        return CustomerStatusReport.Original(
            group: OriginalGroup(
                messageID: initiation.header.messageID,
                messageName: initiation.version.type.rawValue),
            count: decision == nil ? nil : initiation.header.count, controlSum: nil,
            status: status, reasons: reason == .none ? [] : [self.reason(reason)], tallies: [])
    }

    private var payments: [CustomerStatusReport.Payment] {
        let places = FilePlaces(initiation)
        var byGroup: [[(Int, PaymentChange)]] = Array(
            repeating: [], count: initiation.payments.count)
        for change in news {
            guard let position = PaymentFile.position(of: change.payment, in: file),
                let group = places.group(position)
            else { continue }
            byGroup[group].append((position, change))
        }
        return byGroup.enumerated().compactMap { index, found in
            payment(index, found, places)
        }
    }

    /// Each payment's last change, where the status that it gives is not the one before.
    ///
    /// Accepted, booked and unknown are one status to the customer, ACSP.
    private var news: [PaymentChange] {
        var places: [UInt128: Int] = [:]
        var last: [PaymentChange] = []
        for var change in changes {
            if let place = places[change.payment] {
                change.previous = last[place].previous
                last[place] = change
            } else {
                places[change.payment] = last.count
                last.append(change)
            }
        }
        return last.filter { change in
            guard let previous = change.previous else { return true }
            return status(change.state, of: change) != status(previous, of: change)
        }
    }

    private func payment(
        _ index: Int, _ found: [(Int, PaymentChange)], _ places: FilePlaces
    ) -> CustomerStatusReport.Payment? {
        guard !found.isEmpty else { return nil }
        let reasons = decision?.groupReasons ?? []
        let reason = index < reasons.count ? reasons[index] : .none
        let rejected = found.count { $0.1.state == .rejected }
        var status: PaymentStatus?
        if decision != nil {
            status =
                rejected == found.count
                ? .rejected : rejected > 0 ? .partial : Self.accepted(found.map(\.1))
        }
        return CustomerStatusReport.Payment(
            id: initiation.payments[index].id,
            status: status, reasons: reason == .none ? [] : [self.reason(reason)],
            transactions: found.compactMap { transaction($0.0, $0.1, places) })
    }

    /// Nothing of it was refused: accepted, or waiting where all of it waits for a later day or a
    /// second person.
    private static func accepted(_ changes: [PaymentChange]) -> PaymentStatus {
        changes.allSatisfy { $0.state == .warehoused || $0.state == .awaitingApproval }
            ? .pending : .accepted
    }

    private func transaction(
        _ position: Int, _ change: PaymentChange, _ places: FilePlaces
    ) -> CustomerStatusReport.Transaction? {
        guard let (group, transfer) = places[position] else { return nil }
        let status = status(change.state, of: change)
        var reasons: [StatusReason] = []
        if status == .rejected { reasons = [reason(change.reason)] }
        if status == .acceptedWithChange { reasons = [reason(.dateModified)] }
        var money: Money?
        if case .instructed(let amount) = transfer.amount { money = amount.money }
        var told = CustomerStatusReport.Transaction(
            instructionID: transfer.instructionID, endToEndID: transfer.endToEndID,
            uetr: transfer.uetr, status: status, reasons: reasons,
            servicerReference: MessageIdentification.text(change.payment),
            reference: CustomerStatusReport.Reference(
                amount: money, debtorAccount: group.debtorAccount, creditor: transfer.creditor,
                creditorAccount: transfer.creditorAccount))
        // What was taken with it (F1, F2), told with the status that came of it.
        if change.fee > 0, let currency = Currency(number: change.currency) {
            let fee = Money(minorUnits: Int128(clamping: change.fee), currency: currency)
            told.charges = [Charge(amount: fee, agent: Agent(setup.bank.bic))]
        }
        return told
    }

    private func status(_ state: PaymentState, of change: PaymentChange) -> PaymentStatus {
        switch state {
        // The code for a cancellation is for interfaces only, says the code set.
        case .rejected, .cancelled: .rejected
        case .warehoused: change.isDateMoved ? .acceptedWithChange : .pending
        case .held: change.isDateMoved ? .acceptedWithChange : .accepted
        case .accepted, .booked, .outcomeUnknown: .inSettlement
        case .settled where change.kind == .book: initiation.version.answer.credited
        case .settled: .settled
        default: .pending
        }
    }

    private func reason(_ code: ReasonCode) -> StatusReason {
        StatusReason(originator: Party(bic: setup.bank.bic), reason: .code(code.text))
    }
}
