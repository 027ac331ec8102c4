import Bytes
import Ledger
import Platform
import Testing

@testable import PaymentModel

/// Events as derived views keep them.
@Suite struct `Events in rows` {
    private static func change(_ random: SeededRandomness) -> PaymentChange {
        var change = PaymentChange(
            payment: random.u128(), kind: [.book, .outgoing, .incoming][random.below(3)],
            state: PaymentState.allCases[random.below(PaymentState.allCases.count)],
            reason: ReasonCode(rawValue: UInt32(random.below(1 << 31))), scheme: random.next(),
            account: random.u128(), counterAccount: random.u128(),
            amount: random.below(2) == 0 ? UInt128(random.below(1 << 20)) : random.u128(),
            currency: UInt16(random.below(1 << 16)), file: random.u128(),
            position: Int32(random.below(9)) - 1, group: Int32(random.below(9)) - 1,
            settlementDay: Int32(random.below(99_999)), message: random.u128(),
            isDateMoved: random.below(2) == 0)
        if random.below(2) == 0 { change.previous = .held }
        return change
    }

    private static func event(_ kind: Int, _ random: SeededRandomness) -> BankEvent {
        switch kind {
        case 0: .configured
        case 1: .accountOpened(account: random.u128(), key: random.u128())
        case 2: .accountChanged(account: random.u128())
        case 3: .transferPosted(transfer: random.u128())
        case 4:
            .fileDecided(
                FileDecision(
                    file: random.u128(), key: random.u128(), version: 9, reason: .none,
                    groupReasons: (0..<random.below(4)).map {
                        ReasonCode(rawValue: UInt32($0) + 7)
                    }, count: random.below(10_000), acceptedCount: random.below(10_000),
                    orders: random.u128(), repeatedReferences: random.below(10_000)))
        case 5: .paymentChanged(change(random))
        case 6:
            .messageDecided(
                OutgoingMessage(
                    id: random.u128(), kind: .question, scheme: random.next(),
                    payments: (0..<random.below(5)).map { _ in random.u128() },
                    settlementDay: 20_000, createdAt: random.next(), about: random.u128()))
        case 7:
            .messageTaken(
                TakenMessage(
                    ClearingMessage(
                        id: random.u128(), scheme: random.next(), key: 1, content: 2,
                        body: .returns([])), isRepeated: random.below(2) == 0))
        case 8:
            .breakOpened(
                Break(
                    id: random.u128(), kind: .unannounced, message: random.u128(),
                    payment: random.u128(), scheme: random.next(), currency: 978, ours: -5,
                    theirs: 7, openedAt: random.next(), day: 20_000, suspense: random.u128(),
                    open: -7))
        case 9: .dayClosed(currency: 978, day: Int32(random.below(99_999)))
        case 10: .clockMoved(to: random.next())
        case 11:
            .dayEnded(
                DayEnd(
                    currency: 978, day: Int32(random.below(99_999)),
                    isClosed: random.below(2) == 0, isByClock: random.below(2) == 0,
                    note: random.u128(),
                    differences: (0..<random.below(4)).map { _ in
                        DayDifference(
                            .settlementDiffers, scheme: random.next(), on: 20_000, ours: -5,
                            theirs: Int128(random.below(1 << 20)))
                    },
                    open: (0..<random.below(4)).map { _ in
                        OpenPosition(
                            scheme: random.next(), state: .booked, count: 3,
                            amount: UInt128(random.below(1 << 20)))
                    }))
        case 12: .erased(.file, id: random.u128(), key: random.u128())
        case 13: .tokenChanged(random.u128())
        case 14: .statusChanged(status(random))
        case 58: .floorCrossed(floor(random))
        case 59:
            .liquidityChanged(
                LiquidityMove(
                    LiquidityOrder(
                        id: random.u128(), content: random.u128(), from: random.next(),
                        to: random.next(), amount: random.u128(), by: random.u128(),
                        reason: .none), currency: 978, releasedAt: random.next()))
        case 57:
            .recallChanged(
                Recall(
                    id: random.u128(), direction: .into, state: .open, scheme: random.next(),
                    payment: random.u128(), account: random.u128(), amount: random.u128(),
                    currency: 978, reason: .duplication, message: random.u128(),
                    original: random.u128(), day: 20_000, askedAt: random.next(),
                    answerBy: 20_021, by: random.u128(), note: random.u128()))
        case 50: .partyRegistered(random.u128())
        case 51: .mandateChanged(account: random.u128(), party: random.u128())
        case 56:
            .messageResent(
                MessageResend(
                    id: random.u128(), message: random.u128(), kind: .recall,
                    scheme: random.next(), hash: random.u128(), by: random.u128(), reason: .none))
        case 55:
            .schemeChanged(
                SchemeChange(
                    PausedScheme(
                        SchemePause(
                            id: random.u128(), scheme: random.next(), by: random.u128(),
                            reason: .none), since: random.next()), name: "SCT", state: .paused,
                    by: random.u128(), note: random.u128()))
        case 65:
            .daySigned(
                DaySignature(
                    DaySigning(
                        id: random.u128(), currency: 978, day: Int32(random.below(99_999)),
                        hash: (0..<32).map { _ in UInt8(random.below(256)) }, by: random.u128(),
                        name: .none)))
        case 70:
            .breakChanged(
                BreakChange(
                    id: random.u128(), state: .resolved, open: 0, currency: 978,
                    by: random.u128(), target: .account(random.u128()), transfer: random.u128()))
        case 71:
            .parkedChanged(
                ParkedChange(
                    id: random.u128(), state: .applied, payment: random.u128(),
                    amount: random.u128(), currency: 978, scheme: random.next()))
        case 74:
            .settlementMoved(
                SettlementMove(
                    scheme: random.next(), currency: 978, day: 20_000, received: random.u128(),
                    sent: UInt128(random.below(1 << 20)), position: -5))
        case 73: .payerRestored(payment: random.u128(), account: random.u128())
        case 72:
            .noteTaken(
                QueueNote(
                    id: random.u128(), item: random.u128(),
                    owner: random.below(2) == 0 ? nil : random.u128(), by: random.u128(),
                    text: .none))
        case 52: .channelChanged(random.u128())
        case 88:
            .feesWaived(
                WaivedFees(
                    order: random.u128(), account: random.u128(), by: random.u128(),
                    count: random.next(), amount: random.u128()))
        case 53: .partyChanged(random.u128())
        case 82: .metadataErased(account: random.u128())
        case 83:
            .metadataKept(
                KeptMetadata(
                    bundle: random.u128(),
                    rows: (0..<random.below(4)).map { _ in
                        KeptMetadata.Row(
                            hash: MetadataHash((0..<32).map { _ in UInt8(random.below(256)) })
                                ?? .none, owner: random.u128(), key: random.u128(),
                            isKept: random.below(2) == 0)
                    }))
        case 81:
            .limitsChanged(
                LimitsOrder(
                    account: random.u128(), creditLine: random.below(2) == 0 ? nil : random.u128(),
                    minimum: .set(-5), maximum: .lifted, by: random.u128()))
        case 76: .scheduleChanged(random.u128(), .halted, by: random.u128())
        case 77:
            .scheduleRun(
                ScheduleRun(
                    schedule: random.u128(), number: 7, due: random.next(), day: 20_000,
                    transfer: random.u128(), ledger: 978, amount: random.u128(), isTurned: true,
                    outcome: [.posted, .nothing, .refused(.exceedsCredits), .booksFull, .overflow][
                        random.below(5)]))
        case 66: .interimDue(since: random.next())
        default:
            .approvalChanged(
                ApprovalChange(
                    waiting: Approval(
                        .resolution(
                            Resolution(
                                id: random.u128(), content: random.u128(), payment: random.u128(),
                                isExecuted: true, by: random.u128(), reason: .none)),
                        .always, requestedAt: random.next(), expiresAt: random.next())))
        }
    }

