import Bytes
import Engine
import Flows
import JSON
import Ledger

/// `/api/v1/accounts/batch`, `/api/v1/transfers/batch` and the look-ups.
extension BankAPI {
    /// 8,190 events with every column filled, as text.
    private static let bodyBytesMax = 16 << 20

    var batchRoutes: [Route] {
        [
            Self.batch(
                Account.self, "/api/v1/accounts/batch", .accounts,
                "Creates accounts of the books that are kept by batches",
                repeats.once { request, _, respond in
                    batch(Account.self, request, respond) {
                        bank.createAccounts(
                            $0.rows, extensions: $0.extensions, metadata: $0.metadata,
                            isDryRun: $1, then: $2)
                    }
                }),
            Self.batch(
                Transfer.self, "/api/v1/transfers/batch", .transfers,
                "Creates transfers between accounts made by batches",
                repeats.once { request, _, respond in
                    let type = request.headers[.contentType] ?? ""
                    guard BatchFormat(contentType: type) == .lines else {
                        return transfers(request, respond)
                    }
                    reading {
                        if TransferLines.hasLegs(request.body[...]) {
                            transactions(request, respond)
                        } else {
                            transfers(request, respond)
                        }
                    }
                }),
            Self.lookUp(Account.self, "/api/v1/accounts/lookup", .accounts, "Accounts by ids") {
                request, _, respond in
                lookUp(Account.self, request, respond) { bank.lookUpAccounts($0, then: $1) }
            },
            Self.lookUp(
                Transfer.self, "/api/v1/transfers/lookup", .transfers, "Transfers by ids"
            ) { request, _, respond in
                lookUp(Transfer.self, request, respond) { bank.lookUpTransfers($0, then: $1) }
            },
            Route(
                .get, "/api/v1/accounts/{account}/transfers", scope: .reading,
                summary: "Transfers of an account, holds among them, newest first",
                query: [.limit, .cursor],
                answers: [
                    Shape(200, "A page of records", schema: Schema.page(of: Schema.wireTransfer))
                ], action: listTransfers),
        ]
    }

