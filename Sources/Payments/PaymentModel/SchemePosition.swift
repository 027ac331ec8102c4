package import Bytes
import Ledger
import Vocabulary

/// Where we stand with a clearing, and what that will come to today.
///
/// All in minor units of the scheme's currency.
package struct SchemePosition: Sendable {
    /// What the clearing owes us by our books.
    package let settled: Int128
    /// Out of customers' accounts and not settled.
    package let inTransit: UInt128
    /// Held for messages that have left, and for returns on their way.
    package let held: UInt128
    /// Held, in no message yet: it waits in a pause, or for the clearing's hours.
    package let waiting: UInt128
    /// Kept orders that fall due by ``until``.
    package let due: UInt128
    /// Announced by the clearing, not settled.
    package let announced: UInt128
    /// The next cut-off; of an instant scheme the end of the bank's day.
    package let until: UInt64

    /// What is left when all that has been held is gone; by this the alarm is given.
    package var left: Int128 {
        settled - Int128(clamping: inTransit) - Int128(clamping: held) - Int128(clamping: waiting)
    }

    /// What the scheme will take until then beside what has left.
    package var needed: UInt128 { waiting + due }

    /// What is left by then if all comes that is announced.
    package var projected: Int128 {
        left - Int128(clamping: due) + Int128(clamping: announced)
    }
}

/// What is left with a clearing fell below the scheme's floor, or is above it again.
package struct FloorChange: Sendable, Recorded {
    package let scheme: UInt64
    /// The scheme's name.
    package let name: String
    package let isBelow: Bool
    package let left: Int128
    package let floor: Int128
    package let currency: UInt16

    init(_ scheme: Scheme, isBelow: Bool, left: Int128, floor: Int128) {
        self.scheme = scheme.key
        name = scheme.name
        self.isBelow = isBelow
        self.left = left
        self.floor = floor
        currency = scheme.currency.number
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(scheme)
        writer.writePrefixed(name)
        writer.write(isBelow)
        writer.write(left)
        writer.write(floor)
        writer.write(currency)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        scheme = try reader.read()
        name = String(
            decoding: try reader.readPrefixed(limit: Scheme.nameBytesMax), as: UTF8.self)
        isBelow = try reader.readFlag()
        left = try reader.read()
        floor = try reader.read()
        currency = try reader.read()
    }
}

extension Bank {
    /// What is left of a scheme's settled balance when all that is held for it is gone.
    ///
    /// Cost: two look-ups.
    func left(in scheme: Scheme) -> Int128 {
        let currency = scheme.currency.number
        guard
            let settlement = books.account(id: own(.settlement, currency, scheme: scheme.key)),
            let transit = books.account(id: own(.inTransitOut, currency, scheme: scheme.key))
        else { return 0 }
        let taken =
            Int128(clamping: transit.creditsPosted) - Int128(clamping: transit.debitsPosted)
            + Int128(clamping: transit.creditsPending)
        return Int128(clamping: settlement.debitsPosted)
            - Int128(clamping: settlement.creditsPosted) - taken
    }

    /// Tells of each scheme whose row has a floor when what is left crosses it.
    func watchFloors() {
        for scheme in configuration.schemes.map({ $0.nearestRow(at: now) }) {
            guard let floor = scheme.floor?.minorUnits else {
                belowFloor.remove(scheme.key)
                continue
            }
            let left = left(in: scheme)
            let isBelow = left < floor
            guard isBelow != belowFloor.contains(scheme.key) else { continue }
            if isBelow {
                belowFloor.insert(scheme.key)
            } else {
                belowFloor.remove(scheme.key)
            }
            heard.append(
                .floorCrossed(FloorChange(scheme, isBelow: isBelow, left: left, floor: floor)))
        }
    }

    /// Where we stand with a clearing at an instant.
    ///
    /// Cost: a look at every payment that has not ended and every order that is kept.
    package func position(_ scheme: Scheme, at instant: UInt64) -> SchemePosition {
        let currency = scheme.currency.number
        let settlement = books.account(id: own(.settlement, currency, scheme: scheme.key))
        let transit = books.account(id: own(.inTransitOut, currency, scheme: scheme.key))
        var waiting: UInt128 = 0
        var announced: UInt128 = 0
        for payment in payments.values where payment.scheme == scheme.key {
            switch payment.state {
            case .held where payment.message == 0: waiting += payment.amount
            case .announced, .awaitingConfirmation: announced += payment.amount
            default: break
            }
        }
        let until =
            configuration.scheme(scheme.key)?.nextCutOff(after: instant)
            ?? startOfDay(calendarDay(at: instant) + 1)
        let due = warehouse.due(by: until).reduce(UInt128(0)) { sum, kept in
            let order = kept.order
            let route = configuration.reach(
                order.creditorBank, currency: order.currency, isInstant: order.isInstant,
                at: kept.dueAt)
            return !kept.isBook && route?.key == scheme.key ? sum + order.amount : sum
        }
        let pending = transit?.creditsPending ?? 0
        return SchemePosition(
            settled: Int128(clamping: settlement?.debitsPosted ?? 0)
                - Int128(clamping: settlement?.creditsPosted ?? 0),
            inTransit: (transit?.creditsPosted ?? 0) - (transit?.debitsPosted ?? 0),
            held: pending - min(pending, waiting), waiting: waiting, due: due,
            announced: announced, until: until)
    }
}

extension Warehouse {
    /// What falls due by an instant, in no order.
    func due(by instant: UInt64) -> [WarehousedOrder] {
        unordered.filter { $0.dueAt <= instant }
    }
}
