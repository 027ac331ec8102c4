import PaymentModel
import Vocabulary

/// Stands for a keyed hash: FNV-1a with 128 bits, so that equal texts are equal numbers.
func name(_ text: String) -> UInt128 {
    var hash: UInt128 = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D
    for byte in text.utf8 {
        hash = (hash ^ UInt128(byte)) &* 0x0000_0000_0100_0000_0000_0000_0000_013B
    }
    return hash
}

/// 20 November 2026, a Friday: 20,777 days after 1970-01-01 (56 years with 14 leap days are
/// 20,454; the year's first 323 days follow).
let friday: Int32 = 20_777

/// What is said to the bank, in the words of a test.
extension BankBench {
    // MARK: - The bank itself

    @discardableResult
    func configure(
        confirmsInbound: Bool = true, asksAfter: [Int] = [5, 60], isSandbox: Bool = true,
        currency: Currency = .eur, needsStatement: Bool = false, endOfDay: String? = nil
    ) throws -> BankReply? {
        run(
            .configure(
                BankConfiguration(
                    setup: try demonstration(
                        confirmsInbound: confirmsInbound, asksAfter: asksAfter, currency: currency,
                        needsStatement: needsStatement, endOfDay: endOfDay),
                    isSandbox: isSandbox)))
    }

    static func opening(
        _ customer: String, currency: UInt16 = 978, creditLine: UInt128 = 0
    ) -> AccountOpening {
        AccountOpening(
            id: name("account \(customer)"), content: name("opening \(customer)"),
            reference: name("reference \(customer)"), iban: name("iban \(customer)"),
            currency: currency, creditLine: creditLine, wantsAdvice: false, sealed: .none)
    }

    func open(_ customers: String..., currency: UInt16 = 978, creditLine: UInt128 = 0) {
        for customer in customers {
            run(
                .openAccount(
                    Self.opening(customer, currency: currency, creditLine: creditLine)))
        }
    }

    func key(_ scheme: String) -> UInt64 { bank.configuration.scheme(named: scheme)?.key ?? 1 }

    // MARK: - Customers

    static func order(
        _ amount: UInt128, to creditor: String, isInstant: Bool = false, currency: UInt16 = 978,
        endToEnd: String = "", bank: String = "90000002"
    ) -> PaymentOrder {
        PaymentOrder(
            amount: amount, currency: currency, creditor: name("iban \(creditor)"),
            creditorBank: BankCode(country: "DE", code: bank),
            endToEnd: endToEnd.isEmpty ? 0 : name("end-to-end \(endToEnd)"), isInstant: isInstant,
            refusal: .none)
    }

    static func group(
        _ debtor: String, _ orders: [PaymentOrder], id: String, on day: Int32 = friday,
        at time: RequestedTime? = nil
    ) -> PaymentGroup {
        PaymentGroup(
            key: name("group \(id)"), debtor: name("iban \(debtor)"), requestedDay: day,
            requestedTime: time, isBatchBooked: true, refusal: .none, orders: orders)
    }

    static func file(
        _ id: String, _ groups: [PaymentGroup], messageID: String? = nil
    ) -> PaymentFile {
        PaymentFile(
            id: name("file \(id)"), content: name("content \(id)"),
            key: name("message \(messageID ?? id)"), version: 9, refusal: .none, groups: groups)
    }

    /// A file with one group of a debtor's orders.
    @discardableResult
    func pay(
        _ debtor: String, _ orders: [PaymentOrder], file: String, on day: Int32 = friday,
        at time: RequestedTime? = nil
    ) -> BankReply? {
        run(
            .submitFile(Self.file(file, [Self.group(debtor, orders, id: file, on: day, at: time)])))
    }

    static func payment(_ file: String, _ position: Int = 0) -> UInt128 {
        PaymentFile.paymentID(file: name("file \(file)"), position: position)
    }

    // MARK: - The clearing

    func message(
        _ id: String, _ scheme: String, _ body: ClearingMessage.Body
    ) -> ClearingMessage {
        ClearingMessage(
            id: name("received \(id)"), scheme: key(scheme), key: name("clearing \(id)"),
            content: name("bytes \(id)"), body: body)
    }

    @discardableResult
    func take(_ id: String, _ scheme: String, _ body: ClearingMessage.Body) -> BankReply? {
        run(.clearing(message(id, scheme, body)))
    }

    struct Incoming {
        var id: String
        var amount: UInt128
        var creditor: String
        var currency: UInt16 = 978
        var isHere = true
        var acceptedAt: UInt64?
        var day = friday
    }

