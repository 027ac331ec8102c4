import PaymentModel
import Vocabulary

extension KeyRule {
    /// `[[recall]]`: how long, and on whose word, payments can be asked back.
    static let recall: [KeyRule] = [
        KeyRule(
            .recall, "reason", cancellationReason, .required, "The reason, such as \"DUPL\"."),
        KeyRule(
            .recall, "within", .integer(0...RecallRule.withinMax), .required,
            "How long behind its settlement day a payment can be asked for."),
        KeyRule(
            .recall, "unit", .choice(RecallRule.Unit.allCases.map(\.rawValue)), .required,
            "What `within` counts: business days of the scheme, days of the calendar or months."),
        KeyRule(
            .recall, "asks", .choice(RecallRule.Asker.allCases.map(\.rawValue)), .required,
            "Who wants it back: the bank of its own accord, or the customer who ordered it."),
        KeyRule(
            .recall, "answer_days", .integer(0...RecallRule.answerDaysMax), .value(.integer(15)),
            "Business days of the scheme within which a request is answered."),
        KeyRule(.recall, "valid_from", date, .silent, "First day on which the row counts."),
        KeyRule(
            .recall, "source", .text(bytesMax: Scheme.sourceBytesMax), .required,
            "The rulebook or agreement that says so."),
        KeyRule(
            .recall, "confidence", .choice(Scheme.Confidence.allCases.map(\.rawValue)), .required,
            "How far the source was checked."),
    ]

    private static let cancellationReason = ValueKind.parsed(
        "a code of ISO 20022's set of cancellation reasons, such as \"DUPL\""
    ) { ExternalCode(rawValue: $0)?.isListed(in: .cancellationReason) == true }

    /// `[[return_window]]`: how long payments to us can be sent back.
    static let returnWindow: [KeyRule] = [
        KeyRule(.returnWindow, "scheme", schemeName, .required, "The scheme it is for."),
        KeyRule(
            .returnWindow, "days", .integer(0...ReturnWindow.daysMax), .required,
            "Business days of the scheme from a payment's settlement to that of its return."),
        KeyRule(.returnWindow, "valid_from", date, .silent, "First day on which the row counts."),
        KeyRule(
            .returnWindow, "source", .text(bytesMax: Scheme.sourceBytesMax), .required,
            "The rulebook or agreement that says so."),
        KeyRule(
            .returnWindow, "confidence", .choice(Scheme.Confidence.allCases.map(\.rawValue)),
            .required, "How far the source was checked."),
    ]
}
