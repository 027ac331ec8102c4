import Bytes
import Cryptography
import Engine
import Flows
import JSON
import PaymentModel
import Vocabulary

/// `/api/v1/accounts/{account}/statements`: each closed day of an account, as message, table and page.
extension BankAPI {
    var statementRoutes: [Route] {
        [
            Route(
                .get, "/api/v1/accounts/{account}/statements", scope: .reading,
                summary: "Statements of an account, the newest day first",
                query: [.limit, .cursor],
                answers: [
                    Shape(
                        200, "A page of statements", schema: Schema.page(of: Schema.statement))
                ], action: listStatements),
            Route(
                .get, "/api/v1/accounts/{account}/statements/{day}", scope: .reading,
                summary: "A day's balances and totals, and the hash of each form",
                answers: [Shape(200, "The statement", schema: Schema.wholeStatement)],
                action: showStatement),
            Route(
                .get, "/api/v1/accounts/{account}/statements/{day}/{format}", scope: .reading,
                summary: "A statement's bytes: xml (camt.053), csv, or html to print",
                answers: [
                    Shape(200, "As it was written", contentType: "application/xml"),
                    Shape(200, "As a table", contentType: "text/csv"),
                    Shape(200, "As a page for A4", contentType: "text/html"),
                ], action: showStatementFile),
        ]
    }

    private func listStatements(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let limit = try request.number("limit", default: 100, in: 1...1000)
            let before = try request.query("cursor").map { (text) throws(Problem) in
                try Self.day(text)
            }
            bank.account(request.path("account")) { result in
                switch result {
                case .failure(let error): respond(.problem(Problem(error)))
                case .success(let found):
                    list(found.value.account, before, limit, respond)
                }
            }
        }
    }

    private func list(
        _ account: BankAccount, _ before: Int32?, _ limit: Int,
        _ respond: @escaping Route.Respond
    ) {
        archived(respond, [.records, .reports]) { () throws(FlowError) in
            let rows = try archive.statements(of: account.id, before: before, limit: limit + 1)
            let page = Page(rows, limit: limit, cursor: { Self.date($0.day) ?? "" })
            return .json(
                page.json { writer, row in
                    writer.object { Self.members(of: row, account, to: &$0) }
                })
        }
    }

    private static func members(
        of row: StatementRow, _ account: BankAccount, to writer: inout JSONWriter
    ) {
        writer.member("day", date(row.day))
        writer.member("number", Int(row.day - account.openedDay) + 1)
        writer.member("id", text(.message, row.id))
        writer.member("account", text(.account, account.id))
        writer.member("at", instant(row.at))
        writer.member("sequence", row.sequence)
    }

    private func showStatement(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        statement(request, respond) { account, row, bytes, sheet in
            var writer = JSONWriter()
            writer.object { object in
                Self.members(of: row, account, to: &object)
                Self.members(of: sheet, xml: bytes, to: &object)
            }
            return .json(writer)
        }
    }

    private static func members(
        of sheet: StatementSheet, xml: [UInt8], to writer: inout JSONWriter
    ) {
        writer.member("currency", sheet.currency.code)
        writer.member("opening", sheet.opening.amountText)
        writer.member("credits", sheet.credits.sum.amountText)
        writer.member("debits", sheet.debits.sum.amountText)
        writer.member("closing", sheet.closing.amountText)
        writer.member("held", sheet.held.amountText)
        writer.member("available", sheet.available.amountText)
        writer.member("entries", sheet.lines.count)
        writer.member(
            "sha256",
            object: { object in
                for format in StatementFile.Format.allCases {
                    let bytes = sheet.bytes(as: format, xml: xml)
                    object.member(format.rawValue, Hex.encode(SHA256.hash(bytes).bytes))
                }
            })
    }

    private func showStatementFile(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        guard let format = StatementFile.Format(rawValue: request.path("format")) else {
            let names = StatementFile.Format.allCases.map(\.rawValue).joined(separator: ", ")
            return respond(
                .problem(Problem(.notFound, detail: "The forms of a statement are \(names).")))
        }
        statement(request, respond) { account, row, bytes, sheet in
            let body = sheet.bytes(as: format, xml: bytes)
            return Self.response(
                body, format.contentType,
                name: "\(sheet.account)-\(sheet.day).\(format.rawValue)")
        }
    }

    /// A file to look at or to keep; a page runs nothing and fetches nothing.
    static func response(_ body: [UInt8], _ contentType: String, name: String) -> Response {
        var response = Response(status: 200, contentType: contentType, body: body)
        let safe = name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || ".-".contains($0)) }
        response.headers.append(
            ResponseHeader("Content-Disposition", "inline; filename=\"\(safe)\""))
        response.headers.append(
            ResponseHeader(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"))
        return response
    }

    /// The statement that a path names: its bytes as written, and what they say.
    private func statement(
        _ request: Request, _ respond: @escaping Route.Respond,
        _ answer:
            @escaping @Sendable (BankAccount, StatementRow, [UInt8], StatementSheet) ->
            Response
    ) {
        Self.decode(respond) { () throws(Problem) in
            let day = try Self.day(request.path("day"))
            bank.account(request.path("account")) { result in
                switch result {
                case .failure(let error): respond(.problem(Problem(error)))
                case .success(let found):
                    let account = found.value.account
                    archived(respond, [.records, .reports]) { () throws(FlowError) in
                        guard let row = try archive.statement(of: account.id, day: day) else {
                            return .problem(try missing(day, account))
                        }
                        guard let bytes = try archive.bytes(of: row.id),
                            let sheet = try? StatementSheet(xml: bytes)
                        else {
                            return .problem(Problem(.notFound, detail: "It is erased."))
                        }
                        return answer(account, row, bytes, sheet)
                    }
                }
            }
        }
    }

    /// Why there is no statement of that day.
    private func missing(_ day: Int32, _ account: BankAccount) throws(FlowError) -> Problem {
        let text = Self.date(day) ?? ""
        guard !account.role.isOwn else {
            return Problem(
                .notFound, detail: "The bank's own accounts stand in the trial balance.")
        }
        guard day >= account.openedDay else {
            let opened = Self.date(account.openedDay) ?? ""
            return Problem(.notFound, detail: "The account was opened on \(opened).")
        }
        let row = try archive.day(day, currency: account.currency)
        guard row?.end.isClosed == true else {
            return Problem(
                .dayOpen, param: "day",
                detail: "\(text) is open: its statement is written when the day is closed.")
        }
        return Problem(.notFound, detail: "No statement of \(text) was written.")
    }
}
