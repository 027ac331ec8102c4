import Bytes
import PaymentModel
import Projection

extension Archive {
    /// The trial balance of a closed day, without its lines; nil where it is not written.
    package func trialBalance(
        of day: Int32, currency: UInt16
    ) throws(FlowError) -> TrialBalance.Summary? {
        let rows = try read(
            "SELECT summary FROM trial_balances WHERE currency = ? AND day = ?",
            [.integer(Int64(currency)), .integer(Int64(day))])
        guard let bytes = rows.first?[0].bytes else { return nil }
        var reader = ByteReader(bytes[...])
        do { return try TrialBalance.Summary(from: &reader) } catch { throw .records("\(error)") }
    }

    /// All its lines as they were written.
    package func trialBalanceLines(
        of day: Int32, currency: UInt16
    ) throws(FlowError) -> [UInt8]? {
        try read(
            "SELECT csv FROM trial_balances WHERE currency = ? AND day = ?",
            [.integer(Int64(currency)), .integer(Int64(day))]
        ).first?[0].bytes
    }
}
