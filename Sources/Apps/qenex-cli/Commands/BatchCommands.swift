import Ledger
import Platform

/// Files of accounts and transfers for the books that are kept by batches.
enum BatchCommands {
    /// What the records of a file are.
    private struct Kind: Sendable {
        let path: String
        let mediaType: String
        let name: @Sendable (UInt32) -> String
    }

    private static let transfers = Kind(
        path: "/api/v1/transfers/batch", mediaType: "application/vnd.qenex.transfers"
    ) { TransferStatus(rawValue: $0).name }
    private static let accounts = Kind(
        path: "/api/v1/accounts/batch", mediaType: "application/vnd.qenex.accounts"
    ) { AccountStatus(rawValue: $0).name }

    private static let file = CommandArgument(
        "FILE", ".ndjson, .jsonl, .csv; else records of 128 bytes", isFile: true)
    private static let detail =
        "Prints the refused events, one a line, with their place in the file from 0. How far it "
        + "has come stands in FILE.progress: after a break the same command goes on there."

    static let all = [
        Command(
            "transfer batch", "Send a file of transfers", arguments: [file],
            example: "qenex-cli transfer batch transfers.ndjson", detail: detail
        ) { (invocation) throws(Failure) in try send(transfers, invocation) },
        Command(
            "account batch", "Send a file of accounts", arguments: [file],
            example: "qenex-cli account batch accounts.csv", detail: detail
        ) { (invocation) throws(Failure) in try send(accounts, invocation) },
    ]

    private static func send(_ kind: Kind, _ invocation: Invocation) throws(Failure) {
        let file = try BatchFile(path: invocation.argument("FILE"))
        var mark = try BatchMark(of: file)
        let client = try invocation.client()
        let progress = Progress("Sending")
        let output = invocation.output
        if mark.rows > 0 { StandardStream.error.line("Going on behind event \(mark.rows).") }
        if output.format == .csv, mark.rows == 0 { output.line("index,status") }
        try mark.write()
        while let batch = try file.batch(at: mark.offset) {
            let answer = try post(batch, kind, file, client, mark)
            let results = try BatchResults(answer, file.form, name: kind.name)
            progress.end()
            // What is there already was sent before: that is no refusal to whoever sends a file.
            for refusal in results.refused where refusal.status != "exists" {
                mark.refused += 1
                output.refusal(mark.rows + refusal.index, refusal.status)
            }
            mark.rows += batch.count
            mark.offset = batch.end
            try mark.write()
            progress.show(done: Int(mark.offset), of: Int(file.size))
        }
        progress.end()
        try mark.remove()
        guard mark.refused == 0 else {
            throw Failure(.error, "\(mark.rows) events sent, \(mark.refused) refused.")
        }
        StandardStream.error.line("\(mark.rows) events sent, none refused.")
    }

    private static func post(
        _ batch: BatchFile.Batch, _ kind: Kind, _ file: BatchFile, _ client: Client,
        _ mark: BatchMark
    ) throws(Failure) -> Answer {
        let body = Client.Body(
            type: file.form.mediaType(records: kind.mediaType), bytes: batch.bytes)
        do throws(Failure) { return try client.post(kind.path, body, key: mark.key) } catch {
            let place = "events \(mark.rows) to \(mark.rows + batch.count - 1)"
            throw Failure(
                error.code, "\(file.path), \(place): \(error.message)")
        }
    }
}

extension Output {
    /// An event that was refused, on a line of its own.
    fileprivate func refusal(_ index: Int, _ status: String) {
        switch format {
        case .json: line(#"{"index": \#(index), "status": "\#(status)"}"#)
        case .csv: line("\(index),\(status)")
        case .table: line("\(index)  \(status)")
        }
    }
}
