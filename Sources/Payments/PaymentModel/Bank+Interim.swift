import Vocabulary

/// Reports within the day, by the clock (row N10 of `postings.md`).
extension Bank {
    /// Sets when they are due next: at whole periods of the bank's local day.
    func planInterim() {
        if nextInterim == nil { lastInterim = now }
        nextInterim = configuration.interim(after: now)
    }

    /// Says that they are due; what moved since the time before is for whoever writes them.
    func tellInterim() {
        heard.append(.interimDue(since: lastInterim))
        lastInterim = now
        planInterim()
    }
}

extension BankConfiguration {
    private var interimNanoseconds: UInt64 {
        UInt64(setup?.bank.interimMinutes ?? 0) * 60_000_000_000
    }

    /// The first whole period of the day behind an instant, or the day's end; nil where none is.
    func interim(after instant: UInt64) -> UInt64? {
        let period = interimNanoseconds
        guard period > 0 else { return nil }
        let day = localDay(Instant(nanoseconds: instant))
        let start = startOfDay(day)
        let next = start + ((instant - start) / period + 1) * period
        return min(next, startOfDay(day + 1))
    }
}
