package import Bytes

/// Money that no payment stands for came to `unapplied-in`, or left it.
package struct ParkedChange: Sendable, Recorded {
    package enum State: UInt8, Sendable, CaseIterable {
        case parked = 1
        case applied
        /// What announces it has come.
        case explained

        package var name: String {
            switch self {
            case .parked: "parked"
            case .applied: "applied"
            case .explained: "explained"
            }
        }
    }

    package let id: UInt128
    package let state: State
    /// The payment it once was about, or 0.
    package let payment: UInt128
    package let amount: UInt128
    package let currency: UInt16
    package let scheme: UInt64

    package init(
        id: UInt128, state: State, payment: UInt128, amount: UInt128, currency: UInt16,
        scheme: UInt64
    ) {
        self.id = id
        self.state = state
        self.payment = payment
        self.amount = amount
        self.currency = currency
        self.scheme = scheme
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(id)
        writer.write(state.rawValue)
        writer.write(payment)
        writer.write(amount: amount)
        writer.write(currency)
        writer.write(scheme)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        id = try reader.read()
        state = try reader.readCase()
        payment = try reader.read()
        amount = try reader.readAmount()
        currency = try reader.read()
        scheme = try reader.read()
    }
}
