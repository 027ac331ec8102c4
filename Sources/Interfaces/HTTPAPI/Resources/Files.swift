import Flows
import JSON
import PaymentModel
import Vocabulary

/// `/api/v1/payments` takes files; `/api/v1/files` shows what became of them.
extension BankAPI {
    func submit(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let by = try self.caller(request, caller)
            let isDryRun = try request.isDryRun()
            bank.submitFile(request.body, caller: by, isDryRun: isDryRun) { result in
                switch result {
                case .failure(let error): respond(.problem(Problem(error)))
                case .success(let taken) where taken.isReplayed:
                    replay(taken) { respond(isDryRun ? $0.ofDryRun() : $0) }
                case .success(let taken):
                    let response = Response.json(
                        Self.json(taken), status: taken.ground == nil ? 201 : 202,
                        sequence: taken.sequence)
                    respond(isDryRun ? response.ofDryRun() : response)
                }
            }
        }
    }

    private func replay(_ taken: RunningBank.FileTaken, _ respond: @escaping Route.Respond) {
        archived(respond) { () throws(FlowError) in
            guard let row = try archive.file(taken.id) else { throw .unknownFile }
            let waiting = row.isWaiting ? try archive.approval(row.id) : nil
            var response = Response.json(
                Self.json(
                    row.id, reason: row.reason, count: row.count, accepted: row.accepted,
                    ground: waiting?.ground, content: taken.content,
                    repeated: row.repeatedReferences))
            response.headers.append(ResponseHeader("Idempotent-Replayed", "true"))
            return response
        }
    }

    /// Warnings told one by one; ``repeated_references`` counts all.
    private static let warningsMax = 100

    private static func json(_ taken: RunningBank.FileTaken) -> JSONWriter {
        json(
            taken.id, reason: taken.reason.text, count: taken.count,
            accepted: taken.acceptedCount, ground: taken.ground, content: taken.content,
            repeated: taken.repeated.count, warnings: taken.repeated, fees: taken.fees)
    }

    private static func json(
        _ id: UInt128, reason: String, count: Int, accepted: Int, ground: Approval.Ground?,
        content: UInt128, repeated: Int, warnings: [UInt128] = [], fees: [Money]? = nil
    ) -> JSONWriter {
        var writer = JSONWriter()
        writer.object {
            members(
                to: &$0, id, reason: reason, count: count, accepted: accepted,
                isWaiting: ground != nil)
            $0.member("repeated_references", repeated)
            $0.member("held_for", ground?.name)
            $0.member("content", ground == nil ? nil : text(content: content))
            $0.member(
                "warnings",
                array: { list in
                    for payment in warnings.prefix(warningsMax) {
                        list.object {
                            $0.member("code", "end_to_end_id_repeated")
                            $0.member("payment", text(.payment, payment))
                        }
                    }
                })
            write(fees, to: &$0)
        }
        return writer
    }

    /// What its payments cost that were taken; null where nothing is decided yet, or was before.
    private static func write(_ fees: [Money]?, to writer: inout JSONWriter) {
        guard let fees else { return writer.member("fees", nil) }
        writer.member(
            "fees",
            array: { list in
                for fee in fees {
                    list.object {
                        $0.member("currency", fee.currency.code)
                        $0.member("amount", fee.amountText)
                    }
                }
            })
    }

    private static func members(
        to writer: inout JSONWriter, _ id: UInt128, reason: String, count: Int, accepted: Int,
        isWaiting: Bool
    ) {
        let isRejected = !reason.isEmpty || accepted == 0
        writer.member("file_id", text(.file, id))
        writer.member(
            "status",
            isWaiting
                ? "awaiting_approval"
                : isRejected ? "rejected" : accepted < count ? "partly_accepted" : "accepted")
        writer.member("reason", reason.isEmpty ? nil : reason)
        writer.member("payments", count)
        writer.member("accepted", accepted)
        writer.member("rejected", count - accepted)
        writer.member("verification_of_payee", "not_done")
    }

    func listFiles(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let limit = try request.number("limit", default: 100, in: 1...1000)
            let before = try request.number("cursor", default: .max, in: 0...Int.max)
            archived(respond) { () throws(FlowError) in
                let rows = try archive.files(before: UInt64(before), limit: limit + 1)
                let page = Page(rows, limit: limit, cursor: { String($0.sequence) })
                return .json(page.json { Self.write($1, to: &$0) })
            }
        }
    }

    private static func write(_ row: FileRow, to writer: inout JSONWriter) {
        writer.object { members(of: row, isWaiting: row.isWaiting, to: &$0) }
    }

    private static func members(
        of row: FileRow, isWaiting: Bool, to writer: inout JSONWriter
    ) {
        members(
            to: &writer, row.id, reason: row.reason, count: row.count, accepted: row.accepted,
            isWaiting: isWaiting)
        writer.member("repeated_references", row.repeatedReferences)
        writer.member("version", row.version)
        writer.member("sequence", row.sequence)
        writer.member("received_at", instant(row.at))
    }

    /// How many payments of the file are in each state, and how many move just now; one whose
    /// outcome is unknown does not by itself, one that is kept for later not before its day, one
    /// that waits for a second person not before that.
    private static func write(
        _ counts: [(state: PaymentState, count: Int)], to writer: inout JSONWriter
    ) {
        let moving = counts.filter {
            !$0.state.isFinal && $0.state != .outcomeUnknown && $0.state != .warehoused
                && $0.state != .awaitingApproval
        }
        writer.member("processing", moving.reduce(0) { $0 + $1.count })
        writer.member(
            "states",
            object: { object in
                for (state, count) in counts { object.member(state.name, count) }
            })
    }

    func showFile(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let id = try id(request.path("file"), .file)
            archived(respond) { () throws(FlowError) in
                guard let row = try archive.file(id) else { throw .unknownFile }
                let counts = try archive.paymentCounts(file: id)
                var writer = JSONWriter()
                writer.object { object in
                    Self.members(of: row, isWaiting: row.isWaiting, to: &object)
                    Self.write(counts, to: &object)
                }
                return .json(writer)
            }
        }
    }
}
