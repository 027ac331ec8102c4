package import Bytes

/// An order to change an account's status: who, why, and from when.
package struct StatusOrder: Sendable, Recorded {
    package var id: UInt128
    package var account: UInt128
    package var status: BankAccount.Status
    /// A token; 0 where none gave it.
    package var by: UInt128
    /// From when on, in nanoseconds since 1970; 0 for at once.
    package var from: UInt64
    package var reason: SealedReference

    package init(
        id: UInt128, account: UInt128, status: BankAccount.Status, by: UInt128, from: UInt64,
        reason: SealedReference
    ) {
        self.id = id
        self.account = account
        self.status = status
        self.by = by
        self.from = from
        self.reason = reason
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(id)
        writer.write(account)
        writer.write(status.rawValue)
        writer.write(by)
        writer.write(from)
        reason.write(to: &writer)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        id = try reader.read()
        account = try reader.read()
        status = try reader.readCase()
        by = try reader.read()
        from = try reader.read()
        reason = try SealedReference(from: &reader)
    }
}

/// What became of an order to change a status.
package struct StatusChange: Sendable, Recorded {
    package enum State: UInt8, Sendable, CaseIterable {
        case planned = 1, done
        /// Its time came, and something was in the way.
        case lapsed

        package var name: String {
            switch self {
            case .planned: "planned"
            case .done: "done"
            case .lapsed: "lapsed"
            }
        }
    }

    package let order: UInt128
    package let account: UInt128
    package let status: BankAccount.Status
    package let by: UInt128
    package let from: UInt64
    package let state: State

    init(_ order: StatusOrder, _ state: State) {
        self.order = order.id
        account = order.account
        status = order.status
        by = order.by
        from = order.from
        self.state = state
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(order)
        writer.write(account)
        writer.write(status.rawValue)
        writer.write(by)
        writer.write(from)
        writer.write(state.rawValue)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        order = try reader.read()
        account = try reader.read()
        status = try reader.readCase()
        by = try reader.read()
        from = try reader.read()
        state = try reader.readCase()
    }
}

/// Something that is in the way of closing an account.
package enum ClosingObstacle: Sendable, Hashable {
    /// Posted credits less posted debits, in minor units of a currency.
    case balance(Int128, currency: UInt16)
    /// Held by payments that have not ended, on either side.
    case held
    case payment(UInt128, PaymentState)
    /// A request that waits for a second person.
    case approval(UInt128)
    /// Fees that are not taken yet.
    case fees(UInt128, currency: UInt16)
}
