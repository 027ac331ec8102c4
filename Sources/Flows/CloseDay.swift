import Engine
import Journal
package import PaymentModel

/// The end of a day, as somebody asks for it.
extension RunningBank {
    /// Who answers for what differs at the end of a day, and why.
    package struct Acceptance: Hashable, Sendable {
        package static let nameBytesMax = 140
        package static let reasonBytesMax = 2_000

        /// One line.
        package let name: String
        package let reason: String

        package init(name: String, reason: String) {
            self.name = name
            self.reason = reason
        }

        init(sealed text: String) {
            let parts = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
            name = parts.first.map(String.init) ?? ""
            reason = parts.count > 1 ? String(parts[1]) : ""
        }

        /// As it is sealed.
        var text: String { "\(name)\n\(reason)" }
    }

    /// A day that is closed.
    package struct DayClosed: Hashable, Sendable {
        package let day: Int32
        /// Where in the journal it was cut, and when; nil where that was before.
        package let cut: Cut?
    }

    package struct Cut: Hashable, Sendable {
        package let sequence: UInt64
        package let at: UInt64

        package init(sequence: UInt64, at: UInt64) {
            self.sequence = sequence
            self.at = at
        }
    }

    /// Closes every open booking day of a currency up to and including `day`, today's without one.
    ///
    /// Where something differs, two people can close it: see
    /// ``propose(closing:day:_:caller:isDryRun:then:)``.
    package func closeDay(
        currency: UInt16, day: Int32?, isDryRun: Bool = false,
        then answer: @escaping @Sendable (Result<DayClosed, FlowError>) -> Void
    ) {
        let instant = clock.now()
        look {
            $0.bookingDay(currency, at: instant)
        } then: { [self] found in
            switch found {
            case .failure(let error): answer(.failure(error))
            case .success(let today):
                close(currency, day ?? today.value, isDryRun, answer)
            }
        }
    }

    private func close(
        _ currency: UInt16, _ day: Int32, _ isDryRun: Bool,
        _ answer: @escaping @Sendable (Result<DayClosed, FlowError>) -> Void
    ) {
        submit(
            .closeDay(DayClosing(currency: currency, day: day)), isDryRun: isDryRun
        ) { result in
            answer(
                result.flatMap { reply in
                    guard case .close(let outcome) = reply.value else {
                        preconditionFailure("A closing is answered by a closing.")
                    }
                    switch outcome {
                    case .closed:
                        return .success(
                            DayClosed(
                                day: day, cut: Cut(sequence: reply.sequence, at: reply.timestamp)))
                    case .alreadyClosed: return .success(DayClosed(day: day, cut: nil))
                    default: return .failure(.close(outcome))
                    }
                })
        }
    }

    /// Who answered for a day's differences; nil where nobody had to, or it is erased.
    package func acceptance(of end: DayEnd) throws(FlowError) -> Acceptance? {
        guard end.note != 0, let bytes = try unseal(end.note) else { return nil }
        return Acceptance(sealed: String(decoding: bytes, as: UTF8.self))
    }
}
