import HTTPAPI
import JSON
import Synchronization

/// A request of a client, sent until it is answered.
final class Call: Sendable {
    let method: String
    let target: String
    let key: String?
    let body: [UInt8]
    private let token: String
    private let state = Mutex<Response?>(nil)

    init(
        _ method: String, _ target: String, key: String? = nil, _ body: [UInt8] = [],
        token: String = SimulatedBank.token
    ) {
        self.token = token
        self.method = method
        self.target = target
        self.key = key
        self.body = body
    }

    convenience init(
        _ method: String, _ target: String, key: String? = nil, text: String,
        token: String = SimulatedBank.token
    ) {
        self.init(method, target, key: key, Array(text.utf8), token: token)
    }

    /// The answer, once it came.
    var answer: Response? { state.withLock { $0 } }
    var isAnswered: Bool { answer != nil }
    var status: Int { answer?.status ?? 0 }
    /// Done, or waiting for a second person; 200 where a crash came between the deed and its answer.
    var isTaken: Bool { (200...202).contains(status) }

    /// The server said that it cannot tell now, or the connection broke: it is sent again.
    func forgetAnswer() { state.withLock { $0 = nil } }

    var json: JSONObject? {
        guard let bytes = answer?.bytes, let value = try? JSONValue(parsing: bytes) else {
            return nil
        }
        if case .object(let object) = value { return object }
        return nil
    }

    func send(to router: Router) {
        var headers = Headers()
        _ = headers.append(.authorization, "Bearer \(token)")
        let isXML = body.first == UInt8(ascii: "<")
        _ = headers.append(.contentType, isXML ? "application/xml" : "application/json")
        if let key { _ = headers.append(.idempotencyKey, key) }
        let head = RequestHead(
            method: method, target: target, headers: headers, contentLength: body.count)
        switch router.admit(head) {
        case .refused(let response): take(response)
        case .admitted(let exchange):
            exchange.answer(body: body) { [weak self] in self?.take($0) }
        }
    }

    private func take(_ response: Response) {
        state.withLock { if $0 == nil { $0 = response } }
    }
}

extension JSONObject {
    func text(_ name: String) -> String { self[name]?.string ?? "" }

    /// Minor units of an amount in a currency of two decimals, as it is written in answers.
    func cents(_ name: String) -> Int {
        let digits = text(name).filter { $0 != "." }
        return Int(digits) ?? 0
    }

    func number(_ name: String) -> Int {
        if case .number(let number)? = self[name] { return number.integer() ?? 0 }
        return 0
    }

    /// The objects of a list.
    func list(_ name: String) -> [JSONObject] {
        guard case .array(let elements)? = self[name] else { return [] }
        return elements.compactMap {
            if case .object(let object) = $0 { return object }
            return nil
        }
    }
}
