package import Bytes

/// A message of a clearing, as far as decisions rest on it.
package struct ClearingMessage: Sendable, Recorded {
    /// What a pacs.002 says.
    package struct Status: Sendable {
        /// Our message it answers, or 0.
        package var about: UInt128
        /// The message of theirs it may confirm or withdraw, by the keys it would have.
        package var aboutKeys: [UInt128]
        /// Holds for every transfer of the message where none is listed.
        package var group: ClearingStatus
        package var reason: ReasonCode
        package var transfers: [TransferStatusFact]

        package init(
            about: UInt128, aboutKeys: [UInt128], group: ClearingStatus, reason: ReasonCode,
            transfers: [TransferStatusFact]
        ) {
            self.about = about
            self.aboutKeys = aboutKeys
            self.group = group
            self.reason = reason
            self.transfers = transfers
        }
    }

    package enum Body: Sendable {
        /// pacs.002.
        case status(Status)
        /// pacs.008.
        case transfers([IncomingTransfer])
        /// pacs.004.
        case returns([ReturnFact])
        /// camt.054: what has settled.
        case report([ReportEntry])
        /// camt.053: the day's closing balance of our settlement account, credit positive, and what
        /// it names.
        case statement(day: Int32, closing: Int128, entries: [ReportEntry] = [])
        /// camt.056: payments to us that are asked back.
        case recalls([RecallFact])
        /// camt.029: what is said to our requests.
        case recallAnswers([RecallAnswerFact])
    }

    /// What a message is, without what it says.
    package enum Content: UInt8, Sendable, CaseIterable {
        case status = 1, transfers, returns, report, statement
        case recalls = 55, recallAnswers
    }

    /// Ours, made when it was read.
    package var id: UInt128
    package var scheme: UInt64
    /// Keyed hash of kind, sender and MsgId.
    package var key: UInt128
    /// Hash of the bytes.
    package var content: UInt128
    package var body: Body
    /// Keyed hash of servicer, account and id of a statement; 0 where there is none.
    package var statement: UInt128 = 0
    /// The message itself.
    package var sealed = SealedReference.none

    package init(id: UInt128, scheme: UInt64, key: UInt128, content: UInt128, body: Body) {
        self.id = id
        self.scheme = scheme
        self.key = key
        self.content = content
        self.body = body
    }

    /// The most minor units of one amount: 18 digits (ISO 20022, ActiveCurrencyAndAmount) before
    /// the four decimals of the finest currency.
    package static let amountMax: UInt128 = 10_000_000_000_000_000_000_000

    /// The ids its transactions have, in their order.
    var factIDs: [UInt128] {
        switch body {
        case .transfers(let transfers): transfers.map(\.id)
        case .returns(let returns): returns.map(\.id)
        case .recalls(let recalls): recalls.map(\.id)
        case .status, .report, .statement, .recallAnswers: []
        }
    }

    /// Every amount it names.
    var amounts: [UInt128] {
        switch body {
        case .status(let report): report.transfers.map(\.amount)
        case .transfers(let transfers): transfers.map(\.amount)
        case .returns(let returns): returns.flatMap { [$0.amount, $0.chargesExplain] }
        case .report(let entries), .statement(_, _, let entries): entries.map(\.amount)
        case .recalls(let recalls): recalls.map(\.amount)
        case .recallAnswers: []
        }
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(id)
        writer.write(scheme)
        writer.write(key)
        writer.write(content)
        writer.write(statement)
        sealed.write(to: &writer)
        switch body {
        case .status(let report):
            writer.write(UInt8(1))
            writer.write(report.about)
            writer.write(ids: report.aboutKeys)
            writer.write(report.group.rawValue)
            writer.write(report.reason.rawValue)
            writer.write(list: report.transfers)
        case .transfers(let transfers):
            writer.write(UInt8(2))
            writer.write(list: transfers)
        case .returns(let returns):
            writer.write(UInt8(3))
            writer.write(list: returns)
        case .report(let entries):
            writer.write(UInt8(4))
            writer.write(list: entries)
        case .statement(let day, let closing, let entries):
            writer.write(UInt8(5))
            writer.write(day)
            writer.write(closing)
            writer.write(list: entries)
        case .recalls(let recalls):
            writer.write(UInt8(55))
            writer.write(list: recalls)
        case .recallAnswers(let answers):
            writer.write(UInt8(56))
            writer.write(list: answers)
        }
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        id = try reader.read()
        scheme = try reader.read()
        key = try reader.read()
        content = try reader.read()
        statement = try reader.read()
        sealed = try SealedReference(from: &reader)
        let start = reader.offset
        let kind = try reader.read(UInt8.self)
        switch kind {
        case 1:
            body = .status(
                Status(
                    about: try reader.read(), aboutKeys: try reader.readIDs(),
                    group: try reader.readCase(), reason: ReasonCode(rawValue: try reader.read()),
                    transfers: try reader.readList(TransferStatusFact.self)))
        case 2: body = .transfers(try reader.readList(IncomingTransfer.self))
        case 3: body = .returns(try reader.readList(ReturnFact.self))
        case 4: body = .report(try reader.readList(ReportEntry.self))
        case 5:
            body = .statement(
                day: try reader.read(), closing: try reader.read(),
                entries: try reader.readList(ReportEntry.self))
        case 55: body = .recalls(try reader.readList(RecallFact.self))
        case 56: body = .recallAnswers(try reader.readList(RecallAnswerFact.self))
        default: throw .unexpectedValue(offset: start, value: UInt64(kind))
        }
    }
}

extension ClearingMessage.Body {
    var content: ClearingMessage.Content {
        switch self {
        case .status: .status
        case .transfers: .transfers
        case .returns: .returns
        case .report: .report
        case .statement: .statement
        case .recalls: .recalls
        case .recallAnswers: .recallAnswers
        }
    }
}
