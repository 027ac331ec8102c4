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
        "time-out chance=20%",
    ]

    static func made(by dice: SeededRandomness, confirms: Bool?) -> String {
        var lines = [
            "scheme SCTINST instant confirm=\(confirms == true ? "yes" : "no")",
            "fund 100000.00", "fund 100000.00 scheme=SCTINST",
        ]
        for rule in rules where dice.below(3) == 0 { lines.append(rule) }
        return lines.joined(separator: "\n")
    }
}
