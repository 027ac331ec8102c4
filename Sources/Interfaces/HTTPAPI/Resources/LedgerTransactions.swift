import Arithmetic
import Engine
import Flows
import JSON
import Ledger
import PaymentModel

/// `/api/v1/ledger-transactions`, `/api/v1/conversions`, and what takes them back.
extension BankAPI {
    var transactionRoutes: [Route] {
        [
            Route(
                .post, "/api/v1/ledger-transactions", scope: .operation,
                summary: "Makes a transaction of any number of legs, all of it or nothing",
                query: [.dryRun],
                body: BodyRule(.json, bytesMax: 256 << 10, schema: Self.transactionSchema),
                answers: [
                    Shape(201, "Made and durable", schema: Schema.ledgerTransaction),
                    Shape(200, "The very same, made before", schema: Schema.ledgerTransaction),
                ], action: repeats.once(makeTransaction)),
            Route(
                .get, "/api/v1/ledger-transactions/{transaction}", scope: .reading,
                summary:
                    "All transfers of a transaction, of a conversion, or of what took one back",
                answers: [Shape(200, "The transaction", schema: Schema.ledgerTransaction)],
                action: showTransaction),
            Self.reverting(
                "/api/v1/ledger-transactions/{transaction}/revert",
                "Takes a transaction or a conversion back, all of it or nothing",
                repeats.once { request, _, respond in
                    follow(request, respond, "transaction", { DerivedID.revert(of: $0) }) {
                        (id, order, isDryRun, answer) in
                        bank.revertTransaction(
                            id, as: order.id, more: order.more, metadata: order.metadata,
                            isDryRun: isDryRun, then: answer)
                    }
                }),
            resolving("post", "Posts all pending transfers of a transaction in full, or none"),
            resolving("void", "Voids all pending transfers of a transaction, or none"),
            Self.reverting(
                "/api/v1/transfers/{transfer}/revert", "Takes a transfer back",
                repeats.once { request, _, respond in
                    follow(request, respond, "transfer", { DerivedID.revert(of: $0) }) {
                        (id, order, isDryRun, answer) in
                        bank.revertTransfer(
                            id, as: order.id, more: order.more, metadata: order.metadata,
                            isDryRun: isDryRun, then: answer)
                    }
                }),
            Route(
                .post, "/api/v1/conversions", scope: .operation,
                summary: "Exchanges one asset for another at a rate, rounded once",
                query: [.dryRun],
                body: BodyRule(.json, bytesMax: 4096, schema: Self.conversionSchema),
                answers: [
                    Shape(201, "Made and durable", schema: Schema.conversion),
                    Shape(200, "The very same, made before", schema: Schema.conversion),
                ], action: repeats.once(convert)),
            Route(
                .get, "/api/v1/conversions/{conversion}", scope: .reading,
                summary: "A conversion with its rate, its rounding and what that left",
                answers: [Shape(200, "The conversion", schema: Schema.conversion)],
                action: showConversion),
        ]
    }

    private func resolving(_ word: String, _ summary: String) -> Route {
        let isPost = word == "post"
        let derived: @Sendable (UInt128) -> UInt128 = {
            isPost ? DerivedID.post(of: $0) : DerivedID.void(of: $0)
        }
        return Self.reverting(
            "/api/v1/ledger-transactions/{transaction}/\(word)", summary,
            repeats.once { request, _, respond in
                follow(request, respond, "transaction", derived) { (id, order, isDryRun, answer) in
                    bank.resolveTransaction(
                        id, isPost: isPost, as: order.id, more: order.more,
                        metadata: order.metadata, isDryRun: isDryRun, then: answer)
                }
            })
    }

    private static func reverting(
        _ path: String, _ summary: String, _ action: @escaping Route.Action
    ) -> Route {
        Route(
            .post, path, scope: .operation, summary: summary, query: [.dryRun],
            body: BodyRule(.json, bytesMax: 4096, schema: followingSchema, isOptional: true),
            answers: [
                Shape(201, "Done and durable", schema: Schema.ledgerTransaction),
                Shape(200, "The very same, done before", schema: Schema.ledgerTransaction),
            ], action: action)
    }

