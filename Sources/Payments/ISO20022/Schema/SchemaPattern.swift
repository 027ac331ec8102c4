/// A pattern of XML Schema as a deterministic automaton over ASCII and one symbol for the rest.
///
/// Matching takes one step a character and never goes back, whatever the pattern.
struct SchemaPattern: Sendable {
    /// The pattern as the schema has it.
    let text: UInt16
    private let classes: Int
    private let classOf: FixedTable<UInt8>
    private let accepting: FixedTable<Bool>
    private let next: FixedTable<UInt8>

    private static let dead = UInt8.max

    /// Decodes the form that `Tools/xsdc/pattern.py` writes.
    init(text: UInt16, _ bytes: ArraySlice<UInt8>) {
        self.text = text
        var rest = bytes
        let states = Int(rest.removeFirst())
        classes = Int(rest.removeFirst())
        accepting = FixedTable(rest.prefix(states).map { $0 != 0 })
        rest.removeFirst(states)
        var classOf: [UInt8] = []
        for _ in 0..<rest.removeFirst() {
            let kind = rest.removeFirst()
            classOf.append(contentsOf: repeatElement(kind, count: Int(rest.removeFirst())))
        }
        precondition(classOf.count == 129 && rest.count == states * classes, "A table is whole.")
        self.classOf = FixedTable(classOf)
        next = FixedTable(Array(rest))
    }

    /// Whether the whole text matches.
    func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        state(after: text).map { accepting[$0] } ?? false
    }

    /// Whether the text is the beginning of one that matches.
    func isPrefix(_ text: UnsafeBufferPointer<UInt8>) -> Bool { state(after: text) != nil }

    private func state(after text: UnsafeBufferPointer<UInt8>) -> Int? {
        var state = 0
        for byte in text {
            // The bytes behind the first of a character beyond ASCII are part of it.
            if byte & 0xC0 == 0x80 { continue }
            let following = next[state * classes + Int(classOf[min(Int(byte), 128)])]
            guard following != Self.dead else { return nil }
            state = Int(following)
        }
        return state
    }
}
