import PaymentModel
import Platform
package import Vocabulary

/// What a date and time that somebody names means by the bank's clock.
package enum NamedInstant: Hashable, Sendable {
    /// Nanoseconds since 1970.
    case at(UInt64)
    /// Clocks go back over it and show it twice: the first of the two.
    case earlierOfTwo(UInt64)
    /// Clocks go forward over it: there is no such time in this zone.
    case skipped(zone: String)
    /// Neither RFC 3339 nor a local date and time.
    case unreadable

    /// A date and time as a clock in the zone shows it, `2026-12-24T15:00` or with seconds; or with
    /// an offset, RFC 3339.
    package init(_ text: String, in zone: ZoneRules?) {
        if let instant = try? Instant.parse(text) {
            self = .at(instant.nanoseconds)
            return
        }
        let whole = text.utf8.count == 16 ? text + ":00" : text
        guard let zone, let (local, offset) = try? LocalDateTime.parse(whole), offset == nil,
            let instants = try? zone.instants(of: local)
        else {
            self = .unreadable
            return
        }
        switch instants {
        case .once(let instant): self = .at(instant.nanoseconds)
        case .twice(let first, _): self = .earlierOfTwo(first.nanoseconds)
        case .skipped: self = .skipped(zone: zone.name)
        }
    }

    /// Nanoseconds since 1970, where it names an instant.
    package var nanoseconds: UInt64? {
        switch self {
        case .at(let instant), .earlierOfTwo(let instant): instant
        case .skipped, .unreadable: nil
        }
    }
}

extension RunningBank {
    /// An instant: RFC 3339, or a local date and time of the bank's zone.
    package func instant(of text: String) -> NamedInstant {
        NamedInstant(text, in: setup.withLock { $0?.bank.zone })
    }
}
