import Platform

/// How much is tried: enough for every change by itself, or as much as a long campaign asks for.
package enum Campaign {
    /// Whether `QENEX_CAMPAIGN` is set, as `Tools/system-tests` does.
    package static var isLong: Bool { RunningProcess.variable("QENEX_CAMPAIGN") != nil }

    /// - Parameters:
    ///   - count: of rounds in `make test`.
    ///   - long: of rounds in `make test-system`.
    package static func rounds(_ count: Int, long: Int) -> Int { isLong ? long : count }
}
