/// Where a node listens, as an URL without a path.
struct ServerAddress: Sendable, CustomStringConvertible {
    let host: String
    let port: UInt16

    init(_ text: String) throws(Failure) {
        let prefix = "http://"
        guard text.hasPrefix(prefix) else {
            throw .usage("--server: found \(text), allowed is http://HOST:PORT.")
        }
        var rest = text.dropFirst(prefix.count)
        if rest.hasSuffix("/") { rest = rest.dropLast() }
        let parts = rest.split(separator: ":", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), !parts[0].isEmpty,
            let port = parts.count == 2 ? UInt16(parts[1]) : 80, !rest.contains("/")
        else { throw .usage("--server: found \(text), allowed is http://HOST:PORT.") }
        host = String(parts[0])
        self.port = port
    }

    var description: String { "http://\(host):\(port)" }
}
