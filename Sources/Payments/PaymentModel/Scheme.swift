package import Vocabulary

/// A payment scheme that the bank takes part in, by one of its dated rows: one `[[scheme]]` of the
/// configuration.
///
/// A scheme has a row for each time in which it works otherwise: see ``DatedScheme``.
/// What rests on a rulebook lies here as a value with its source and confidence, never in code.
package struct Scheme: Hashable, Sendable {
    /// How payments of the scheme settle.
    package enum Pace: Hashable, Sendable {
        /// In bulk, when a cycle of the clearing settles.
        case cycles(Cycles)
        /// One by one, within seconds, at any hour.
        case instant(InstantRules)
    }

    /// The working day of a scheme by cycles, on clocks in the scheme's zone.
    package struct Cycles: Hashable, Sendable {
        /// When the clearing takes messages on business days; `nil` where it always does.
        package var opens: TimeOfDay?
        package var closes: TimeOfDay?
        /// Orders received later are executed on the next business day.
        package var cutOff: TimeOfDay?
        /// When its cycles settle, in rising order; empty where nobody has written it down.
        package var times: [TimeOfDay]

        package init(
            opens: TimeOfDay? = nil, closes: TimeOfDay? = nil, cutOff: TimeOfDay? = nil,
            times: [TimeOfDay] = []
        ) {
            self.opens = opens
            self.closes = closes
            self.cutOff = cutOff
            self.times = times
        }
    }

    /// The clock of an instant scheme and what is done about silence.
    package struct InstantRules: Hashable, Sendable {
        /// Seconds from AccptncDtTm to the last moment at which a payment may still be executed,
        /// 1…600.
        package var clockSeconds: Int
        /// True where an accepted incoming payment is settled by the clearing's confirmation only;
        /// false where our own ACCP settles it.
        package var confirmsInbound: Bool
        /// Seconds behind the clock's end at which a pacs.028 asks about an unanswered payment, in
        /// rising order; empty where the scheme does not allow pacs.028.
        package var statusRequestsAfterSeconds: [Int]
        /// Seconds behind the clock's end at which the payer of an unanswered payment gets the money
        /// back; nil where he waits for an answer.
        package var restoresPayerAfterSeconds: Int?

        package init(
            clockSeconds: Int, confirmsInbound: Bool, statusRequestsAfterSeconds: [Int],
            restoresPayerAfterSeconds: Int? = nil
        ) {
            self.clockSeconds = clockSeconds
            self.confirmsInbound = confirmsInbound
            self.statusRequestsAfterSeconds = statusRequestsAfterSeconds
            self.restoresPayerAfterSeconds = restoresPayerAfterSeconds
        }
    }

    /// `ClrSys`: a code of ISO 20022's external list, or the clearing's own name.
    package enum ClearingSystem: Hashable, Sendable {
        /// 1…5 characters.
        case code(String)
        /// 1…35 characters.
        case proprietary(String)
    }

    /// How far what a row says was read in its source.
    package enum Confidence: String, CaseIterable, Hashable, Sendable {
        case certain, likely, unverified
    }

    /// At most so many rows of schemes.
    package static let countMax = 256
    /// Transfers that one message may carry at most, whatever the scheme says.
    package static let transfersPerMessageMax = 1_000
    package static let nameBytesMax = 35
    package static let clockSecondsMax = 600
    package static let statusRequestsMax = 16
    package static let statusRequestSecondsMax = 86_400
    package static let sourceBytesMax = 200

    /// In upper case: `SCT`; rows of one name are one scheme.
    package var name: String
    /// The first day, by the scheme's clocks, on which the row counts; `nil` from the beginning.
    package var validFrom: BusinessDate?
    package var currency: Currency
    /// The interbank credit transfer's version: `pacs.008.001.08`.
    package var messageVersion: String
    package var pace: Pace
    package var clearingBIC: BIC
    package var clearingSystem: ClearingSystem
    /// `SttlmMtd`: `CLRG`.
    package var settlementMethod: String
    /// Our account in the clearing's books, as its reports name it, at most 34 characters.
    package var settlementAccount: String
    /// 1…1,000; an instant scheme has 1.
    package var transfersPerMessage: Int
    /// Smallest and largest amount of one transfer, in the scheme's currency.
    package var amountMin: Money?
    package var amountMax: Money?
    package var calendar: SchemeCalendar
    /// The zone of its clocks and of its calendar.
    package var zone: ZoneRules
    /// Whether its messages carry a UETR.
    package var carriesUETR: Bool
    /// Whether a day on which something moved is closed with the clearing's statement only.
    package var needsStatement = true
    /// Cycles: what becomes of an order that cannot be executed on the day it asks for.
    package var lateOrders = LateOrders.nextDay
    /// Below it what is left with the clearing is told.
    package var floor: Money?
    /// Where the row comes from, and how far it was read there.
    package var source: String
    package var confidence: Confidence

    package var isInstant: Bool {
        if case .instant = pace { true } else { false }
    }

    /// The clock and the questions, where the scheme is instant.
    package var instantRules: InstantRules? {
        if case .instant(let rules) = pace { rules } else { nil }
    }

    /// The working day, where the scheme settles by cycles.
    package var cycles: Cycles? {
        if case .cycles(let cycles) = pace { cycles } else { nil }
    }

    package init(
        name: String, currency: Currency, messageVersion: String, pace: Pace, clearingBIC: BIC,
        clearingSystem: ClearingSystem, settlementMethod: String, settlementAccount: String,
        transfersPerMessage: Int, amountMin: Money?, amountMax: Money?, calendar: SchemeCalendar,
        zone: ZoneRules, carriesUETR: Bool, source: String, confidence: Confidence
    ) {
        self.name = name
        self.currency = currency
        self.messageVersion = messageVersion
        self.pace = pace
        self.clearingBIC = clearingBIC
        self.clearingSystem = clearingSystem
        self.settlementMethod = settlementMethod
        self.settlementAccount = settlementAccount
        self.transfersPerMessage = transfersPerMessage
        self.amountMin = amountMin
        self.amountMax = amountMax
        self.calendar = calendar
        self.zone = zone
        self.carriesUETR = carriesUETR
        self.source = source
        self.confidence = confidence
    }

    /// Whether a transfer of this amount is within the scheme's limits.
    package func admits(_ amount: Money) -> Bool {
        guard amount.currency == currency else { return false }
        let isLargeEnough = amountMin.map { $0.minorUnits <= amount.minorUnits } ?? true
        let isSmallEnough = amountMax.map { amount.minorUnits <= $0.minorUnits } ?? true
        return isLargeEnough && isSmallEnough
    }
}
