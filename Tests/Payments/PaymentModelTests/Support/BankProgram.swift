import Ledger
import PaymentModel
import Platform
import Vocabulary

/// What a day's traffic could be: commands drawn from a seed, many of them wrong, repeated, late or
/// contrary.
struct BankProgram {
    let random: SeededRandomness
    /// What batches have beyond records: drawn apart, so that the rest of a program stays.
    private let extra: SeededRandomness
    private var number = 0
    private var customers: [String] = []
    private var files: [PaymentFile] = []
    private var orders: [TransferOrder] = []
    private var messages: [ClearingMessage] = []
    /// Payments of ours ever sent, and the messages that carried them.
    private var sent: [(payment: UInt128, carrier: UInt128, amount: UInt128)] = []
    /// Payments to us: message, transaction, amount, and whether instant.
    private var received: [(message: String, id: String, amount: UInt128, isInstant: Bool)] = []
    private var returns: [(id: String, amount: UInt128)] = []

    init(seed: UInt64) {
        random = SeededRandomness(seed: seed)
        extra = SeededRandomness(seed: ~seed)
    }

    /// The next command for a bank that has come to where it is by this program.
    mutating func next(_ bench: BankBench) throws -> BankCommand? {
        number += 1
        remember(bench)
        if number == 1 { return .configure(configuration(try demonstration(hasHours: true))) }
        if number < 8 { return .openAccount(newCustomer()) }
        if number < 10 { return funding(bench) }
        if number < 12 {
            return .issueToken(
                `Tokens as state`.issue(
                    UInt128(number - 9), number == 10 ? .operator : .approver, issuer: 3))
        }
        switch random.below(100) {
        case 0..<3: return .openAccount(happens(5) ? newCustomer() : opening(customer()))
        case 3..<18: return .transfer(transfer())
        case 18..<36: return .submitFile(file(bench))
        case 36..<52: return .clearing(incoming(bench))
        case 52..<64: return .clearing(status(bench))
        case 64..<66: return recall(bench)
        case 66..<80: return .clearing(report(bench))
        case 80..<86: return .clearing(comeBack(bench))
        case 86: return repeated()
        case 87:
            return happens(3) ? comparison(bench) ?? motion(bench) : motion(bench)
        case 88..<90: return resolve(bench)
        case 90..<92: return setStatus(bench)
        case 92:
            let today = bench.bank.calendarDay(at: bench.clock)
            // In dollars there is no clearing to differ from.
            let closing = DayClosing(
                currency: happens(4) ? 840 : 978, day: today - Int32(random.below(3)) + 1)
            return happens(5) ? proposeClosing(closing, bench) : .closeDay(closing)
        case 93: return happens(3) ? .moveClock(to: bench.clock + 3_600_000_000_000) : nil
        case 94:
            return happens(3)
                ? .configure(
                    configuration(
                        try demonstration(
                            asksAfter: [random.below(9) + 1], needsStatement: happens(5),
                            endOfDay: [nil, "23:30", "02:30"][random.below(3)],
                            restoresAfter: [nil, 3_600][random.below(2)], hasHours: happens(2))))
                : nil
        case 95: return ledger()
        case 96: return happens(5) ? pause(bench) : ledger()
        case 97: return happens(5) ? cancel(bench) : party(bench)
        case 98: return happens(7) ? party(bench) : resolve(bench)
        default:
            bench.clock += UInt64(random.below(40_000)) * BankBench.second
            return nil
        }
    }

    // MARK: - Draws

    private func happens(_ tenths: Int) -> Bool { random.below(10) < tenths }
    private func amount() -> UInt128 { UInt128(random.below(happens(1) ? 10_000_000 : 40_000)) }
    private func customer() -> String { customers[random.below(customers.count)] }
    private func fee(
        _ scheme: String, _ units: Int128, _ collection: FeeRule.Collection
    ) -> FeeRule {
        FeeRule(
            name: scheme, scheme: scheme, party: 0, from: Money(minorUnits: 0, currency: .eur),
            to: nil, fee: Money(minorUnits: units, currency: .eur), collection: collection,
            isReturned: scheme == "SCT", validFrom: nil, source: "a test",
            confidence: .unverified)
    }

