import JSON

/// An object of a body that has arrays and objects in it, read member by member.
///
/// A flat body is read by `JSONObjectReader`, without a tree.
struct BodyObject {
    let members: JSONObject
    /// Where it stands in the body, for what is said of a fault; empty for the body itself.
    private let place: String

    init(_ body: [UInt8], fields: [String]) throws(Problem) {
        let value: JSONValue
        do throws(JSONError) { value = try JSONValue(parsing: body) } catch {
            throw Problem(error)
        }
        try self.init(value, at: "", fields: fields)
    }

    init(_ value: JSONValue, at place: String, fields: [String]) throws(Problem) {
        guard let members = value.object else {
            throw Problem(
                .invalidField, param: place.isEmpty ? nil : place,
                detail: "Allowed is an object.")
        }
        self.members = members
        self.place = place
        for member in members.members where !fields.contains(member.name) {
            throw Problem(
                .unknownField, param: name(member.name),
                detail: "Found \(name(member.name)), allowed are \(fields.joined(separator: ", "))."
            )
        }
    }

    func name(_ field: String) -> String { place.isEmpty ? field : "\(place).\(field)" }

    /// One line of text; absent, `null` and empty are none.
    func optionalText(_ field: String, lengthMax: Int) throws(Problem) -> String? {
        guard let value = members[field], value.kind != .null else { return nil }
        guard let text = value.string, text.count <= lengthMax, text.utf8.count <= 4 * lengthMax,
            !text.unicodeScalars.contains(where: JSONObjectReader.isUnprintable)
        else {
            throw Problem(
                .invalidField, param: name(field),
                detail: "\(name(field)): allowed is one line of up to \(lengthMax) characters.")
        }
        guard text.isEmpty || BankAPI.isVisible(text) else {
            throw Problem(
                .invalidField, param: name(field),
                detail: "\(name(field)): nothing of it can be seen.")
        }
        return text.isEmpty ? nil : text
    }

    func text(_ field: String, lengthMax: Int) throws(Problem) -> String {
        guard let text = try optionalText(field, lengthMax: lengthMax) else {
            throw Problem(JSONError.missingField(name: name(field)))
        }
        return text
    }

    /// A plain decimal, as a number or a string of digits.
    func optionalDecimal(_ field: String) throws(Problem) -> String? {
        guard let value = members[field], value.kind != .null else { return nil }
        guard let digits = value.number?.text ?? value.string, digits.utf8.count <= 64 else {
            throw Problem(
                .invalidField, param: name(field),
                detail: "\(name(field)): allowed is a plain decimal.")
        }
        return digits
    }

    /// Objects of an array; absent and `null` are none.
    func objects(
        _ field: String, fields: [String], countMax: Int
    ) throws(Problem) -> [BodyObject] {
        var found: [BodyObject] = []
        for (index, value) in try elements(field, countMax: countMax).enumerated() {
            found.append(try BodyObject(value, at: "\(name(field))[\(index)]", fields: fields))
        }
        return found
    }

    /// Lines of text in an array; absent and `null` are none.
    func texts(_ field: String, lengthMax: Int, countMax: Int) throws(Problem) -> [String] {
        var found: [String] = []
        for value in try elements(field, countMax: countMax) {
            guard let text = value.string, (1...lengthMax).contains(text.count) else {
                throw Problem(
                    .invalidField, param: name(field),
                    detail: "\(name(field)): allowed are texts of up to \(lengthMax) characters.")
            }
            found.append(text)
        }
        return found
    }

    private func elements(_ field: String, countMax: Int) throws(Problem) -> [JSONValue] {
        guard let value = members[field], value.kind != .null else { return [] }
        guard let elements = value.array, elements.count <= countMax else {
            throw Problem(
                .invalidField, param: name(field),
                detail: "\(name(field)): allowed is an array of up to \(countMax).")
        }
        return elements
    }
}
