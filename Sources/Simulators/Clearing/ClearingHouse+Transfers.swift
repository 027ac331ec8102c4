extension ClearingHouse {
    /// What a transfer's checks and the script decided.
    struct Judged {
        var transfer: ClearedTransfer
        /// Why it is refused, or empty.
        var reason = ""
        var orders = Orders()
    }

    /// What the script wants done with a transfer, by verb; the first rule of a verb wins.
    struct Orders {
        var rejection: (reason: String, when: Rule.When)?
        var silentAsks: Int?
        var isLost = false
        var isTwice = false
        var delay: Int64 = 0
        var isContradicted = false
        var giveBack: (reason: String, after: Rule.After, isAnnounced: Bool)?
        var isConfirmationDropped = false
        var isTimedOut = false
    }

    /// Takes a pacs.008.
    mutating func takeTransfers(_ message: Received) {
        let elements = message.body.children("CdtTrfTxInf")
        let total = message.body.text("GrpHdr/TtlIntrBkSttlmAmt").flatMap { Cents($0) }
        let scheme: Int
        switch judgeGroup(message, elements, total: total) {
        case .success(let found): scheme = found
        case .failure(let refusal):
            remember(message)
            return answerGroup(message, refusal.reason, refusal.explanation)
        }
        var judged = elements.map { judge($0, in: message, scheme: scheme) }
        for index in judged.indices {
            judged[index].orders = orders(for: judged[index].transfer)
        }
        if judged.contains(where: { $0.orders.isLost }) {
            return note("\(message.name) \(message.id) lost, as scripted")
        }
        enter(message, judged, scheme: settings.schemes[scheme])
    }

    struct GroupRefusal: Error {
        let reason: String
        let explanation: String
    }

    private func judgeGroup(
        _ message: Received, _ elements: [XMLElement], total: Cents?
    ) -> Result<Int, GroupRefusal> {
        guard let scheme = scheme(of: message) else {
            return .failure(GroupRefusal(reason: "FF01", explanation: "no scheme of this ClrSys"))
        }
        return checkGroup(message, elements.count, scheme: scheme) ?? checkSum(message, elements)
            ?? .success(scheme)
    }

    func checkGroup(
        _ message: Received, _ count: Int, scheme: Int
    ) -> Result<Int, GroupRefusal>? {
        if let sender = message.body.text("GrpHdr/InstgAgt/FinInstnId/BICFI"),
            BIC(sender) != settings.bank
        {
            return .failure(
                GroupRefusal(reason: "DNOR", explanation: "InstgAgt \(sender) is not the sender"))
        }
        guard message.count == count, count > 0 else {
            return .failure(
                GroupRefusal(
                    reason: "AM19", explanation: "NbOfTxs \(message.count), found \(count)"))
        }
        let limit = settings.schemes[scheme].transfersMax
        guard count <= limit, transfers.count + count <= Self.transfersMax else {
            return .failure(
                GroupRefusal(reason: "AM18", explanation: "\(count) transfers, allowed \(limit)"))
        }
        return nil
    }

    private func checkSum(
        _ message: Received, _ elements: [XMLElement]
    ) -> Result<Int, GroupRefusal>? {
        guard let stated = message.body.text("GrpHdr/TtlIntrBkSttlmAmt") else { return nil }
        let amounts = elements.compactMap { $0.text("IntrBkSttlmAmt").flatMap { Cents($0) } }
        let sum = amounts.reduce(.zero, +)
        // An amount that cannot be read is refused with its own transfer.
        guard amounts.count == elements.count, Cents(stated) != sum else { return nil }
        return .failure(
            GroupRefusal(
                reason: "AM10",
                explanation: "TtlIntrBkSttlmAmt \(stated), found \(sum.text)"))
    }

    /// The scheme whose system the message names; where two have one name, or none is named,
    /// the local instrument decides.
    func scheme(of message: Received) -> Int? {
        let header = message.body.at("GrpHdr")
        let code = header?.text("SttlmInf/ClrSys/Cd")
        let own = header?.text("SttlmInf/ClrSys/Prtry")
        let first = message.body.children("CdtTrfTxInf").first ?? message.body
        let instrument =
            header?.text("PmtTpInf/LclInstrm/Cd") ?? first.text("PmtTpInf/LclInstrm/Cd")
        let isInstant = instrument == "INST"
        let fitting = settings.schemes.indices.filter { index in
            let scheme = settings.schemes[index]
            guard let name = code ?? own else { return true }
            return scheme.system == name && scheme.systemIsCode == (code != nil)
        }
        return fitting.first { settings.schemes[$0].isInstant == isInstant }
            ?? (fitting.count == 1 ? fitting.first : nil)
    }

    // MARK: One transfer

    private func judge(_ element: XMLElement, in message: Received, scheme: Int) -> Judged {
        let cents = element.text("IntrBkSttlmAmt").flatMap { Cents($0) }
        let day = (element.text("IntrBkSttlmDt") ?? message.body.text("GrpHdr/IntrBkSttlmDt"))
            .flatMap { BusinessDay($0.prefix(10)) }
        let receiver = element.text("CdtrAgt/FinInstnId/BICFI").flatMap { BIC($0) }
        let sender = element.text("DbtrAgt/FinInstnId/BICFI").flatMap { BIC($0) }
        var transfer = ClearedTransfer(
            scheme: scheme, sender: settings.bank, receiver: receiver ?? settings.clearing,
            cents: cents ?? .zero, day: day ?? openDay, messageID: message.id,
            endToEndID: element.text("PmtId/EndToEndId") ?? "NOTPROVIDED",
            transactionID: element.text("PmtId/TxId") ?? "")
        transfer.instructionID = element.text("PmtId/InstrId") ?? ""
        transfer.uetr = element.text("PmtId/UETR") ?? ""
        transfer.acceptance = element.text("AccptncDtTm") ?? ""
        readParties(element, into: &transfer)
        var judged = Judged(transfer: transfer)
        judged.reason =
            reasonAgainst(transfer, cents: cents, day: day, sender: sender, receiver: receiver)
            ?? reasonAgainstCurrency(element) ?? ""
        return judged
    }

    private func readParties(_ element: XMLElement, into transfer: inout ClearedTransfer) {
        transfer.debtorName = element.text("Dbtr/Nm") ?? "NOTPROVIDED"
        transfer.debtorIBAN = element.text("DbtrAcct/Id/IBAN") ?? ""
        transfer.creditorName = element.text("Cdtr/Nm") ?? "NOTPROVIDED"
        transfer.creditorIBAN = element.text("CdtrAcct/Id/IBAN") ?? ""
        transfer.remittance = element.text("RmtInf/Ustrd") ?? ""
    }

    private func reasonAgainstCurrency(_ element: XMLElement) -> String? {
        element.at("IntrBkSttlmAmt")?.attribute("Ccy") == "EUR" ? nil : "AM03"
    }

    private func reasonAgainst(
        _ transfer: ClearedTransfer, cents: Cents?, day: BusinessDay?, sender: BIC?, receiver: BIC?
    ) -> String? {
        guard let cents else { return "AM12" }
        guard cents > .zero else { return "AM01" }
        guard !transfer.transactionID.isEmpty else { return "FF01" }
        guard let day else { return "DT01" }
        if settings.isStrictAboutDates, day < openDay { return "DT01" }
        guard sender == settings.bank else { return "DNOR" }
        guard let receiver, settings.participates(receiver) else { return "CNOR" }
        guard receiver != settings.bank else { return "RC04" }
        if transfersByKey[Self.key(transfer)] != nil { return "AM05" }
        let names = ["\(transfer.messageID)|\(transfer.transactionID)", "\(transfer.messageID)|"]
        if names.contains(where: denied.contains) { return "TM01" }
        return isTooOld(transfer) ? "AB01" : nil
    }

    /// Whether an instant transfer's clock ran out before it came here.
    private func isTooOld(_ transfer: ClearedTransfer) -> Bool {
        guard settings.isStrictAboutDates,
            case .instant(let clock, _) = settings.schemes[transfer.scheme].kind,
            let accepted = Moment(transfer.acceptance)
        else { return false }
        return accepted + clock < now
    }

    /// What the script has to say about a transfer.
    mutating func orders(for transfer: ClearedTransfer) -> Orders {
        var orders = Orders()
        let scheme = settings.schemes[transfer.scheme]
        let isIncoming = transfer.receiver == settings.bank
        for index in rules.indices
        where rules[index].verb.concerns(incoming: isIncoming)
            && rules[index].applies(to: transfer, scheme: scheme, dice: &dice)
        {
            orders.add(rules[index].verb, clock: scheme.clock)
        }
        return orders
    }
}

extension ClearingHouse.Orders {
    fileprivate mutating func add(_ verb: Rule.Verb, clock: Int64) {
        switch verb {
        case .reject(let reason, let when): rejection = rejection ?? (reason, when)
        case .silent(let asks): silentAsks = silentAsks ?? asks
        case .lose: isLost = true
        case .answerTwice: isTwice = true
        case .answerLate(let time): delay = max(delay, time)
        case .lateAfterTimeout: delay = max(delay, clock + Moment.second)
        case .contradict: isContradicted = true
        case .giveBack(let reason, let after, let isAnnounced):
            giveBack = giveBack ?? (reason, after, isAnnounced)
        case .dropConfirm: isConfirmationDropped = true
        case .timeOut: isTimedOut = true
        case .dropReport, .dropStatement, .recallAnswer: break
        }
    }
}

extension Scheme {
    /// The clock of an instant scheme in milliseconds; zero where there is none.
    var clock: Int64 {
        if case .instant(let clock, _) = kind { return clock }
        return 0
    }
}