    private static let wholeNumber = #"{"type":["string","integer"]}"#
    private static let commonMembers = #"""
        "id":\#(wholeNumber),"code":\#(wholeNumber),"user_data_128":\#(wholeNumber),
        "user_data_64":\#(wholeNumber),"user_data_32":\#(wholeNumber),
        "value_date":{"type":["string","null"],"format":"date"},
        \#(metadataMembers)
        """#
    private static let metadataMembers = #"""
        "metadata_hash":{"type":["string","null"],"pattern":"^[0-9a-f]{64}$"},
        "metadata":{"type":["object","null"]}
        """#
    private static let transactionSchema = #"""
        {"type":"object","required":["id","code","legs"],"additionalProperties":false,"properties":{
        \#(commonMembers),"ledger":\#(wholeNumber),"pending":{"type":["boolean","null"]},
        "timeout":\#(wholeNumber),"legs":{"type":"array","minItems":2,"maxItems":1000,"items":{
        "type":"object","required":["amount"],"additionalProperties":false,"properties":{
        "debit_account_id":\#(wholeNumber),"credit_account_id":\#(wholeNumber),
        "amount":\#(wholeNumber),"ledger":\#(wholeNumber)}}}}}
        """#
    private static let conversionSchema = #"""
        {"type":"object","additionalProperties":false,"required":["id","code","rate",
        "from_account_id","from_position_account_id","from_ledger","to_account_id",
        "to_position_account_id","to_ledger"],"properties":{\#(commonMembers),
        "from_account_id":\#(wholeNumber),"from_position_account_id":\#(wholeNumber),
        "from_ledger":\#(wholeNumber),"from_amount":\#(wholeNumber),
        "to_account_id":\#(wholeNumber),"to_position_account_id":\#(wholeNumber),
        "to_ledger":\#(wholeNumber),"to_amount":\#(wholeNumber),
        "rate":{"type":["string","number"]},"rounding":{"type":"string"}}}
        """#
    private static let followingSchema = #"""
        {"type":"object","additionalProperties":false,"properties":{"id":\#(wholeNumber),
        "value_date":{"type":["string","null"],"format":"date"},\#(metadataMembers)}}
        """#

    // MARK: - Made

    private func makeTransaction(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        reading {
            Self.decode(respond) { () throws(Problem) in
                let object = try BodyObject(
                    request.body, fields: TransactionReading.transactionFields)
                let (chain, metadata) = try TransactionReading.transaction(
                    object, MetadataReading(bank))
                let isDryRun = try request.isDryRun()
                bank.submit(chain, metadata: metadata, isDryRun: isDryRun) {
                    Self.answer($0, \.isReplayed, isDryRun: isDryRun, respond) {
                        Self.write($0, to: &$1)
                    }
                }
            }
        }
    }

    private typealias Followed = (
        UInt128, TransactionReading.Following, Bool, @escaping RunningBank.TransactionAnswer
    ) -> Void

    /// Makes what comes behind a transfer or a transaction: takes it back, posts or voids it.
    ///
    /// - Parameter derived: its id, where the caller gives none.
    private func follow(
        _ request: Request, _ respond: @escaping Route.Respond, _ part: String,
        _ derived: (UInt128) -> UInt128, _ body: Followed
    ) {
        Self.decode(respond) { () throws(Problem) in
            let id = try Self.number(request, part)
            let order = try TransactionReading.following(
                request.body, derived(id), MetadataReading(bank))
            let isDryRun = try request.isDryRun()
            body(id, order, isDryRun) {
                Self.answer($0, \.isReplayed, isDryRun: isDryRun, respond) {
                    Self.write($0, to: &$1)
                }
            }
        }
    }

    private func convert(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let order = try TransactionReading.conversion(
                request.body, MetadataReading(bank))
            let isDryRun = try request.isDryRun()
            bank.convert(order, isDryRun: isDryRun) {
                Self.answer($0, \.transaction.isReplayed, isDryRun: isDryRun, respond) {
                    Self.write($0, to: &$1)
                }
            }
        }
    }

    // MARK: - Shown

    private func showTransaction(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            bank.transaction(try Self.number(request, "transaction")) {
                show($0, \.rows, respond) { Self.write($0, $1, to: &$2) }
            }
        }
    }

    private func showConversion(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            bank.conversion(try Self.number(request, "conversion")) {
                show($0, \.transaction.rows, respond) { Self.write($0, $1, to: &$2) }
            }
        }
    }

    private static func number(_ request: Request, _ part: String) throws(Problem) -> UInt128 {
        guard let id = UInt128(request.path(part)) else {
            throw Problem(ProblemKind.transactionUnknown)
        }
        return id
    }

    private func show<Value: Sendable>(
        _ result: Result<Answer<Value>, FlowError>, _ rows: KeyPath<Value, [Extended<Transfer>]>,
        _ respond: @escaping Route.Respond,
        _ write: @escaping @Sendable (Value, RecordStory, inout JSONWriter) -> Void
    ) {
        switch result {
        case .failure(let error): respond(.problem(Problem(error)))
        case .success(let found):
            telling(
                of: found.value[keyPath: rows], at: found.sequence, respond
            ) { story in
                var writer = JSONWriter()
                write(found.value, story, &writer)
                return .json(writer, sequence: found.sequence)
            }
        }
    }

    /// - Parameters:
    ///   - isReplayed: where the value says that it was done before.
    ///   - made: the status of what was not.
    static func answer<Value>(
        _ result: Result<Answer<Value>, FlowError>, _ isReplayed: KeyPath<Value, Bool>,
        made: Int = 201, isDryRun: Bool, _ respond: Route.Respond,
        _ write: (Value, inout JSONWriter) -> Void
    ) {
        switch result {
        case .failure(let error): respond(.problem(Problem(error)))
        case .success(let done):
            let isReplayed = done.value[keyPath: isReplayed]
            var writer = JSONWriter()
            write(done.value, &writer)
            var response = Response.json(
                writer, status: isReplayed ? 200 : made, sequence: done.sequence)
            if isReplayed {
                response.headers.append(ResponseHeader("Idempotent-Replayed", "true"))
            }
            respond(isDryRun ? response.ofDryRun() : response)
        }
    }

    // MARK: - Written

    private static func write(
        _ done: RunningBank.TransactionDone, _ story: RecordStory = .none,
        to writer: inout JSONWriter
    ) {
        writer.object {
            $0.member("id", String(done.id))
            writeTransfers(of: done, story, to: &$0)
        }
    }

    private static func writeTransfers(
        of done: RunningBank.TransactionDone, _ story: RecordStory,
        to writer: inout JSONWriter
    ) {
        writer.member(
            "transfers",
            array: { list in
                for row in done.rows {
                    BatchWriting<Transfer>.write(row, story, to: &list)
                }
            })
    }

    private static func write(
        _ done: RunningBank.ConversionDone, _ story: RecordStory = .none,
        to writer: inout JSONWriter
    ) {
        let conversion = done.conversion
        writer.object {
            $0.member("id", String(done.transaction.id))
            $0.member("from_amount", String(conversion.given))
            $0.member("to_amount", String(conversion.received))
            $0.member("rate", conversion.rate.text)
            $0.member("rounding", conversion.rounding.name)
            $0.member(
                "remainder",
                object: {
                    $0.member("numerator", String(conversion.remainder))
                    $0.member("denominator", String(conversion.divisor))
                })
            writeTransfers(of: done.transaction, story, to: &$0)
        }
    }
}
