import Engine
import Flows
import JSON
import Ledger
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
                answers: [Shape(201, "It is erased for good", schema: Schema.erased)],
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
            try Self.requireText(reason, "reason", lengthMax: Self.reasonMax)
            let isDryRun = try request.isDryRun()
            let signed = "\(caller?.name ?? ""): \(reason)"
            let erase: @Sendable (RunningBank.ErasureSubject) -> Void = { found in
                bank.erase(
                    found, reason: signed, retentions: retentions, isDryRun: isDryRun
                ) { answer($0, isDryRun: isDryRun, respond) }
            }
            if ObjectID(subject) == nil, subject.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
                return number(subject, respond, erase)
            }
            if ObjectID(subject)?.kind == .party { return erase(.party(subject)) }
            guard let id = ObjectID(subject), id.kind == .file || id.kind == .message else {
                return erase(.account(subject))
            }
            find(id, respond, erase)
        }
    }

    /// A number may be the bank's reference of an account, else one that is kept by batches.
    private func number(
        _ subject: String, _ respond: @escaping Route.Respond,
        _ body: @escaping @Sendable (RunningBank.ErasureSubject) -> Void
    ) {
        bank.batchAccount(named: subject) { result in
            switch result {
            case .failure(let error): respond(.problem(Problem(error)))
            case .success(nil): body(.account(subject))
            case .success(let found?):
                let id = found.value.record.id
                reading {
                    guard archive.wait(for: found.sequence) else {
                        return respond(.problem(Problem(.archiveBehind)))
                    }
                    do throws(FlowError) {
                        guard let at = try archive.newestMetadata(of: id) else {
                            return respond(
                                .problem(
                                    Problem(
                                        .notFound, param: "subject",
                                        detail: "The account has no metadata.")))
                        }
                        body(.batchAccount(id, at: at))
                    } catch { respond(.problem(Problem(error))) }
                }
            }
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

    /// Answers once the order is durable: nothing takes it back, whatever the archive waits for.
    ///
    /// The archive destroys the key behind the journal; which of its parts have not come so far in
    /// the time that an answer has is said.
    private func answer(
        _ result: Result<RunningBank.DataErased, FlowError>, isDryRun: Bool,
        _ respond: @escaping Route.Respond
    ) {
        switch result {
        case .failure(let error): respond(.problem(Problem(error)))
        case .success(let done):
            guard !isDryRun else { return respond(Self.answer(done, behind: []).ofDryRun()) }
            reading {
                repeats.forget()
                let isDone = archive.wait(for: done.sequence, ArchivePart.allCases)
                // Each is asked without waiting again.
                let behind =
                    isDone
                    ? []
                    : ArchivePart.allCases.filter {
                        archive.cursor($0).position < done.sequence
                    }
                respond(Self.answer(done, behind: behind))
            }
        }
    }

    private static func answer(
        _ done: RunningBank.DataErased, behind parts: [ArchivePart]
    ) -> Response {
        var writer = JSONWriter()
        writer.object {
            let batchAccount = done.batchAccount.map { String($0) }
            $0.member("subject", batchAccount ?? done.subject?.description)
            $0.member("kind", done.subject?.kind.name)
            $0.member("erased_at", instant(done.timestamp))
            $0.member(
                "not_ready",
                array: { list in
                    for part in parts { list.string(part.rawValue) }
                })
        }
        return .json(writer, status: 201, sequence: done.sequence)
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
