import Cryptography
import Platform
import Synchronization

extension FileLog {
    package func append(
        _ batch: LogBatch, _ body: UnsafeRawBufferPointer, _ attachments: [Attachment]
    ) throws(JournalError) -> UInt64 {
        guard batch.sequence == head.sequence + 1 else {
            throw .unexpectedSequence(expected: batch.sequence, next: head.sequence + 1)
        }
        let sideBytes = attachments.isEmpty ? 0 : SideGroup.length(of: attachments)
        try reserve(bodyBytes: body.count, sideBytes: sideBytes)
        try write(.commands, batch, body, attachments)
        isUnmarked = true
        return head.sequence
    }

    package var limits: LogLimits {
        // The inverse of what reserving adds for the table.
        let side = (options.sideBytes - SideGroup.headerBytes - 24) / 41 * 40
        return LogLimits(bodyBytes: bodyLimit, attachmentBytes: max(0, side))
    }

    package func reserve(bodyBytes: Int, attachmentBytes: Int) throws(JournalError) {
        // One attachment a KiB is more than a table needs room for.
        let table = attachmentBytes == 0 ? 0 : SideGroup.headerBytes + 24 + attachmentBytes / 40
        try reserve(bodyBytes: bodyBytes, sideBytes: attachmentBytes + table)
    }

    package func tick() throws(JournalError) {
        try requireWorking()
        retryStock()
        guard isUnmarked, flight.count == 0 else { return }
        isUnmarked = false
        try writeNote(.mark, keptBlocks: 1)
    }

    /// Looks for room again where there was none, at the first tick and then now and then: each try
    /// costs the disk something.
    private func retryStock() {
        guard stock.failure != nil else { return ticksToRetry = 0 }
        guard ticksToRetry == 0 else { return ticksToRetry -= 1 }
        ticksToRetry = Self.ticksBetweenRetries
        stock.prepare(current.header.number + 1)
    }

    package func flush() throws(JournalError) {
        try wait { self.flight.isSettled }
    }

    package func seal() throws(JournalError) {
        try requireWorking()
        try flush()
        try writeNote(.seal, keptBlocks: 0)
        try flush()
        isClosed = true
        // The next process must not meet a segment that is still being made.
        try wait { !self.stock.isPreparing }
    }

    /// An entry without commands.
    ///
    /// Left out where there is no room for it: it holds nothing that anybody was told.
    private func writeNote(_ kind: EntryHeader.Kind, keptBlocks: Int) throws(JournalError) {
        if !current.fits(bodyBytes: 0, sideBytes: 0, keptBlocks: keptBlocks) {
            guard stock.isReady else { return }
            try roll()
        }
        let batch = LogBatch(
            sequence: head.sequence + 1, timestamp: head.timestamp, count: 0, rulesVersion: 0)
        try write(kind, batch, UnsafeRawBufferPointer(start: nil, count: 0), [])
    }

    private func reserve(bodyBytes: Int, sideBytes: Int) throws(JournalError) {
        try requireWorking()
        try requireFitting(bodyBytes: bodyBytes, sideBytes: sideBytes)
        let kept = OpenSegment.keptBlocks
        guard !current.fits(bodyBytes: bodyBytes, sideBytes: sideBytes, keptBlocks: kept) else {
            return
        }
        try roll()
    }

    private func requireWorking() throws(JournalError) {
        if let failure = flight.failure { throw .stopped(failure) }
        guard !isClosed else { throw .closed }
    }

    private var bodyLimit: Int {
        let blocks = (1 + OpenSegment.keptBlocks) * AlignedBuffer.blockBytes
        return min(Self.bodyBytesMax, options.segmentBytes - blocks - EntryHeader.byteCount)
    }

    private func requireFitting(bodyBytes: Int, sideBytes: Int) throws(JournalError) {
        guard bodyBytes <= bodyLimit else { throw .tooLarge(bytes: bodyBytes, limit: bodyLimit) }
        guard sideBytes <= options.sideBytes else {
            throw .tooLarge(bytes: sideBytes, limit: options.sideBytes)
        }
    }

    /// Waits for writes or chores, and stops the log where that can never end.
    private func wait(_ condition: () -> Bool) throws(JournalError) {
        let flight = flight
        let isDone = disk.wait { flight.failure != nil || condition() }
        if !isDone { flight.fail(.powerLost) }
        if let failure = flight.failure { throw .stopped(failure) }
    }

