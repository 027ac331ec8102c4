import Flows
import HTTPAPI
import ISO20022
import JSON
import PaymentModel
import Platform
import Vocabulary

/// What happens in a scene.
extension FortnightLife {
    /// The account that is frozen for some days, and the one that takes no credits.
    static let frozen = 4
    static let closedToCredits = 5
    static let customersMax = 6

    /// Accounts with a line of credit, and money of the bank's own with the clearing.
    func begin() throws {
        for number in 0..<Self.customersMax {
            let iban = MadeUpBank.iban(MadeUpBank.ours, number + 1)
            let reference = "CUST\(number + 1)"
            let call = try order(
                "POST", "/api/v1/accounts",
                """
                {"reference":"\(reference)","name":"Holder \(number + 1)","currency":"EUR",\
                "iban":"\(iban)","overdraft_limit":"50000.00"}
                """)
            guard call.isTaken, let id = ObjectID(call.json?.text("id") ?? "") else {
                throw Violation("no account: \(call.text)")
            }
            customers.append(Customer(reference: reference, iban: iban, id: id.value))
        }
        statements = Array(repeating: nil, count: customers.count)
        try tell("fund 1000000.00")
        try tell("fund 500000.00 scheme=SCTINST")
    }

    func play(_ scene: Scene, on day: Int) throws {
        switch scene {
        case .transfers: for _ in 0...dice.below(3) { try transfer() }
        case .instants: for _ in 0...dice.below(3) { try file(1, isInstant: true) }
        case .ordinary: try file(1 + dice.below(4))
        case .incoming: for _ in 0...dice.below(3) { try originate("SCT", to: somebody().iban) }
        case .incomingInstant: try originate("SCTINST", to: somebody().iban)
        case .lateOrder, .overHoliday: try file(1 + dice.below(2))
        case .keptOrder: try file(2, day: day + 1 + dice.below(3), isInstant: dice.below(2) == 0)
        case .instantAskedAfter:
            try file(1, isInstant: true) { "silent asks=1 amount=\($0) scheme=SCTINST" }
        case .instantSilent: try file(1, isInstant: true) { "silent amount=\($0) scheme=SCTINST" }
        case .cyclesSilent: try file(1) { "silent amount=\($0) scheme=SCT" }
        case .instantLate:
            late += try file(1, isInstant: true) { "late-after-timeout amount=\($0)" }
        case .instantLost: lost += try file(1, isInstant: true) { "lose amount=\($0)" }
        case .refused: try file(2) { "reject reason=AC04 amount=\($0)" }
        case .refusedAtCycle: try file(1) { "reject reason=AC06 at=cycle amount=\($0)" }
        case .comesBack: try file(1) { "return reason=MD07 amount=\($0)" }
        case .instantComesBack: try file(1, isInstant: true) { "return reason=AC04 amount=\($0)" }
        case .unknownAccount: try originate("SCT", to: MadeUpBank.iban(MadeUpBank.ours, 99))
        default: try playRest(scene, on: day)
        }
    }

    private func playRest(_ scene: Scene, on day: Int) throws {
        switch scene {
        case .askedBack: try askLater(isGranted: true)
        case .askedBackInVain: try askLater(isGranted: false)
        case .askedFor: try beAskedLater(isGranted: true)
        case .askedForInVain: try beAskedLater(isGranted: false)
        case .fileTwice: try uploadTwice()
        case .ordersTwice: try sendAgain(isConfirmed: true)
        case .ordersWithdrawn: try sendAgain(isConfirmed: false)
        case .messageTwice:
            try originate("SCT", to: somebody().iban, " repeat=2")
            try originate("SCTINST", to: somebody().iban, " repeat=3")
            happened(.messageTwice, times: 2)
        case .transferTwice: twice.insert(try originate("SCT", to: somebody().iban, " again=yes"))
        case .freeze: try block(isBlocked: true)
        case .thaw: try block(isBlocked: false)
        case .blockedOrder: try file(1, from: customers[Self.frozen])
        default:
            try originate("SCT", to: customers[Self.frozen].iban)
            try originate("SCT", to: customers[Self.closedToCredits].iban)
            try originate("SCTINST", to: customers[Self.closedToCredits].iban)
        }
    }

    /// Somebody whose account is never blocked.
    func somebody() -> Customer { customers[dice.below(Self.frozen)] }

    private func transfer() throws {
        let from = dice.below(Self.frozen)
        let to = (from + 1 + dice.below(Self.frozen - 1)) % Self.frozen
        let call = try order(
            "POST", "/api/v1/transaction",
            """
            {"from_account":"\(customers[from].reference)",\
            "to_account":"\(customers[to].reference)",\
            "amount":"\(World.decimal(world.amount()))","currency":"EUR"}
            """)
        try require(call.isTaken, "a transfer is refused: \(call.text)")
    }

