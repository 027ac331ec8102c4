import Console
import PaymentModel
import Testing

@Test(arguments: WebConsole.assets.map(\.path))
func `no asset names an address elsewhere`(path: String) throws {
    let text = try #require(ConsoleAsset.at(path)).text.replacing(namespaceOfSVG, with: "")
    for word in ["://", "\"//", "'//", "url(", "@import", "@font-face"] {
        #expect(!text.contains(word), "\(path) has \(word)")
    }
}

@Test func `the page has no script, style or handler in itself`() throws {
    let page = try #require(ConsoleAsset.at("/")).text
    for script in page.pieces(from: "<script", to: "/") {
        #expect(script.contains(" src="))
    }
    #expect(page.pieces(from: "<script", to: "<").allSatisfy { $0.hasSuffix(">") })
    #expect(!page.contains("<style"))
    #expect(!page.contains("style="))
    #expect(!page.contains("javascript:"))
    let attributes = page.split { " \n<>".contains($0) }.filter { $0.contains("=") }
    #expect(attributes.allSatisfy { !$0.hasPrefix("on") })
}

@Test func `what the page loads is served`() throws {
    let page = try #require(ConsoleAsset.at("/"))
    let named = page.pieces(from: "src=\"", to: "\"") + page.pieces(from: "href=\"/", to: "\"")
    #expect(!named.isEmpty)
    for path in named {
        #expect(ConsoleAsset.at(path.hasPrefix("/") ? path : "/" + path) != nil, "\(path)")
    }
}

@Test func `every module is imported on the way from app and every import is served`() throws {
    var reached: Set<String> = []
    var waiting = ["app.js"]
    while let name = waiting.popLast() {
        guard reached.insert(name).inserted else { continue }
        let module = try #require(ConsoleAsset.at("/console/" + name), "\(name)")
        waiting += module.pieces(from: "from \"./", to: "\"")
    }
    let all = ConsoleAsset.scripts.map { String($0.path.dropFirst("/console/".count)) }
    #expect(reached.union(["theme.js"]) == Set(all))
}

@Test(arguments: ConsoleAsset.scripts.map(\.path))
func `no script makes markup or code of a text`(path: String) throws {
    let text = try #require(ConsoleAsset.at(path)).text
    let words = [
        "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(",
        "srcdoc", "DOMParser", "createContextualFragment", "setTimeout(\"", "javascript:",
    ]
    for word in words { #expect(!text.contains(word), "\(path) has \(word)") }
}

@Test func `every part and icon that a script asks the page for is there`() throws {
    let page = try #require(ConsoleAsset.at("/")).text
    let app = try #require(ConsoleAsset.at("/console/app.js"))
    let made = ConsoleAsset.scripts.flatMap { $0.pieces(from: "id: \"", to: "\"") }
    for id in app.pieces(from: " at(\"", to: "\"") + app.pieces(from: "(at(\"", to: "\"") {
        #expect(page.contains("id=\"\(id)\"") || made.contains(id), "no part \(id)")
    }
    let icons =
        ConsoleAsset.scripts.flatMap { $0.pieces(from: "icon(\"", to: "\"") }
        + page.pieces(from: "data-slot=\"", to: "\"")
    #expect(!icons.isEmpty)
    for name in icons { #expect(page.contains("data-icon=\"\(name)\""), "no icon \(name)") }
}

@Test func `every state of a payment has words and an event that is listened to`() throws {
    let words = try #require(ConsoleAsset.at("/console/words.js")).text
    for state in PaymentState.allCases {
        #expect(words.contains("\n  \(state.name): ["), "no words for \(state.name)")
    }
    let live = try #require(ConsoleAsset.at("/console/live.js")).text
    #expect(live.contains("stateNames.map((state) => \"payment.\" + state)"))
}

@Test func `every account of the bank's own has a name`() throws {
    let words = try #require(ConsoleAsset.at("/console/words.js")).text
    for role in AccountRole.allCases where role.isOwn {
        #expect(
            words.contains("\n  \(role.name): \"") || words.contains("\n  \"\(role.name)\": \""),
            "no name for \(role.name)")
    }
}
