import Engine
import Flows
import JSON
import Ledger
import PaymentModel

/// `/api/v1/accounts/{account}/tree`: an account kept by batches and everything below it.
extension BankAPI {
    private static let depthMax = 16
    /// Accounts that one answer shows.
    private static let shownMax = 10_000

    var treeRoutes: [Route] {
        [
            Route(
                .get, "/api/v1/accounts/{account}/tree", scope: .reading,
                summary: "An account with those below it, each by itself and with all of its own",
                query: [
                    QueryParameter(
                        "depth", "Levels below the account; 4 where not given",
                        schema: #"{"type":"integer","minimum":0,"maximum":16}"#)
                ], answers: [Shape(200, "The tree", schema: Schema.accountTree)],
                action: showTree)
        ]
    }

    private func showTree(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let depth = try request.number("depth", default: 4, in: 0...Self.depthMax)
            guard let id = UInt128(request.path("account")) else {
                throw Problem(ProblemKind.accountUnknown)
            }
            bank.accountTree(of: id) { result in
                switch result {
                case .failure(let error): respond(.problem(Problem(error)))
                case .success(let found):
                    reading {
                        let tree = found.value
                        let shown = tree.nodes.count { $0.depth <= depth }
                        guard shown <= Self.shownMax else {
                            return respond(.problem(Problem(FlowError.treeTooLarge)))
                        }
                        var writer = JSONWriter()
                        Self.write(tree, 0, depth: depth, to: &writer)
                        respond(.json(writer, sequence: found.sequence))
                    }
                }
            }
        }
    }

    /// At most ``depthMax`` levels deep.
    private static func write(
        _ tree: AccountTree, _ place: Int, depth: Int, to writer: inout JSONWriter
    ) {
        let node = tree.nodes[place]
        writer.object {
            $0.member("id", String(node.account.id))
            $0.member("ledger", node.account.ledger)
            $0.member("code", node.account.code)
            $0.member("own", object: { write(node.account.balance, to: &$0) })
            if let total = node.total {
                $0.member("total", object: { write(total, to: &$0) })
            } else {
                $0.name("total")
                $0.null()
            }
            $0.member("children_count", node.children.count)
            $0.member(
                "children",
                array: { list in
                    guard node.depth < depth else { return }
                    for child in node.children { write(tree, child, depth: depth, to: &list) }
                })
        }
    }

    private static func write(_ balance: Balance, to writer: inout JSONWriter) {
        writer.member("debits_pending", String(balance.debitsPending))
        writer.member("debits_posted", String(balance.debitsPosted))
        writer.member("credits_pending", String(balance.creditsPending))
        writer.member("credits_posted", String(balance.creditsPosted))
    }
}
