package import Bytes
package import Ledger
package import Segments

/// A new account for a customer.
package struct AccountOpening: Sendable, Recorded {
    package var id: UInt128
    package var content: UInt128
    package var reference: UInt128
    package var iban: UInt128
    package var currency: UInt16
    /// How far it may be overdrawn, in minor units.
    package var creditLine: UInt128
    package var wantsAdvice: Bool
    /// What it wants of late orders; nil as the scheme's row says.
    package var lateOrders: LateOrders?
    /// The party it is opened for; 0 where its name makes one.
    package var party: UInt128 = 0
    package var sealed: SealedReference

    package init(
        id: UInt128, content: UInt128, reference: UInt128, iban: UInt128, currency: UInt16,
        creditLine: UInt128, wantsAdvice: Bool, sealed: SealedReference
    ) {
        self.sealed = sealed
        self.id = id
        self.content = content
        self.reference = reference
        self.iban = iban
        self.currency = currency
        self.creditLine = creditLine
        self.wantsAdvice = wantsAdvice
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(id)
        writer.write(content)
        writer.write(reference)
        writer.write(iban)
        writer.write(currency)
        writer.write(amount: creditLine)
        writer.write(wantsAdvice)
        writer.write(lateOrders?.rawValue ?? 0)
        writer.write(party)
        sealed.write(to: &writer)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        id = try reader.read()
        content = try reader.read()
        reference = try reader.read()
        iban = try reader.read()
        currency = try reader.read()
        creditLine = try reader.readAmount()
        wantsAdvice = try reader.readFlag()
        lateOrders = try reader.readLateOrders()
        party = try reader.read()
        sealed = try SealedReference(from: &reader)
    }
}

/// Money from one account here to another.
package struct TransferOrder: Sendable, Recorded {
    package var id: UInt128
    package var content: UInt128
    package var from: AccountName
    package var to: AccountName
    package var amount: UInt128
    package var currency: UInt16
    /// The caller chose the id by a key: a refusal is remembered under it.
    package var isKeyed: Bool
    /// Sandbox only: opening money, from the nostro account of a currency without a scheme.
    package var isOpeningMoney: Bool
    package var sealed: SealedReference
    /// The token it came with; 0 where none did.
    package var by: UInt128 = 0

    package init(
        id: UInt128, content: UInt128, from: AccountName, to: AccountName, amount: UInt128,
        currency: UInt16, isKeyed: Bool, isOpeningMoney: Bool, sealed: SealedReference
    ) {
        self.sealed = sealed
        self.id = id
        self.content = content
        self.from = from
        self.to = to
        self.amount = amount
        self.currency = currency
        self.isKeyed = isKeyed
        self.isOpeningMoney = isOpeningMoney
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(id)
        writer.write(content)
        from.write(to: &writer)
        to.write(to: &writer)
        writer.write(amount: amount)
        writer.write(currency)
        writer.write(UInt8((isKeyed ? 1 : 0) | (isOpeningMoney ? 2 : 0)))
        sealed.write(to: &writer)
        writer.write(by)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        id = try reader.read()
        content = try reader.read()
        from = try AccountName(from: &reader)
        to = try AccountName(from: &reader)
        amount = try reader.readAmount()
        currency = try reader.read()
        let flags = try reader.read(UInt8.self)
        isKeyed = flags & 1 != 0
        isOpeningMoney = flags & 2 != 0
        sealed = try SealedReference(from: &reader)
        by = try reader.read()
    }
}

