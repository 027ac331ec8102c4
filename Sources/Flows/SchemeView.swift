package import Engine
package import PaymentModel

/// A scheme as the bank's staff see it now.
package struct SchemeView: Sendable {
    package enum State: String, Sendable, CaseIterable {
        case open, paused
        /// The pause has ended, and what waited still goes out.
        case resuming
    }

    /// What waits in a pause, or for the clearing's hours.
    package struct Waiting: Sendable {
        /// Payments of customers, and their sum.
        package let payments: Int
        package let amount: UInt128
        /// Payments that go back.
        package let returns: Int
        package let questions: Int
        /// Requests for payments, and answers to them.
        package let answers: Int
    }

    package let scheme: Scheme
    package let state: State
    /// The pause, where there is one.
    package let pause: PausedScheme?
    package let waiting: Waiting
    package let position: SchemePosition
    package let isBelowFloor: Bool
    /// Whether the clearing takes messages at this hour.
    package let isOpen: Bool
    /// When it does next; `nil` where it does now, or the calendar ends before.
    package let opensAt: UInt64?
}

extension Bank {
    /// How a scheme stands.
    func view(_ scheme: Scheme, at instant: UInt64) -> SchemeView {
        let pause = paused[scheme.key]
        let state: SchemeView.State = pause.map { $0.isResuming ? .resuming : .paused } ?? .open
        let dated = configuration.scheme(scheme.key)
        let isOpen = dated?.takesMessages(at: instant) ?? true
        let sends = (untilOpening[scheme.key]?.waiting ?? []) + (pause?.waiting ?? [])
        func waiting(_ kind: WaitingSend.Kind) -> [Payment] {
            sends.filter { $0.kind == kind }.flatMap(\.payments).compactMap { payments[$0] }
        }
        let returning = sends.compactMap(\.message).count { $0.kind == .returns }
        let answers = sends.count { $0.kind == .message } - returning
        let orders = waiting(.transfers).filter { $0.state == .held && $0.message == 0 }
        return SchemeView(
            scheme: scheme, state: state, pause: pause,
            waiting: SchemeView.Waiting(
                payments: orders.count, amount: orders.reduce(0) { $0 + $1.amount },
                returns: waiting(.sendBack).count { $0.state == .parked } + returning,
                questions: waiting(.question).count { $0.state == .outcomeUnknown },
                answers: answers),
            position: position(scheme, at: instant),
            isBelowFloor: belowFloor.contains(scheme.key), isOpen: isOpen,
            opensAt: isOpen ? nil : dated?.opening(notBefore: instant))
    }

    /// A scheme by the name people use.
    func schemeView(named name: String, at instant: UInt64) -> SchemeView? {
        configuration.scheme(named: name).map { view($0.nearestRow(at: instant), at: instant) }
    }
}

extension RunningBank {
    /// Every scheme of the configuration, in its order.
    package func schemes(
        then answer: @escaping @Sendable (Result<Answer<[SchemeView]>, FlowError>) -> Void
    ) {
        let now = clock.now()
        look { bank in
            bank.configuration.schemes.map { bank.view($0.nearestRow(at: now), at: now) }
        } then: {
            answer($0)
        }
    }

    /// One scheme by its name.
    package func scheme(
        named name: String,
        then answer: @escaping @Sendable (Result<Answer<SchemeView>, FlowError>) -> Void
    ) {
        let now = clock.now()
        look {
            $0.schemeView(named: name, at: now)
        } then: {
            answer($0.flatMap(Self.knownScheme))
        }
    }

    static func knownScheme(
        _ found: Answer<SchemeView?>
    ) -> Result<Answer<SchemeView>, FlowError> {
        guard let value = found.value else { return .failure(.scheme(.unknownScheme)) }
        return .success(
            Answer(value: value, sequence: found.sequence, timestamp: found.timestamp))
    }
}