    private func configuration(_ setup: BankSetup) -> BankConfiguration {
        // Some of the amounts that are drawn are above.
        let limits = ApprovalRules(
            payment: [Money(minorUnits: 5_000_000, currency: .eur)],
            file: [Money(minorUnits: 7_000_000, currency: .eur)],
            expirySeconds: ApprovalRules.standardSeconds)
        return BankConfiguration(
            setup: BankSetup(
                bank: setup.bank, schemes: setup.schemes, reach: setup.reach, approvals: limits,
                fees: [
                    fee(FeeRule.book, 35, .payment), fee("SCT", 50, .payment),
                    fee("SCTINST", 40, .month),
                ]),
            isSandbox: true)
    }

    private mutating func newCustomer() -> AccountOpening {
        customers.append("Customer \(customers.count)")
        return opening(customers[customers.count - 1])
    }

    private func opening(_ customer: String) -> AccountOpening {
        BankBench.opening(
            customer, currency: customer.hasSuffix("5") ? 840 : 978,
            creditLine: customer.hasSuffix("3") ? 50_000 : 0)
    }

    private func funding(_ bench: BankBench) -> BankCommand {
        let scheme = number == 8 ? "SCT" : "SCTINST"
        return .clearing(
            bench.message("F-\(number)", scheme, .report([BankBench.entry(.funding, 900_000)])))
    }

    /// Payments that have a message by now.
    private mutating func remember(_ bench: BankBench) {
        for message in bench.sent where message.kind != .question {
            for id in message.payments {
                guard let payment = bench.bank.payments[id] else { continue }
                sent.append((id, message.id, payment.amount))
            }
        }
    }

    private mutating func transfer() -> TransferOrder {
        if happens(1), let old = orders.last { return old }
        let from = happens(1) ? "Nobody" : customer()
        var order = TransferOrder(
            id: name("transfer \(happens(1) ? number - 1 : number)"),
            content: name("body \(number)"), from: .reference(name("reference \(from)")),
            to: .iban(name("iban \(customer())")), amount: amount(),
            currency: happens(1) ? 840 : 978, isKeyed: happens(5), isOpeningMoney: happens(1),
            sealed: sealed())
        if order.isOpeningMoney { order.currency = 840 }
        orders.append(order)
        return order
    }

    private func sealed() -> SealedReference {
        happens(5) ? .none : SealedReference(key: 5, hash: [UInt8](repeating: 9, count: 32))
    }

    private mutating func file(_ bench: BankBench) -> PaymentFile {
        if happens(1), let old = files.last { return old }
        let groups = (0...random.below(2)).map { index in
            BankBench.group(
                happens(1) ? "Nobody" : customer(), (0..<random.below(6)).map { _ in order() },
                id: "\(number) \(happens(1) ? 0 : index)",
                on: bench.bank.calendarDay(at: bench.clock) + Int32(random.below(9)) - 2,
                at: happens(3) ? time(bench) : nil)
        }
        var file = BankBench.file(
            "\(number)", groups, messageID: "\(happens(1) ? number - 1 : number)")
        if happens(1) { file.refusal = .groupSumInvalid }
        file.sealed = sealed()
        files.append(file)
        return file
    }

    private func time(_ bench: BankBench) -> RequestedTime {
        let hours = UInt64(random.below(60))
        return RequestedTime(
            instant: bench.clock + hours * 3_600 * BankBench.second, isReading: happens(5))
    }

