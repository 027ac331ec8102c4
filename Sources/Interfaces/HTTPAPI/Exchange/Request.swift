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

    /// Whether the route has a part of the path by this name.
    package func hasPath(_ name: String) -> Bool { template.index(of: name) != nil }

    /// The value of a query parameter, or `nil` where it is not given.
    package func query(_ name: String) -> String? {
        target.query.first { $0.name == name }?.value
    }

    /// The key under which a repeat of this write is the same write, or `nil` where none came.
    ///
    /// 1 to 255 printable ASCII characters.
    package func idempotencyKey() throws(Problem) -> String? {
        guard let key = headers[.idempotencyKey] else { return nil }
        guard (1...255).contains(key.utf8.count),
            key.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
        else {
            throw Problem(
                .invalidParameter, param: "Idempotency-Key",
                detail: "Idempotency-Key: allowed are 1 to 255 printable ASCII characters.")
        }
        return key
    }

    /// The id that a reader of events has seen last, or `nil` where it begins anew.
    package func lastEventID() throws(Problem) -> UInt64? {
        guard let text = headers[.lastEventID] else { return nil }
        guard let id = UInt64(text) else {
            throw Problem(
                .invalidParameter, param: "Last-Event-ID",
                detail: "Last-Event-ID: found \(text), allowed is the id of an event.")
        }
        return id
    }

    /// Whether the caller only asks what would happen.
    package func isDryRun() throws(Problem) -> Bool {
        switch query("dry_run") {
        case nil, "false": return false
        case "true": return true
        case let text?:
            throw Problem(
                .invalidParameter, param: "dry_run",
                detail: "dry_run: found \(text), allowed are true, false.")
        }
    }

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
