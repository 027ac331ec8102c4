import Engine

extension Bank {
    /// Upper bounds, generous where the command is small.
    package static func recordBytesMax(of command: BankCommand) -> Int {
        switch command {
        case .configure(let configuration):
            1024 + (configuration.setup?.encoded().count ?? 0)
        case .submitFile(let file):
            256 + file.groups.reduce(0) { $0 + 128 + 160 * $1.orders.count }
        case .clearing(let message): 1024 + 192 * message.factCount
        case .ledgerAccounts(let bytes), .ledgerTransfers(let bytes): 64 + 2 * bytes.count
        case .openAccount, .transfer, .resolve, .setStatus, .closeDay, .moveClock: 512
        }
    }
}

extension ClearingMessage {
    fileprivate var factCount: Int {
        switch body {
        case .status(let report): report.transfers.count + report.aboutKeys.count
        case .transfers(let transfers): transfers.count
        case .returns(let returns): returns.count
        case .report(let entries): entries.count
        case .statement: 0
        }
    }
}