    /// A new party, one with somebody's identifier, or a role for one on somebody's account.
    private func party(_ bench: BankBench) -> BankCommand {
        let known = bench.bank.parties.parties
        if happens(3), let one = known.last {
            let policy = FundsPolicy.allCases[random.below(2)]
            return .setTerms(
                happens(3)
                    ? TermsOrder(.account(name("account \(customer())"), .refuse), by: 1)
                    : TermsOrder(
                        .party(happens(8) ? name("account \(customer())") : one.id, policy), by: 1)
            )
        }
        guard happens(6) else {
            return .registerParty(
                `Parties as state`.registration(
                    name("party \(number)"), identifiers: [UInt128(random.below(5)) + 1]))
        }
        return .setMandate(
            MandateOrder(
                account: happens(1) ? 7 : name("account \(customer())"),
                party: known.isEmpty ? 7 : known[random.below(known.count)].id,
                kind: Mandate.Kind.allCases[random.below(3)], isGiven: happens(6), by: 1))
    }

    private func cancel(_ bench: BankBench) -> BankCommand {
        let kept = bench.bank.warehouse.orders
        let id = kept.isEmpty || happens(2) ? 7 : kept[random.below(kept.count)].id
        return .cancel(payment: id, reason: sealed())
    }

    private func order() -> PaymentOrder {
        BankBench.order(
            amount(), to: happens(1) ? "Nobody" : customer(), isInstant: happens(4),
            currency: happens(1) ? 840 : 978, endToEnd: happens(5) ? "E" : "",
            bank: ["90000001", "90000002", "90000003", "1"][random.below(4)])
    }

    // MARK: - The clearing

    private mutating func keep(_ message: ClearingMessage) -> ClearingMessage {
        messages.append(message)
        return message
    }

    private mutating func incoming(_ bench: BankBench) -> ClearingMessage {
        let isInstant = happens(5)
        let message = "M-\(number)"
        let count = isInstant && !happens(1) ? 1 : random.below(4)
        var each: [BankBench.Incoming] = []
        for index in 0..<count {
            var transfer = BankBench.Incoming(
                id: happens(1) ? "I-\(random.below(number))-0" : "I-\(number)-\(index)",
                amount: amount(), creditor: happens(1) ? "Nobody" : customer())
            transfer.currency = happens(1) ? 840 : 978
            transfer.isHere = !happens(1)
            if happens(1) { transfer.acceptedAt = bench.clock - 60 * BankBench.second }
            transfer.day = friday + Int32(random.below(4))
            each.append(transfer)
            received.append((message, transfer.id, transfer.amount, isInstant))
        }
        return keep(
            bench.message(
                message, isInstant ? "SCTINST" : "SCT", bench.transfers(each, in: message)))
    }

    private mutating func status(_ bench: BankBench) -> ClearingMessage {
        let codes = [
            "RCVD", "ACTC", "PDNG", "ACCP", "ACSP", "ACSC", "ACCC", "RJCT", "PART", "XXXX",
        ]
        let code = ClearingStatus(code: happens(6) ? "ACCP" : codes[random.below(codes.count)])
        let reason = happens(2) ? "AG09" : "AC04"
        if happens(4), let one = received.last(where: { $0.isInstant }) {
            return keep(
                bench.message(
                    "S-\(number)", "SCT", bench.confirmation(of: one.message, one.id, code, reason))
            )
        }
        guard let one = drawSent() else {
            return keep(
                bench.message("S-\(number)", "SCT", bench.groupStatus(about: 7, code, reason)))
        }
        let about = happens(1) ? name("nothing") : one.carrier
        return keep(
            bench.message(
                "S-\(number)", "SCT",
                happens(2)
                    ? bench.groupStatus(about: about, code, reason)
                    : bench.status(about: about, [(one.payment, code, reason)])))
    }

    /// A payment of ours, mostly a late one.
    private func drawSent() -> (payment: UInt128, carrier: UInt128, amount: UInt128)? {
        guard !sent.isEmpty else { return nil }
        let back = happens(7) ? random.below(min(8, sent.count)) : random.below(sent.count)
        return sent[sent.count - 1 - back]
    }

