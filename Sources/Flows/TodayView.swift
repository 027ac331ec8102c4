package import Engine
import Ledger
package import PaymentModel
import Vocabulary

/// A scheme's day as far as the books tell it without a look at single payments.
package struct SchemeToday: Sendable {
    package let scheme: Scheme
    /// The settlement account; debits positive.
    package let account: UInt128
    package let position: Int128
    /// Held for payments that are out, and not booked.
    package let held: UInt128
    /// Booked and not settled.
    package let inTransit: Int128
    /// Instant payments to us that wait for the clearing's confirmation.
    package let expected: UInt128
    /// Orders received from then on are executed on a later day; nil where there is no cut-off.
    package let cutOff: UInt64?
    /// When the clearing takes messages again; nil where it does now, or nobody knows.
    package let opensAt: UInt64?
    /// A week from today on; nil beyond the calendar's end.
    package let days: [(day: Int32, isOpen: Bool?)]

    /// What the position will be when all that is out and expected has settled.
    package var after: Int128 {
        position - Int128(clamping: held) - inTransit + Int128(clamping: expected)
    }
}

/// A day at a glance.
package struct TodayView: Sendable {
    package let day: Int32
    /// When it began, in nanoseconds since 1970.
    package let start: UInt64
    package let schemes: [SchemeToday]
}

extension Bank {
    func today(at instant: UInt64) -> TodayView {
        let day = calendarDay(at: instant)
        return TodayView(
            day: day, start: startOfDay(day, in: configuration),
            schemes: configuration.schemes.map { today($0, at: instant) })
    }

    private func startOfDay(_ day: Int32, in configuration: BankConfiguration) -> UInt64 {
        guard let zone = configuration.setup?.bank.zone,
            let date = BusinessDate(dayNumber: Int(day)),
            let midnight = try? zone.instants(of: LocalDateTime(date, .midnight))
        else { return UInt64(max(0, day)) * 86_400_000_000_000 }
        return midnight.first.nanoseconds
    }

    private func today(_ dated: DatedScheme, at instant: UInt64) -> SchemeToday {
        let scheme = dated.nearestRow(at: instant)
        let currency = scheme.currency.number
        let id = AccountDirectory.ownID(.settlement, currency: currency, scheme: scheme.key)
        let transit = books.account(
            id: AccountDirectory.ownID(.inTransitOut, currency: currency, scheme: scheme.key))
        let settlement = books.account(id: id)
        let today = scheme.zone.local(Instant(nanoseconds: instant)).date
        return SchemeToday(
            scheme: scheme, account: id,
            position: Int128(clamping: settlement?.debitsPosted ?? 0)
                - Int128(clamping: settlement?.creditsPosted ?? 0),
            held: transit?.creditsPending ?? 0,
            inTransit: Int128(clamping: transit?.creditsPosted ?? 0)
                - Int128(clamping: transit?.debitsPosted ?? 0),
            expected: settlement?.debitsPending ?? 0,
            cutOff: dated.nextCutOff(after: instant),
            opensAt: dated.takesMessages(at: instant) ? nil : dated.opening(notBefore: instant),
            days: (0..<7).compactMap { ahead in
                today.adding(days: ahead).map { date in
                    (date.dayNumber, try? (dated.row(on: date) ?? scheme).calendar.isOpen(date))
                }
            })
    }
}

extension RunningBank {
    /// The day at a glance, now.
    package func today(
        then answer: @escaping @Sendable (Result<Answer<TodayView>, FlowError>) -> Void
    ) {
        let instant = clock.now()
        look {
            $0.today(at: instant)
        } then: {
            answer($0)
        }
    }
}
