package import Bytes
package import Vocabulary

/// What the bank's decisions rest on beside its books, as it stands in the journal.
package struct BankConfiguration: Sendable, Hashable, Recorded {
    /// Nothing configured: no currency is kept, and every payment is refused.
    package static let none = BankConfiguration(setup: nil, isSandbox: true)

    package let setup: BankSetup?
    package let isSandbox: Bool
    /// Every scheme with its rows, in order of the name.
    package let schemes: [DatedScheme]
    private let byKey: [UInt64: Int]
    private let byName: [String: Int]
    fileprivate let reachByBank: [BankCode: [Reach]]

    package init(setup: BankSetup?, isSandbox: Bool) {
        self.setup = setup
        self.isSandbox = isSandbox
        schemes = BankSetup.dated(setup?.schemes ?? [])
        byKey = Dictionary(
            schemes.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first }
        )
        byName = Dictionary(
            schemes.enumerated().map { ($1.name, $0) },
            uniquingKeysWith: { first, _ in first })
        reachByBank = Dictionary(grouping: setup?.reach ?? []) {
            BankCode(country: $0.country.text, code: $0.bankCode)
        }
    }

    package func scheme(_ key: UInt64) -> DatedScheme? { byKey[key].map { schemes[$0] } }

    package func scheme(named name: String) -> DatedScheme? { byName[name].map { schemes[$0] } }

    /// The row of a scheme in force at an instant, else the first that will be.
    package func scheme(_ key: UInt64, at instant: UInt64) -> Scheme? {
        scheme(key)?.nearestRow(at: instant)
    }

    /// Every currency of ISO 4217 can be kept; those without a scheme move by book transfer only.
    package func keeps(currency: UInt16) -> Bool {
        setup != nil && Currency(number: currency) != nil
    }

    package func hasScheme(currency: UInt16) -> Bool {
        schemes.contains { $0.first.currency.number == currency }
    }

    /// The bank code is one of our own.
    package func isOurs(_ bank: BankCode) -> Bool {
        guard let profile = setup?.bank else { return false }
        return profile.country.text == bank.country && profile.bankCodes.contains(bank.code)
    }

    /// The scheme that reaches a bank at an instant, in a currency and at the pace asked for, by its
    /// row in force then; one whose first row has not begun reaches nobody.
    package func reach(
        _ bank: BankCode, currency: UInt16, isInstant: Bool, at instant: UInt64
    ) -> Scheme? {
        let day = localDay(Instant(nanoseconds: instant))
        guard let date = BusinessDate(dayNumber: Int(day)) else { return nil }
        for row in reachByBank[bank] ?? [] where row.isValid(on: date) {
            guard let scheme = scheme(named: row.scheme)?.row(at: instant) else { continue }
            if scheme.isInstant == isInstant, scheme.currency.number == currency { return scheme }
        }
        return nil
    }

    /// The row that reaches a bank through a scheme on a day.
    package func row(_ bank: BankCode, through scheme: Scheme, on day: Int32) -> Reach? {
        guard let date = BusinessDate(dayNumber: Int(day)) else { return nil }
        return reachByBank[bank]?.first { $0.scheme == scheme.name && $0.isValid(on: date) }
    }

    /// The calendar date of an instant in the bank's zone, in days since 1970-01-01; UTC before
    /// anything is configured.
    package func localDay(_ instant: Instant) -> Int32 {
        guard let zone = setup?.bank.zone else { return Int32(instant.seconds / 86_400) }
        return zone.local(instant).date.dayNumber
    }

    /// The first instant of a day in the bank's zone, in nanoseconds since 1970.
    package func startOfDay(_ day: Int32) -> UInt64 {
        let utc = UInt64(max(0, day)) * 86_400_000_000_000
        guard let zone = setup?.bank.zone, let date = BusinessDate(dayNumber: Int(day)),
            let midnight = try? zone.instants(of: LocalDateTime(date, .midnight))
        else { return utc }
        return midnight.first.nanoseconds
    }

    /// The instant at which the bank's clock shows what a time asked for says; UTC before anything
    /// is configured.
    func instant(of time: RequestedTime) -> UInt64 {
        guard time.isReading, let zone = setup?.bank.zone else { return time.instant }
        let reading = LocalDateTime(Instant(nanoseconds: time.instant), offsetSeconds: 0)
        return (try? zone.instants(of: reading))?.first.nanoseconds ?? time.instant
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(isSandbox)
        writer.writePrefixed(setup?.encoded() ?? [])
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        let start = reader.offset
        let isSandbox = try reader.readFlag()
        let bytes = try reader.readPrefixed(limit: 1 << 26)
        guard !bytes.isEmpty else {
            self.init(setup: nil, isSandbox: isSandbox)
            return
        }
        let setup: BankSetup
        do { setup = try BankSetup(encoded: bytes) } catch {
            throw .unexpectedValue(offset: start, value: UInt64(bytes.count))
        }
        self.init(setup: setup, isSandbox: isSandbox)
    }
}