    private mutating func report(_ bench: BankBench) -> ClearingMessage {
        let scheme = happens(5) ? "SCT" : "SCTINST"
        let entries = (0..<random.below(5)).map { _ in entry() }
        if happens(1) {
            return keep(
                bench.message(
                    "R-\(number)", scheme,
                    .statement(
                        day: bench.bank.calendarDay(at: bench.clock),
                        closing: -Int128(bench.posted(.settlement, scheme)), entries: entries)))
        }
        return keep(bench.message("R-\(number)", scheme, .report(entries)))
    }

    private func entry() -> ReportEntry {
        let more = UInt128(happens(1) ? 1 : 0)
        switch random.below(10) {
        case 0..<4:
            let one = drawSent()
            return BankBench.entry(
                happens(9) ? .sent : .returnOut, (one?.amount ?? 3) + more,
                payment: one?.payment ?? 5)
        case 4..<8:
            guard !received.isEmpty else { return BankBench.entry(.received, 4, "nothing") }
            let one = received[received.count - 1 - random.below(min(12, received.count))]
            return BankBench.entry(.received, one.amount + more, one.id)
        case 8:
            guard !returns.isEmpty else { return BankBench.entry(.returnIn, 4, "nothing") }
            let one = returns[random.below(returns.count)]
            return BankBench.entry(.returnIn, one.amount + more, one.id)
        default:
            return BankBench.entry(.funding, amount(), isCredit: happens(8))
        }
    }

    private mutating func comeBack(_ bench: BankBench) -> ClearingMessage {
        let id = happens(1) ? "B-\(number - 1)" : "B-\(number)"
        let original = drawSent()
        let amount = (original?.amount ?? 9) - (happens(2) ? min(1, original?.amount ?? 1) : 0)
        returns.append((id, amount))
        let message = "B-\(number)"
        return keep(
            bench.message(
                message, happens(7) ? "SCT" : "SCTINST",
                bench.comeBack(
                    id, of: happens(1) ? 0 : original?.payment ?? 0, amount, in: message,
                    reason: happens(5) ? "FOCR" : "AC04", charges: happens(5) ? 1 : 0,
                    currency: happens(1) ? 840 : 978)))
    }

    // MARK: - Others

    private func repeated() -> BankCommand? {
        guard !messages.isEmpty else { return nil }
        var message = messages[random.below(messages.count)]
        if happens(1) { message.content += 1 }
        return .clearing(message)
    }

    private func resolve(_ bench: BankBench) -> BankCommand {
        let unknown = bench.bank.payments.values.filter { $0.state == .outcomeUnknown }.map(\.id)
        let id = unknown.min() ?? drawSent()?.payment ?? 1
        // Two of three proposals are confirmed, some by who must not, some of another content.
        if let waiting = bench.bank.approvals.approvals.first, happens(7) {
            return .decideApproval(
                ApprovalDecision(
                    id: waiting.id, isApproved: happens(8),
                    content: happens(9) ? waiting.content : 1, by: happens(9) ? 2 : 1,
                    orderCount: UInt32(waiting.orderCount), reason: sealed()))
        }
        return .resolve(
            Resolution(
                id: random.u128() >> 8, content: 7, payment: id, isExecuted: happens(5), by: 1,
                reason: sealed()))
    }

    /// A payment is asked back: one of ours, or one that came; or a person answers.
    private mutating func recall(_ bench: BankBench) -> BankCommand {
        if let open = bench.bank.recalls.values.filter({ $0.state == .open }).map(\.id).min(),
            happens(5)
        {
            let message = received.first {
                bench.bank.recalls[open]?.payment == BankBench.incoming($0.message)
            }?.message
            return .decideRecall(
                RecallDecision(
                    recall: open, isAccepted: happens(7), ground: happens(9) ? .consent : .none,
                    reason: .agentRefuses,
                    original: message.map { name("received \($0)") } ?? 0, by: 1,
                    noteID: random.u128(), note: sealed()))
        }
        if happens(5), let one = drawSent() {
            return .recall(
                RecallOrder(
                    id: random.u128() >> 8, payment: one.payment, original: one.carrier,
                    reason: .requestedByCustomer, by: 1, note: sealed()))
        }
        let message = "Q-\(number)"
        let one = received.isEmpty || happens(1) ? nil : received[random.below(received.count)]
        return .clearing(
            keep(
                bench.message(
                    message, "SCT",
                    happens(7)
                        ? .recalls([
                            RecallFact(
                                id: BankBench.incoming(message), key: name("cancel \(number)"),
                                original: name("incoming \(one?.id ?? "")"),
                                name: name("transaction \(one?.id ?? "")"),
                                amount: happens(5) ? one?.amount ?? 5 : 0, currency: 978,
                                reason: .duplication)
                        ])
                        : .recallAnswers([
                            RecallAnswerFact(
                                payment: drawSent()?.payment ?? 5,
                                status: happens(5) ? .rejected : .accepted,
                                reason: .requestedByCustomer)
                        ]))))
    }

