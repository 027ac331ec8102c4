import JSON

/// What a node answered.
struct Answer {
    let status: Int
    /// Names in lower case, in their order.
    let fields: [(name: String, value: String)]
    let body: [UInt8]

    /// Answers are larger than requests, so that their limits are wider.
    static let limits = JSONLimits(
        bytesMax: 256 << 20, stringBytesMax: 64 << 20, valuesMax: 16 << 20)

    func field(_ name: String) -> String? { fields.first { $0.name == name }?.value }

    var text: String { String(decoding: body, as: UTF8.self) }

    /// The body as a tree.
    func json() throws(Failure) -> JSONValue {
        do throws(JSONError) {
            return try JSONValue(parsing: body, limits: Answer.limits)
        } catch {
            throw Failure(.error, "The server's answer is no JSON: \(error)")
        }
    }

    /// The answer, unless it is a refusal.
    func accepted() throws(Failure) -> Answer {
        guard status >= 400 else { return self }
        throw failure
    }

    private var failure: Failure {
        guard let problem = try? JSONValue(parsing: body, limits: Answer.limits),
            let code = problem["code"]?.string
        else { return Failure(exitCode(nil), "The server answered \(status).") }
        let request = problem["request_id"]?.string.map { " (\($0))" } ?? ""
        let detail = problem["detail"]?.string ?? problem["title"]?.string ?? ""
        // The detail of a field's fault names it already.
        let param = problem["param"]?.string.map { detail.contains($0) ? "" : "\($0): " } ?? ""
        return Failure(exitCode(code), "\(code): \(param)\(detail)\(request)")
    }

    private func exitCode(_ code: String?) -> ExitCode {
        switch (status, code) {
        case (_, "outcome_unknown"): .outcomeUnknown
        case (401, _), (403, _): .notAllowed
        case (404, _): .notFound
        case (409, _): .conflict
        default: .error
        }
    }
}
