package import Bytes

/// The transfers of one debtor account in a customer's file: a payment information block.
package struct PaymentGroup: Sendable, Recorded {
    /// Keyed hash of initiating party and PmtInfId.
    package var key: UInt128
    /// Keyed hash of the debtor's IBAN.
    package var debtor: UInt128
    /// ISO 4217 number of the currency that the file says the debtor's account has: 0 where it says
    /// none, `.max` where that is no currency.
    package var debtorCurrency: UInt16
    /// The date asked for, in days since 1970-01-01.
    package var requestedDay: Int32
    /// The time asked for, where there is one: then the date follows from it, in the bank's zone.
    package var requestedTime: RequestedTime?
    /// One statement entry for all that is booked of it on a day.
    package var isBatchBooked: Bool
    package var refusal: ReasonCode
    package var orders: [PaymentOrder]

    package init(
        key: UInt128, debtor: UInt128, debtorCurrency: UInt16 = 0, requestedDay: Int32,
        requestedTime: RequestedTime? = nil, isBatchBooked: Bool, refusal: ReasonCode,
        orders: [PaymentOrder]
    ) {
        self.debtorCurrency = debtorCurrency
        self.key = key
        self.debtor = debtor
        self.requestedDay = requestedDay
        self.requestedTime = requestedTime
        self.isBatchBooked = isBatchBooked
        self.refusal = refusal
        self.orders = orders
    }

    private static let isBatchBookedFlag: UInt8 = 1
    private static let hasInstantFlag: UInt8 = 2
    private static let hasReadingFlag: UInt8 = 4
    private static let hasCurrencyFlag: UInt8 = 8

    package func write(to writer: inout ByteWriter) {
        writer.write(key)
        writer.write(debtor)
        writer.write(requestedDay)
        // A flag of its own, so that groups without a time are written as they always were.
        var flags: UInt8 = isBatchBooked ? Self.isBatchBookedFlag : 0
        if let requestedTime {
            flags |= requestedTime.isReading ? Self.hasReadingFlag : Self.hasInstantFlag
        }
        if debtorCurrency != 0 { flags |= Self.hasCurrencyFlag }
        writer.write(flags)
        if debtorCurrency != 0 { writer.write(debtorCurrency) }
        if let requestedTime { writer.write(requestedTime.instant) }
        writer.write(refusal.rawValue)
        writer.write(list: orders)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        key = try reader.read()
        debtor = try reader.read()
        requestedDay = try reader.read()
        let start = reader.offset
        let flags = try reader.read(UInt8.self)
        isBatchBooked = flags & Self.isBatchBookedFlag != 0
        debtorCurrency = flags & Self.hasCurrencyFlag == 0 ? 0 : try reader.read()
        switch flags & ~(Self.isBatchBookedFlag | Self.hasCurrencyFlag) {
        case 0: requestedTime = nil
        case Self.hasInstantFlag:
            requestedTime = RequestedTime(instant: try reader.read(), isReading: false)
        case Self.hasReadingFlag:
            requestedTime = RequestedTime(instant: try reader.read(), isReading: true)
        default: throw .unexpectedValue(offset: start, value: UInt64(flags))
        }
        refusal = ReasonCode(rawValue: try reader.read())
        orders = try reader.readList(PaymentOrder.self)
    }
}