    /// A pause, or a proposal that a scheme goes on, which is confirmed with the others.
    private func pause(_ bench: BankBench) -> BankCommand {
        let key = bench.key(happens(5) ? "SCT" : "SCTINST")
        if bench.bank.paused[key] != nil, happens(8) {
            return .resumeScheme(
                SchemeResumption(
                    id: random.u128() >> 8, content: 7, scheme: key, by: 1, reason: sealed()))
        }
        return .pauseScheme(
            SchemePause(
                id: random.u128() >> 8, scheme: happens(1) ? 5 : key, by: 1, reason: sealed()))
    }

    private func motion(_ bench: BankBench) -> BankCommand? {
        let target: Motion.Target =
            [.losses, .nothing, .account(name("account \(customer())"))][random.below(3)]
        let id = random.u128() >> 8
        if happens(4),
            let parked = bench.bank.payments.values.filter({ $0.state == .parked })
                .map(\.id).min()
        {
            guard happens(7), let money = bench.bank.parkedMoney(parked) else {
                return .sendBack(ParkedReturn(payment: parked, by: 1, reason: sealed()))
            }
            return .propose(
                Motion(
                    id: id, content: 7, by: 1, reason: sealed(),
                    amount: money.amount, currency: money.currency,
                    body: .apply(parked: parked, to: name("account \(customer())"))))
        }
        let breaks = bench.bank.breaks
        guard !breaks.isEmpty else { return nil }
        let found = breaks[random.below(breaks.count)]
        if happens(2) {
            return .annotate(
                QueueNote(
                    id: id, item: found.id, owner: happens(5) ? 2 : nil, by: 1, text: sealed()))
        }
        let part = happens(3) ? found.open.magnitude / 2 : found.open.magnitude
        return .propose(
            Motion(
                id: id, content: 7, by: 1, reason: sealed(),
                amount: target == .nothing ? 0 : part, currency: found.currency,
                body: .resolveBreak(found.id, to: target, hasConsent: happens(7))))
    }

    /// What a statement has that we have not, or what was missing; not always what can be.
    private func comparison(_ bench: BankBench) -> BankCommand? {
        guard let waiting = bench.bank.uncompared.first else { return nil }
        let open = bench.bank.breaks.filter { $0.kind.isOfEntry && happens(5) }.map(\.id)
        let amount = Int128(random.below(2_000)) - (happens(5) ? 0 : 2_000)
        let finding = StatementComparison.Finding(
            kind: .notInBooks, entry: UInt32(random.below(5)), theirs: amount,
            day: max(waiting.day, bench.bank.calendarDay(at: bench.clock)))
        return .compareStatement(
            StatementComparison(
                message: happens(9) ? waiting.message : 5, found: happens(7) ? [finding] : [],
                explained: open))
    }

    private func proposeClosing(_ closing: DayClosing, _ bench: BankBench) -> BankCommand {
        .propose(
            Motion(
                id: random.u128() >> 8, content: 7, by: 1, reason: sealed(), amount: 0,
                currency: closing.currency,
                body: .closeDay(closing, bench.bank.differences(inTheWayOf: closing) ?? [])))
    }

