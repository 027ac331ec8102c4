/// What becomes of a file that was taken.
package enum Disposition: Hashable, Sendable {
    case done
    case refused(String)
}

extension ClearingHouse {
    package static let fileBytesMax = 64 << 20

    /// Takes a file that the bank has put into its outbox.
    package mutating func receive(_ bytes: [UInt8], named file: String) -> Disposition {
        guard bytes.count <= Self.fileBytesMax else {
            return refuse(file, "larger than \(Self.fileBytesMax) bytes")
        }
        guard let document = XMLDocument(bytes), let root = document.root else {
            return refuse(file, "not well-formed XML, or with a document type")
        }
        let prefix = "urn:iso:std:iso:20022:tech:xsd:"
        guard root.name == "Document", root.namespace.hasPrefix(prefix),
            let body = root.children().first
        else { return refuse(file, "not a Document of ISO 20022") }
        let name = String(root.namespace.dropFirst(prefix.utf8.count))
        guard Self.taken.contains(name) else { return refuse(file, "\(name) is not taken here") }
        guard let id = body.text("GrpHdr/MsgId") ?? body.text("Assgnmt/Id"), id.utf8.count <= 35
        else {
            return refuse(file, "\(name) without a MsgId")
        }
        let complaint = schemas[name].flatMap { document.complaint(of: $0) }
        return take(
            Received(name: name, id: id, body: body, fingerprint: Fingerprint(of: bytes)),
            file: file, complaint: complaint)
    }

    package static let taken = [
        "pacs.008.001.08", "pacs.004.001.09", "pacs.002.001.10", "pacs.028.001.03",
        requestName, answerName,
    ]

    private mutating func refuse(_ file: String, _ why: String) -> Disposition {
        note("refused \(file): \(why)")
        return .refused(why)
    }

    private mutating func take(
        _ message: Received, file: String, complaint: String?
    ) -> Disposition {
        let isAnswered = message.name.hasPrefix("pacs.") && message.name != "pacs.002.001.10"
        if let complaint, !isAnswered { return refuse(file, complaint) }
        if let earlier = seenByID[message.id] {
            guard seen[earlier].fingerprint == message.fingerprint else {
                answerOnly(message, "DU01", "MsgId was used for other bytes")
                return refuse(file, "MsgId \(message.id) was used for other bytes")
            }
            note("\(message.name) \(message.id) seen again")
            repeatAnswers(earlier)
            return .done
        }
        isChanged = true
        if let complaint {
            remember(message)
            answerGroup(message, "FF01", complaint)
            return refuse(file, complaint)
        }
        switch message.name {
        case "pacs.008.001.08": takeTransfers(message)
        case "pacs.004.001.09": takeReturns(message)
        case "pacs.002.001.10": takeStatuses(message)
        case Self.requestName: takeRecall(message)
        case Self.answerName:
            remember(message)
            note("\(message.name) \(message.id) handed on")
        default: takeRequest(message)
        }
        return .done
    }

    /// Notes a message as seen, with the transfers that were made of it.
    mutating func remember(_ message: Received, transfers range: Range<Int>? = nil) {
        seenByID[message.id] = seen.count
        seen.append(
            SeenMessage(
                id: message.id, name: message.name, fingerprint: message.fingerprint,
                transfers: range ?? transfers.count..<transfers.count))
        isChanged = true
    }

    /// Refuses a whole message that was noted as seen.
    mutating func answerGroup(_ message: Received, _ reason: String, _ explanation: String) {
        note("\(message.name) \(message.id) RJCT \(reason): \(explanation)")
        var report = report(on: message.id, message.name, count: message.count)
        report.groupStatus = "RJCT"
        report.reason = reason
        report.explanation = explanation
        answer(report, to: seen.count - 1)
    }

    /// Refuses a whole message of which nothing is noted.
    private mutating func answerOnly(
        _ message: Received, _ reason: String, _ explanation: String
    ) {
        note("\(message.name) \(message.id) RJCT \(reason): \(explanation)")
        var report = report(on: message.id, message.name, count: message.count)
        report.groupStatus = "RJCT"
        report.reason = reason
        report.explanation = explanation
        queue(StatusReport.name, written(report))
    }

    mutating func report(on id: String, _ name: String, count: Int) -> StatusReport {
        StatusReport(
            messageID: nextID("S"), createdAt: now, originalID: id, originalName: name,
            originalCount: count)
    }

    func written(_ report: StatusReport) -> [UInt8] {
        report.message(from: settings.clearing, to: settings.bank, transfers: transfers)
    }

    /// Sends an answer and keeps it, so that the same bytes can be sent again.
    mutating func answer(_ report: StatusReport, to index: Int, after delay: Int64 = 0) {
        seen[index].answers.append(report)
        queue(StatusReport.name, written(report), after: delay)
    }

    /// The same answers again, at once.
    mutating func repeatAnswers(_ index: Int) {
        guard !seen[index].isSilent else { return }
        for report in seen[index].answers { queue(StatusReport.name, written(report)) }
    }
}

/// A message of the bank: read, validated, not yet judged.
struct Received {
    let name: String
    let id: String
    let body: XMLElement
    let fingerprint: Fingerprint

    /// `NbOfTxs`, or zero where the message says none.
    var count: Int { body.text("GrpHdr/NbOfTxs").flatMap { digits($0) } ?? 0 }
}
