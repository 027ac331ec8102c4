import Bytes
import Engine
import Flows
import JSON
import PaymentModel
import Vocabulary

/// A closed day as it is printed, and who has signed it.
extension BankAPI {
    var trialBalancePageRoute: Route {
        Route(
            .get, "/api/v1/days/{currency}/{day}/trial-balance/html", scope: .reading,
            summary: "A closed day's trial balance as a page for A4, to sign",
            answers: [Shape(200, "The page", contentType: "text/html")],
            action: showTrialBalancePage)
    }

    var signRoute: Route {
        Route(
            .post, "/api/v1/days/{currency}/{day}/signatures", scope: .signing,
            summary: "Signs a closed day by name, under the hash of its trial balance",
            query: [.dryRun],
            body: BodyRule(.json, bytesMax: 4096, schema: Self.signatureSchema),
            answers: [Shape(201, "Signed", schema: Schema.signature)], action: signDay)
    }

    private static let signatureSchema = #"""
        {"type":"object","required":["name","sha256"],"additionalProperties":false,"properties":{
        "name":{"type":"string","minLength":1,"maxLength":140},
        "sha256":{"type":"string","pattern":"^[0-9a-f]{64}$"}}}
        """#
    private static let signatureFields = JSONFields("name", "sha256")

    private func showTrialBalancePage(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let currency = try currency(request.path("currency"))
            let day = try Self.day(request.path("day"))
            archived(respond, [.records, .reports]) { () throws(FlowError) in
                guard let row = try archive.day(day, currency: currency.number),
                    let lines = try archive.trialBalanceLines(of: day, currency: currency.number),
                    let balance = try archive.trialBalance(of: day, currency: currency.number)
                else {
                    return .problem(
                        Problem(.dayNotFound, detail: "The day is not closed in \(currency.code)."))
                }
                let rows = try archive.signatures(of: day, currency: currency.number)
                let page = TrialBalancePage(
                    bankName: bankName, currency: currency, day: Self.date(day) ?? "",
                    closedAt: Self.instant(row.at), closedIn: row.sequence,
                    acceptedBy: try bank.acceptance(of: row.end)?.name ?? "",
                    differences: row.end.differences.count, lines: lines, summary: balance,
                    signatures: rows.map { row in
                        .init(
                            name: signer(row), at: Self.instant(row.at),
                            sequence: row.sequence, by: tokenName(row.by) ?? "")
                    })
                return Self.response(
                    page.bytes { bank.schemeName($0) ?? "" }, "text/html; charset=utf-8",
                    name: "\(currency.code)-\(page.day).trial-balance.html")
            }
        }
    }

    private func signer(_ row: SignatureRow) -> String {
        let name = bank.text(sealedUnder: row.id)
        return name.isEmpty ? "(erased)" : name
    }

    /// The member of a day's answer.
    func write(_ signatures: [SignatureRow], to writer: inout JSONWriter) {
        writer.member(
            "signatures",
            array: { list in
                for row in signatures { list.object { members(row, to: &$0) } }
            })
    }

    private func members(_ row: SignatureRow, to writer: inout JSONWriter) {
        writer.member("name", signer(row))
        writer.member("sha256", Hex.encode(row.hash))
        writer.member("by", Self.text(.token, row.by))
        writer.member("by_name", tokenName(row.by))
        writer.member("at", Self.instant(row.at))
        writer.member("sequence", row.sequence)
    }

    // MARK: - Signing

    private func signDay(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let currency = try currency(request.path("currency"))
            let day = try Self.day(request.path("day"))
            let (name, hash) = try signature(request.body)
            let by = try self.caller(request, caller)
            let isDryRun = try request.isDryRun()
            let new = RunningBank.NewSignature(
                currency: currency.number, day: day, hash: hash, name: name)
            let durable = bank.node.durableSequence
            reading {
                guard archive.wait(for: durable, [.records, .reports]) else {
                    return respond(.problem(Problem(.archiveBehind)))
                }
                do throws(FlowError) {
                    let balance = try archive.trialBalance(of: day, currency: currency.number)
                    guard let balance else {
                        return respond(.problem(Problem(signing: .dayOpen)))
                    }
                    guard balance.hash == hash else {
                        return respond(.problem(Problem(signing: .hashDiffers)))
                    }
                } catch { return respond(.problem(Problem(error))) }
                sign(new, by, isDryRun, respond)
            }
        }
    }

    private func sign(
        _ new: RunningBank.NewSignature, _ caller: Flows.Caller, _ isDryRun: Bool,
        _ respond: @escaping Route.Respond
    ) {
        bank.signDay(new, caller: caller, isDryRun: isDryRun) { result in
            switch result {
            case .failure(let error): respond(.problem(Problem(error)))
            case .success(let done) where isDryRun || !done.isReplayed:
                // What is only asked about has left no name behind.
                var writer = JSONWriter()
                writer.object {
                    $0.member("name", new.name)
                    $0.member("sha256", Hex.encode(new.hash))
                    $0.member("by", Self.text(.token, caller.token))
                    $0.member("by_name", tokenName(caller.token))
                    $0.member("at", Self.instant(done.at))
                    $0.member("sequence", done.sequence)
                }
                let response = Response.json(writer, status: 201, sequence: done.sequence)
                respond(isDryRun ? response.ofDryRun() : response)
            case .success(let done): replay(new, done.id, respond)
            }
        }
    }

    private func replay(
        _ new: RunningBank.NewSignature, _ id: UInt128, _ respond: @escaping Route.Respond
    ) {
        archived(respond) { () throws(FlowError) in
            let rows = try archive.signatures(of: new.day, currency: new.currency)
            guard let row = rows.first(where: { $0.id == id }) else { throw .keyReused }
            var writer = JSONWriter()
            writer.object { members(row, to: &$0) }
            var response = Response.json(writer, status: 201)
            response.headers.append(ResponseHeader("Idempotent-Replayed", "true"))
            return response
        }
    }

    private func signature(_ body: [UInt8]) throws(Problem) -> (name: String, hash: [UInt8]) {
        let name: String
        let text: String
        do throws(JSONError) {
            let object = try JSONObjectReader(body, fields: Self.signatureFields)
            name = try object.string("name", bytesMax: RunningBank.Acceptance.nameBytesMax)
            text = try object.string("sha256", bytesMax: 64)
        } catch { throw Problem(error) }
        guard Self.isVisible(name), !name.utf8.contains(where: { $0 < 32 }) else {
            throw Problem(.invalidField, param: "name", detail: "A name on one line is needed.")
        }
        guard let hash = Hex.decode(text), hash.count == DaySigning.hashBytes else {
            throw Problem(.invalidField, param: "sha256", detail: "64 hexadecimal digits.")
        }
        return (name, hash)
    }
}

extension Problem {
    init(signing outcome: SigningOutcome) {
        switch outcome {
        case .dayOpen: self.init(ProblemKind.dayOpen, param: "day")
        case .hashDiffers: self.init(ProblemKind.hashDiffers, param: "sha256")
        case .full: self.init(ProblemKind.signaturesFull)
        case .currencyUnknown: self.init(ProblemKind.currencyUnknown, param: "currency")
        case .signed, .replayed, .keyReused: self.init(ProblemKind.keyReused)
        }
    }
}
