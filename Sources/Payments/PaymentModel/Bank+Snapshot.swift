package import Bytes
import Duplicates
import Ledger
import Segments

/// The whole state as bytes, in a fixed order: what a snapshot holds and what the state hash covers.
extension Bank {
    package func writeState(into sink: (UnsafeRawBufferPointer) -> Void) {
        books.writeState(into: sink)
        var writer = ByteWriter(reserving: 1 << 16)
        writeOpenState(to: &writer)
        duplicates.writeState(to: &writer)
        writer.bytes.withUnsafeBytes(sink)
        batchBooks.writeState(into: sink)
    }

    package func prepareSnapshot() -> Bool {
        sealedNames = SealedNames()
        guard let batches = Self.names(history, batchBooks), let own = Self.names(ownHistory, books)
        else { return false }
        sealedNames = SealedNames(batches: batches, own: own)
        return true
    }

    /// The files that have all transfers of some books; none where these stay in the snapshot.
    private static func names(_ history: TransferHistory?, _ books: Books) -> [SealedName]? {
        guard let history, history.isNeeded(by: books) else { return [] }
        return history.keepAll(of: books)
    }

    /// Lets transfers leave memory, and says so when all up to now are being written down.
    package func entryEnded() -> (@Sendable () -> [UInt8]?)? {
        duplicates.relieve()
        let isDue = history?.relieve(batchBooks) ?? false
        let isOwnDue = ownHistory?.relieve(books) ?? false
        // The snapshot leaves all to files: what the other books have is written with it.
        guard isDue || isOwnDue, isDue || history?.sealAll(batchBooks) ?? true,
            isOwnDue || ownHistory?.sealAll(books) ?? true
        else { return nil }
        let (end, ownEnd) = (UInt32(batchBooks.transferCount), UInt32(books.transferCount))
        return { [folder = history?.folder, ownFolder = ownHistory?.folder] in
            guard let batches = folder.map({ $0.names(through: end) }) ?? [],
                let own = ownFolder.map({ $0.names(through: ownEnd) }) ?? []
            else { return nil }
            var writer = ByteWriter()
            SealedNames(batches: batches, own: own).write(to: &writer)
            return writer.bytes
        }
    }

    /// The names of the files come first: whether they are there is asked before a snapshot is used.
    package func writeSnapshot(to writer: inout ByteWriter) {
        sealedNames.write(to: &writer)
        writeBody(
            to: &writer, isWithoutBatches: !sealedNames.batches.isEmpty,
            isWithoutOwn: !sealedNames.own.isEmpty)
    }

    package func writeSnapshotBody(to writer: inout ByteWriter) {
        writeBody(
            to: &writer, isWithoutBatches: history != nil, isWithoutOwn: ownHistory != nil)
    }

    private func writeBody(
        to writer: inout ByteWriter, isWithoutBatches: Bool, isWithoutOwn: Bool
    ) {
        duplicates.writeSnapshot(to: &writer)
        books.writeSnapshot(to: &writer, isWithoutHistory: isWithoutOwn)
        writeOpenState(to: &writer)
        batchBooks.writeSnapshot(to: &writer, isWithoutHistory: isWithoutBatches)
    }

    package func restore(from reader: inout ByteReader) throws(ByteError) {
        let names = try SealedNames(from: &reader)
        do {
            try Self.adopt(names.batches, history)
            try Self.adopt(names.own, ownHistory)
        } catch {
            throw .unexpectedValue(
                offset: 0, value: UInt64(names.batches.count + names.own.count))
        }
        try duplicates.restore(from: &reader)
        restore(try Books.readSnapshot(&reader))
        try readPayments(&reader)
        try readDays(&reader)
        try readPeople(&reader)
        restore(batches: try Books.readSnapshot(&reader, memory: memory))
    }

    /// Accounts, payments, and the messages that carry or announce them.
    private func readPayments(_ reader: inout ByteReader) throws(ByteError) {
        configuration = try BankConfiguration(from: &reader)
        for account in try reader.readList(BankAccount.self) { accounts.add(account) }
        for payment in try reader.readList(Payment.self) {
            payments[payment.id] = payment
            noteArrival(payment)
        }
        for message in try reader.readList(OutgoingMessage.self) { messages[message.id] = message }
        for message in try reader.readList(OutgoingMessage.self) {
            endedMessages[message.id] = message
        }
        announced = try Self.readLists(&reader)
        unexplained = try Self.readLists(&reader)
        for _ in 0..<(try reader.readCount()) {
            let key: UInt128 = try reader.read()
            answered[key] = try OutgoingMessage(from: &reader)
        }
        for fact in try reader.readList(ReturnFact.self) {
            announcedReturns[fact.name, default: []].append(fact)
        }
        for _ in 0..<(try reader.readCount()) {
            let id: UInt128 = try reader.read()
            burned[id] = BurnedTransfer(
                outcome: try reader.readCase(), content: try reader.read())
        }
    }

    /// Timers and days, and what is kept until them or open behind them.
    private func readDays(_ reader: inout ByteReader) throws(ByteError) {
        timers = try TimerQueue(from: &reader)
        breaks = try reader.readList(Break.self)
        for _ in 0..<(try reader.readCount()) {
            let currency: UInt16 = try reader.read()
            closedDays[currency] = try reader.read()
        }
        for _ in 0..<(try reader.readCount()) {
            let account: UInt128 = try reader.read()
            closings[account] = try reader.read()
        }
        for _ in 0..<(try reader.readCount()) {
            let scheme: UInt64 = try reader.read()
            statementDays[scheme] = try reader.read()
        }
        messageCount = try reader.read()
        warehouse = Warehouse(try reader.readList(WarehousedOrder.self))
        assets = try AssetRegister(from: &reader)
        for record in try reader.readList(SettlementRecord.self) {
            settlements[record.account] = record
        }
        openAmounts = try reader.readList(OpenAmount.self)
        let end: UInt64 = try reader.read()
        nextEndOfDay = end == 0 ? nil : end
        let interim: UInt64 = try reader.read()
        nextInterim = interim == 0 ? nil : interim
        lastInterim = try reader.read()
        for _ in 0..<(try reader.readCount()) {
            let currency: UInt16 = try reader.read()
            heldUpDays[currency] = try reader.read()
        }
    }

