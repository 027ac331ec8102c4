/// All routes of a server as one list, in the order in which documentation shows them.
package struct RouteTable: Sendable {
    package let routes: [Route]
    /// Places in `routes` by the text of a path without parameters.
    private let literal: [[String]: [Int]]
    /// Paths without parameters, taken apart, by the text they are asked for with.
    private let targets: [String: Target]
    /// Places of routes with parameters, those with more literal parts first.
    private let patterned: [Int]

    /// Two routes of one method and path are a programmer's error.
    package init(_ routes: [Route]) {
        var literal: [[String]: [Int]] = [:]
        var patterned: [Int] = []
        for (index, route) in routes.enumerated() {
            let isNew = !routes[..<index].contains {
                $0.method == route.method && $0.path == route.path
            }
            precondition(isNew, "A method and path stand twice in the table.")
            if route.path.parameters.isEmpty {
                literal[route.path.text.split(separator: "/").map(String.init), default: []]
                    .append(index)
            } else {
                patterned.append(index)
            }
        }
        self.routes = routes
        self.literal = literal
        targets = Dictionary(
            uniqueKeysWithValues: literal.keys.map {
                ("/" + $0.joined(separator: "/"), Target(segments: $0))
            })
        self.patterned = patterned.sorted {
            let (one, other) = (routes[$0].path, routes[$1].path)
            return (one.parameters.count, $0) < (other.parameters.count, $1)
        }
    }

    /// A request's target taken apart, where it is just the path of a route without parameters.
    func target(of text: String) -> Target? { targets[text] }

    /// What an address leads to.
    enum Match {
        case route(Route)
        /// The address is known, with these methods.
        case otherMethods([Method])
        case nothing
    }

    func match(_ method: Method?, _ segments: [String]) -> Match {
        let named = literal[segments] ?? []
        if let index = named.first(where: { routes[$0].method == method }) {
            return .route(routes[index])
        }
        // What a fixed address does not know may be somebody's own name: an account called `batch`.
        let candidates = named + patterned.filter { routes[$0].path.matches(segments) }
        if let index = candidates.first(where: { routes[$0].method == method }) {
            return .route(routes[index])
        }
        let methods = candidates.map { routes[$0].method }
        return methods.isEmpty ? .nothing : .otherMethods(methods)
    }
}
