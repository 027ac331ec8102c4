import Engine
import Flows
import JSON
import PaymentModel
import Vocabulary

/// `POST /api/v1/payments/{payment}/cancel`.
extension BankAPI {
    static let cancellationSchema = #"""
        {"type":"object","required":["reason"],"additionalProperties":false,"properties":{
        "reason":{"type":"string","minLength":1,"maxLength":500}}}
        """#
    private static let cancellationFields = JSONFields("reason")

    func cancel(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let id = try id(request.path("payment"), .payment)
            let reason: String
            do throws(JSONError) {
                let object = try JSONObjectReader(request.body, fields: Self.cancellationFields)
                reason = try object.string("reason", bytesMax: 2000)
            } catch { throw Problem(error) }
            try Self.requireText(reason, "reason", lengthMax: Self.reasonMax)
            let by = try self.caller(request, caller)
            guard try !request.isDryRun() else {
                return bank.tryCancellation(of: id) { result in
                    switch result {
                    case .failure(.cancellation):
                        askInstead(id, reason, by, isDryRun: true, respond)
                    case .failure(let error): respond(.problem(Problem(error)))
                    case .success(let found): show(found, of: id, respond)
                    }
                }
            }
            bank.cancel(id, reason: "\(caller?.name ?? ""): \(reason)") { result in
                switch result {
                case .failure(.cancellation):
                    askInstead(id, reason, by, isDryRun: false, respond)
                case .failure(let error): respond(.problem(Problem(error)))
                case .success: showPayment(request, caller, respond)
                }
            }
        }
    }

    /// What has left cannot be cancelled, so that it is asked back, on the customer's word.
    private func askInstead(
        _ id: UInt128, _ reason: String, _ by: Flows.Caller, isDryRun: Bool,
        _ respond: @escaping Route.Respond
    ) {
        withArchive(respond) { () throws(FlowError) in
            guard try archive.payment(id) != nil else { throw .unknownPayment }
            let new = RunningBank.NewRecall(
                payment: id, original: try archive.carrier(of: id),
                reason: .requestedByCustomer, text: reason)
            bank.recall(new, caller: by, isDryRun: isDryRun) { result in
                switch result {
                case .failure(.recall(.unknownPayment)), .failure(.recall(.ended)),
                    .failure(.recall(.notSent)):
                    refuseCancellation(of: id, respond)
                case .failure(let error): respond(.problem(Problem(error)))
                case .success(let done):
                    answer(done.value, of: id, status: 202, done.sequence, respond)
                }
            }
        }
    }

    /// The machine keeps only what waits; the archive tells a payment that has gone on from one that
    /// never was.
    private func refuseCancellation(of id: UInt128, _ respond: @escaping Route.Respond) {
        archived(respond) { () throws(FlowError) in
            guard let row = try archive.payment(id) else { throw .unknownPayment }
            return .problem(
                Problem(.paymentNotCancellable, detail: "The payment is \(row.state.name)."))
        }
    }
}
