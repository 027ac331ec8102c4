import PaymentModel
import Vocabulary

extension KeyRule {
    /// The keys of `[[scheme]]`.
    ///
    /// What belongs to one pace only is checked when a scheme is made.
    static let scheme: [KeyRule] = [
        KeyRule(
            .scheme, "name", schemeName, .required,
            "The scheme's name; rows of one name are one scheme."),
        KeyRule(
            .scheme, "valid_from", date, .silent,
            "The first day, by the scheme's clocks, on which the row counts; from the beginning, if absent."
        ),
        KeyRule(
            .scheme, "currency", .parsed("a currency such as \"EUR\"") { Currency($0) != nil },
            .required, "Its currency."),
        KeyRule(
            .scheme, "message_version", .choice(["pacs.008.001.08"]),
            .value(.text("pacs.008.001.08")), "The version of its credit transfer."),
        KeyRule(
            .scheme, "settlement", .choice(["cycles", "instant"]), .required,
            "Whether payments settle in bulk by cycles, or one by one within seconds."),
        KeyRule(.scheme, "clearing_bic", bic, .required, "The clearing's BIC."),
        KeyRule(
            .scheme, "clearing_system", .text(bytesMax: 35), .silent,
            "ClrSys/Prtry of its messages; this or clearing_system_code is required."),
        KeyRule(
            .scheme, "clearing_system_code", .text(bytesMax: 5), .silent,
            "ClrSys/Cd of its messages, a code of the ISO 20022 list."),
        KeyRule(
            .scheme, "settlement_method", .choice(["CLRG"]), .value(.text("CLRG")),
            "SttlmMtd of its messages."),
        KeyRule(
            .scheme, "settlement_account", .text(bytesMax: 34), .required,
            "Our account in the clearing's books, as its reports name it; no other scheme has it."),
        KeyRule(
            .scheme, "transfers_per_message", .integer(1...Scheme.transfersPerMessageMax), .silent,
            "Transfers that one message may carry: 1,000 by cycles, 1 where instant, if absent."),
        KeyRule(.scheme, "amount_min", .amount, .silent, "The smallest amount of one transfer."),
        KeyRule(.scheme, "amount_max", .amount, .silent, "The largest amount of one transfer."),
        KeyRule(
            .scheme, "floor", .amount, .silent,
            "Below it what is left of the settled balance is told, and when it is above again."),
        KeyRule(
            .scheme, "calendar", calendarName, .required,
            "The days on which it settles: target, federal_reserve, every_day or a [[calendar]]."),
        KeyRule(
            .scheme, "time_zone", zone, .silent, "The zone of its clocks; the bank's if absent."),
        KeyRule(
            .scheme, "opens", time, .silent,
            "Cycles: when the clearing begins to take messages on business days; what is ready waits."
        ),
        KeyRule(
            .scheme, "closes", time, .silent,
            "Cycles: when it stops to take them; what is ready then waits, and orders are late."),
        KeyRule(
            .scheme, "cut_off", time, .silent,
            "Cycles: orders received later are executed on the next business day."),
        KeyRule(
            .scheme, "cycle_times",
            .texts(count: 1...Scheme.cycleTimesMax, of: "a time such as \"16:30\"") {
                TimeOfDay($0) != nil
            }, .silent,
            "Cycles: when they settle, in rising order; orders received behind the last are late."),
        KeyRule(
            .scheme, "late_orders", .choice(LateOrders.allCases.map(\.name)), .silent,
            "Cycles: orders too late for the day they ask for: the next business day, if absent, or refused."
        ),
        KeyRule(
            .scheme, "clock_seconds", .integer(1...Scheme.clockSecondsMax), .silent,
            "Instant: seconds from receipt within which a payment must be executed; required."),
        KeyRule(
            .scheme, "confirm_inbound", .boolean, .silent,
            "Instant: true where an accepted incoming payment settles by the clearing's confirmation."
        ),
        KeyRule(
            .scheme, "pacs028_allowed", .boolean, .silent,
            "Instant: whether the clearing may be asked about an unanswered payment."),
        KeyRule(
            .scheme, "pacs028_after_seconds",
            .rising(
                count: 1...Scheme.statusRequestsMax, within: 1...Scheme.statusRequestSecondsMax),
            .silent, "Instant: when it is asked, in seconds behind the clock's end."),
        KeyRule(
            .scheme, "restore_payer_after_seconds", .integer(1...Scheme.statusRequestSecondsMax),
            .silent,
            "Instant: when the payer of an unanswered payment gets the money back, in seconds behind the clock's end; never, if absent."
        ),
        KeyRule(
            .scheme, "uetr", .boolean, .value(.boolean(false)), "Whether its messages carry a UETR."
        ),
        KeyRule(
            .scheme, "end_of_day_needs_statement", .boolean, .value(.boolean(true)),
            "Whether a day on which something moved is closed with the clearing's statement only."),
        KeyRule(
            .scheme, "source", .text(bytesMax: Scheme.sourceBytesMax),
            .value(.text("the operator")),
            "Where the row comes from."),
        KeyRule(
            .scheme, "confidence", .choice(Scheme.Confidence.allCases.map(\.rawValue)),
            .value(.text("unverified")), "How far it was read there."),
    ]
}
