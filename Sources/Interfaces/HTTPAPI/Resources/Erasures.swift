import Engine
import Flows
import JSON
import PaymentModel
import Vocabulary

/// `/api/v1/erasures`: personal data, made unreadable.
extension BankAPI {
    var erasureRoutes: [Route] {
        [
            Route(
                .post, "/api/v1/erasures", scope: .administration,
                summary:
                    "Erases the personal data of a closed account, a party, a file or a message",
                query: [.dryRun], body: BodyRule(.json, bytesMax: 4096, schema: Self.schema),
                answers: [Shape(201, "Its key is destroyed", schema: Schema.erased)],
                action: repeats.once(erase))
        ]
    }

    private static let schema = #"""
        {"type":"object","required":["subject","reason"],"additionalProperties":false,"properties":{
        "subject":{"type":"string","maxLength":128},
        "reason":{"type":"string","minLength":1,"maxLength":500}}}
        """#
    private static let fields = JSONFields("subject", "reason")

    private func erase(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let subject: String
            let reason: String
            do throws(JSONError) {
                let object = try JSONObjectReader(request.body, fields: Self.fields)
                subject = try object.string("subject", bytesMax: 128)
                reason = try object.string("reason", bytesMax: 2000)
            } catch { throw Problem(error) }
            guard (1...500).contains(reason.count) else {
                throw Problem(
                    .invalidField, param: "reason", detail: "Allowed are 1 to 500 characters.")
            }
            let isDryRun = try request.isDryRun()
            let signed = "\(caller?.name ?? ""): \(reason)"
            let erase: @Sendable (RunningBank.ErasureSubject) -> Void = { found in
                bank.erase(
                    found, reason: signed, retentions: retentions, isDryRun: isDryRun
                ) { answer($0, isDryRun: isDryRun, respond) }
            }
            if ObjectID(subject)?.kind == .party { return erase(.party(subject)) }
            guard let id = ObjectID(subject), id.kind == .file || id.kind == .message else {
                return erase(.account(subject))
            }
            find(id, respond, erase)
        }
    }

    /// When the archive has seen it arrive, it can be told what it is sealed under.
    private func find(
        _ id: ObjectID, _ respond: @escaping Route.Respond,
        _ body: @escaping @Sendable (RunningBank.ErasureSubject) -> Void
    ) {
        let durable = bank.node.durableSequence
        reading {
            guard archive.wait(for: durable) else {
                return respond(.problem(Problem(.archiveBehind)))
            }
            do throws(FlowError) {
                guard let found = try archive.arrival(of: id.value) else {
                    return respond(
                        .problem(
                            Problem(
                                .notFound, param: "subject",
                                detail: "No file or message has this id.")))
                }
                body(.message(id, at: found.at, key: found.key))
            } catch { respond(.problem(Problem(error))) }
        }
    }

    /// Answers once the key is destroyed, which is the archive's work behind the journal.
    private func answer(
        _ result: Result<RunningBank.DataErased, FlowError>, isDryRun: Bool,
        _ respond: @escaping Route.Respond
    ) {
        switch result {
        case .failure(let error): respond(.problem(Problem(error)))
        case .success(let done):
            var writer = JSONWriter()
            writer.object {
                $0.member("subject", done.subject?.description)
                $0.member("kind", done.subject?.kind.name)
                $0.member("erased_at", Self.instant(done.timestamp))
            }
            let response = Response.json(writer, status: 201, sequence: done.sequence)
            guard !isDryRun else { return respond(response.ofDryRun()) }
            reading {
                repeats.forget()
                let isDone = archive.wait(for: done.sequence, ArchivePart.allCases)
                respond(isDone ? response : .problem(Problem(.archiveBehind)))
            }
        }
    }
}

extension ObjectID.Kind {
    /// In words, as an answer says it.
    fileprivate var name: String {
        switch self {
        case .account: "account"
        case .file: "file"
        case .message: "message"
        case .party: "party"
        default: rawValue
        }
    }
}
