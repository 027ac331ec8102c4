/// The extensions of a batch's events: of few of them, by their place in the batch.
package struct ExtensionList<Value: BitwiseCopyable & Hashable & Sendable>: Hashable, Sendable {
    /// An event's extension.
    package struct Entry: Hashable, BitwiseCopyable, Sendable {
        /// The event's place in its batch, from 0.
        package let index: UInt32
        package let value: Value
    }

    /// In the order of the places.
    package private(set) var entries: [Entry] = []

    package init() {}

    package var count: Int { entries.count }
    package var isEmpty: Bool { entries.isEmpty }

    /// Adds an event's extension.
    ///
    /// - Precondition: the event comes after those that were added.
    package mutating func append(_ value: Value, at index: Int) {
        precondition(
            index >= 0 && index <= Int(UInt32.max)
                && (entries.last.map { Int($0.index) < index } ?? true),
            "Extensions come in the order of their events.")
        entries.append(Entry(index: UInt32(index), value: value))
    }

    /// The extension of an event; takes the logarithm of their count.
    package subscript(index: Int) -> Value? {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if Int(entries[middle].index) < index { low = middle + 1 } else { high = middle }
        }
        guard low < entries.count, Int(entries[low].index) == index else { return nil }
        return entries[low].value
    }
}