    private static func floor(_ random: SeededRandomness) -> FloorChange {
        var writer = ByteWriter()
        writer.write(random.next())
        writer.writePrefixed("SCT")
        writer.write(UInt8(1))
        writer.write(Int128(-5))
        writer.write(Int128(random.below(1 << 20)))
        writer.write(UInt16(978))
        var reader = ByteReader(writer.bytes)
        guard let change = try? FloorChange(from: &reader) else {
            preconditionFailure("A change that was written is read.")
        }
        return change
    }

    private static func status(_ random: SeededRandomness) -> StatusChange {
        var writer = ByteWriter()
        writer.write(random.u128())
        writer.write(random.u128())
        writer.write(UInt8(4))
        writer.write(random.u128())
        writer.write(random.next())
        writer.write(UInt8(2))
        var reader = ByteReader(writer.bytes)
        guard let change = try? StatusChange(from: &reader) else {
            preconditionFailure("A change that was written is read.")
        }
        return change
    }

    private static func bytes(_ event: BankEvent) -> [UInt8] {
        var writer = ByteWriter()
        event.write(to: &writer)
        return writer.bytes
    }

    @Test(arguments: 0..<90) func `an event is read as it was written`(kind: Int) throws {
        for seed in 0..<50 as Range<UInt64> {
            let event = Self.event(kind, SeededRandomness(seed: seed))
            let bytes = Self.bytes(event)
            var reader = ByteReader(bytes)
            let again = try BankEvent(from: &reader)
            #expect(reader.isAtEnd, "seed \(seed)")
            #expect("\(again)" == "\(event)", "seed \(seed)")
            #expect(Self.bytes(again) == bytes, "seed \(seed)")
        }
    }

    @Test(arguments: 0..<90) func `half an event is refused`(kind: Int) {
        let bytes = Self.bytes(Self.event(kind, SeededRandomness(seed: 5)))
        for count in 0..<bytes.count {
            var reader = ByteReader(Array(bytes.prefix(count)))
            #expect(throws: ByteError.self) { try BankEvent(from: &reader) }
        }
    }

    @Test func `an unknown kind is refused`() {
        var reader = ByteReader([13])
        #expect(throws: ByteError.unexpectedValue(offset: 0, value: 13)) {
            try BankEvent(from: &reader)
        }
    }
}
