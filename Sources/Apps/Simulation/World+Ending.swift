import Bytes
import Cryptography
import Duplicates
import Engine
import Flows
import HTTPAPI
import Journal
import PaymentModel
import Platform

/// The end of a seed: everything is delivered, and both books are added up.
extension World {
    func end() throws -> String {
        bank.port.operationsLeft = nil
        clearing.port.operationsLeft = nil
        try answerAll()
        command("forget rules")
        // What is wanted on Saturday is due on Monday: five days after it was asked for, at most.
        for round in 0..<11 {
            try deliver()
            // What goes back with consent needs a cycle that settles it.
            if round < 6 { try decideRecall() }
            command(round < 2 ? "settle now" : "settle now future=yes")
            try deliver()
            try passTime(round < 4 ? 400 : 90_000)
        }
        // Silence of a scheme that cannot be asked ends by hand only.
        while try resolve() { try deliver() }
        try deliver()
        try checkModel()
        try reconcile()
        return try checkHistory()
    }

    /// Steps both sides until nobody has anything to do.
    func deliver() throws {
        for _ in 0..<60 {
            try drain()
            let hasSpool = bank.opened.spool.turn()
            try drain()
            try collect()
            let before = crashes
            let went = clearing.step(now: now)
            for line in clearing.takeLog() { note("  clearing: \(line)") }
            try require(went != nil && crashes == before, "the clearing cannot go on")
            try checkSums()
            if went == false, !hasSpool, errands.isEmpty { return }
        }
        throw Violation("it never comes to rest")
    }

    private func passTime(_ seconds: UInt64) throws {
        clock.advance(nanoseconds: seconds * 1_000_000_000)
        try deliver()
    }

    /// The clearing's books for us are our books for the clearing.
    private func reconcile() throws {
        let payments = try payments()
        try comparePayments(payments)
        let call = try ask("/api/v1/accounts?limit=1000")
        let accounts = call.json?.list("data") ?? []
        let open = try ask("/api/v1/reports").json?.list("data") ?? []
        for scheme in ["SCT", "SCTINST"] {
            let ours = accounts.first {
                $0.text("role") == "settlement" && $0.text("scheme") == scheme
            }
            let theirs = clearing.balance(of: bic, in: scheme)
            try require(
                ours?.cents("balance") == theirs,
                "\(scheme): we say \(ours?.text("balance") ?? "nothing"), they say \(theirs)")
            let transit = accounts.first {
                $0.text("role") == "in-transit-out" && $0.text("scheme") == scheme
            }
            let items = open.filter {
                $0.text("scheme") == scheme
                    && ["in_transit_out", "outcome_unknown"].contains($0.text("kind"))
            }
            let sum = items.reduce(0) { $0 + $1.cents("amount") }
            let inTransit = (transit?.cents("balance") ?? 0) + (transit?.cents("expected") ?? 0)
            try require(inTransit == sum, "\(scheme): in transit \(inTransit), listed \(sum)")
        }
        let trouble = bank.opened.archive.trouble.withLock { $0 }
        try require(trouble == nil, "the archive: \(trouble ?? "")")
        for item in open { note(try ask("/api/v1/payments/\(item.text("id"))").text) }
        let kept = payments.first { $0.state == "warehoused" }
        if let kept { note(try ask("/api/v1/payments/\(kept.id)").text) }
        try require(kept == nil, "a payment waits for ever")
        try require(
            !open.contains { ["outcome_unknown", "announced"].contains($0.text("kind")) },
            "not ended: \(open.map { $0.text("kind") + " " + $0.text("amount") })")
    }

    /// Payment by payment: settled there is settled here, and so is what came back.
    private func comparePayments(_ payments: [PaymentLine]) throws {
        for line in clearing.transfers(bank: bic) {
            guard let ours = payments.first(where: { $0.cents == line.cents }) else {
                throw Violation("\(line) is unknown here")
            }
            let isOriginal = line.isToUs == (ours.kind == "incoming")
            let isSettled = isOriginal ? ours.isSettled : ours.cameBack
            try require(
                isSettled == (line.state == "settled"), "\(line) is here \(ours)")
        }
    }

    /// The journal, replayed afresh, gives the same state; so does a snapshot of it.
    ///
    /// - Returns: the hash of state and history.
    func checkHistory() throws -> String {
        let duplicates = bank.bank.duplicates
        let (state, restored) = try bank.bank.node.peek { bank in
            var writer = ByteWriter()
            bank.writeSnapshot(to: &writer)
            // Keys of a month that is over lie in files which a snapshot only names.
            let copy = Bank(duplicates: DuplicateIndex(duplicates, role: .follower))
            var reader = ByteReader(writer.bytes)
            try copy.restore(from: &reader)
            return (bank.stateHash(chainHash: .zero), copy.stateHash(chainHash: .zero))
        }
        try require(restored == state, "a snapshot restores another state")
        let replayed = try SimulatedBank.replayed(medium, randomness: randomness)
        if let problem = replayed.report.problem { throw Violation("the journal: \(problem)") }
        let again = replayed.bank.stateHash(chainHash: .zero)
        try require(again == state, "the journal replays to another state")
        return "\(replayed.bank.stateHash(chainHash: replayed.report.head.hash))"
    }
}
