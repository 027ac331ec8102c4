import Flows
import HTTPAPI
import JSON
import Platform

/// What clients learn from answers.
extension World {
    func learn(_ errand: Errand) throws {
        let call = errand.call
        let code = call.json?.text("code") ?? ""
        note("answered \(call.status) \(code): \(call.method) \(call.target) \(call.key ?? "")")
        if case .wrong(let wanted) = errand.purpose {
            try require(
                code == wanted,
                "\(call.target) is answered by \(call.status) \(code), not \(wanted)")
            return
        }
        try require(call.status < 500, "\(call.target) is answered by \(call.status) \(code)")
        guard call.status < 300 else {
            if case .account = errand.purpose {
                throw Violation("an account is refused: \(call.text)")
            }
            if case .transfer = errand.purpose { try compare(call, "refused: \(code)") }
            past.append(errand)
            return
        }
        past.append(errand)
        try accept(errand, call)
    }

    private func accept(_ errand: Errand, _ call: Call) throws {
        guard let json = call.json else { throw Violation("\(call.target): no object") }
        switch errand.purpose {
        case .account(let account):
            model.opened(
                NaiveBank.Account(
                    reference: account.reference, iban: account.iban, currency: account.currency,
                    id: json.text("id"), line: account.line))
        case .transfer(let transfer):
            try require(json.cents("amount") == transfer.cents, "another amount: \(call.text)")
            try compare(call, json.text("transaction_id"))
            model.posted(transfer)
        case .file:
            let file = NaiveBank.File(
                id: json.text("file_id"), status: json.text("status"),
                accepted: json.number("accepted"), count: json.number("payments"))
            try compare(call, "\(file)")
            model.taken(file)
        case .status(let reference, let isFrozen):
            if isFrozen { frozen.insert(reference) } else { frozen.remove(reference) }
        case .cancellation where call.status == 202:
            try require(json.text("direction") == "out", "not asked back: \(call.text)")
        case .cancellation(let payment):
            try require(json.text("state") == "cancelled", "not cancelled: \(call.text)")
            model.cancelled.insert(payment)
        case .clock(let seconds): command("clock advance \(seconds)s")
        case .other, .wrong: break
        }
    }

    private func compare(_ call: Call, _ answer: String) throws {
        if let earlier = model.answered(call.key, answer) {
            throw Violation("\(call.key ?? "") was answered \(earlier), and now \(answer)")
        }
    }

    /// Gives the clearing a command as a file, which it takes once.
    func command(_ line: String) {
        commands += 1
        let digits = String(commands)
        let name = String(repeating: "0", count: 6 - digits.count) + digits
        let path = "\(SimulatedBank.folder.spool)/control/\(name).cmd"
        try? medium.disk.writeDurably(path, Array(line.utf8), mode: 0o600)
        note("clearing is told: \(line)")
    }
}

extension Call {
    var text: String { String(decoding: answer?.bytes ?? [], as: UTF8.self) }
}
