extension Int128 {
    /// This less another amount, or the nearest that can be told.
    ///
    /// Amounts of messages have 18 digits; records of a journal that somebody wrote into may say
    /// anything, and must not end the process.
    func difference(from other: Int128) -> Int128 {
        let (difference, isBeyond) = subtractingReportingOverflow(other)
        guard isBeyond else { return difference }
        return self < other ? -.max : .max
    }

    /// This and another amount, or the nearest that can be told.
    func sum(with other: Int128) -> Int128 {
        let (sum, isBeyond) = addingReportingOverflow(other)
        guard isBeyond else { return sum }
        return self < 0 ? -.max : .max
    }
}