    /// Who is let in and known, what waits for them, and what stands with clearings.
    private func readPeople(_ reader: inout ByteReader) throws(ByteError) {
        tokens = TokenRegister(try reader.readList(AccessToken.self))
        approvals = ApprovalQueue(try reader.readList(Approval.self))
        for order in try reader.readList(StatusOrder.self) { plannedStatuses[order.id] = order }
        parties = PartyDirectory(try reader.readList(BankParty.self))
        mandates = MandateRegister(try reader.readList(Mandate.self))
        channels = ChannelRegister(try reader.readList(Channel.self))
        for due in try reader.readList(DueFees.self) {
            dueFees[due.account, default: []].append(due)
        }
        try readSchemes(&reader)
        signatures = try reader.readList(DaySignature.self)
        for _ in 0..<(try reader.readCount()) {
            let item: UInt128 = try reader.read()
            owners[item] = try reader.read()
        }
        schedules = try ScheduleRegister(from: &reader)
    }

    private static func adopt(
        _ names: [SealedName], _ history: TransferHistory?
    ) throws(SealedFileError) {
        guard !names.isEmpty else { return }
        guard let history else { throw .different(path: "") }
        try history.adopt(names)
    }

    private func writeOpenState(to writer: inout ByteWriter) {
        writePayments(to: &writer)
        writeDays(to: &writer)
        writePeople(to: &writer)
    }

    private func writePayments(to writer: inout ByteWriter) {
        configuration.write(to: &writer)
        writer.write(list: accounts.accounts)
        writer.write(list: payments.values.sorted { $0.id < $1.id })
        writer.write(list: messages.values.sorted { $0.id < $1.id })
        writer.write(list: endedMessages.values.sorted { $0.id < $1.id })
        Self.write(announced, to: &writer)
        Self.write(unexplained, to: &writer)
        writer.writeVarint(UInt64(answered.count))
        for key in answered.keys.sorted() {
            guard let answer = answered[key] else { continue }
            writer.write(key)
            answer.write(to: &writer)
        }
        writer.write(list: announcedReturns.keys.sorted().flatMap { announcedReturns[$0] ?? [] })
        writer.writeVarint(UInt64(burned.count))
        for id in burned.keys.sorted() {
            guard let entry = burned[id] else { continue }
            writer.write(id)
            writer.write(entry.outcome.rawValue)
            writer.write(entry.content)
        }
    }

    private func writeDays(to writer: inout ByteWriter) {
        timers.write(to: &writer)
        writer.write(list: breaks)
        writer.writeVarint(UInt64(closedDays.count))
        for currency in closedDays.keys.sorted() {
            guard let day = closedDays[currency] else { continue }
            writer.write(currency)
            writer.write(day)
        }
        writer.writeVarint(UInt64(closings.count))
        for account in closings.keys.sorted() {
            guard let instant = closings[account] else { continue }
            writer.write(account)
            writer.write(instant)
        }
        writer.writeVarint(UInt64(statementDays.count))
        for scheme in statementDays.keys.sorted() {
            guard let day = statementDays[scheme] else { continue }
            writer.write(scheme)
            writer.write(day)
        }
        writer.write(messageCount)
        writer.write(list: warehouse.orders)
        assets.write(to: &writer)
        writer.write(list: settlements.values.sorted { $0.account < $1.account })
        writer.write(list: openAmounts)
        writer.write(nextEndOfDay ?? 0)
        writer.write(nextInterim ?? 0)
        writer.write(lastInterim)
        writer.writeVarint(UInt64(heldUpDays.count))
        for currency in heldUpDays.keys.sorted() {
            guard let day = heldUpDays[currency] else { continue }
            writer.write(currency)
            writer.write(day)
        }
    }

    private func writePeople(to writer: inout ByteWriter) {
        writer.write(list: tokens.tokens)
        writer.write(list: approvals.approvals)
        writer.write(list: plannedStatuses.values.sorted { $0.id < $1.id })
        writer.write(list: parties.parties)
        writer.write(list: mandates.mandates)
        writer.write(list: channels.channels)
        writer.write(list: dueFees.keys.sorted().flatMap { dueFees[$0] ?? [] })
        writeSchemes(to: &writer)
        writer.write(list: signatures)
        writer.writeVarint(UInt64(owners.count))
        for item in owners.keys.sorted() {
            writer.write(item)
            writer.write(owners[item] ?? 0)
        }
        schedules.write(to: &writer)
    }

    private static func write(_ lists: [UInt128: [UInt128]], to writer: inout ByteWriter) {
        writer.writeVarint(UInt64(lists.count))
        for key in lists.keys.sorted() {
            writer.write(key)
            writer.write(ids: lists[key] ?? [])
        }
    }

    private static func readLists(
        _ reader: inout ByteReader
    ) throws(ByteError) -> [UInt128: [UInt128]] {
        var lists: [UInt128: [UInt128]] = [:]
        for _ in 0..<(try reader.readCount()) {
            let key: UInt128 = try reader.read()
            lists[key] = try reader.readIDs()
        }
        return lists
    }
}
