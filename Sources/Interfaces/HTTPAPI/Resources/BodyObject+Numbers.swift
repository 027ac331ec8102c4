import JSON

/// Whole numbers, switches and single objects of a body.
extension BodyObject {
    /// A whole number of at most so much, as a number or a string of digits, as in batches.
    func optionalWhole<Value: FixedWidthInteger & UnsignedInteger>(
        _ field: String, in range: ClosedRange<Value>
    ) throws(Problem) -> Value? {
        guard let value = members[field], value.kind != .null else { return nil }
        let digits = value.string ?? value.number?.text ?? ""
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = Value(digits), range.contains(number)
        else {
            throw fault(
                field,
                "allowed is a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func whole<Value: FixedWidthInteger & UnsignedInteger>(
        _ field: String, in range: ClosedRange<Value>
    ) throws(Problem) -> Value {
        guard let value = try optionalWhole(field, in: range) else { throw missing(field) }
        return value
    }

    /// An id of an account or a transfer: not 0 and not 2^128 − 1.
    func identifier(_ field: String) throws(Problem) -> UInt128 {
        try whole(field, in: 1...(.max - 1))
    }

    func optionalSwitch(_ field: String) throws(Problem) -> Bool? {
        guard let value = members[field], value.kind != .null else { return nil }
        guard let found = value.boolean else { throw fault(field, "allowed are true and false") }
        return found
    }

    func optionalObject(_ field: String, fields: [String]) throws(Problem) -> BodyObject? {
        guard let value = members[field], value.kind != .null else { return nil }
        return try BodyObject(value, at: name(field), fields: fields)
    }

    func object(_ field: String, fields: [String]) throws(Problem) -> BodyObject {
        guard let found = try optionalObject(field, fields: fields) else { throw missing(field) }
        return found
    }

    /// A text that a closure makes something of; nil where it is absent.
    func optionalParsed<Value>(
        _ field: String, _ allowed: String, _ parse: (String) -> Value?
    ) throws(Problem) -> Value? {
        guard let value = members[field], value.kind != .null else { return nil }
        guard let text = value.string ?? value.number?.text, text.utf8.count <= 80,
            let parsed = parse(text)
        else { throw fault(field, "allowed is \(allowed)") }
        return parsed
    }

    func parsed<Value>(
        _ field: String, _ allowed: String, _ parse: (String) -> Value?
    ) throws(Problem) -> Value {
        guard let found = try optionalParsed(field, allowed, parse) else { throw missing(field) }
        return found
    }

    func missing(_ field: String) -> Problem { Problem(JSONError.missingField(name: name(field))) }

    func fault(_ field: String, _ allowed: String) -> Problem {
        Problem(.invalidField, param: name(field), detail: "\(name(field)): \(allowed).")
    }
}
