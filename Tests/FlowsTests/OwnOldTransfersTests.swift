import Cryptography
import Engine
import Ledger
import PaymentModel
import Segments
import Testing
import Vocabulary

@testable import Flows

/// A payment whose transfers have all left memory is recalled, comes back with its fee, is
/// asked for again, and stands on statements, as if they had not.
@Suite struct `The bank's own transfers that have left memory` {
    /// What can be seen of a life from outside, and the state it came to.
    private struct Trace: Equatable {
        var state = ""
        /// Every event, in order.
        var events: [String] = []
        var messages: [String] = []
        var balances: [Int128] = []
        var rows: [[Int128]] = []
        var postings: [Int] = []
    }

    private let caller = Caller(name: "test", idempotencyKey: nil, token: 4)

    @Test func `change no outcome, no message, no view and no state`() throws {
        let all = try live(nil)
        let few = try live(HistoryOptions(window: 0, sealInterval: 1))
        let some = try live(HistoryOptions(window: 7, sealInterval: 5))
        #expect(all == few)
        #expect(all == some)
    }

    private func live(_ window: HistoryOptions?) throws -> Trace {
        let sandbox = try Sandbox(script: "recall-answer yes", ownHistory: window)
        let cursor = sandbox.bank.node.feed.addCursor(at: sandbox.bank.node.durableSequence)
        try sandbox.openCustomers()
        let request = transfer("ALMA", "BRUNO", Money(minorUnits: 500, currency: .eur))
        let keyed = Caller(name: "test", idempotencyKey: "the first one")
        let first = try done(sandbox, request, keyed)
        try sandbox.submit(
            OrderFile(.v09, "M-E", from: .alma, [.init("E", "100.00", to: .elsewhere)]))
        try sandbox.tell("settle now")
        let payment = try #require(
            try sandbox.opened.archive.payments(state: nil, file: nil, before: nil, limit: 20)
                .first { $0.kind == .outgoing }
        ).id
        for number in 1...12 { _ = try sandbox.transfer(.bruno, .clara, "\(number).00", "EUR") }
        if window?.window == 0 {
            let isGone = sandbox.look { bank in
                bank.books.transfer(id: payment) == nil && bank.books.transfer(id: first.id) == nil
            }
            #expect(isGone)
        }
        let again = try done(sandbox, request, keyed)
        #expect(again.isReplayed && again.timestamp == first.timestamp)
        let reads = sandbox.look { $0.ownHistory?.readCount }
        try recall(sandbox, payment)
        // The recall names its payment, which is looked for before its turn.
        #expect(sandbox.look { $0.ownHistory?.readCount } == reads)
        try sandbox.tell("settle now")
        #expect(sandbox.balance(.alma) == 99_500 && sandbox.breaks.isEmpty)
        try sandbox.tell("statement now")
        try sandbox.pass(seconds: 86_400)
        try sandbox.closeDay("EUR")
        sandbox.expectReconciled()
        return try trace(sandbox, payment, cursor)
    }

    private func transfer(
        _ from: String, _ to: String, _ amount: Money
    ) -> RunningBank.TransferRequest {
        RunningBank.TransferRequest(
            from: from, to: to, amount: amount, reference: "")
    }

    private func done(
        _ sandbox: Sandbox, _ request: RunningBank.TransferRequest, _ caller: Caller
    ) throws -> RunningBank.TransferDone {
        let result: Result<RunningBank.TransferDone, FlowError> = try sandbox.wait {
            $0.transfer(request, caller: caller, then: $1)
        }
        try sandbox.rest()
        return try result.get()
    }

    private func recall(_ sandbox: Sandbox, _ payment: UInt128) throws {
        let new = RunningBank.NewRecall(
            payment: payment, original: try sandbox.opened.archive.carrier(of: payment),
            reason: try #require(ReasonCode("DUPL")), text: "Call 4711")
        let done: Result<Answer<Recall?>, FlowError> = try sandbox.wait {
            $0.recall(new, caller: caller, isDryRun: false, then: $1)
        }
        _ = try done.get()
        try sandbox.rest()
    }

    /// Balances are asked for as of 40 instants of the life, from its first to its last.
    private func trace(
        _ sandbox: Sandbox, _ payment: UInt128, _ cursor: Feed<BankEvent>.CursorID
    ) throws -> Trace {
        var trace = Trace()
        trace.state = sandbox.look { "\($0.stateHash(chainHash: .zero))" }
        trace.events = sandbox.bank.node.feed.pending(cursor, limit: .max).map { "\($0)" }
        let reports = sandbox.reports + sandbox.sent
        trace.messages = reports.map { "\($0.file) \(SHA256.hash($0.bytes))" }.sorted()
        for customer in [Customer.alma, .bruno, .clara] {
            let rows: Result<Answer<[EntryView]>, FlowError> = try sandbox.wait {
                $0.entries(of: customer.reference, before: .max, limit: 100, then: $1)
            }
            let found = try rows.get().value
            trace.rows.append(found.flatMap { [$0.entry.signed, $0.balanceAfter] })
            for row in found {
                for instant in [row.entry.timestamp - 1, row.entry.timestamp] {
                    let balance: Result<Answer<BalanceView>, FlowError> = try sandbox.wait {
                        $0.balance(of: customer.reference, at: instant, then: $1)
                    }
                    trace.balances += [
                        try balance.get().value.posted, try balance.get().value.held,
                    ]
                }
            }
        }
        let postings: Result<Answer<[PostingView]>, FlowError> = try sandbox.wait {
            $0.look({ $0.postings(of: payment) }, then: $1)
        }
        trace.postings = try postings.get().value.map { $0.status.utf8.count + Int($0.amount) }
        return trace
    }
}
