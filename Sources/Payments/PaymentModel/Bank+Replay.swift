import Bytes
package import Engine

extension Bank {
    /// Decides a recorded command again; the record this makes must equal the one in the journal,
    /// to the byte.
    ///
    /// Of a batch of the ledger the outcome is compared.
    package func replay(
        _ record: ArraySlice<UInt8>, at timestamp: inout Timestamp, events: inout [BankEvent]
    ) throws(ReplayError) {
        let command: BankCommand
        guard timestamp <= Self.instantMax else {
            throw .differentOutcome("an instant of no bank, \(timestamp)")
        }
        guard record.first != BankCommand.ledgerTransfersKind else {
            return try replayLedgerTransfers(record.dropFirst(), at: &timestamp)
        }
        guard record.first != BankCommand.transfersWithMetadataKind else {
            return try replayTransfersWithMetadata(
                record.dropFirst(), at: &timestamp, events: &events)
        }
        do { command = try read(record) } catch { throw error }
        var again = ByteWriter(reserving: record.count)
        _ = apply(command, at: &timestamp, record: &again, events: &events)
        guard again.bytes[...] == record else {
            throw .differentOutcome("command of kind \(command.kind) at \(timestamp)")
        }
    }

    private func read(_ record: ArraySlice<UInt8>) throws(ReplayError) -> BankCommand {
        var reader = ByteReader(record)
        do {
            let kind = try reader.read(UInt8.self)
            guard let command = try command(kind, &reader) else {
                throw ReplayError.unknownKind(kind)
            }
            return command
        } catch let error as ByteError {
            throw .unreadable(error)
        } catch let error as ReplayError {
            throw error
        } catch {
            throw .differentOutcome("\(error)")
        }
    }

    private func command(
        _ kind: UInt8, _ reader: inout ByteReader
    ) throws(ByteError) -> BankCommand? {
        switch kind {
        case 1: .configure(try BankConfiguration(from: &reader))
        case 2: .openAccount(try AccountOpening(from: &reader))
        case 3: .transfer(try TransferOrder(from: &reader))
        case 4: .submitFile(try PaymentFile(from: &reader))
        case 5: .clearing(try ClearingMessage(from: &reader))
        case 6: .resolve(try Resolution(from: &reader))
        case 7: .setStatus(try StatusOrder(from: &reader))
        case 8: .closeDay(try DayClosing(from: &reader))
        case 9: .moveClock(to: try reader.read())
        case BankCommand.eraseKind: .erase(try Erasure(from: &reader))
        case 10: try readLedgerAccounts(&reader)
        case 12:
            .cancel(payment: try reader.read(), reason: try SealedReference(from: &reader))
        case 20: .registerAsset(try Asset(from: &reader))
        case 40: .issueToken(try TokenIssue(from: &reader))
        case 42: .decideApproval(try ApprovalDecision(from: &reader))
        case 50: .registerParty(try PartyRegistration(from: &reader))
        case 51: .setMandate(try MandateOrder(from: &reader))
        case 52: .openChannel(try ChannelOpening(from: &reader))
        case 54: .setTerms(try TermsOrder(from: &reader))
        case 53: .changeChannel(try ChannelChange(from: &reader))
        case 41: .revokeToken(try reader.read(), by: try reader.read())
        case 55: .pauseScheme(try SchemePause(from: &reader))
        case 56: .resumeScheme(try SchemeResumption(from: &reader))
        case 57: .resend(try MessageResend(from: &reader))
        case 58: .recall(try RecallOrder(from: &reader))
        case 59: .decideRecall(try RecallDecision(from: &reader))
        case 60: .moveLiquidity(try LiquidityOrder(from: &reader))
        case 65: .signDay(try DaySigning(from: &reader))
        case 70: .propose(try Motion(from: &reader))
        case 71: .sendBack(try ParkedReturn(from: &reader))
        case 72: .annotate(try QueueNote(from: &reader))
        case 80: .compareStatement(try StatementComparison(from: &reader))
        case 87: .createSchedule(try ScheduleOrder(from: &reader))
        case 88: .changeSchedule(try ScheduleChange(from: &reader))
        case 95: .waiveFees(try FeeWaiver(from: &reader))
        case 96: try readAccountsWithMetadata(&reader)
        case 98: try readScheduleWithMetadata(&reader)
        case 81: .changeLimits(try LimitsOrder(from: &reader))
        default: nil
        }
    }
}
