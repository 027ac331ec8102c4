import Testing

@testable import Clearing

/// Random traffic, and beside it a bank that knows nothing but what it reads in its inbox.
@Suite struct TrafficTests {
    /// What the bank's settlement accounts must be by the messages alone.
    struct Ledger {
        var balances: [String: Cents] = ["SCT": .zero, "SCTINST": .zero]
        private var counted: Set<String> = []
        private var sent: [String: Cents] = [:]
        private var received: [String: Cents] = [:]
        /// (MsgId, TxId, amount) of instant transfers that wait for an answer of the bank.
        var unanswered: [(message: String, transaction: String)] = []

        mutating func sends(_ transaction: String, _ cents: Cents) { sent[transaction] = cents }

        mutating func accepts(_ transaction: String) {
            guard counted.insert(transaction).inserted else { return }
            balances["SCTINST", default: .zero] += received[transaction] ?? .zero
        }

        mutating func read(_ message: Message) {
            switch message.name {
            case "camt.054.001.08": readReport(message)
            case "pacs.002.001.10": readStatus(message)
            case "pacs.008.001.08": readTransfer(message)
            default: break
            }
        }

        private mutating func readReport(_ message: Message) {
            let scheme = message.text("Ntfctn/Acct/Id/Othr/Id")?.split(separator: "-").first
            guard let scheme, counted.insert(message.text("GrpHdr/MsgId") ?? "").inserted else {
                return
            }
            for entry in message.entries {
                let parts = entry.split(separator: " ")
                let cents = Cents(parts[1]) ?? .zero
                balances[String(scheme), default: .zero] += parts[0] == "DBIT" ? -cents : cents
            }
        }

        private mutating func readStatus(_ message: Message) {
            for status in message.statuses {
                let parts = status.split(separator: " ").map(String.init)
                guard parts[1] == "ACCP", let cents = sent[parts[0]],
                    counted.insert(parts[0]).inserted
                else { continue }
                balances["SCTINST", default: .zero] -= cents
            }
        }

        private mutating func readTransfer(_ message: Message) {
            guard message.text("GrpHdr/PmtTpInf/LclInstrm/Cd") == "INST",
                let id = message.text("GrpHdr/MsgId"),
                let transaction = message.text("CdtTrfTxInf/PmtId/TxId"),
                let amount = message.text("CdtTrfTxInf/IntrBkSttlmAmt")
            else { return }
            received[transaction] = Cents(amount)
            unanswered.append((id, transaction))
        }
    }

    static let script = """
        reject scheme=SCT reason=AM04 chance=10%
        reject scheme=SCTINST reason=AC04 chance=10%
        reject scheme=SCT reason=AC06 at=cycle chance=5%
        return scheme=SCT reason=AC04 after=2cycles chance=10%
        answer-twice chance=10%
        answer-late 3s chance=20%
        drop-confirm chance=50%
        scheme SCTINST confirm=yes
        """

    @Test(arguments: 1...12)
    func `both books come to the same balances`(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        var bank = try Playground(Self.script)
        var ledger = Ledger()
        for number in 0..<120 {
            try act(number, &dice, &bank, &ledger)
            if dice.below(25) == 0 { try bank.restart() }
            try bank.step(after: Int64(dice.below(4000)))
            for message in try bank.inbox() { ledger.read(message) }
            #expect(bank.desk.house.sum(of: "SCT") == .zero, "seed \(seed)")
            #expect(bank.desk.house.sum(of: "SCTINST") == .zero, "seed \(seed)")
        }
        try bank.step(after: 60_000)
        for message in try bank.inbox() { ledger.read(message) }
        #expect(bank.balance == ledger.balances["SCT"]?.text, "seed \(seed)")
        #expect(bank.balance("SCTINST") == ledger.balances["SCTINST"]?.text, "seed \(seed)")
        try check(&bank, seed)
    }

    private func act(
        _ number: Int, _ dice: inout Dice, _ bank: inout Playground, _ ledger: inout Ledger
    ) throws {
        let cents = Cents(count: Int128(dice.below(5000) + 1))
        switch dice.below(7) {
        case 0, 1:
            let amounts = (0...dice.below(5)).map { _ in Cents(count: Int128(dice.below(3000) + 1))
            }
            try bank.put(BankMessages.transfers("M\(number)", amounts.map(\.text)))
        case 2:
            ledger.sends("M\(number)-0", cents)
            try bank.put(BankMessages.instant("M\(number)", cents.text))
        case 3:
            try bank.command("originate creditor-iban=\(Playground.ours) amount=\(cents.text)")
        case 4:
            try bank.command(
                "originate scheme=SCTINST creditor-iban=\(Playground.ours) amount=\(cents.text)")
        case 5: try bank.command(dice.below(8) == 0 ? "statement now" : "settle now")
        default: try answer(number, &dice, &bank, &ledger)
        }
    }

    /// Answers one instant transfer, in time, positively or not.
    private func answer(
        _ number: Int, _ dice: inout Dice, _ bank: inout Playground, _ ledger: inout Ledger
    ) throws {
        guard let (message, transaction) = ledger.unanswered.last else { return }
        ledger.unanswered = []
        let isOpen = bank.desk.house.transfers.contains {
            if case .awaiting = $0.state { $0.transactionID == transaction } else { false }
        }
        let isAccepted = dice.below(4) > 0
        try bank.send(
            BankMessages.status(
                "S\(number)", of: message, transaction, isAccepted ? "ACCP" : "RJCT"))
        if isAccepted, isOpen { ledger.accepts(transaction) }
    }

    /// The last statements say what the books say.
    private func check(_ bank: inout Playground, _ seed: UInt64) throws {
        try bank.command("statement now")
        for statement in try bank.inbox() where statement.name == "camt.053.001.08" {
            let account = statement.text("Stmt/Acct/Id/Othr/Id") ?? ""
            let scheme = account.split(separator: "-").first.map(String.init) ?? ""
            let closing = try #require(statement.body.at("Stmt")?.children("Bal").last)
            let sign = closing.text("CdtDbtInd") == "DBIT" ? "-" : ""
            #expect(sign + (closing.text("Amt") ?? "") == bank.balance(scheme), "seed \(seed)")
        }
    }
}
