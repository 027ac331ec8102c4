/// One order with all that its decision rests on beside the state.
struct Instruction {
    /// When a customer wants an order executed.
    struct Execution {
        /// In the bank's zone.
        let day: Int32
        /// The time asked for, in nanoseconds since 1970; 0 where only a date was.
        var instant: UInt64 = 0
    }

    /// The payment's id.
    let payment: UInt128
    let file: UInt128
    let order: PaymentOrder
    let debtor: BankAccount
    let execution: Execution
    /// When the order counts as received: of a kept one, when it is released.
    let receivedAt: UInt64
    /// The channel it came through; 0 where none.
    var channel: UInt128 = 0
    /// Kept until its day: what was late was said when it arrived.
    var isReleased = false
}
