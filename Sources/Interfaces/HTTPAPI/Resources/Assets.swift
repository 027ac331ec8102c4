import Engine
import Flows
import JSON
import PaymentModel

/// `/api/v1/assets`: what is counted and is no currency.
extension BankAPI {
    var assetRoutes: [Route] {
        [
            Route(
                .post, "/api/v1/assets", scope: .operation,
                summary: "Registers an asset, whose number is then that of a ledger",
                query: [.dryRun], body: BodyRule(.json, bytesMax: 4096, schema: Self.assetSchema),
                answers: [
                    Shape(201, "Registered and durable", schema: Schema.asset),
                    Shape(200, "The very same, registered before", schema: Schema.asset),
                ], action: registerAsset),
            Route(
                .get, "/api/v1/assets", scope: .reading,
                summary: "Assets in the order of their numbers", query: [.limit, .cursor],
                answers: [Shape(200, "A page of assets", schema: Schema.page(of: Schema.asset))],
                action: listAssets),
        ]
    }

    private static let assetSchema = #"""
        {"type":"object","required":["number","code","scale"],"additionalProperties":false,
        "properties":{"number":{"type":"integer","minimum":1000,"maximum":4294967295},
        "code":{"type":"string","pattern":"^[A-Z0-9]{1,12}$"},
        "scale":{"type":"integer","minimum":0,"maximum":38},
        "name":{"type":["string","null"],"maxLength":140}}}
        """#
    private static let assetFields = JSONFields("number", "code", "scale", "name")

    private func registerAsset(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let asset = try Self.asset(request.body)
            _ = try request.idempotencyKey()
            let isDryRun = try request.isDryRun()
            bank.register(asset, isDryRun: isDryRun) { result in
                switch result {
                case .failure(let error): respond(.problem(Problem(error)))
                case .success(let done):
                    var writer = JSONWriter()
                    Self.write(asset, to: &writer)
                    var response = Response.json(
                        writer, status: done.isReplayed ? 200 : 201, sequence: done.sequence)
                    if done.isReplayed {
                        response.headers.append(ResponseHeader("Idempotent-Replayed", "true"))
                    }
                    respond(isDryRun ? response.ofDryRun() : response)
                }
            }
        }
    }

    private static func asset(_ body: [UInt8]) throws(Problem) -> Asset {
        let number: UInt32?
        let code: String
        let scale: UInt8?
        let name: String
        do throws(JSONError) {
            let object = try JSONObjectReader(body, fields: assetFields)
            number = try object.optionalInteger("number", Asset.numberMin...UInt32.max)
            code = try object.string("code", bytesMax: 64)
            scale = try object.optionalInteger("scale", 0...Asset.scaleMax)
            name = try object.optionalString("name", bytesMax: Asset.nameBytesMax) ?? ""
        } catch { throw Problem(error) }
        guard let number else { throw Problem(JSONError.missingField(name: "number")) }
        guard let scale else { throw Problem(JSONError.missingField(name: "scale")) }
        guard name.count <= 140 else {
            throw Problem(.invalidField, param: "name", detail: "Allowed are 140 characters.")
        }
        guard let asset = Asset(number: number, code: code, scale: scale, name: name) else {
            throw Problem(
                .invalidField, param: "code",
                detail: "code: found \(code), allowed are 1 to \(Asset.codeBytesMax) capital "
                    + "letters and digits.")
        }
        return asset
    }

    private func listAssets(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let limit = try request.number("limit", default: 100, in: 1...1000)
            let first = try request.number("cursor", default: 0, in: 0...Int(UInt32.max))
            bank.assets(from: UInt32(first), limit: limit + 1) { result in
                switch result {
                case .failure(let error): respond(.problem(Problem(error)))
                case .success(let found):
                    // The next page begins behind the last of this one.
                    let page = Page(found.value, limit: limit) { String(UInt64($0.number) + 1) }
                    respond(
                        .json(page.json { Self.write($1, to: &$0) }, sequence: found.sequence))
                }
            }
        }
    }

    private static func write(_ asset: Asset, to writer: inout JSONWriter) {
        writer.object {
            $0.member("number", asset.number)
            $0.member("code", asset.code)
            $0.member("scale", asset.scale)
            $0.member("name", asset.name.isEmpty ? nil : asset.name)
        }
    }
}
