import Engine
import Flows
import JSON
import PaymentModel
import Vocabulary

/// `/api/v1/channels`: which ways in are bound to whom, to what, and up to how much.
extension BankAPI {
    var channelRoutes: [Route] {
        let done = [Shape(200, "The channel", schema: Schema.channel)]
        return [
            Route(
                .post, "/api/v1/channels", scope: .administration,
                summary: "Binds a token or an inbox folder to a party, accounts and limits",
                query: [.dryRun],
                body: BodyRule(.json, bytesMax: 64 << 10, schema: Self.channelSchema),
                answers: [Shape(201, "The channel", schema: Schema.channel)] + done,
                action: openChannel),
            Route(
                .get, "/api/v1/channels", scope: .reading,
                summary: "Channels in the order of opening, closed ones among them",
                query: [.limit, .cursor],
                answers: [
                    Shape(200, "A page of channels", schema: Schema.page(of: Schema.channel))
                ], action: listChannels),
            Route(
                .get, "/api/v1/channels/{channel}", scope: .reading,
                summary: "A channel, with what was taken through it today", answers: done,
                action: showChannel),
            Route(
                .post, "/api/v1/channels/{channel}/limits", scope: .administration,
                summary: "Sets a currency's limits, in place of those it had", query: [.dryRun],
                body: BodyRule(.json, bytesMax: 4096, schema: Self.limitSchema), answers: done,
                action: repeats.once(setLimit)),
            Route(
                .post, "/api/v1/channels/{channel}/accounts", scope: .administration,
                summary: "Allows a channel to debit an account", query: [.dryRun],
                body: BodyRule(.json, bytesMax: 4096, schema: Self.allowSchema), answers: done,
                action: repeats.once(allowAccount)),
            Route(
                .delete, "/api/v1/channels/{channel}/accounts/{account}", scope: .administration,
                summary: "Forbids a channel to debit an account", query: [.dryRun], answers: done,
                action: repeats.once(forbidAccount)),
            Route(
                .delete, "/api/v1/channels/{channel}", scope: .administration,
                summary: "Closes a channel: nothing comes through any more", query: [.dryRun],
                answers: done, action: repeats.once(closeChannel)),
        ]
    }

