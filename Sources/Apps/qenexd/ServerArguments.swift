import Journal

/// The command line of the server.
struct ServerArguments: Sendable {
    var configFolder: String?
    var dataFolder = "./data"
    var host = "127.0.0.1"
    var port = 8080
    var environment: LogEnvironment?
    /// What the clock of a new sandbox shows.
    var start: String?
    var isDevelopment = false
    var logLevel = OperationLog.Level.info
    var onlyChecksConfiguration = false
    var showsHelp = false
    var showsVersion = false

    struct Refusal: Error { let message: String }

    static let usage = """
        usage: qenexd [--config DIR] [--data DIR] [--listen HOST:PORT]
                      [--environment live|sandbox] [--start TIME] [--dev]
                      [--log operation|info|debug] [--check-config] [--version]

          --config DIR       where system.toml and banking.toml are (else /etc/qenex, ./etc)
          --data DIR         the data folder (./data)
          --listen HOST:PORT where to listen (127.0.0.1:8080); without TLS, loopback only
          --environment      live or sandbox; counts when the data folder is made (sandbox)
          --start TIME       what a new sandbox's clock shows, such as 2026-12-24T15:00 in the
                             bank's zone (09:00 on the latest TARGET day)
          --dev              a sandbox with built-in defaults where no file is found
          --log LEVEL        what the log on standard error says: operation (what happens to the
                             node), info (and writes and refusals), debug (and every request)
          --check-config     prints the effective configuration and its origins, and ends
        """

    init(_ words: [String]) throws(Refusal) {
        var rest = words[...]
        while let word = rest.popFirst() {
            switch word {
            case "--config": configFolder = try Self.value(of: word, &rest)
            case "--data": dataFolder = try Self.value(of: word, &rest)
            case "--listen": try listen(try Self.value(of: word, &rest))
            case "--environment":
                let name = try Self.value(of: word, &rest)
                guard let found = LogEnvironment.allCases.first(where: { $0.name == name }) else {
                    throw Refusal(message: "--environment: found \(name), allowed live, sandbox")
                }
                environment = found
            case "--start": start = try Self.value(of: word, &rest)
            case "--log": logLevel = try Self.level(try Self.value(of: word, &rest))
            case "--dev": isDevelopment = true
            case "--check-config": onlyChecksConfiguration = true
            case "--help", "-h": showsHelp = true
            case "--version": showsVersion = true
            default: throw Refusal(message: "unknown argument \(word)")
            }
        }
        if isDevelopment, environment == .live {
            throw Refusal(message: "--dev is a sandbox; a live node refuses it")
        }
        if start != nil, environment == .live {
            throw Refusal(message: "--start is for sandboxes; a live node has the time")
        }
    }

    private static func level(_ name: String) throws(Refusal) -> OperationLog.Level {
        guard let level = OperationLog.Level(rawValue: name) else {
            throw Refusal(message: "--log: found \(name), allowed operation, info, debug")
        }
        return level
    }

    private static func value(
        of word: String, _ rest: inout ArraySlice<String>
    ) throws(Refusal) -> String {
        guard let value = rest.popFirst(), !value.hasPrefix("--") else {
            throw Refusal(message: "\(word) needs a value")
        }
        return value
    }

    /// An address of 127.0.0.0/8, written as four numbers: a name that begins alike could be anybody's.
    private static func isLoopback(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127"
            && parts.allSatisfy { part in
                part.allSatisfy { $0.isASCII && $0.isNumber } && UInt8(part) != nil
            }
    }

    private mutating func listen(_ text: String) throws(Refusal) {
        guard let colon = text.lastIndex(of: ":"),
            let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port)
        else { throw Refusal(message: "--listen: found \(text), allowed HOST:PORT") }
        var host = String(text[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        guard host == "localhost" || host == "::1" || Self.isLoopback(host) else {
            throw Refusal(
                message: "--listen \(text): without TLS only loopback addresses are allowed")
        }
        self.host = host == "localhost" ? "127.0.0.1" : host
        self.port = port
    }
}
