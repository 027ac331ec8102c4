import Flows
import JSON
import Platform
import Vocabulary

/// An account's statements: listed, looked at, kept, and checked when somebody hands one over.
enum StatementCommands {
    private static let account = CommandArgument("ACCOUNT", "id (acc_…), reference or IBAN")
    private static let day = CommandArgument("DAY", "such as 2026-11-20")

    private static let file = CommandOption(
        "--file", "FILE", "write it there; standard output where not given", isFile: true)

    static let all = [
        Command(
            "statement list", "List the statements of an account, the newest day first",
            arguments: [account], options: [.limit, .cursor],
            example: "qenex-cli statement list ACC001"
        ) { (invocation) throws(Failure) in
            let path = try Listing.path(
                path(invocation.argument("ACCOUNT")), invocation)
            try invocation.output.list(
                invocation.client().get(path),
                columns: ["day", "number", "id", "account", "at", "sequence"])
        },
        Command(
            "statement show", "Show a statement's balances, totals and hashes",
            arguments: [account, day], example: "qenex-cli statement show ACC001 2026-11-20"
        ) { (invocation) throws(Failure) in
            let path = path(invocation.argument("ACCOUNT"), invocation.argument("DAY"))
            try invocation.output.object(invocation.client().get(path))
        },
        Command(
            "statement save",
            "Write a statement into a file: camt.053, table, or page for A4",
            arguments: [account, day],
            options: [
                CommandOption(
                    "--format", "FORMAT", "xml where not given",
                    choices: StatementFile.Format.allCases.map(\.rawValue)),
                file,
            ],
            example: "qenex-cli statement save ACC001 2026-11-20 --format html --file day.html",
            run: save),
        Command(
            "statement interim", "Print a camt.052 of what is booked so far today",
            arguments: [account], options: [file],
            example: "qenex-cli statement interim ACC001 --file now.xml"
        ) { (invocation) throws(Failure) in
            let account = Path.escaped(invocation.argument("ACCOUNT"))
            let answer = try invocation.client().get("/api/v1/accounts/\(account)/interim")
            try keep(answer.body, invocation)
        },
        Command(
            "statement request", "Send a camt.060 and print the reports that it asks for",
            arguments: [CommandArgument("FILE", "camt.060.001.04", isFile: true)],
            example: "qenex-cli statement request wanted.xml --output json"
        ) { (invocation) throws(Failure) in
            let name = invocation.argument("FILE")
            guard let bytes = try? LiveDisk(writerThreads: 1).read(name, limit: 1 << 20) else {
                throw Failure(.error, "\(name): cannot be read.")
            }
            try invocation.output.list(
                invocation.client().post("/api/v1/reporting-requests", .xml(bytes)),
                columns: ["id", "type", "status", "code"])
        },
        Command(
            "statement verify",
            "Check a statement that somebody hands over: whole, and the bank's own",
            arguments: [CommandArgument("FILE", "xml, csv or html", isFile: true)],
            options: [
                CommandOption("--offline", nil, "ask no node: whether it is whole, not whose it is")
            ],
            example: "qenex-cli statement verify day.html",
            detail: """
                Whole is a camt.053 that keeps its schema and adds up, and a table or page whose foot is the
                SHA-256 of everything before it. The bank's own is what the node writes for that account and
                day, byte by byte; where it is not, the first differences are named. The exit code is 0 where
                all of it agrees, 3 where the node has no such statement, else 1.
                """,
            run: verify),
    ]

    private static func path(_ account: String, _ more: String...) -> String {
        ([Path.escaped(account), "statements"] + more.map(Path.escaped))
            .reduce("/api/v1/accounts") { $0 + "/" + $1 }
    }

    private static func save(_ invocation: Invocation) throws(Failure) {
        let path = path(
            invocation.argument("ACCOUNT"), invocation.argument("DAY"),
            invocation.option("--format") ?? "xml")
        try keep(try invocation.client().get(path).body, invocation)
    }

    private static func keep(_ bytes: [UInt8], _ invocation: Invocation) throws(Failure) {
        guard let file = invocation.option("--file") else {
            StandardStream.output.write(bytes)
            return
        }
        try FileCommands.save(bytes, file)
    }

    private static func verify(_ invocation: Invocation) throws(Failure) {
        let name = invocation.argument("FILE")
        guard
            let bytes = try? LiveDisk(writerThreads: 1).read(
                name, limit: StatementFile.bytesMax)
        else { throw Failure(.error, "\(name): cannot be read.") }
        let file: StatementFile
        do { file = try StatementFile(bytes) } catch {
            throw Failure(.error, "\(name) is not whole: \(words(error)).")
        }
        guard !invocation.isSet("--offline") else {
            return try show(file, "not_asked", [], invocation)
        }
        let path = path(named(file.account), file.day.description, file.format.rawValue)
        let written = try invocation.client().get(path).body
        let differences = file.differences(from: written)
        try show(file, differences.isEmpty ? "the_bank_s_own" : "differs", differences, invocation)
        if let first = differences.first {
            let part = file.format == .xml ? "tag" : "line"
            throw Failure(
                .error, "\(name) is not what the bank wrote; first in \(part) \(first.place).")
        }
    }

    /// A statement names an account without an IBAN by its id without the prefix.
    private static func named(_ account: String) -> String {
        (try? IBAN(account)) == nil ? "acc_" + account : account
    }

    private static func show(
        _ file: StatementFile, _ authenticity: String, _ differences: [StatementFile.Difference],
        _ invocation: Invocation
    ) throws(Failure) {
        var writer = JSONWriter()
        writer.object { object in
            object.member("format", file.format.rawValue)
            object.member("account", file.account)
            object.member("day", file.day.description)
            object.member("sha256", file.hash)
            object.member("integrity", "whole")
            object.member("authenticity", authenticity)
            object.member(
                "differences",
                array: { list in
                    for difference in differences {
                        list.object {
                            $0.member("place", difference.place)
                            $0.member("found", difference.found)
                            $0.member("expected", difference.expected)
                        }
                    }
                })
        }
        try invocation.output.object(Answer(status: 200, fields: [], body: writer.bytes))
    }

    private static func words(_ fault: StatementFile.Fault) -> String {
        switch fault {
        case .unknownForm: "it is no statement in one of its three forms"
        case .foot(.missing): "its foot is missing"
        case .foot(.form): "its foot is not the one that belongs under it, or something follows it"
        case .foot(.differs(let stated, let computed)):
            "its foot says \(stated), and what stands before it comes to \(computed)"
        case .sheet(.invalid(let finding)): "it does not keep its schema: \(finding)"
        case .sheet(.missing(let part)): "it has no \(part)"
        case .sheet(.currencies): "it mixes currencies"
        case .sheet(.sum(let opening, let entries, let closing)):
            "opening \(opening) and entries of \(entries) do not come to \(closing)"
        case .sheet(.unreadable(let text)): "it cannot be read: \(text)"
        }
    }
}