    private static let limitMembers = #"""
        "currency":{"type":"string","pattern":"^[A-Z]{3}$"},
        "per_payment":{"type":["number","string","null"]},
        "per_day":{"type":["number","string","null"]},"per_file":{"type":["number","string","null"]}
        """#
    private static let limitSchema = #"""
        {"type":"object","required":["currency"],"additionalProperties":false,"properties":{
        \#(limitMembers)}}
        """#
    private static let channelSchema = #"""
        {"type":"object","required":["party","accounts"],"additionalProperties":false,"properties":{
        "token":{"type":["string","null"]},"folder":{"type":["string","null"],"maxLength":64},
        "party":{"type":"string"},
        "accounts":{"type":"array","maxItems":1000,"items":{"type":"string"}},
        "limits":{"type":["array","null"],"maxItems":16,"items":\#(limitSchema)}}}
        """#
    private static let allowSchema = #"""
        {"type":"object","required":["account"],"additionalProperties":false,"properties":{
        "account":{"type":"string"}}}
        """#
    private static let limitFields = ["currency", "per_payment", "per_day", "per_file"]

    // MARK: - Opened

    private func openChannel(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let new = try newChannel(request.body)
            let isDryRun = try request.isDryRun()
            bank.openChannel(
                new, caller: try self.caller(request, caller), isDryRun: isDryRun
            ) { result in
                finish(result, status: 201, isDryRun, respond)
            }
        }
    }

    private func newChannel(_ body: [UInt8]) throws(Problem) -> RunningBank.NewChannel {
        let object = try BodyObject(
            body, fields: ["token", "folder", "party", "accounts", "limits"])
        let token = try object.optionalText("token", lengthMax: 64)
        let folder = try object.optionalText("folder", lengthMax: 64)
        let entrance: RunningBank.NewChannel.Entrance
        switch (token, folder) {
        case (let token?, nil): entrance = .token(try id(token, .token))
        case (nil, let folder?):
            guard RunningBank.isFolderName(folder) else {
                throw Problem(
                    .invalidField, param: "folder",
                    detail:
                        "folder: allowed are letters, digits, - and _, not processed or refused.")
            }
            entrance = .folder(folder)
        default:
            throw Problem(
                .invalidField, param: "token", detail: "One of token and folder is needed.")
        }
        var limits: [ChannelLimit] = []
        for each in try object.objects(
            "limits", fields: Self.limitFields, countMax: Channel.limitsMax)
        {
            let limit = try Self.limit(each)
            guard !limits.contains(where: { $0.currency == limit.currency }) else {
                throw Problem(
                    .invalidField, param: "limits", detail: "A currency stands there twice.")
            }
            limits.append(limit)
        }
        var accounts: [String] = []
        for account in try object.texts(
            "accounts", lengthMax: 64, countMax: Channel.accountsMax)
        where !accounts.contains(account) { accounts.append(account) }
        return RunningBank.NewChannel(
            entrance, party: try object.text("party", lengthMax: 64), accounts: accounts,
            limits: limits)
    }

    private static func limit(_ object: BodyObject) throws(Problem) -> ChannelLimit {
        let code = try object.text("currency", lengthMax: 3)
        guard let currency = Currency(code) else {
            throw Problem(.currencyUnknown, param: "currency", detail: "Found \(code).")
        }
        func amount(_ field: String) throws(Problem) -> UInt128? {
            guard let digits = try object.optionalDecimal(field) else { return nil }
            return UInt128(try money(digits, currency, field: field).minorUnits)
        }
        return ChannelLimit(
            currency: currency.number, perPayment: try amount("per_payment"),
            perDay: try amount("per_day"), perFile: try amount("per_file"))
    }

    // MARK: - Changed

    private func setLimit(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let limit = try Self.limit(BodyObject(request.body, fields: Self.limitFields))
            try change(request, caller, .limit(limit), respond)
        }
    }

    private func closeChannel(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            try change(request, caller, .close, respond)
        }
    }

    private func change(
        _ request: Request, _ caller: Caller?, _ what: ChannelChange.What,
        _ respond: @escaping Route.Respond
    ) throws(Problem) {
        let isDryRun = try request.isDryRun()
        bank.changeChannel(
            try id(request.path("channel"), .channel), what,
            caller: try self.caller(request, caller), isDryRun: isDryRun
        ) { finish($0, status: 200, isDryRun, respond) }
    }

    private func allowAccount(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let account = try BodyObject(request.body, fields: ["account"])
                .text("account", lengthMax: 64)
            try change(request, caller, account, isAllowed: true, respond)
        }
    }

    private func forbidAccount(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            try change(request, caller, request.path("account"), isAllowed: false, respond)
        }
    }

    private func change(
        _ request: Request, _ caller: Caller?, _ account: String, isAllowed: Bool,
        _ respond: @escaping Route.Respond
    ) throws(Problem) {
        let isDryRun = try request.isDryRun()
        bank.changeChannel(
            try id(request.path("channel"), .channel), account: account, isAllowed: isAllowed,
            caller: try self.caller(request, caller), isDryRun: isDryRun
        ) { finish($0, status: 200, isDryRun, respond) }
    }

    private func finish(
        _ result: Result<RunningBank.ChannelDone, FlowError>, status: Int, _ isDryRun: Bool,
        _ respond: @escaping Route.Respond
    ) {
        switch result {
        case .failure(let error): respond(.problem(Problem(error)))
        case .success(let done):
            var writer = JSONWriter()
            Self.write(done.view, to: &writer)
            var response = Response.json(
                writer, status: done.isReplayed ? 200 : status, sequence: done.sequence)
            if done.isReplayed {
                response.headers.append(ResponseHeader("Idempotent-Replayed", "true"))
            }
            respond(isDryRun ? response.ofDryRun() : response)
        }
    }

    // MARK: - Shown

    private func showChannel(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            bank.channel(try id(request.path("channel"), .channel)) { result in
                switch result {
                case .failure(let error): respond(.problem(Problem(error)))
                case .success(let found):
                    var writer = JSONWriter()
                    Self.write(found.value, to: &writer)
                    respond(.json(writer, sequence: found.sequence))
                }
            }
        }
    }

    private func listChannels(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let limit = try request.number("limit", default: 100, in: 1...1000)
            let place = try request.number("cursor", default: 0, in: 0...ChannelRegister.countMax)
            bank.channels(from: place, limit: limit + 1) { result in
                switch result {
                case .failure(let error): respond(.problem(Problem(error)))
                case .success(let found):
                    let page = Page(found.value, limit: limit) { _ in String(place + limit) }
                    respond(
                        .json(page.json { Self.write($1, to: &$0) }, sequence: found.sequence))
                }
            }
        }
    }

    private static func write(_ view: RunningBank.ChannelView, to writer: inout JSONWriter) {
        let channel = view.channel
        writer.object { writer in
            writer.member("id", text(.channel, channel.id))
            writer.member("state", state(of: view))
            if case .token(let token) = channel.entrance {
                writer.member("token", text(.token, token))
            } else {
                writer.member("token", nil)
            }
            writer.member("folder", view.folder.isEmpty ? nil : view.folder)
            writer.member("party", text(.party, channel.party))
            writer.member(
                "accounts",
                array: { list in
                    for account in channel.accounts { list.string(text(.account, account) ?? "") }
                })
            writer.member(
                "limits",
                array: { list in
                    for sum in view.taken { write(sum, channel.limit(sum.currency), to: &list) }
                })
            writer.member("opened_at", instant(channel.openedAt))
            writer.member("opened_by", text(.token, channel.by))
        }
    }

    private static func state(of view: RunningBank.ChannelView) -> String {
        if view.channel.isClosed { return "closed" }
        return view.isRevoked ? "revoked" : "open"
    }

    private static func write(
        _ sum: ChannelSum, _ limit: ChannelLimit?, to list: inout JSONWriter
    ) {
        func text(_ units: UInt128?) -> String? {
            units.map { amount(Int128(clamping: $0), sum.currency) }
        }
        list.object {
            $0.member("currency", Currency(number: sum.currency)?.code)
            $0.member("per_payment", text(limit?.perPayment))
            $0.member("per_day", text(limit?.perDay))
            $0.member("per_file", text(limit?.perFile))
            $0.member("taken_today", text(sum.amount))
        }
    }
}
