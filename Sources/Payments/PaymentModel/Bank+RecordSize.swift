import Engine
import Ledger

extension Bank {
    /// Upper bounds, generous where the command is small and close where there are many of a thing:
    /// above what an entry of the journal can hold a command is refused.
    package static func recordBytesMax(of command: BankCommand) -> Int {
        switch command {
        case .configure(let configuration):
            1024 + (configuration.setup?.encoded().count ?? 0)
        case .submitFile(let file):
            256 + file.groups.reduce(0) { $0 + 128 + 128 * $1.orders.count }
        case .clearing(let message): 1024 + message.factBytesMax
        case .ledgerAccounts(let bytes, let extensions):
            accountsBytesMax(bytes, extensions.count)
        case .ledgerTransfers(let bytes, let extensions, _):
            transfersBytesMax(bytes, extensions.count)
        case .accountsWithMetadata(let bytes, let extensions, let notes):
            accountsBytesMax(bytes, extensions.count) + bytesMax(of: notes)
        case .transfersWithMetadata(let bytes, let extensions, _, let notes):
            transfersBytesMax(bytes, extensions.count) + bytesMax(of: notes)
        case .openAccount, .transfer, .resolve, .cancel, .setStatus, .closeDay, .moveClock, .erase,
            .issueToken, .revokeToken, .setMandate, .pauseScheme, .resumeScheme, .resend,
            .recall, .decideRecall, .moveLiquidity,
            .signDay, .sendBack, .annotate, .changeChannel, .setTerms, .waiveFees,
            .changeLimits:
            512
        case .openChannel(let opening):
            512 + 16 * opening.accounts.count + 64 * opening.limits.count
        case .compareStatement(let comparison):
            512 + 80 * comparison.found.count + 16 * comparison.explained.count
        case .registerParty(let registration): 256 + 16 * registration.identifiers.count
        case .propose(let motion): 512 + motion.differencesBytesMax
        case .decideApproval(let decision): 512 + 128 * Int(decision.orderCount)
        case .createSchedule(let order): 512 + order.amount.rowsBytesMax
        case .scheduleWithMetadata(let order, let notes):
            512 + order.amount.rowsBytesMax + bytesMax(of: notes)
        case .changeSchedule: 512 + RateRow.bytesMax
        case .registerAsset: 64 + Asset.codeBytesMax + Asset.nameBytesMax
        }
    }

    private static func accountsBytesMax(_ bytes: [UInt8], _ extensions: Int) -> Int {
        64 + AccountCodec.bytesMax(count: bytes.count / 128)
            + ExtensionCodec.bytesMax(count: extensions) + refusalBytesMax * bytes.count / 128
    }

    private static func transfersBytesMax(_ bytes: [UInt8], _ extensions: Int) -> Int {
        64 + TransferCodec.bytesMax(count: bytes.count / 128)
            + ExtensionCodec.bytesMax(count: extensions) + refusalBytesMax * bytes.count / 128
    }

    private static func bytesMax(of notes: MetadataNotes) -> Int {
        32 + MetadataNotes.rowBytesMax * notes.rows.count
    }

    /// Two varints of 32 bits.
    private static let refusalBytesMax = 10
}

extension Motion {
    fileprivate var differencesBytesMax: Int {
        guard case .closeDay(_, let differences) = body else { return 0 }
        return 48 * differences.count
    }
}

extension ClearingMessage {
    fileprivate var factBytesMax: Int {
        switch body {
        case .status(let report): 80 * report.transfers.count + 16 * report.aboutKeys.count
        case .transfers(let transfers): 128 * transfers.count
        case .returns(let returns): 144 * returns.count
        case .report(let entries), .statement(_, _, let entries): 80 * entries.count
        case .recalls(let recalls): 128 * recalls.count
        case .recallAnswers(let answers): 32 * answers.count
        }
    }
}
