package import Engine
import Journal
package import PaymentModel

extension RunningBank {
    /// What became of a schedule, and how it stands then.
    package struct ScheduleDone: Sendable {
        package let schedule: Schedule
        package let isReplayed: Bool
    }

    package typealias ScheduleAnswer =
        @Sendable (Result<Answer<ScheduleDone>, FlowError>) -> Void

    /// Has transfers made by the clock; the very same order again gives the same answer.
    ///
    /// - Parameter text: the canonical form of its metadata, where it has any.
    package func createSchedule(
        _ order: ScheduleOrder, metadata text: [UInt8]? = nil, caller: Caller, isDryRun: Bool,
        then answer: @escaping ScheduleAnswer
    ) {
        var order = order
        // An order without an id of its own has one by its key.
        if order.id == 0 { order.id = newID(for: caller) }
        order.by = caller.token
        let own = text.map { metadata($0, of: .schedule, order.id) }
        if let own { order.metadata = own.hash }
        guard let own, !isDryRun else {
            return decide(.createSchedule(order), on: order.id, isDryRun: isDryRun, then: answer)
        }
        do {
            let (notes, attachment) = try sealed([PlacedMetadata(index: 0, own)]) { _ in
                order.debitAccount
            }
            decide(
                .scheduleWithMetadata(order, notes), attachments: [attachment], on: order.id,
                isDryRun: false, then: answer)
        } catch { answer(.failure(error)) }
    }

    /// Ends a schedule, or gives it another row of rates.
    package func changeSchedule(
        _ id: UInt128, _ kind: ScheduleChange.Kind, caller: Caller, isDryRun: Bool,
        then answer: @escaping ScheduleAnswer
    ) {
        let change = ScheduleChange(schedule: id, kind: kind, by: caller.token)
        decide(.changeSchedule(change), on: id, isDryRun: isDryRun, then: answer)
    }

    private func decide(
        _ command: BankCommand, attachments: [Attachment] = [], on id: UInt128, isDryRun: Bool,
        then answer: @escaping ScheduleAnswer
    ) {
        decide(command, attachments: attachments, isDryRun: isDryRun) {
            $0.schedules[id]
        } then: { result in
            answer(
                result.flatMap { found in
                    Self.done(found.reply.value, found.after.value).map {
                        Answer(
                            value: $0, sequence: found.reply.sequence,
                            timestamp: found.reply.timestamp)
                    }
                })
        }
    }

    private static func done(
        _ reply: BankReply, _ schedule: Schedule?
    ) -> Result<ScheduleDone, FlowError> {
        guard case .schedule(let outcome) = reply else {
            preconditionFailure("A schedule is answered by its outcome.")
        }
        guard outcome == .done || outcome == .replayed, let schedule else {
            return .failure(.schedule(outcome))
        }
        return .success(ScheduleDone(schedule: schedule, isReplayed: outcome == .replayed))
    }

    package func schedule(
        _ id: UInt128,
        then answer: @escaping @Sendable (Result<Answer<Schedule>, FlowError>) -> Void
    ) {
        look {
            $0.schedules[id]
        } then: { result in
            answer(
                result.flatMap { found in
                    guard let schedule = found.value else {
                        return .failure(.schedule(.unknown))
                    }
                    return .success(
                        Answer(
                            value: schedule, sequence: found.sequence, timestamp: found.timestamp))
                })
        }
    }

    /// Schedules in the order of their ids, from one on.
    package func schedules(
        from id: UInt128, limit: Int,
        then answer: @escaping @Sendable (Result<Answer<[Schedule]>, FlowError>) -> Void
    ) {
        look({ $0.schedules.page(from: id, limit: limit) }, then: answer)
    }
}
