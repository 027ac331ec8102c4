/// What a reader of a refusal's `type` finds: when it comes, and what to do.
package struct ProblemPage: Sendable {
    package let kind: ProblemKind
    /// When it comes.
    package let when: String
    /// What helps.
    package let remedy: String

    init(_ kind: ProblemKind, _ when: String, _ remedy: String) {
        self.kind = kind
        self.when = when
        self.remedy = remedy
    }

    /// The page of a code, or `nil` where no refusal has it.
    package static func of(_ code: String) -> ProblemPage? {
        all.first { $0.kind.code == code }
    }

    /// One section in Markdown.
    package var text: String {
        """
        ## \(kind.code)

        \(kind.title). Status \(kind.status); \(kind.isRetryable ? "the same request may succeed later" : "the same request is refused again as long as nothing else changes").

        - **When**: \(when)
        - **What helps**: \(remedy)

        """
    }

    /// All sections in Markdown: `Documentation/reference/errors.md`, to the letter.
    package static var reference: String {
        """
        # Refusals

        Every refusal is `application/problem+json` with one of these codes; `type` is `/problems/CODE`, where the
        node answers the same text. A code never changes once released. This page is `GET /problems`.


        """ + all.map(\.text).joined(separator: "\n")
    }
}

/// `/problems`: where each refusal's `type` leads.
extension BankAPI {
    var problemRoutes: [Route] {
        [
            Route(
                .get, "/problems", scope: .anyone, summary: "Every refusal, explained",
                answers: [Shape(200, "Markdown", contentType: "text/plain")]
            ) { _, _, respond in respond(.text(ProblemPage.reference)) },
            Route(
                .get, "/problems/{code}", scope: .anyone, summary: "One refusal, explained",
                answers: [Shape(200, "Markdown", contentType: "text/plain")]
            ) { request, _, respond in
                guard let page = ProblemPage.of(request.path("code")) else {
                    return respond(
                        .problem(
                            Problem(
                                .notFound,
                                detail: "No refusal has the code \(request.path("code")).")))
                }
                respond(.text(page.text))
            },
        ]
    }
}
