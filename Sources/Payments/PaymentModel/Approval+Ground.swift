extension Approval {
    /// Why something waits.
    package enum Ground: UInt8, Sendable, CaseIterable {
        /// It is above what one person may order (A1, A5).
        case limit = 1
        /// Its orders came before under another MsgId (D9).
        case repetition
        case limitAndRepetition
        /// An end by hand always waits (A6).
        case always

        /// In the words of the interface.
        package var name: String {
            switch self {
            case .limit: "limit"
            case .repetition: "repetition"
            case .limitAndRepetition: "limit_and_repetition"
            case .always: "always"
            }
        }

        /// Whether whoever asked for it may also confirm or withdraw it: then the question is only
        /// whether it was meant twice.
        var mayBeOwn: Bool { self == .repetition }

        init(isAboveLimit: Bool) { self = isAboveLimit ? .limitAndRepetition : .repetition }
    }
}
