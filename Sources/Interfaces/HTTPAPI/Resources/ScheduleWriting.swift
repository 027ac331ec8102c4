import Arithmetic
import Bytes
import Flows
import JSON
import Ledger
import PaymentModel
import Vocabulary

/// Schedules and their runs as they are answered.
extension BankAPI {
    static func write(
        _ schedule: Schedule, _ story: RecordStory = .none, to writer: inout JSONWriter
    ) {
        let order = schedule.order
        writer.object {
            $0.member("id", String(order.id))
            $0.member("state", schedule.state.name)
            $0.member("debit_account_id", String(order.debitAccount))
            $0.member("credit_account_id", String(order.creditAccount))
            $0.member("ledger", order.ledger)
            $0.member("code", order.code)
            $0.member("amount", object: { write(order, to: &$0) })
            write(order.plan, order.zone, to: &$0)
            $0.member("created_at", instant(schedule.createdAt))
            $0.member("runs_done", schedule.runs)
            $0.member("runs_refused", schedule.refused)
            let hasNext = schedule.state == .active && schedule.nextRun > 0
            $0.member("next_run_at", hasNext ? instant(schedule.nextRun) : nil)
            write(schedule.accrual, to: &$0)
            $0.member("by", text(.token, order.by))
            if !order.metadata.isNone {
                $0.member("metadata_hash", Hex.encode(order.metadata.digest))
                story.write(metadata: order.metadata, to: &$0)
            }
        }
    }

    private static func write(
        _ plan: RunPlan, _ zone: String, to writer: inout JSONWriter
    ) {
        writer.member("first", plan.first.description)
        switch plan.step {
        case .once:
            writer.name("every")
            writer.null()
        case .days(let days): writer.member("every", object: { $0.member("days", days) })
        case .months(let months, let isMonthEnd):
            writer.member(
                "every",
                object: {
                    $0.member("months", months)
                    $0.member("end_of_month", isMonthEnd)
                })
        }
        writer.member("until", plan.until?.description)
        writer.name("runs")
        if let runs = plan.runs { writer.integer(runs) } else { writer.null() }
        writer.member("zone", zone)
    }

    private static func write(_ order: ScheduleOrder, to writer: inout JSONWriter) {
        switch order.amount {
        case .fixed(let amount): writer.member("fixed", String(amount))
        case .interest(let terms):
            writer.member(
                "interest",
                object: {
                    $0.member("day_count", terms.dayCount.name)
                    $0.member("rounding", terms.rounding.name)
                    $0.member(
                        "rates", array: { list in terms.rows.forEach { write($0, to: &list) } })
                    writeBalance(of: order, to: &$0)
                })
        case .fee(let terms):
            writer.member(
                "fee",
                object: {
                    $0.member("flat", String(terms.flat))
                    $0.member("per_mille", terms.share.perMilleText)
                    $0.member("minimum", String(terms.minimum))
                    $0.member("maximum", terms.maximum.map { String($0) })
                    $0.member("rounding", terms.rounding.name)
                    writeBalance(of: order, to: &$0)
                })
        }
    }

    private static func writeBalance(of order: ScheduleOrder, to writer: inout JSONWriter) {
        writer.member("balance_account_id", String(order.balanceAccount))
        writer.member("balance_side", order.side == .credit ? "credit" : "debit")
    }

    private static func write(_ row: RateRow, to writer: inout JSONWriter) {
        writer.object {
            $0.member("from", row.from.description)
            $0.member(
                "bands",
                array: { list in
                    for band in row.bands {
                        list.object {
                            $0.member("above", String(band.above))
                            $0.member("rate", band.rate.text)
                        }
                    }
                })
        }
    }

    /// Interest that is not posted yet, exactly: whole units and a fraction of one.
    private static func write(_ accrual: Accrual?, to writer: inout JSONWriter) {
        guard let accrual else {
            writer.name("accrued")
            return writer.null()
        }
        writer.member(
            "accrued",
            object: {
                $0.member("whole", String(accrual.whole))
                $0.member("numerator", String(accrual.numerator))
                $0.member("denominator", String(accrual.denominator))
            })
    }

    static func write(_ row: ScheduleRunRow, to writer: inout JSONWriter) {
        let run = row.run
        writer.object {
            $0.member("run", run.number)
            $0.member("due", instant(run.due))
            $0.member("day", date(run.day))
            $0.member("at", instant(row.at))
            $0.member("outcome", run.word)
            $0.member("amount", run.signedAmount)
            $0.member("transfer_id", String(run.transfer))
        }
    }
}
