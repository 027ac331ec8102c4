package import Bytes

/// The transfers of one debtor account in a customer's file: a payment information block.
package struct PaymentGroup: Sendable, Recorded {
    /// Keyed hash of initiating party and PmtInfId.
    package var key: UInt128
    /// Keyed hash of the debtor's IBAN.
    package var debtor: UInt128
    /// The date asked for, in days since 1970-01-01.
    package var requestedDay: Int32
    /// One statement entry for all that is booked of it on a day.
    package var isBatchBooked: Bool
    package var refusal: ReasonCode
    package var orders: [PaymentOrder]

    package init(
        key: UInt128, debtor: UInt128, requestedDay: Int32, isBatchBooked: Bool,
        refusal: ReasonCode, orders: [PaymentOrder]
    ) {
        self.key = key
        self.debtor = debtor
        self.requestedDay = requestedDay
        self.isBatchBooked = isBatchBooked
        self.refusal = refusal
        self.orders = orders
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(key)
        writer.write(debtor)
        writer.write(requestedDay)
        writer.write(isBatchBooked)
        writer.write(refusal.rawValue)
        writer.write(list: orders)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        key = try reader.read()
        debtor = try reader.read()
        requestedDay = try reader.read()
        isBatchBooked = try reader.readFlag()
        refusal = ReasonCode(rawValue: try reader.read())
        orders = try reader.readList(PaymentOrder.self)
    }
}
