/// A number of a record, by its name in text.
struct BatchColumn<Row>: Sendable {
    let name: String
    let max: UInt128
    let get: @Sendable (Row) -> UInt128
    let set: @Sendable (inout Row, UInt128) -> Void

    init<Value: FixedWidthInteger & UnsignedInteger & SendableMetatype>(
        _ name: String, _ path: any WritableKeyPath<Row, Value> & Sendable
    ) {
        self.name = name
        max = UInt128(Value.max)
        get = { UInt128($0[keyPath: path]) }
        set = { $0[keyPath: path] = Value(truncatingIfNeeded: $1) }
    }

    /// A number above 32 bits does not fit what many readers of JSON make of one: it is a string.
    var isText: Bool { max > UInt128(UInt32.max) }

    /// The number that decimal digits stand for, where it is in range.
    func number(_ digits: String) -> UInt128? {
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let value = UInt128(digits), value <= max
        else { return nil }
        return value
    }
}
