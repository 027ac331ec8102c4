package import Bytes

/// An order for a later day or time: what is needed to decide it then.
///
/// It is no ``Payment``: nothing is held and nothing has left, so nothing that looks at payments
/// sees it.
package struct WarehousedOrder: Sendable, Recorded {
    /// The payment's id, which its transfers will have.
    package var id: UInt128
    /// The file it came with.
    package var file: UInt128
    /// The debtor's account.
    package var account: UInt128
    /// Between two accounts here.
    package var isBook: Bool
    package var order: PaymentOrder
    /// The day on which it is to be executed; by cycles, to settle.
    package var day: Int32
    /// When it is decided, in nanoseconds since 1970.
    package var dueAt: UInt64
    /// What is held for it, its fee included; 0 where nothing is.
    package var funds: UInt128 = 0
    /// The channel it came through; 0 where none.
    package var channel: UInt128 = 0
    /// The booking day on whose sum of the channel it counts already.
    package var countedDay: Int32 = 0

    package func write(to writer: inout ByteWriter) {
        writer.write(id)
        writer.write(file)
        writer.write(account)
        writer.write(isBook)
        order.write(to: &writer)
        writer.write(day)
        writer.write(dueAt)
        writer.write(amount: funds)
        writer.write(channel)
        writer.write(countedDay)
    }

    package init(
        id: UInt128, file: UInt128, account: UInt128, isBook: Bool, order: PaymentOrder,
        day: Int32, dueAt: UInt64
    ) {
        self.id = id
        self.file = file
        self.account = account
        self.isBook = isBook
        self.order = order
        self.day = day
        self.dueAt = dueAt
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        id = try reader.read()
        file = try reader.read()
        account = try reader.read()
        isBook = try reader.readFlag()
        order = try PaymentOrder(from: &reader)
        day = try reader.read()
        dueAt = try reader.read()
        funds = try reader.readAmount()
        channel = try reader.read()
        countedDay = try reader.read()
    }
}
