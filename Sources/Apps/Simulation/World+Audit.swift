import Engine
import Flows
import HTTPAPI
import JSON
import Ledger
import PaymentModel
import Platform
import Vocabulary

/// What must be true, and when.
extension World {
    /// After every step: debits equal credits in each currency, posted and pending.
    func checkSums() throws {
        let sums = bank.bank.node.peek { bank in
            var sums: [UInt16: (posted: Int128, pending: Int128)] = [:]
            for account in bank.accounts.accounts {
                guard let row = bank.books.account(id: account.id) else { continue }
                var sum = sums[account.currency] ?? (0, 0)
                sum.posted += Int128(clamping: row.creditsPosted)
                sum.posted -= Int128(clamping: row.debitsPosted)
                sum.pending += Int128(clamping: row.creditsPending)
                sum.pending -= Int128(clamping: row.debitsPending)
                sums[account.currency] = sum
            }
            return sums.values.allSatisfy { $0.posted == 0 && $0.pending == 0 }
        }
        try require(sums, "the sum of a currency is not zero")
        for scheme in ["SCT", "SCTINST"] {
            try require(clearing.sum(of: scheme) == 0, "the clearing's sum is not zero")
        }
    }

    func payments() throws -> [PaymentLine] {
        let call = try ask("/api/v1/payments?limit=1000")
        guard let json = call.json else { throw Violation("no payments: \(call.text)") }
        return json.list("data").map { row in
            PaymentLine(
                id: row.text("id"), file: row.text("file"), kind: row.text("kind"),
                state: row.text("state"), scheme: row.text("scheme"),
                arrival: (try? Instant.parse(row.text("created_at"))).map { Int($0.seconds) } ?? 0,
                cents: row.cents("amount"),
                account: row.text("account"), counterAccount: row.text("counter_account"))
        }
    }

    /// When everybody has an answer: the bank says what the model says.
    func checkModel() throws {
        try answerAll()
        try settleUncertain()
        let payments = try payments()
        for account in model.accounts {
            let call = try ask("/api/v1/accounts/\(account.reference)")
            guard let json = call.json else { throw Violation("no account: \(call.text)") }
            let expected = model.balance(account, payments)
            let goesBack = model.goingBack(from: account, payments)
            try require(
                Self.isSum(json.cents("balance") - expected, of: goesBack),
                "\(account.reference) has \(json.text("balance")), expected are \(expected) cents")
            try require(expected >= -account.line, "\(account.reference) is overdrawn")
        }
        try checkFiles(payments)
        try checkDays(payments)
        note("the model agrees: \(payments.count) payments, \(model.transfers.count) transfers")
    }

    /// Whether some of the amounts come to a sum; few are ever on their way back at once.
    private static func isSum(_ sum: Int, of amounts: [Int]) -> Bool {
        guard let first = amounts.first else { return sum == 0 }
        let rest = Array(amounts.dropFirst())
        return isSum(sum, of: rest) || isSum(sum - first, of: rest)
    }

    /// What is wanted for later waits until then, and no longer; what was cancelled stays so.
    private func checkDays(_ payments: [PaymentLine]) throws {
        let now = Int(bank.bank.clock.now() / 1_000_000_000)
        for payment in payments where payment.kind != "incoming" {
            let wish = model.wishes[payment.cents]
            let due = wish?.due(arrival: payment.arrival, byCycles: payment.scheme == "SCT")
            let isEarly = due.map { $0 > now } ?? false
            switch payment.state {
            case "rejected", "cancelled": break
            case "warehoused": try require(isEarly, "\(payment) waits, due \(due ?? 0), now \(now)")
            default: try require(!isEarly, "\(payment) is early, due \(due ?? 0), now \(now)")
            }
            if model.cancelled.contains(payment.id) {
                try require(payment.state == "cancelled", "\(payment) was cancelled")
            }
        }
    }

    /// Sends until every request has its answer.
    func answerAll() throws {
        for _ in 0..<50 {
            try drain()
            try collect()
            if errands.isEmpty { return }
        }
        throw Violation("never answered: \(errands.map(\.call.target))")
    }

    /// What was sent without a key before a crash: posted once, or not at all.
    private func settleUncertain() throws {
        for account in model.accounts {
            let entries = try entries(of: account)
            for transfer in uncertain where transfer.to == account.reference {
                if entries.contains(transfer.cents) { model.posted(transfer) }
            }
            // Nothing twice, nothing that nobody asked for.
            for transfer in model.transfers where transfer.to == account.reference {
                let times = entries.count { $0 == transfer.cents }
                try require(times == 1, "\(transfer) is posted \(times) times")
            }
        }
        uncertain = []
    }

    /// Amounts of an account's bookings between accounts here, signed.
    private func entries(of account: NaiveBank.Account) throws -> [Int] {
        let call = try ask("/api/v1/accounts/\(account.reference)/entries?limit=1000")
        guard let json = call.json else { throw Violation("no entries: \(call.text)") }
        return json.list("data").filter { $0.text("payment_id").isEmpty }.map { $0.cents("amount") }
    }

    private func checkFiles(_ payments: [PaymentLine]) throws {
        for file in model.files {
            let call = try ask("/api/v1/files/\(file.id)")
            guard let json = call.json, call.status == 200 else {
                throw Violation("a file is lost: \(call.text)")
            }
            let now = NaiveBank.File(
                id: json.text("file_id"), status: json.text("status"),
                accepted: json.number("accepted"), count: json.number("payments"))
            try require(now == file, "\(file) is now \(now)")
        }
        let amounts = payments.filter { $0.kind != "incoming" }.map(\.cents)
        try require(Set(amounts).count == amounts.count, "a payment is there twice")
    }
}
