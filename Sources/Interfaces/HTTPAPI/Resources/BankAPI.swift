import Bytes
import Engine
package import Flows
package import PaymentModel
import Platform
import Vocabulary

/// The bank's routes: decode, one flow, encode.
///
/// One file a resource. A handler that reads what is archived first waits until the archive has seen
/// everything that was durable when the request came: no empty success from a view that lags.
package struct BankAPI: Sendable {
    package let bank: RunningBank
    package let archive: Archive
    package let sessions: Sessions
    package let version: String
    package let bankName: String
    let started: UInt64
    let repeats: RepeatedWrites
    /// How long data must be kept.
    let retentions: [Retention]
    /// Lines of the log that found no room, so far.
    let linesDropped: @Sendable () -> UInt64
    private let readers = WorkQueue(name: "read", threads: 2)
    let streamers = WorkQueue(name: "stream", threads: 1)

    package init(
        bank: RunningBank, archive: Archive, sessions: Sessions, version: String, bankName: String,
        retentions: [Retention] = Retention.standard,
        linesDropped: @escaping @Sendable () -> UInt64 = { 0 }
    ) {
        self.bank = bank
        repeats = RepeatedWrites(bank)
        self.archive = archive
        self.sessions = sessions
        self.version = version
        self.bankName = bankName
        self.retentions = retentions
        self.linesDropped = linesDropped
        started = bank.clock.monotonic()
    }

    package var routes: [Route] {
        statusRoutes + sessionRoutes + accountRoutes + transferRoutes + paymentRoutes + queueRoutes
            + todayRoutes
            + operationRoutes + dayRoutes + erasureRoutes + eventRoutes + problemRoutes
            + batchRoutes + assetRoutes + tokenRoutes + approvalRoutes + partyRoutes
            + channelRoutes + termsRoutes + limitsRoutes + feeRoutes
            + schemeRoutes + outboxRoutes + recallRoutes + liquidityRoutes
            + statementRoutes + reportingRoutes + reconciliationRoutes + engineRoutes
            + scheduleRoutes + transactionRoutes + treeRoutes
    }

    // MARK: - What handlers share

    func caller(_ request: Request, _ caller: Caller?) throws(Problem) -> Flows.Caller {
        Flows.Caller(
            name: caller?.name ?? "", idempotencyKey: try request.idempotencyKey(),
            token: caller?.token ?? 0)
    }

    /// Runs a handler's decoding part; a problem becomes the answer.
    static func decode(
        _ respond: @escaping Route.Respond, _ body: () throws(Problem) -> Void
    ) {
        do { try body() } catch { respond(.problem(error)) }
    }

    /// Waits for parts of the archive, then answers from it.
    func archived(
        _ respond: @escaping Route.Respond, _ parts: [ArchivePart] = [.records],
        _ body: @escaping @Sendable () throws(FlowError) -> Response
    ) {
        let durable = bank.node.durableSequence
        reading {
            guard archive.wait(for: durable, parts) else {
                return respond(.problem(Problem(.archiveBehind)))
            }
            do throws(FlowError) {
                var response = try body()
                response.sequence = archive.sequence
                respond(response)
            } catch { respond(.problem(Problem(error))) }
        }
    }

    /// Runs what waits or reads the disk on a thread of its own.
    ///
    /// Handlers are called by the server's thread and go on on the bank's: neither may wait, and the
    /// archive itself waits for the bank's.
    func reading(_ body: @escaping @Sendable () -> Void) {
        if bank.node.isStepped { body() } else { readers.add(body) }
    }

    static func text(_ kind: ObjectID.Kind, _ id: UInt128) -> String? {
        id == 0 ? nil : ObjectID(kind, id)?.description
    }

    static func amount(_ units: Int128, _ currency: UInt16) -> String {
        guard let currency = Currency(number: currency) else { return String(units) }
        return Money(minorUnits: units, currency: currency).amountText
    }

    static func date(_ day: Int32) -> String? {
        day == 0 ? nil : BusinessDate(dayNumber: Int(day))?.description
    }

    static func instant(_ nanoseconds: UInt64) -> String {
        Instant(nanoseconds: nanoseconds).text()
    }

    func id(_ text: String, _ kind: ObjectID.Kind) throws(Problem) -> UInt128 {
        if let id = ObjectID(text), id.kind == kind { return id.value }
        // What begins like one and names nothing is nothing's, and no other kind of thing.
        let prefix = "\(kind.rawValue)_"
        if let unknown = kind.unknown, text.hasPrefix(prefix),
            Base32.decode(text.dropFirst(prefix.count)) != nil
        {
            throw Problem(unknown)
        }
        throw Problem(.notFound, detail: "\(text) is no \(kind.rawValue)_ id.")
    }
}

extension ObjectID.Kind {
    /// What is said where an id of this kind names nothing.
    fileprivate var unknown: ProblemKind? {
        switch self {
        case .payment: .paymentUnknown
        case .file: .fileUnknown
        case .approval: .approvalUnknown
        default: nil
        }
    }
}