    /// Another bank pays somebody here.
    @discardableResult
    func originate(_ scheme: String, to iban: String, _ more: String = "") throws -> Int {
        let cents = world.amount()
        try tell(
            "originate scheme=\(scheme) creditor-iban=\(iban) "
                + "amount=\(World.decimal(cents)) from=BANKDEFFXXX\(more)")
        return cents
    }

    /// Blocks two accounts, each in its way, or opens them again.
    private func block(isBlocked: Bool) throws {
        for (place, status) in [(Self.frozen, "frozen"), (Self.closedToCredits, "credit_blocked")] {
            let call = try order(
                "POST", "/api/v1/accounts/\(customers[place].reference)/status",
                "{\"status\":\"\(isBlocked ? status : "open")\",\"reason\":\"as the court says\"}")
            try require(call.status == 200, "the status stays: \(call.text)")
        }
    }

    // MARK: - Files

    /// Sends a file of one holder to somebody elsewhere.
    ///
    /// - Parameter rule: what the clearing is told first of each amount.
    /// - Returns: the amounts in it.
    @discardableResult
    func file(
        _ transfers: Int, from debtor: Customer? = nil, day: Int? = nil, isInstant: Bool = false,
        rule: ((String) -> String)? = nil
    ) throws -> [Int] {
        let amounts = (0..<transfers).map { _ in world.amount() }
        if let rule { for cents in amounts { try tell(rule(World.decimal(cents))) } }
        let bytes = try written(
            amounts, from: debtor ?? somebody(), day: day, isInstant: isInstant)
        try upload(bytes)
        return amounts
    }

    @discardableResult
    private func upload(_ bytes: [UInt8]) throws -> Call {
        count += 1
        let call = try world.perform(
            Call("POST", "/api/v1/payments", key: "order-\(count)", bytes))
        try require(call.isTaken, "a file is refused: \(call.text)")
        try world.deliver()
        return call
    }

    private func written(
        _ amounts: [Int], from debtor: Customer, day: Int?, isInstant: Bool
    ) throws -> [UInt8] {
        count += 1
        let now = Instant(nanoseconds: world.bank.bank.clock.now())
        let today = world.setup.bank.zone.local(now).date
        let wanted = day.flatMap { BusinessDate(FortnightCalendar.date($0)) } ?? today
        let outside = MadeUpBank.iban("90000002", 71 + dice.below(5))
        var example = ExampleFile(
            messageID: "MSG-\(count)", created: MessageTime(now), execution: wanted,
            debtorName: debtor.reference, debtorAccount: try IBAN(debtor.iban),
            debtorAgent: try BIC(MadeUpBank.bic),
            creditors: [ExampleFile.Creditor(name: "Creditor", account: try IBAN(outside))])
        example.isInstant = isInstant
        let versions = CreditTransferInitiation.Version.allCases
        var file = example.file(
            version: versions[dice.below(versions.count)], transfers: amounts.count)
        for (index, cents) in amounts.enumerated() {
            file.payments[0].transfers[index].amount = .instructed(
                ReceivedAmount(Money(minorUnits: Int128(cents), currency: .eur)))
        }
        let total = Money(minorUnits: Int128(amounts.reduce(0, +)), currency: .eur).decimal
        file.header.controlSum = total
        file.payments[0].controlSum = total
        return try file.written()
    }

    // MARK: - Twice

    /// The same file by two uploads: the second is refused as a whole.
    private func uploadTwice() throws {
        let bytes = try written([world.amount()], from: somebody(), day: nil, isInstant: true)
        try upload(bytes)
        let call = try upload(bytes)
        try require(
            call.json?.text("reason") == "DU01" && call.json?.number("accepted") == 0,
            "a file is taken twice: \(call.text)")
        happened(.fileTwice)
    }

    /// The same orders under another name: they wait until whoever sent them has said what they are.
    private func sendAgain(isConfirmed: Bool) throws {
        let cents = world.amount()
        let bytes = try written([cents], from: somebody(), day: nil, isInstant: false)
        try upload(bytes)
        let call = try upload(renamed(bytes))
        guard call.status == 202, let json = call.json else {
            throw Violation("orders are carried out twice: \(call.text)")
        }
        let target = "/api/v1/files/\(json.text("file_id"))/"
        let content = "\"content\":\"\(json.text("content"))\""
        let answer = try order(
            "POST", target + (isConfirmed ? "confirm" : "withdraw"),
            isConfirmed ? "{\(content)}" : "{\(content),\"reason\":\"an export made twice\"}")
        try require(answer.status == 200, "it still waits: \(answer.text)")
        twice.insert(cents)
        happened(.ordersTwice)
    }

    /// Another MsgId for the file that was written last, and nothing else.
    private func renamed(_ bytes: [UInt8]) -> [UInt8] {
        let text = String(decoding: bytes, as: UTF8.self)
        let name = "MSG-\(count - 1)"
        return Array(
            text.replacing("<MsgId>\(name)</MsgId>", with: "<MsgId>\(name)-AGAIN</MsgId>").utf8)
    }
}