    /// A pacs.008.
    func transfers(_ incoming: [Incoming], in id: String) -> ClearingMessage.Body {
        .transfers(
            incoming.enumerated().map { position, each in
                IncomingTransfer(
                    id: PaymentFile.paymentID(file: name("received \(id)"), position: position),
                    key: name("incoming \(each.id)"), name: name("transaction \(each.id)"),
                    amount: each.amount, currency: each.currency,
                    creditor: name("iban \(each.creditor)"), isCreditorHere: each.isHere,
                    acceptedAt: each.acceptedAt ?? clock, settlementDay: each.day)
            })
    }

    @discardableResult
    func receive(_ incoming: [Incoming], in id: String, _ scheme: String) -> BankReply? {
        take(id, scheme, transfers(incoming, in: id))
    }

    static func incoming(_ id: String, _ position: Int = 0) -> UInt128 {
        PaymentFile.paymentID(file: name("received \(id)"), position: position)
    }

    /// A pacs.002 about a message of ours that names payments.
    func status(
        about: UInt128, _ facts: [(payment: UInt128, status: ClearingStatus, reason: String)]
    ) -> ClearingMessage.Body {
        .status(
            ClearingMessage.Status(
                about: about, aboutKeys: [], group: .partially, reason: .none,
                transfers: facts.map {
                    TransferStatusFact(
                        payment: $0.payment, name: name("of payment \($0.payment)"),
                        status: $0.status, reason: ReasonCode($0.reason) ?? .none, amount: 0)
                }))
    }

    /// A pacs.002 about a message of ours that names no payment.
    func groupStatus(
        about: UInt128, _ group: ClearingStatus, _ reason: String = ""
    ) -> ClearingMessage.Body {
        .status(
            ClearingMessage.Status(
                about: about, aboutKeys: [], group: group, reason: ReasonCode(reason) ?? .none,
                transfers: []))
    }

    /// A pacs.002 about a message of theirs, `id`, that brought the transfer `transaction`.
    func confirmation(
        of id: String, _ transaction: String, _ status: ClearingStatus, _ reason: String = ""
    ) -> ClearingMessage.Body {
        .status(
            ClearingMessage.Status(
                about: 0, aboutKeys: [name("clearing \(id)")], group: .partially, reason: .none,
                transfers: [
                    TransferStatusFact(
                        payment: 0, name: name("transaction \(transaction)"), status: status,
                        reason: ReasonCode(reason) ?? .none, amount: 0)
                ]))
    }

    /// A pacs.004 with one return.
    func comeBack(
        _ id: String, of original: UInt128, _ amount: UInt128, in message: String,
        reason: String = "AC04", charges: UInt128 = 0, currency: UInt16 = 978, day: Int32 = friday
    ) -> ClearingMessage.Body {
        .returns([
            ReturnFact(
                id: PaymentFile.paymentID(file: name("received \(message)"), position: 0),
                name: name("transaction \(id)"), key: name("return \(id)"), original: original,
                amount: amount, chargesExplain: charges, currency: currency,
                reason: ReasonCode(reason) ?? .none, settlementDay: day)
        ])
    }

    static func entry(
        _ kind: ReportEntry.Kind, _ amount: UInt128, payment: UInt128 = 0,
        _ transaction: String = "",
        isCredit: Bool? = nil, day: Int32 = friday
    ) -> ReportEntry {
        ReportEntry(
            kind: kind, isCredit: isCredit ?? (kind != .sent && kind != .returnOut),
            amount: amount, payment: payment,
            name: kind == .funding && transaction.isEmpty
                ? 0 : name("transaction \(transaction)"),
            valueDay: day)
    }

    /// Equity and customers' money, so that a day can begin.
    func fund(
        _ customers: [(String, UInt128)], settlement: UInt128 = 100_000_000
    ) {
        take("FUND-SCT", "SCT", .report([Self.entry(.funding, settlement)]))
        take("FUND-INST", "SCTINST", .report([Self.entry(.funding, settlement)]))
        let each = customers.map { Incoming(id: "FUND \($0.0)", amount: $0.1, creditor: $0.0) }
        receive(each, in: "FUND-008", "SCT")
        take(
            "FUND-054", "SCT", .report(each.map { Self.entry(.received, $0.amount, $0.id) }))
    }

    /// A bank with Alma, Bruno and Clara, 1,000.00 each.
    static func opened(
        confirmsInbound: Bool = true, asksAfter: [Int] = [5, 60], needsStatement: Bool = false,
        endOfDay: String? = nil
    ) throws -> BankBench {
        let bench = BankBench()
        try bench.configure(
            confirmsInbound: confirmsInbound, asksAfter: asksAfter, needsStatement: needsStatement,
            endOfDay: endOfDay)
        bench.open("Alma", "Bruno", "Clara")
        bench.fund([("Alma", 100_000), ("Bruno", 100_000), ("Clara", 100_000)])
        bench.clock += 10_800 * second
        return bench
    }
}
