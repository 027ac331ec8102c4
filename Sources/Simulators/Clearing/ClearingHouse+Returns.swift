extension ClearingHouse {
    /// Takes a pacs.004 of the bank: the return of a transfer that had come to it.
    mutating func takeReturns(_ message: Received) {
        let elements = message.body.children("TxInf")
        let judged = elements.map { judgeReturn($0, in: message) }
        let scheme = judged.first?.transfer.scheme ?? 0
        let refusal = checkGroup(message, elements.count, scheme: scheme)
        if case .failure(let refusal)? = refusal {
            remember(message)
            return answerGroup(message, refusal.reason, refusal.explanation)
        }
        var withOrders = judged
        for index in withOrders.indices {
            withOrders[index].orders = orders(for: withOrders[index].transfer)
            withOrders[index].orders.giveBack = nil
        }
        guard !withOrders.contains(where: { $0.orders.isLost }) else {
            return note("\(message.name) \(message.id) lost, as scripted")
        }
        let first = transfers.count
        enter(message, withOrders, scheme: settings.schemes[scheme])
        for index in first..<transfers.count {
            guard case .giveBack(let original, _) = transfers[index].kind else { continue }
            if case .rejected = transfers[index].state { continue }
            transfers[original].returnedBy = index
        }
    }

    private func judgeReturn(_ element: XMLElement, in message: Received) -> Judged {
        let original = original(of: element, in: message)
        let cents = element.text("RtrdIntrBkSttlmAmt").flatMap { Cents($0) }
        let day = (element.text("IntrBkSttlmDt") ?? message.body.text("GrpHdr/IntrBkSttlmDt"))
            .flatMap { BusinessDay($0.prefix(10)) }
        let reason = element.text("RtrRsnInf/Rsn/Cd") ?? "MS03"
        var transfer = ClearedTransfer(
            scheme: original.map { transfers[$0].scheme } ?? 0, sender: settings.bank,
            receiver: original.map { transfers[$0].sender } ?? settings.clearing,
            cents: cents ?? .zero, day: day ?? openDay, messageID: message.id,
            endToEndID: element.text("OrgnlEndToEndId") ?? "NOTPROVIDED",
            transactionID: element.text("RtrId") ?? "")
        transfer.instructionID = element.text("OrgnlInstrId") ?? ""
        transfer.uetr = element.text("OrgnlUETR") ?? ""
        guard let original else { return Judged(transfer: transfer, reason: "AG09") }
        transfer.kind = .giveBack(of: original, reason: reason)
        transfer.debtorIBAN = transfers[original].debtorIBAN
        transfer.creditorIBAN = transfers[original].creditorIBAN
        var judged = Judged(transfer: transfer)
        judged.reason = reasonAgainstReturn(transfer, of: transfers[original], cents: cents) ?? ""
        return judged
    }

    private func reasonAgainstReturn(
        _ transfer: ClearedTransfer, of original: ClearedTransfer, cents: Cents?
    ) -> String? {
        guard let cents, cents > .zero else { return "AM12" }
        guard !transfer.transactionID.isEmpty else { return "FF01" }
        guard original.state == .settled else { return "AG09" }
        guard original.returnedBy == nil else { return "AM05" }
        guard cents == original.cents else { return "AM09" }
        return transfersByKey[Self.key(transfer)] == nil ? nil : "AM05"
    }

    /// The transfer to the bank that a return or a status speaks of.
    private func original(of element: XMLElement, in message: Received) -> Int? {
        let id =
            element.text("OrgnlGrpInf/OrgnlMsgId") ?? message.body.text("OrgnlGrpInf/OrgnlMsgId")
        guard let id, let transaction = element.text("OrgnlTxId") else { return nil }
        return transfersByMessage[id]?.first {
            transfers[$0].transactionID == transaction && transfers[$0].receiver == settings.bank
                && !transfers[$0].isReturn
        }
    }

    // MARK: Returns to the bank

    /// Makes the returns whose time has come: they wait for a cycle, or settle at once where the
    /// scheme is instant.
    mutating func bringReturns() {
        dropHopelessReturns()
        let due = plannedReturns.filter { planned in
            guard case .at(let time) = planned.due else { return false }
            return time <= now && transfers[planned.original].state == .settled
        }
        guard !due.isEmpty else { return }
        plannedReturns.removeAll(where: due.contains)
        for planned in due { makeReturn(planned) }
    }

    /// A transfer that was rejected after all is not returned.
    private mutating func dropHopelessReturns() {
        plannedReturns.removeAll { planned in
            if case .rejected = transfers[planned.original].state { return true }
            return false
        }
    }

    /// Counts a cycle of this scheme and makes the returns that belong into it.
    mutating func bringReturns(toCycleOf scheme: Int) {
        var due: [PlannedReturn] = []
        for index in plannedReturns.indices {
            let planned = plannedReturns[index]
            guard case .cycles(let left) = planned.due,
                transfers[planned.original].scheme == scheme
            else { continue }
            if transfers[planned.original].state == .settled, left <= 1 {
                due.append(planned)
            } else if transfers[planned.original].state != .accepted || left > 1 {
                plannedReturns[index].due = .cycles(left - 1)
            }
        }
        plannedReturns.removeAll(where: due.contains)
        for planned in due { makeReturn(planned) }
    }

    mutating func makeReturn(_ planned: PlannedReturn) {
        let original = transfers[planned.original]
        guard original.returnedBy == nil else { return }
        var transfer = ClearedTransfer(
            scheme: original.scheme, kind: .giveBack(of: planned.original, reason: planned.reason),
            sender: original.receiver, receiver: original.sender, cents: original.cents,
            day: openDay, messageID: nextID("R"), endToEndID: original.endToEndID,
            transactionID: nextID("T"))
        transfer.instructionID = original.instructionID
        transfer.uetr = original.uetr
        transfer.debtorIBAN = original.debtorIBAN
        transfer.creditorIBAN = original.creditorIBAN
        let index = add(transfer)
        transfers[planned.original].returnedBy = index
        note("return \(transfer.transactionID) of \(original.transactionID) \(planned.reason)")
        let isInstant = settings.schemes[original.scheme].isInstant
        if isInstant {
            settle(index)
            forgetClosed()
        }
        if planned.isAnnounced || isInstant {
            sendReturn(index)
        } else {
            unsentReturns.insert(index)
        }
    }

    /// The pacs.004 of one return.
    mutating func sendReturn(_ index: Int) {
        guard case .giveBack(let original, _) = transfers[index].kind else {
            preconditionFailure("Only a return is sent as one.")
        }
        unsentReturns.remove(index)
        let transfer = transfers[index]
        let message = TransferMessage(
            messageID: transfer.messageID, createdAt: now,
            scheme: settings.schemes[transfer.scheme], clearing: settings.clearing,
            bank: settings.bank, transfers: [transfer])
        queue("pacs.004.001.09", message.giveBack(originals: [transfers[original]]))
    }
}