    private static func batch<Row: BatchRow>(
        _: Row.Type, _ path: String, _ kind: BodyRule.Kind, _ summary: String,
        _ action: @escaping Route.Action
    ) -> Route {
        Route(
            .post, path, scope: .operation, summary: summary, query: [.dryRun],
            body: BodyRule(kind, bytesMax: bodyBytesMax, schema: #"{"type":"string"}"#),
            answers: [
                Shape(
                    200, "The refused events: index and status",
                    contentType: BatchFormat.resultsType, schema: #"{"type":"string"}"#),
                Shape(
                    200, "", contentType: BatchFormat.linesType, schema: #"{"type":"string"}"#),
                Shape(
                    200, "", contentType: BatchFormat.tableType, schema: #"{"type":"string"}"#),
            ], action: action)
    }

    private static func lookUp<Row: BatchRow>(
        _: Row.Type, _ path: String, _ kind: BodyRule.Kind, _ summary: String,
        _ action: @escaping Route.Action
    ) -> Route {
        Route(
            .post, path, scope: .reading, summary: summary,
            body: BodyRule(kind, bytesMax: bodyBytesMax, schema: #"{"type":"string"}"#),
            answers: [
                Shape(
                    200, "The records that are there", contentType: Row.mediaType,
                    schema: #"{"type":"string"}"#),
                Shape(
                    200, "", contentType: BatchFormat.linesType, schema: #"{"type":"string"}"#),
                Shape(
                    200, "", contentType: BatchFormat.tableType, schema: #"{"type":"string"}"#),
            ], action: action)
    }

    private func transfers(_ request: Request, _ respond: @escaping Route.Respond) {
        batch(Transfer.self, request, respond) {
            bank.createTransfers(
                $0.rows, extensions: $0.extensions, metadata: $0.metadata, isDryRun: $1, then: $2)
        }
    }

    /// Lines of which some have legs: each of those is made whole, or not.
    private func transactions(_ request: Request, _ respond: @escaping Route.Respond) {
        Self.decode(respond) { () throws(Problem) in
            let lines = try TransferLines(request.body, MetadataReading(bank))
            let isDryRun = try request.isDryRun()
            bank.createTransfers(
                lines.transfers.recordBytes, extensions: lines.extensions,
                metadata: lines.metadata, isDryRun: isDryRun
            ) { result in
                switch result {
                case .failure(let error): respond(.problem(Problem(error)))
                case .success(let done):
                    let repeated = lines.repeated(done.refused)
                    bank.differences(of: repeated.map { lines.chains[$0] }) { differences in
                        switch differences {
                        case .failure(let error): respond(.problem(Problem(error)))
                        case .success(let found):
                            let differences = Dictionary(
                                zip(repeated, found).compactMap { place, other in
                                    other.map { (place, $0) }
                                }, uniquingKeysWith: { $1 })
                            let response = BatchWriting<Transfer>.response(
                                refused: lines.refusedLines(
                                    done.refused, differences: differences),
                                sequence: done.sequence)
                            respond(isDryRun ? response.ofDryRun() : response)
                        }
                    }
                }
            }
        }
    }

    /// A batch's records, one behind the other, with what some have beyond them.
    private struct Records<Row: BatchRow> {
        var rows: [UInt8]
        var extensions = ExtensionList<Row.Extension>()
        var metadata: [PlacedMetadata] = []
    }

    private typealias Submit<Row: BatchRow> =
        @Sendable (
            Records<Row>, _ isDryRun: Bool,
            @escaping @Sendable (Result<RunningBank.BatchDone, FlowError>) -> Void
        ) -> Void

    /// Records go on as they came; text is read on a thread of its own.
    private func batch<Row: BatchRow>(
        _: Row.Type, _ request: Request, _ respond: @escaping Route.Respond,
        _ submit: @escaping Submit<Row>
    ) {
        let format = BatchFormat(contentType: request.headers[.contentType] ?? "")
        let decide: @Sendable () -> Void = {
            Self.decode(respond) { () throws(Problem) in
                let records = try events(Row.self, request.body, format)
                let isDryRun = try request.isDryRun()
                guard !records.rows.isEmpty else {
                    return respond(Self.nothing(Row.self, format))
                }
                submit(records, isDryRun) { result in
                    switch result {
                    case .failure(let error): respond(.problem(Problem(error)))
                    case .success(let done):
                        let response = BatchWriting<Row>.response(
                            refused: done.refused, format, sequence: done.sequence)
                        respond(isDryRun ? response.ofDryRun() : response)
                    }
                }
            }
        }
        if format == .records { decide() } else { reading(decide) }
    }

    private static func nothing<Row: BatchRow>(_: Row.Type, _ format: BatchFormat) -> Response {
        var response = BatchWriting<Row>.response(refused: [], format, sequence: 0)
        response.sequence = nil
        return response
    }

    private func events<Row: BatchRow>(
        _: Row.Type, _ body: [UInt8], _ format: BatchFormat
    ) throws(Problem) -> Records<Row> {
        guard format == .records else {
            let batch = try BatchReading<Row>().batch(body, format, MetadataReading(bank))
            return Records(
                rows: batch.rows.recordBytes, extensions: batch.extensions,
                metadata: batch.metadata)
        }
        try Self.check(body, width: Row.bytes)
        return Records(rows: body)
    }

    /// Whole records, and no more than a batch may have.
    private static func check(_ body: [UInt8], width: Int) throws(Problem) {
        let (count, rest) = body.count.quotientAndRemainder(dividingBy: width)
        guard rest == 0 else {
            throw Problem(
                .malformedBatch,
                detail: "Found \(rest) bytes behind \(count) whole records of \(width).")
        }
        guard count <= RunningBank.batchMax else {
            throw Problem(
                .batchTooLarge,
                detail: "Found \(count), allowed are \(RunningBank.batchMax).")
        }
    }

    // MARK: - Look-ups

    private func lookUp<Row: BatchRow>(
        _: Row.Type, _ request: Request, _ respond: @escaping Route.Respond,
        _ find:
            @escaping @Sendable (
                [UInt128], @escaping @Sendable (Result<Answer<[Extended<Row>]>, FlowError>) -> Void
            ) -> Void
    ) {
        let format = BatchFormat(contentType: request.headers[.contentType] ?? "")
        reading {
            Self.decode(respond) { () throws(Problem) in
                find(try Self.ids(Row.self, request.body, format)) { result in
                    switch result {
                    case .failure(let error): respond(.problem(Problem(error)))
                    case .success(let found):
                        reading {
                            answer(found, format, respond)
                        }
                    }
                }
            }
        }
    }

    /// Metadata are told where there are names for them: in lines.
    private func answer<Row: BatchRow>(
        _ found: Answer<[Extended<Row>]>, _ format: BatchFormat, _ respond: @escaping Route.Respond
    ) {
        telling(
            of: format == .lines ? found.value : [], at: found.sequence, respond
        ) {
            BatchWriting<Row>.response(
                rows: found.value, format, sequence: found.sequence, $0)
        }
    }

    private static func ids<Row: BatchRow>(
        _: Row.Type, _ body: [UInt8], _ format: BatchFormat
    ) throws(Problem) -> [UInt128] {
        guard format == .records else {
            let id = Row.columns[0]
            return try BatchReading<Row>(only: [id.name]).rows(body, format).map(id.get)
        }
        try check(body, width: 16)
        var reader = ByteReader(body)
        var ids: [UInt128] = []
        while let id = try? reader.read(UInt128.self) { ids.append(id) }
        return ids
    }

    private func listTransfers(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let limit = try request.number("limit", default: 100, in: 1...1000)
            var before = UInt64.max
            if let text = request.query("cursor") {
                guard let value = UInt64(text) else {
                    throw Problem(
                        .invalidParameter, param: "cursor", detail: "cursor: found \(text).")
                }
                before = value
            }
            bank.transfers(
                ofAccount: request.path("account"), before: before, limit: limit + 1
            ) { result in
                switch result {
                case .failure(let error): respond(.problem(Problem(error)))
                case .success(let found):
                    telling(of: found.value, at: found.sequence, respond) { story in
                        let page = Page(found.value, limit: limit) {
                            String($0.record.timestamp)
                        }
                        return .json(
                            page.json { BatchWriting<Transfer>.write($1, story, to: &$0) },
                            sequence: found.sequence)
                    }
                }
            }
        }
    }
}
