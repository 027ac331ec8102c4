import Bytes
import Engine
import ISO20022
import PaymentModel
import Platform
import Projection
import Vocabulary
import XML

/// What one RptgReq of a camt.060 is answered with.
package struct ReportAnswer: Sendable {
    package struct Message: Sendable {
        package let type: String
        package let bytes: [UInt8]
    }

    /// Why nothing is given (rows N3 to N8 of `postings.md`).
    package enum Refusal: String, Sendable {
        case accountNotFound = "account_not_found"
        case dayOpen = "day_open"
        case dayClosed = "day_closed"
        case unsupported = "report_unsupported"
        case tooLarge = "report_too_large"
        /// The account's data is erased.
        case erased
    }

    /// Its own identification, else its place from 1.
    package let id: String
    package let wanted: String
    package let refusal: Refusal?
    package let messages: [Message]
}

/// Why a whole camt.060 cannot be answered.
package enum ReportingRequestError: Error, Sendable {
    case refused(String)
    case flow(FlowError)
}

enum ReportingRequestReading {
    static let type = "camt.060.001.04"
    static let bytesMax = 1 << 20

    /// Whether a file says that it is one: by its namespace, near the beginning.
    static func isOne(_ bytes: [UInt8]) -> Bool {
        String(decoding: bytes.prefix(2_048), as: UTF8.self).contains("xsd:camt.060.001.")
    }

    static func read(_ bytes: [UInt8]) throws(ReportingRequestError) -> ReportingRequest {
        guard bytes.count <= bytesMax else { throw .refused("more than \(bytesMax) bytes") }
        let document: ReadDocument
        do { document = try DocumentReader.read(bytes, accepting: [type]) } catch {
            throw .refused(FileWords.text(error))
        }
        guard document.isValid else {
            throw .refused(document.findings.first.map { "\($0)" } ?? "against its schema")
        }
        do { return try ReportingRequest(reading: document.root) } catch {
            throw .refused(FileWords.text(error))
        }
    }
}

extension Archive {
    package static let reportRequestsMax = 100
    package static let reportDaysMax = 31

    /// Answers each RptgReq of a camt.060.
    ///
    /// For threads that may wait.
    package func answers(
        to bytes: [UInt8]
    ) throws(ReportingRequestError) -> [ReportAnswer] {
        let request = try ReportingRequestReading.read(bytes)
        guard request.requests.count <= Self.reportRequestsMax else {
            throw .refused(ReportAnswer.Refusal.tooLarge.rawValue)
        }
        guard wait(for: bank.node.durableSequence, ArchivePart.allCases) else {
            throw .flow(.records("It is behind."))
        }
        var answers: [ReportAnswer] = []
        for (place, item) in request.requests.enumerated() {
            let found: Found
            do { found = try answer(item) } catch { throw .flow(error) }
            answers.append(
                ReportAnswer(
                    id: item.id ?? String(place + 1), wanted: item.message,
                    refusal: found.refusal, messages: found.messages))
        }
        return answers
    }

    private struct Found {
        var refusal: ReportAnswer.Refusal?
        var messages: [ReportAnswer.Message] = []
    }

    private func answer(_ item: ReportingRequest.Item) throws(FlowError) -> Found {
        guard item.restrictions.isEmpty else { return Found(refusal: .unsupported) }
        guard let account = try account(item.account) else {
            return Found(refusal: .accountNotFound)
        }
        let now = bank.clock.now()
        let today = try bank.lookAndWait { $0.bookingDay(account.currency, at: now) }
        let days = item.days.map { $0.lowerBound.dayNumber...$0.upperBound.dayNumber }
        if let days, days.count > Self.reportDaysMax { return Found(refusal: .tooLarge) }
        if let days, days.upperBound > today { return Found(refusal: .dayOpen) }
        switch item.message {
        case "camt.053.001.08": return try statements(account, days)
        case "camt.054.001.08": return try advices(account, days ?? today...today)
        case "camt.052.001.08":
            guard days == nil || days == today...today else { return Found(refusal: .dayClosed) }
            guard let bytes = try interimReport(of: account) else {
                return Found(refusal: .unsupported)
            }
            return Found(messages: [ReportAnswer.Message(type: item.message, bytes: bytes)])
        default: return Found(refusal: .unsupported)
        }
    }

    private func account(_ named: CashAccount?) throws(FlowError) -> BankAccount? {
        let name: AccountName
        switch named?.identifier {
        case .iban(let iban): name = bank.accountName(iban.text)
        case .other(let id, _, _):
            name = Base32.decode(id).map { .id($0) } ?? bank.accountName(id)
        case .invalidIBAN, nil: return nil
        }
        let found = try bank.lookAndWait { $0.accounts[name] }
        return found.flatMap { $0.role.isOwn ? nil : $0 }
    }

    private func statements(
        _ account: BankAccount, _ days: ClosedRange<Int32>?
    ) throws(FlowError) -> Found {
        guard let days else {
            guard let last = try statements(of: account.id, before: nil, limit: 1).first else {
                return Found(refusal: .dayOpen)
            }
            return try statements(account, last.day...last.day)
        }
        var found = Found()
        for day in days where day >= account.openedDay {
            guard let row = try statement(of: account.id, day: day) else {
                return Found(refusal: .dayOpen)
            }
            guard let bytes = try bytes(of: row.id) else { return Found(refusal: .erased) }
            found.messages.append(
                ReportAnswer.Message(type: StatementSheet.message, bytes: bytes))
        }
        return found
    }

    private func advices(
        _ account: BankAccount, _ days: ClosedRange<Int32>
    ) throws(FlowError) -> Found {
        let setup = try bank.configuration()
        let rows = try read(
            """
            SELECT id, at FROM advices WHERE account = ? AND at >= ? AND at < ?
            ORDER BY sequence, id LIMIT ?
            """,
            [
                .id(account.id), .integer(Int64(clamping: setup.startOfDay(days.lowerBound))),
                .integer(Int64(clamping: setup.startOfDay(days.upperBound + 1))),
                .integer(Int64(Self.advicesMax + 1)),
            ])
        guard rows.count <= Self.advicesMax else { return Found(refusal: .tooLarge) }
        var found = Found()
        for row in rows {
            guard let bytes = try bytes(of: row[0].id) else { return Found(refusal: .erased) }
            found.messages.append(
                ReportAnswer.Message(type: "camt.054.001.08", bytes: bytes))
        }
        return found
    }

    /// Advices in one answer.
    static let advicesMax = 10_000
}
