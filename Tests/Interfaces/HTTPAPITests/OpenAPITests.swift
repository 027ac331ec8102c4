import HTTPAPI
import JSON
import Testing

@Test func `the description is JSON and names every route but itself`() throws {
    let router = exampleRouter()
    let document = try #require(answer("GET", "/openapi.json", router: router)?.json)
    #expect(document["openapi"]?.string == "3.1.0")
    for route in router.table.routes where route.path.text != "/openapi.json" {
        let operation = document["paths"]?[route.path.text]?[route.method.rawValue.lowercased()]
        #expect(operation?["summary"]?.string == route.summary)
        #expect(operation?["security"]?.array?.isEmpty == (route.scope == .anyone))
    }
    #expect(document["paths"]?.object?.count == 6)
}

@Test func `operations have names of their own`() throws {
    let document = try #require(answer("GET", "/openapi.json")?.json)
    var names: [String] = []
    for path in document["paths"]?.object?.members ?? [] {
        for operation in path.value.object?.members ?? [] {
            names.append(try #require(operation.value["operationId"]?.string))
        }
    }
    #expect(names.count == 7)
    #expect(Set(names).count == names.count)
    #expect(names.contains("getAccountsAccountEntries"))
}

@Test func `an operation tells its parameters and body`() throws {
    let document = try #require(answer("GET", "/openapi.json")?.json)
    let post = try #require(document["paths"]?["/api/v1/accounts"]?["post"])
    #expect(
        post["parameters"]?.array?.map { $0["name"]?.string } == ["dry_run", "Idempotency-Key"])
    #expect(post["requestBody"]?["content"]?["application/json"] != nil)
    let entries = document["paths"]?["/api/v1/accounts/{account}/entries"]?["get"]
    #expect(entries?["parameters"]?[0]?["in"]?.string == "path")
    #expect(entries?["parameters"]?[0]?["required"] == .boolean(true))
}
