import Platform

/// A command with the words it was given.
struct Invocation: Sendable {
    let command: Command
    let arguments: [String: String]
    let options: [String: String]

    /// The word at an argument's place; parsing has made sure that it is there.
    func argument(_ name: String) -> String {
        guard let value = arguments[name] else {
            preconditionFailure("The command has no such argument.")
        }
        return value
    }

    /// The word of an argument that may be left out.
    func optionalArgument(_ name: String) -> String? { arguments[name] }

    func option(_ name: String) -> String? { options[name] }

    func isSet(_ name: String) -> Bool { options[name] != nil }

    /// A path to write to, or to ask about only.
    func writing(_ path: String) -> String {
        guard isSet(CommandOption.dryRun.name) else { return path }
        return path + (path.contains("?") ? "&" : "?") + "dry_run=true"
    }

    /// Sends an order, with its key and as it is meant, and prints the answer.
    func post(_ path: String, _ body: Client.Body) throws(Failure) {
        let answer = try client().post(
            writing(path), body, key: option(CommandOption.idempotencyKey.name))
        try output.object(answer)
    }

    /// The whole number of an option, or `nil` where it is not given.
    func number(_ name: String, in range: ClosedRange<Int>) throws(Failure) -> Int? {
        guard let text = options[name] else { return nil }
        guard let value = Int(text), range.contains(value) else {
            throw .usage(
                "\(name): found \(text), allowed is a whole number from \(range.lowerBound) to "
                    + "\(range.upperBound).")
        }
        return value
    }

    var output: Output {
        Output(format: options["--output"].flatMap(Output.Format.init(rawValue:)) ?? .table)
    }

    func client() throws(Failure) -> Client {
        let address = options["--server"] ?? RunningProcess.variable("QENEX_SERVER")
        return Client(
            address: try ServerAddress(address ?? "http://127.0.0.1:8080"), token: try token(),
            timeoutMilliseconds: try timeoutSeconds() * 1000)
    }

    func timeoutSeconds() throws(Failure) -> Int { try number("--timeout", in: 1...3600) ?? 60 }

    /// The token from the file that is named, or from where the demonstration keeps it.
    private func token() throws(Failure) -> String? {
        let named = options["--token-file"] ?? RunningProcess.variable("QENEX_TOKEN_FILE")
        guard let path = named ?? Invocation.demonstrationToken() else { return nil }
        guard let bytes = try? LiveDisk(writerThreads: 1).read(path, limit: 4096) else {
            throw Failure(.error, "\(path): the token cannot be read.")
        }
        let text = String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Failure(.error, "\(path): this is no token.")
        }
        return text
    }

    private static func demonstrationToken() -> String? {
        ["demo/admin.token", "data/admin.token"].first {
            LiveDisk(writerThreads: 1).exists($0)
        }
    }
}
