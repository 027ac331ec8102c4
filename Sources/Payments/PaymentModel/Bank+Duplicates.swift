import Cryptography
import Duplicates
import Ledger
import Segments

/// Keys of duplicates: which there are, and what each command asks for.
///
/// A decision reads no disk: before it every key that the command can ask for is recalled from
/// files, so it rests on command and state alone, whatever has left memory.
extension Bank {
    private static let secondBits: UInt32 = 17

    // MARK: - Asked and remembered

    func seen(_ kind: SeenKind, _ one: UInt128, _ other: UInt128 = 0) -> Sighting? {
        one == 0 ? nil : duplicates[Self.key(kind, one, other)]
    }

    /// Remembers a key under the present day; the first sight stands.
    ///
    /// - Parameter place: leads to what was seen; without one the second of the day, by which it is
    ///   found in the records.
    func see(_ kind: SeenKind, _ one: UInt128, _ other: UInt128 = 0, place: UInt32? = nil) {
        guard one != 0 else { return }
        duplicates.remember(
            Self.key(kind, one, other), kind: kind.rawValue, place: place ?? secondOfDay)
    }

    private var secondOfDay: UInt32 { UInt32(now / 1_000_000_000 % 86_400) }

    /// Texts are keyed hashes when they come here; hashed again with their kind no two kinds meet.
    static func key(_ kind: SeenKind, _ one: UInt128, _ other: UInt128 = 0) -> UInt128 {
        let hash = withUnsafeTemporaryAllocation(byteCount: 48, alignment: 16) { bytes in
            bytes.storeBytes(of: UInt128(kind.rawValue).littleEndian, as: UInt128.self)
            bytes.storeBytes(of: one.littleEndian, toByteOffset: 16, as: UInt128.self)
            bytes.storeBytes(of: other.littleEndian, toByteOffset: 32, as: UInt128.self)
            return SHA256.hash(UnsafeRawBufferPointer(bytes)).leading128
        }
        return max(1, hash)
    }

    /// Under what a file's MsgId is unique (D1): the party its channel is bound to, else the
    /// initiating party that it names itself.
    func messageKey(
        of file: PaymentFile, by passage: Passage
    ) -> (one: UInt128, other: UInt128) {
        guard case .channel(let id) = passage, let channel = channels[id], file.messageID != 0
        else { return (file.key, 0) }
        return (file.messageID, channel.party)
    }

    // MARK: - A file's refusal

    /// A file with the reason it was refused for as a whole, where that does not follow from it.
    func seeFile(_ file: PaymentFile, _ reason: ReasonCode) {
        let code: UInt32 =
            switch reason {
            case .messageNotUnique: 1
            case .notSpecifiedByAgent: 2
            default: 0
            }
        see(.file, file.id, place: code << Self.secondBits | secondOfDay)
        see(.fileContent, file.id, file.content)
    }

    /// Whether a file's id was used so long ago that its key is not known any more: what it ordered
    /// is in the books for good, and an id there is never used twice.
    func hasLived(_ file: PaymentFile) -> Bool {
        guard approvals[file.id] == nil else { return true }
        return (0..<file.count).contains { position in
            let payment = PaymentFile.paymentID(file: file.id, position: position)
            return payments[payment] != nil || warehouse[payment] != nil
                || transfer(id: step(payment, .hold)) != nil
        }
    }

    static func refusal(ofFileSeen before: Sighting) -> ReasonCode {
        switch before.place >> secondBits {
        case 1: .messageNotUnique
        case 2: .notSpecifiedByAgent
        default: .none
        }
    }

    // MARK: - Settled payments

    /// An instant payment to us that is held or booked, by the name reports give it.
    func seeSettled(_ payment: Payment) {
        let hold = transferOrdinal(id: step(payment.id, .hold))
        guard let hold, let place = UInt32(exactly: hold), place <= Sighting.placeMax else {
            return
        }
        see(.settled, payment.name, payment.amount, place: place)
    }

    /// The hold of an instant payment to us with this name and amount.
    func settledHold(_ name: UInt128, _ amount: UInt128) -> Transfer? {
        guard let found = seen(.settled, name, amount), Int(found.place) < books.transferCount
        else { return nil }
        return transfer(at: Int(found.place))
    }

    // MARK: - Payments to us that may be asked back

    /// A payment to us on its way, by what it may be asked back by; the first one stands.
    func noteArrival(_ payment: Payment) {
        guard payment.direction == .incoming, payment.origin != 0,
            arrivals[payment.origin] == nil
        else { return }
        arrivals[payment.origin] = payment.id
    }

    func forgetArrival(_ payment: Payment) {
        guard arrivals[payment.origin] == payment.id else { return }
        arrivals[payment.origin] = nil
    }

