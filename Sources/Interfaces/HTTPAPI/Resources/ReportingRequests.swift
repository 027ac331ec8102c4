import Engine
import Flows
import JSON
import PaymentModel
import Vocabulary

/// Reports that somebody asks for: camt.052 within the day, and answers to camt.060.
extension BankAPI {
    var reportingRoutes: [Route] {
        [
            Route(
                .get, "/api/v1/accounts/{account}/interim", scope: .reading,
                summary: "A camt.052 made now: what is booked so far today",
                answers: [Shape(200, "The message", contentType: "application/xml")],
                action: showInterim),
            Route(
                .post, "/api/v1/reporting-requests", scope: .reading,
                summary: "Answers a camt.060 with the reports that it asks for; changes nothing",
                query: [.dryRun],
                body: BodyRule(.xml, bytesMax: 1 << 20),
                answers: [Shape(200, "An answer each", schema: Schema.reportAnswers)],
                action: answerRequest),
        ]
    }

    private func showInterim(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        bank.account(request.path("account")) { result in
            switch result {
            case .failure(let error): respond(.problem(Problem(error)))
            case .success(let found):
                let account = found.value.account
                archived(respond) { () throws(FlowError) in
                    guard !account.role.isOwn,
                        let bytes = try archive.interimReport(of: account)
                    else {
                        return .problem(
                            Problem(
                                .notFound,
                                detail: "The bank's own accounts stand in the trial balance."))
                    }
                    return Response(status: 200, contentType: "application/xml", body: bytes)
                }
            }
        }
    }

    private func answerRequest(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let isDryRun = try request.isDryRun()
            reading {
                do throws(ReportingRequestError) {
                    let answers = try archive.answers(to: request.body)
                    let response = Response.json(Self.json(answers))
                    respond(isDryRun ? response.ofDryRun() : response)
                } catch {
                    switch error {
                    case .refused(let reason):
                        respond(.problem(Problem(.unreadableFile, detail: "\(reason).")))
                    case .flow(let error): respond(.problem(Problem(error)))
                    }
                }
            }
        }
    }

    private static func json(_ answers: [ReportAnswer]) -> JSONWriter {
        var writer = JSONWriter()
        writer.object { object in
            object.member(
                "data",
                array: { list in
                    for answer in answers { list.object { members(of: answer, to: &$0) } }
                })
        }
        return writer
    }

    private static func members(of answer: ReportAnswer, to writer: inout JSONWriter) {
        writer.member("id", answer.id)
        writer.member("type", answer.wanted)
        writer.member("status", answer.refusal == nil ? "answered" : "refused")
        writer.member("code", answer.refusal?.rawValue)
        writer.member(
            "messages",
            array: { list in
                for message in answer.messages {
                    list.object {
                        $0.member("type", message.type)
                        $0.member("xml", String(decoding: message.bytes, as: UTF8.self))
                    }
                }
            })
    }
}