extension Bank {
    /// The row of a scheme that is in force when what is being applied is decided.
    func scheme(_ key: UInt64) -> Scheme? { configuration.scheme(key, at: now) }

    /// The row by which an outgoing payment was accepted: its clock, what is asked when, and when
    /// its payer is restored stay as they were then.
    func scheme(of payment: Payment) -> Scheme? {
        configuration.scheme(payment.scheme, at: payment.acceptedAt)
    }
}

extension Scheme {
    /// The name as a number.
    ///
    /// FNV-1a, 64 bits. Names are unique and few.
    package var key: UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        // FNV-1a is defined modulo 2^64.
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return hash
    }

    /// Nanoseconds from AccptncDtTm to the end of the scheme's clock; 0 where it has none.
    var clockNanoseconds: UInt64 { UInt64(instantRules?.clockSeconds ?? 0) * 1_000_000_000 }

    var confirmsInbound: Bool { instantRules?.confirmsInbound ?? false }

    /// When to ask for the n-th time, counted from 0, in nanoseconds after the clock's end.
    func question(_ number: Int) -> UInt64? {
        guard let rules = instantRules, number < rules.statusRequestsAfterSeconds.count else {
            return nil
        }
        return UInt64(rules.statusRequestsAfterSeconds[number]) * 1_000_000_000
    }

    /// How far ahead an order may be dated.
    static var daysAheadMax: Int32 { 366 }

    /// Why an order by cycles cannot be executed on the day it asks for; nil where it can, or where
    /// the calendar does not know.
    ///
    /// - Parameter asked: the time of that day that the order names, in nanoseconds since 1970; it
    ///   may lie behind the cut-off where `instant` does not. 0 where it names none.
    func lateness(requested day: Int32, notBefore asked: UInt64, at instant: UInt64) -> ReasonCode?
    {
        guard !isInstant, let date = BusinessDate(dayNumber: Int(day)) else { return nil }
        if date < zone.local(Instant(nanoseconds: instant)).date { return .dateTooFarInPast }
        if (try? calendar.isOpen(date)) == false { return .noBusinessDay }
        let earliest = max(instant, asked)
        let first = self.date(at: earliest)
        return first > date || first == date && isLate(at: earliest) ? .behindCutOff : nil
    }

    func settlementDay(requested: Int32, at instant: Instant) -> Int32? {
        let isLate = isLate(at: instant.nanoseconds)
        let today = zone.local(instant).date.dayNumber + (isLate ? 1 : 0)
        let wanted = max(requested, today)
        guard wanted - today <= Self.daysAheadMax, let date = BusinessDate(dayNumber: Int(wanted))
        else { return nil }
        // Beyond the calendar's data nothing is guessed: there is no such day.
        return (try? calendar.firstOpen(onOrAfter: date))?.dayNumber
    }
}

extension BankConfiguration {
    /// Any row that reaches a bank through a scheme, for a message decided while one was valid.
    package func anyRow(_ bank: BankCode, through scheme: Scheme) -> Reach? {
        reachByBank[bank]?.last { $0.scheme == scheme.name }
    }
}