/// Everything that can change the bank.
package enum BankCommand: Sendable {
    case configure(BankConfiguration)
    case openAccount(AccountOpening)
    case transfer(TransferOrder)
    case submitFile(PaymentFile)
    case clearing(ClearingMessage)
    /// Somebody proposes how a payment ends whose outcome is unknown; a second person confirms it.
    case resolve(Resolution)
    /// Ends an order that is kept for a later day.
    case cancel(payment: UInt128, reason: SealedReference)
    case setStatus(StatusOrder)
    case closeDay(DayClosing)
    /// Sandbox only: the clock goes on from here.
    case moveClock(to: UInt64)
    /// Personal data is made unreadable.
    case erase(Erasure)
    /// Batches of TigerBeetle's records, for the books that callers keep by batches.
    case ledgerAccounts([UInt8], extensions: ExtensionList<AccountExtension> = ExtensionList())
    /// What was found of old transfers beforehand is no part of the command's record.
    case ledgerTransfers(
        [UInt8], extensions: ExtensionList<TransferExtension> = ExtensionList(),
        found: FoundTransfers? = nil)
    case registerAsset(Asset)
    case issueToken(TokenIssue)
    /// A token lets nobody in any more; with who took it away.
    case revokeToken(UInt128, by: UInt128)
    /// A second person releases what waits, or refuses it.
    case decideApproval(ApprovalDecision)
    case registerParty(PartyRegistration)
    /// A party gets a role on an account, or loses it.
    case setMandate(MandateOrder)
    case openChannel(ChannelOpening)
    case changeChannel(ChannelChange)
    case setTerms(TermsOrder)
    case pauseScheme(SchemePause)
    /// Somebody proposes that a paused scheme goes on; a second person confirms it.
    case resumeScheme(SchemeResumption)
    /// A message of ours is written to its clearing again.
    case resend(MessageResend)
    /// A payment of ours is asked back.
    case recall(RecallOrder)
    /// A person says yes or no to another bank's request.
    case decideRecall(RecallDecision)
    /// Somebody orders a move between our settlement accounts; a second person releases it.
    case moveLiquidity(LiquidityOrder)
    /// Somebody signs a closed day.
    case signDay(DaySigning)
    /// One person of the staff proposes what another must confirm.
    case propose(Motion)
    /// Parked money goes back to where it came from.
    case sendBack(ParkedReturn)
    /// Somebody takes care of what waits, or says something about it.
    case annotate(QueueNote)
    /// A clearing's message was compared with our entries: what is left on either side.
    case compareStatement(StatementComparison)
    /// Transfers between accounts kept by batches are to be made by the clock.
    case createSchedule(ScheduleOrder)
    case changeSchedule(ScheduleChange)
    /// What an account's payments have cost is not asked for any more.
    case waiveFees(FeeWaiver)
    /// Limits of an account that is kept by batches.
    case changeLimits(LimitsOrder)
    /// Batches of which some events bring metadata.
    case accountsWithMetadata(
        [UInt8], extensions: ExtensionList<AccountExtension>, MetadataNotes)
    case transfersWithMetadata(
        [UInt8], extensions: ExtensionList<TransferExtension>, found: FoundTransfers?,
        MetadataNotes)
    case scheduleWithMetadata(ScheduleOrder, MetadataNotes)

    static let transfersWithMetadataKind: UInt8 = 97
    static let ledgerTransfersKind: UInt8 = 11
    static let eraseKind: UInt8 = 21

    var kind: UInt8 {
        switch self {
        case .configure: 1
        case .openAccount: 2
        case .transfer: 3
        case .submitFile: 4
        case .clearing: 5
        case .resolve: 6
        case .setStatus: 7
        case .closeDay: 8
        case .moveClock: 9
        case .ledgerAccounts: 10
        case .ledgerTransfers: Self.ledgerTransfersKind
        case .cancel: 12
        case .registerAsset: 20
        case .erase: Self.eraseKind
        case .issueToken: 40
        case .revokeToken: 41
        case .decideApproval: 42
        case .registerParty: 50
        case .setMandate: 51
        case .openChannel: 52
        case .changeChannel: 53
        case .setTerms: 54
        case .pauseScheme: 55
        case .resumeScheme: 56
        case .resend: 57
        case .recall: 58
        case .decideRecall: 59
        case .moveLiquidity: 60
        case .signDay: 65
        case .propose: 70
        case .sendBack: 71
        case .annotate: 72
        case .compareStatement: 80
        case .createSchedule: 87
        case .changeSchedule: 88
        case .waiveFees: 95
        case .changeLimits: 81
        case .accountsWithMetadata: 96
        case .scheduleWithMetadata: 98
        case .transfersWithMetadata: Self.transfersWithMetadataKind
        }
    }
}
