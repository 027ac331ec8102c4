/// A request whose route is found, whose caller is known and whose body is complete.
package struct Request: Sendable {
    package let method: Method
    package let target: Target
    package let headers: Headers
    package let body: [UInt8]
    package let id: RequestID
    let template: PathTemplate

    /// A part of the path by the name that it has in the route, such as `account`.
    ///
    /// Asking for a name that the route does not have is a programmer's error.
    package func path(_ name: String) -> String {
        guard let index = template.index(of: name) else {
            preconditionFailure("The route has no such path parameter.")
        }
        return target.segments[index]
    }

    /// The value of a query parameter, or `nil` where it is not given.
    package func query(_ name: String) -> String? {
        target.query.first { $0.name == name }?.value
    }

    /// Whether the caller only asks what would happen.
    package var isDryRun: Bool { query("dry_run") == "true" }

    /// The whole number of a query parameter, or the default where it is not given.
    package func number(
        _ name: String, default standard: Int, in range: ClosedRange<Int>
    ) throws(Problem) -> Int {
        guard let text = query(name) else { return standard }
        guard let value = Int(text), range.contains(value) else {
            throw Problem(
                .invalidParameter, param: name,
                detail: "\(name): found \(text), allowed is a whole number from "
                    + "\(range.lowerBound) to \(range.upperBound).")
        }
        return value
    }
}