    /// Seals an entry and sends it on its way.
    private func write(
        _ kind: EntryHeader.Kind, _ batch: LogBatch, _ body: UnsafeRawBufferPointer,
        _ attachments: [Attachment]
    ) throws(JournalError) {
        precondition(batch.timestamp >= head.timestamp, "A journal's time does not go back.")
        let writesMax = options.writesInFlightMax
        try wait { self.flight.count < writesMax }
        var header = entryHeader(kind, batch, bodyBytes: body.count)
        let side = sideGroup(attachments, &header)
        let count = AlignedBuffer.rounded(EntryHeader.byteCount + body.count)
        let buffer = buffers.take(count)
        // Alone in its entry and on the disk: whoever brought it waits for this write, nobody gains
        // by another thread's doing it.
        let isAlone = batch.count == 1 && side == nil && flight.count == 0
        let hash = current.sealer.seal(header, body, at: current.offset, into: buffer.bytes)
        head = LogHead(sequence: batch.sequence, timestamp: batch.timestamp, hash: hash)
        flight.begin(
            batch.sequence, writes: side == nil ? 1 : 2, attachments: side?.places ?? [])
        if let side { send(side.bytes, header.sequence) }
        let (flight, buffers, sequence) = (self.flight, self.buffers, header.sequence)
        let offset = current.offset
        current.offset += UInt64(count)
        current.log.write(buffer, count: count, at: offset, isAlone: isAlone) { error in
            buffers.give(buffer)
            flight.complete(sequence, error)
        }
    }

    private func entryHeader(
        _ kind: EntryHeader.Kind, _ batch: LogBatch, bodyBytes: Int
    ) -> EntryHeader {
        EntryHeader(
            kind: kind, count: batch.count, node: node, epoch: epoch, sequence: batch.sequence,
            timestamp: batch.timestamp, length: UInt32(bodyBytes),
            rulesVersion: batch.rulesVersion, keyID: current.header.number,
            salt: randomness.u128(), durableThrough: flight.durableSequence,
            nonce: current.sealer.nextNonce(), previousHash: head.hash)
    }

    private func sideGroup(
        _ attachments: [Attachment], _ header: inout EntryHeader
    ) -> (bytes: [UInt8], places: [(id: UInt128, place: AttachmentPlace)])? {
        guard !attachments.isEmpty else { return nil }
        let bytes = SideGroup.encode(attachments, sequence: header.sequence)
        let group = SideGroup(of: attachments, sequence: header.sequence)
        header.side = EntryHeader.Side(
            offset: current.sideOffset, length: UInt64(bytes.count), hash: SHA256.hash(bytes))
        return (
            bytes, group.places(segment: current.header.number, offset: current.sideOffset)
        )
    }

    private func send(_ side: [UInt8], _ sequence: UInt64) {
        let count = AlignedBuffer.rounded(side.count)
        let buffer = buffers.take(count)
        buffer.bytes.copyBytes(from: side)
        UnsafeMutableRawBufferPointer(rebasing: buffer.bytes[side.count..<count])
            .initializeMemory(as: UInt8.self, repeating: 0)
        let (flight, buffers) = (flight, buffers)
        current.side.write(buffer, count: count, at: current.sideOffset) { error in
            buffers.give(buffer)
            flight.complete(sequence, error)
        }
        current.sideOffset += UInt64(count)
    }

    /// Goes on in the next segment, once all of this one is durable.
    private func roll() throws(JournalError) {
        let number = current.header.number + 1
        if !stock.isReady { stock.prepare(number) }
        try wait { !self.stock.isPreparing }
        switch stock.isReady ? nil : stock.failure {
        case nil: break
        case .full: throw .storageFull
        case .some(let error): throw .disk(error)
        }
        try flush()
        guard let files = stock.take() else { preconditionFailure("The stock was ready.") }
        var header = current.header
        header.reason = .full
        header.number = number
        header.base = head
        header.previousEnd = current.offset
        header.previousSideEnd = current.sideOffset
        header.droppedEntries = 0
        do throws(JournalError) {
            current = try Recovery.begin(header, files, disk, root, randomness)
        } catch {
            if case .stopped(let cause) = error { flight.fail(cause) }
            throw error
        }
        segments.withLock { $0.append(current.header) }
        stock.prepare(number + 1)
    }
}
