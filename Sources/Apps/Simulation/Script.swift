import Platform

/// What the clearing is told to do to payments.
enum Script {
    private static let rules = [
        "reject reason=AC04 chance=15%",
        "reject reason=AC06 at=cycle chance=20%",
        "silent scheme=SCT chance=20%",
        "silent asks=1 scheme=SCTINST chance=25%",
        "silent scheme=SCTINST chance=25%",
        "lose scheme=SCTINST chance=15%",
        "answer-twice chance=25%",
        "answer-late 30s chance=20%",
        "late-after-timeout chance=20%",
        "return reason=AC04 chance=25%",
        "return reason=MD07 after=2cycles chance=20%",
        "return reason=AC04 announce=yes chance=20%",
        "recall-answer yes chance=50%",
        "recall-answer no reason=CUST chance=50%",
    ]

    static func made(by dice: SeededRandomness, confirms: Bool?) -> String {
        // Without confirmations our yes settles: a clearing that calls it late afterwards is a break,
        // which is no business of the books. So there it has time.
        var lines = [
            confirms == true
                ? "scheme SCTINST instant confirm=yes"
                : "scheme SCTINST instant clock=48h confirm=no",
            "fund 100000.00", "fund 100000.00 scheme=SCTINST",
        ]
        for rule in rules where dice.below(3) == 0 { lines.append(rule) }
        if confirms == true, dice.below(3) == 0 { lines.append("time-out chance=20%") }
        return lines.joined(separator: "\n")
    }
}
