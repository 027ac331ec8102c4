/// The files of a journal's folder.
struct SegmentPath {
    /// Digits of a segment's number in a file name, so that names sort as numbers do.
    private static let digits = 10

    let folder: String
    let environment: LogEnvironment

    func entries(_ number: UInt64) -> String { path(number, "log") }
    func side(_ number: UInt64) -> String { path(number, "side") }
    /// Where a file lies while it is reserved and zeroed.
    func unfinished(_ path: String) -> String { path + ".new" }

    private func path(_ number: UInt64, _ suffix: String) -> String {
        let text = String(number)
        let zeros = String(repeating: "0", count: max(0, Self.digits - text.count))
        return "\(folder)/\(environment.name)-\(zeros)\(text).\(suffix)"
    }

    /// What a name in the folder stands for: environment, number and suffix.
    static func parse(_ name: String) -> (LogEnvironment, number: UInt64, suffix: Substring)? {
        let parts = name.split(separator: ".", maxSplits: 1)
        guard parts.count == 2, let dash = parts[0].firstIndex(of: "-") else { return nil }
        let environments = LogEnvironment.allCases
        guard let environment = environments.first(where: { $0.name == parts[0][..<dash] }),
            let number = UInt64(parts[0][parts[0].index(after: dash)...])
        else { return nil }
        return (environment, number, parts[1])
    }
}
