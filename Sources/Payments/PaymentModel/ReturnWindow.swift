import Bytes
import Ledger
package import Vocabulary

/// How long a payment to us can be sent back for want of an account: one dated row of a scheme.
///
/// Without a row a scheme by cycles has ``standardDays``, and an instant one has no limit: there a
/// payment that nobody can take is refused before it settles.
package struct ReturnWindow: Hashable, Sendable {
    /// At most so many rows.
    package static let countMax = 1_000
    package static let daysMax = 366
    /// By practice under the SEPA credit transfer rulebook; `unverified`.
    package static let standardDays = 3

    /// The scheme's name.
    package let scheme: String
    /// Business days of the scheme, from the settlement of the payment to that of its return.
    package let days: Int
    /// First day on which the row counts; `nil` from the beginning.
    package let validFrom: BusinessDate?
    package let source: String
    package let confidence: Scheme.Confidence

    package init(
        scheme: String, days: Int, validFrom: BusinessDate?, source: String,
        confidence: Scheme.Confidence
    ) {
        self.scheme = scheme
        self.days = days
        self.validFrom = validFrom
        self.source = source
        self.confidence = confidence
    }

    private var start: BusinessDate { validFrom ?? .earliest }

    func encode(into writer: inout ByteWriter) {
        writer.writePrefixed(scheme)
        writer.writeVarint(UInt64(days))
        writer.writeOptional(validFrom)
        writer.writePrefixed(source)
        writer.writePrefixed(confidence.rawValue)
    }

    init(from reader: inout SetupReader) throws(BankSetupError) {
        scheme = try reader.text(limit: Scheme.nameBytesMax)
        days = try reader.count(limit: Self.daysMax)
        validFrom = try reader.optional("valid_from") { BusinessDate($0) }
        source = try reader.text(limit: Scheme.sourceBytesMax)
        confidence = try reader.parsed("confidence") { Scheme.Confidence(rawValue: $0) }
    }
}

extension ReturnWindow: Comparable {
    /// By scheme and first day.
    package static func < (left: ReturnWindow, right: ReturnWindow) -> Bool {
        (left.scheme, left.start) < (right.scheme, right.start)
    }
}

extension BankConfiguration {
    /// The last day on which the return of a payment can settle that settled on a day; `nil` where
    /// there is no limit.
    func returnBy(_ scheme: Scheme, settled day: Int32) -> Int32? {
        guard let date = BusinessDate(dayNumber: Int(day)) else { return nil }
        let row = setup?.returnWindows.last {
            $0.scheme == scheme.name && ($0.validFrom.map { $0 <= date } ?? true)
        }
        guard let days = row?.days ?? (scheme.isInstant ? nil : ReturnWindow.standardDays) else {
            return nil
        }
        // Beyond the calendar's data nothing is guessed: the day itself is the last one.
        return (try? scheme.calendar.adding(openDays: days, to: date))?.dayNumber ?? day
    }
}

extension Bank {
    /// Whether a return that is sent now settles within the scheme's time; behind it a person
    /// decides.
    func canReturn(_ payment: Payment) -> Bool {
        guard let scheme = scheme(payment.scheme),
            let day = settlementDay(scheme, requested: calendarDay(), at: now)
        else { return false }
        return configuration.returnBy(scheme, settled: settledDay(of: payment)).map { day <= $0 }
            ?? true
    }

    /// The day a parked payment settled on: a cycle may settle later than was announced.
    private func settledDay(of payment: Payment) -> Int32 {
        guard let parked = transfer(id: step(payment.id, .hold)) else {
            return payment.settlementDay
        }
        return max(payment.settlementDay, EntryDays(rawValue: parked.userData64).booking)
    }
}
