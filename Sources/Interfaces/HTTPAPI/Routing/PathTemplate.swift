/// A path with named places, such as `/api/v1/accounts/{account}/balance`.
package struct PathTemplate: Hashable, Sendable {
    package let text: String
    let parts: [Part]

    enum Part: Hashable, Sendable {
        case literal(String)
        case parameter(String)
    }

    package init(_ text: String) {
        precondition(text.hasPrefix("/"), "A path begins with a slash.")
        self.text = text
        parts = text.split(separator: "/").map { part in
            part.hasPrefix("{") && part.hasSuffix("}")
                ? .parameter(String(part.dropFirst().dropLast())) : .literal(String(part))
        }
    }

    package var parameters: [String] {
        parts.compactMap { part in
            guard case .parameter(let name) = part else { return nil }
            return name
        }
    }

    func index(of parameter: String) -> Int? {
        parts.firstIndex(of: .parameter(parameter))
    }

    func matches(_ segments: [String]) -> Bool {
        parts.count == segments.count
            && zip(parts, segments).allSatisfy { part, segment in
                guard case .literal(let text) = part else { return true }
                return text == segment
            }
    }
}
