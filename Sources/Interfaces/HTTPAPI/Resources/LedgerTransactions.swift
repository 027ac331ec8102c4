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
                    revert(request, respond, "transaction") {
                        (id, revert, more, isDryRun, answer) in
                        bank.revertTransaction(
                            id, as: revert, more: more, isDryRun: isDryRun, then: answer)
                    }
                }),
            Self.reverting(
                "/api/v1/transfers/{transfer}/revert", "Takes a transfer back",
                repeats.once { request, _, respond in
                    revert(request, respond, "transfer") { (id, revert, more, isDryRun, answer) in
                        bank.revertTransfer(
                            id, as: revert, more: more, isDryRun: isDryRun, then: answer)
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

    private static func reverting(
        _ path: String, _ summary: String, _ action: @escaping Route.Action
    ) -> Route {
        Route(
            .post, path, scope: .operation, summary: summary, query: [.dryRun],
            body: BodyRule(.json, bytesMax: 4096, schema: revertSchema),
            answers: [
                Shape(201, "Taken back and durable", schema: Schema.ledgerTransaction),
                Shape(200, "The very same, done before", schema: Schema.ledgerTransaction),
            ], action: action)
    }

    private static let wholeNumber = #"{"type":["string","integer"]}"#
    private static let commonMembers = #"""
        "id":\#(wholeNumber),"code":\#(wholeNumber),"user_data_128":\#(wholeNumber),
        "user_data_64":\#(wholeNumber),"user_data_32":\#(wholeNumber),
        "value_date":{"type":["string","null"],"format":"date"},
        "metadata_hash":{"type":["string","null"],"pattern":"^[0-9a-f]{64}$"}
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
    private static let revertSchema = #"""
        {"type":"object","additionalProperties":false,"properties":{"id":\#(wholeNumber),
        "value_date":{"type":["string","null"],"format":"date"},
        "metadata_hash":{"type":["string","null"],"pattern":"^[0-9a-f]{64}$"}}}
        """#

    // MARK: - Made

    private func makeTransaction(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        reading {
            Self.decode(respond) { () throws(Problem) in
                let object = try BodyObject(
                    request.body, fields: TransactionReading.transactionFields)
                let chain = try TransactionReading.transaction(object)
                let isDryRun = try request.isDryRun()
                bank.submit(chain, isDryRun: isDryRun) {
                    Self.answer($0, \.isReplayed, isDryRun: isDryRun, respond) {
                        Self.write($0, to: &$1)
                    }
                }
            }
        }
    }

    private typealias Revert = (
        UInt128, UInt128?, TransferExtension, Bool, @escaping RunningBank.TransactionAnswer
    ) -> Void

    private func revert(
        _ request: Request, _ respond: @escaping Route.Respond, _ part: String,
        _ revert: Revert
    ) {
        Self.decode(respond) { () throws(Problem) in
            let id = try Self.number(request, part)
            let (own, more) = try TransactionReading.revert(request.body)
            let isDryRun = try request.isDryRun()
            revert(id, own, more, isDryRun) {
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
            let order = try TransactionReading.conversion(request.body)
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
                Self.show($0, respond) { Self.write($0, to: &$1) }
            }
        }
    }

    private func showConversion(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            bank.conversion(try Self.number(request, "conversion")) {
                Self.show($0, respond) { Self.write($0, to: &$1) }
            }
        }
    }

    private static func number(_ request: Request, _ part: String) throws(Problem) -> UInt128 {
        guard let id = UInt128(request.path(part)) else {
            throw Problem(ProblemKind.transactionUnknown)
        }
        return id
    }

    private static func show<Value>(
        _ result: Result<Answer<Value>, FlowError>, _ respond: Route.Respond,
        _ write: (Value, inout JSONWriter) -> Void
    ) {
        switch result {
        case .failure(let error): respond(.problem(Problem(error)))
        case .success(let found):
            var writer = JSONWriter()
            write(found.value, &writer)
            respond(.json(writer, sequence: found.sequence))
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
        _ done: RunningBank.TransactionDone, to writer: inout JSONWriter
    ) {
        writer.object {
            $0.member("id", String(done.id))
            writeTransfers(of: done, to: &$0)
        }
    }

    private static func writeTransfers(
        of done: RunningBank.TransactionDone, to writer: inout JSONWriter
    ) {
        writer.member(
            "transfers",
            array: { list in
                for row in done.rows { BatchWriting<Transfer>.write(row, to: &list) }
            })
    }

    private static func write(
        _ done: RunningBank.ConversionDone, to writer: inout JSONWriter
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
            writeTransfers(of: done.transaction, to: &$0)
        }
    }
}