    /// A payment to us is in the books, held or posted.
    func seeReceived(_ payment: Payment) {
        let posted = transferOrdinal(id: step(payment.id, .hold))
        guard let posted, let place = UInt32(exactly: posted), place <= Sighting.placeMax else {
            return
        }
        see(.received, payment.origin, place: place)
    }

    func receivedPayment(_ origin: UInt128) -> UInt128? {
        guard let found = seen(.received, origin), Int(found.place) < books.transferCount else {
            return nil
        }
        return transfer(at: Int(found.place))?.userData128
    }

    // MARK: - Before a decision

    /// Lets go of what is too old, and has every key read that the command may ask for.
    func recallDuplicates(for command: BankCommand) {
        duplicates.begin(
            day: Int32(now / 86_400_000_000_000),
            keptMonths: configuration.setup?.duplicateMonths ?? DuplicateIndex.keptMonthsDefault)
        guard duplicates.hasRuns else { return }
        switch command {
        case .submitFile(let file): duplicates.recall(keys(of: file))
        case .clearing(let message):
            duplicates.recall(keys(of: message))
            // Which payments are asked for is known by the keys before.
            if case .recalls(let facts) = message.body {
                duplicates.recall(
                    facts.compactMap(paymentAsked).map { Self.key(.recalled, $0) })
            }
        case .recall(let order):
            duplicates.recall([
                Self.key(.recalled, order.payment),
                Self.key(.recalled, order.payment, order.id),
                Self.key(.cameBack, order.payment),
            ])
        default: recallFile(of: command)
        }
    }

    /// An idempotency key may stand for a file: see ``isNamed(_:otherThan:)``.
    private func recallFile(of command: BankCommand) {
        let id: UInt128? =
            switch command {
            case .openAccount(let opening): opening.id
            case .transfer(let order): order.isKeyed ? order.id : nil
            case .issueToken(let issue): issue.id
            case .registerParty(let registration): registration.id
            case .openChannel(let opening): opening.id
            case .resolve(let resolution): resolution.id
            default: nil
            }
        if let id { duplicates.recall([Self.key(.file, id)]) }
    }

    private func keys(of file: PaymentFile) -> [UInt128] {
        var keys = [
            Self.key(.file, file.id), Self.key(.fileContent, file.id, file.content),
            Self.key(.orders, file.orders),
        ]
        let key = messageKey(of: file, by: passage(token: file.by, folder: file.folder))
        keys.append(Self.key(.message, key.one, key.other))
        for group in file.groups {
            for order in group.orders where order.endToEnd != 0 {
                keys.append(Self.key(.endToEnd, order.endToEnd))
            }
        }
        return keys
    }

    private func keys(of message: ClearingMessage) -> [UInt128] {
        var keys = [
            Self.key(.clearingMessage, message.key),
            Self.key(.clearingContent, message.key, message.content),
            Self.key(.statement, message.statement),
        ]
        switch message.body {
        case .transfers(let transfers):
            for each in transfers {
                keys += [
                    Self.key(.incoming, each.key), Self.key(.uetr, each.uetr),
                    Self.key(.returnID, each.id),
                ]
            }
        case .returns(let returns):
            for each in returns {
                keys += [
                    Self.key(.returned, each.key), Self.key(.returnID, each.id),
                    Self.key(.returnName, each.name), Self.key(.cameBack, each.original),
                ]
            }
        case .report(let entries), .statement(_, _, let entries):
            for each in entries {
                keys += [
                    Self.key(.settled, each.name, each.amount), Self.key(.returnName, each.name),
                    Self.key(.funding, each.name), Self.key(.endedByHand, each.payment),
                ]
            }
        case .status(let report): keys += settledKeys(report)
        case .recalls(let facts):
            for each in facts {
                keys += [
                    Self.key(.recallRequest, each.key), Self.key(.received, each.original),
                    Self.key(.settled, each.name, each.amount),
                ]
            }
        case .recallAnswers(let answers):
            keys += answers.map { Self.key(.recalled, $0.payment) }
        }
        return keys
    }

    /// A status names a payment to us by the name another bank gave it.
    private func settledKeys(_ report: ClearingMessage.Status) -> [UInt128] {
        let original = original(of: report)
        let hold = original.flatMap(heldAlone)
        let alone = original?.payments.count == 1 ? original?.payments ?? [] : []
        let named = report.transfers.flatMap { fact in
            [fact.amount, hold?.amount ?? fact.amount].map { Self.key(.settled, fact.name, $0) }
                + [Self.key(.endedByHand, fact.payment)]
        }
        return named + alone.map { Self.key(.endedByHand, $0) }
    }

    /// The hold of a message's only payment: an instant message brings one.
    func heldAlone(_ message: OutgoingMessage) -> Transfer? {
        guard message.payments.count == 1 else { return nil }
        return transfer(id: step(message.payments[0], .hold))
    }
}