    private func setStatus(_ bench: BankBench) -> BankCommand {
        let states: [BankAccount.Status] = [
            .open, .frozen, .closed, .open, .debitBlocked, .creditBlocked, .dormant, .open,
        ]
        return .setStatus(
            StatusOrder(
                id: random.u128() >> 8, account: name("account \(customer())"),
                status: states[random.below(8)], by: 1,
                from: happens(2) ? bench.clock + 3_600_000_000_000 : 0, reason: sealed()))
    }

    private func asset() -> Asset? {
        Asset(
            number: UInt32(1_000 + random.below(9)), code: "COIN\(random.below(3))",
            scale: UInt8(random.below(19)), name: "")
    }

    /// One in ten batches gives way to an order about an account that is kept by them.
    private func ledger() -> BankCommand {
        let batch = batch()
        guard extra.below(10) == 0 else { return batch }
        return extra.below(2) == 0 ? .changeLimits(limits()) : block()
    }

    private func batch() -> BankCommand {
        if happens(1), let asset = asset() { return .registerAsset(asset) }
        if happens(2) {
            let rows = (0..<4).map { _ in
                Account(
                    id: UInt128(random.below(9)), ledger: happens(1) ? 1_000 : 978, code: 1)
            }
            var extensions = ExtensionList<AccountExtension>()
            for index in rows.indices where extra.below(3) == 0 {
                extensions.append(
                    AccountExtension(
                        creditLine: UInt128(extra.below(90)),
                        minimum: extra.below(2) == 0 ? -Int128(extra.below(900_000)) : nil,
                        maximum: extra.below(2) == 0 ? Int128(extra.below(900_000)) : nil,
                        parent: UInt128(extra.below(5))), at: index)
            }
            return .ledgerAccounts(rows.withUnsafeBytes { Array($0) }, extensions: extensions)
        }
        var rows: [Transfer] = []
        for _ in 0..<random.below(20) {
            var row = Transfer(
                id: UInt128(random.below(5_000)), debitAccountID: UInt128(random.below(9)),
                creditAccountID: UInt128(random.below(9)), amount: amount(),
                ledger: happens(1) ? 1_000 : 978, code: 1)
            if happens(3) {
                row.flags = .pending
                row.timeout = UInt32(random.below(90_000))
            } else if happens(2) {
                row.flags = happens(5) ? .postPendingTransfer : .voidPendingTransfer
                row.pendingID = UInt128(random.below(5_000))
            }
            rows.append(row)
        }
        let extensions = transferExtensions(of: rows.count)
        return .ledgerTransfers(rows.withUnsafeBytes { Array($0) }, extensions: extensions)
    }

    private func transferExtensions(of count: Int) -> ExtensionList<TransferExtension> {
        var extensions = ExtensionList<TransferExtension>()
        for index in 0..<count where extra.below(5) == 0 {
            var more = TransferExtension(
                valueDate: ValueDate(rawValue: 20_261_101 + UInt32(extra.below(31))))
            if extra.below(2) == 0 {
                more.link = UInt128(extra.below(5_000))
                more.linkKind = extra.below(2) == 0 ? .reverts : .relates
            }
            extensions.append(more, at: index)
        }
        return extensions
    }

    /// A status of an account kept by batches.
    private func block() -> BankCommand {
        let states: [BankAccount.Status] = [.open, .frozen, .debitBlocked, .creditBlocked, .open]
        return .setStatus(
            StatusOrder(
                id: extra.u128() >> 8, account: UInt128(1 + extra.below(8)),
                status: states[extra.below(5)], by: 1, from: 0, reason: .none))
    }

    private func limits() -> LimitsOrder {
        LimitsOrder(
            account: UInt128(extra.below(9)), creditLine: extra.below(2) == 0 ? 40 : nil,
            minimum: extra.below(2) == 0 ? .set(-Int128(extra.below(90_000))) : .kept,
            maximum: extra.below(2) == 0 ? .lifted : .set(Int128(extra.below(900_000))), by: 1)
    }
}
