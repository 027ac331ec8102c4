extension ClearingHouse {
    /// Takes a pacs.002 of the bank: its answer to an instant transfer.
    mutating func takeStatuses(_ message: Received) {
        remember(message)
        let groups = message.body.children("OrgnlGrpInfAndSts")
        let details = message.body.children("TxInfAndSts")
        for group in groups {
            guard let id = group.text("OrgnlMsgId") else { continue }
            let positions = (transfersByMessage[id] ?? []).filter {
                transfers[$0].receiver == settings.bank
            }
            if positions.isEmpty { note("\(message.name) \(message.id): unknown original \(id)") }
            for position in positions {
                let own = details.first {
                    $0.text("OrgnlTxId") == transfers[position].transactionID
                }
                let status = own?.text("TxSts") ?? group.text("GrpSts")
                let reason = own?.text("StsRsnInf/Rsn/Cd") ?? group.text("StsRsnInf/Rsn/Cd")
                hear(status ?? "", reason ?? "MS03", about: position)
            }
        }
        forgetClosed()
    }

    private mutating func hear(_ status: String, _ reason: String, about position: Int) {
        let transfer = transfers[position]
        let isPositive = ["ACCP", "ACSP", "ACSC", "ACCC"].contains(status)
        guard isPositive || status == "RJCT" else {
            return note("\(transfer.transactionID): \(status) ends nothing")
        }
        switch transfer.state {
        case .awaiting(let until) where now <= until:
            isPositive ? settleAnswered(position) : reject(position, reason)
            note("\(transfer.transactionID) \(status)\(isPositive ? "" : " " + reason)")
        case .awaiting: timeOut(position)
        case .rejected(reason: Self.timeout) where isPositive:
            note("\(transfer.transactionID): \(status) came too late")
            tell(position, "RJCT", Self.timeout)
        case .settled where !isPositive, .rejected where isPositive:
            note("\(transfer.transactionID): \(status) contradicts what was answered before")
        case .accepted: note("\(transfer.transactionID): settles by cycles, \(status) ends nothing")
        case .settled, .rejected: break
        }
    }

    /// AB05: transaction stopped due to timeout at the creditor's agent.
    static let timeout = "AB05"

    private mutating func settleAnswered(_ position: Int) {
        let orders = orders(for: transfers[position])
        guard !orders.isTimedOut else { return timeOut(position) }
        settle(position)
        guard case .instant(_, confirms: true) = settings.schemes[transfers[position].scheme].kind
        else { return }
        guard !orders.isConfirmationDropped else {
            return note("no confirmation of \(transfers[position].transactionID), as scripted")
        }
        tell(position, "ACSC", "", after: orders.delay)
    }

    /// Tells the bank what became of a transfer that the clearing had sent to it.
    private mutating func tell(
        _ position: Int, _ status: String, _ reason: String, after delay: Int64 = 0
    ) {
        let transfer = transfers[position]
        let count = transfersByMessage[transfer.messageID]?.count ?? 1
        var report = report(on: transfer.messageID, transfer.messageName, count: count)
        report.groupStatus = status
        report.lines = [.init(transfer: position, status: status, reason: reason)]
        queue(StatusReport.name, written(report), after: delay)
    }

    private mutating func timeOut(_ position: Int) {
        reject(position, Self.timeout)
        note("\(transfers[position].transactionID) timed out")
        tell(position, "RJCT", Self.timeout)
    }

    /// Ends the instant transfers that the bank did not answer in time.
    mutating func endAwaiting() {
        for position in open {
            guard case .awaiting(let until) = transfers[position].state, until < now else {
                continue
            }
            timeOut(position)
        }
        forgetClosed()
    }

    /// Refuses the transfers that the script wants refused some time after they were accepted.
    mutating func applyFates() {
        for position in open {
            guard case .rejectedAt(let time, let reason) = transfers[position].fate, time <= now
            else { continue }
            rejectLate(position, reason)
        }
        forgetClosed()
    }

    /// Refuses a transfer of the bank that had been accepted before.
    mutating func rejectLate(_ position: Int, _ reason: String) {
        reject(position, reason)
        let transfer = transfers[position]
        note("\(transfer.transactionID) RJCT \(reason), after it was accepted")
        var report = report(
            on: transfer.messageID, transfer.messageName,
            count: transfersByMessage[transfer.messageID]?.count ?? 1)
        report.lines = [.init(transfer: position, status: "RJCT", reason: reason)]
        queue(StatusReport.name, written(report))
    }

    // MARK: Requests for status

    /// Takes a pacs.028: the same answers again, or AG09 where the original never came.
    mutating func takeRequest(_ message: Received) {
        remember(message)
        let groupID = message.body.text("OrgnlGrpInf/OrgnlMsgId")
        let details = message.body.children("TxInf")
        guard !details.isEmpty else {
            guard let groupID else { return note("\(message.name) \(message.id) asks nothing") }
            return answerRequest(groupID, nil, nil)
        }
        for detail in details {
            guard let id = detail.text("OrgnlGrpInf/OrgnlMsgId") ?? groupID else { continue }
            answerRequest(id, detail.text("OrgnlEndToEndId"), detail.text("OrgnlTxId"))
        }
    }

    private mutating func answerRequest(
        _ id: String, _ endToEndID: String?, _ transactionID: String?
    ) {
        guard let earlier = seenByID[id], seen[earlier].name != "pacs.028.001.03" else {
            return deny(id, endToEndID, transactionID)
        }
        if let transactionID, !seen[earlier].transfers.isEmpty,
            !seen[earlier].transfers.contains(where: {
                transfers[$0].transactionID == transactionID
            })
        {
            return deny(id, endToEndID, transactionID)
        }
        guard seen[earlier].silentAsks == 0 else {
            seen[earlier].silentAsks -= 1
            isChanged = true
            return note("no answer to the request about \(id), as scripted")
        }
        note("asked about \(id): the same answer again")
        for report in seen[earlier].answers { queue(StatusReport.name, written(report)) }
    }

    /// Says that an original never came, after which it is refused if it does.
    private mutating func deny(_ id: String, _ endToEndID: String?, _ transactionID: String?) {
        denied.insert("\(id)|\(transactionID ?? "")")
        var report = report(on: id, "pacs.008.001.08", count: 0)
        report.reason = "AG09"
        report.groupStatus = transactionID == nil ? "RJCT" : ""
        note("asked about \(id) \(transactionID ?? ""): never received, AG09")
        let bytes = StatusReport.unknownOriginal(
            header: report, endToEndID: endToEndID, transactionID: transactionID,
            from: settings.clearing, to: settings.bank)
        queue(StatusReport.name, bytes)
    }
}
