/// The members of an object in their order; no name stands twice.
package struct JSONObject: Sendable {
    package private(set) var members: [(name: String, value: JSONValue)] = []
    /// Names as bytes, kept once there are many; asked for membership, never iterated.
    private var names: Set<[UInt8]> = []
    private static let linearMax = 16

    package init() {}

    package var count: Int { members.count }

    /// The member of that name; linear in the number of members.
    ///
    /// Names are compared byte by byte (RFC 8259 §8.3), not by canonical equivalence as `String`
    /// does.
    package subscript(name: String) -> JSONValue? {
        members.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
    }

    /// Appends a member, or says `false` where the name is already there.
    package mutating func append(_ name: String, _ value: JSONValue) -> Bool {
        guard !contains(name) else { return false }
        members.append((name, value))
        if members.count == JSONObject.linearMax {
            names = Set(members.map { Array($0.name.utf8) })
        } else if members.count > JSONObject.linearMax {
            names.insert(Array(name.utf8))
        }
        return true
    }

    private func contains(_ name: String) -> Bool {
        members.count < JSONObject.linearMax ? self[name] != nil : names.contains(Array(name.utf8))
    }
}

extension JSONObject: Hashable {
    /// Equal are the same members in the same order.
    package static func == (one: JSONObject, other: JSONObject) -> Bool {
        one.members.elementsEqual(other.members) {
            $0.name.utf8.elementsEqual($1.name.utf8) && $0.value == $1.value
        }
    }

    package func hash(into hasher: inout Hasher) {
        for member in members {
            for byte in member.name.utf8 { hasher.combine(byte) }
            hasher.combine(member.value)
        }
    }
}
