import XML

/// The strings of a schema by index, and the index of a string by its hash.
struct SchemaStrings: Sendable {
    private let bytes: FixedTable<UInt8>
    private let starts: FixedTable<UInt32>
    private let hashes: FixedTable<UInt32>
    /// Open addressing, at most half full; `none` marks a free place.
    private let places: FixedTable<UInt16>

    static let none = UInt16.max

    init(_ strings: [ArraySlice<UInt8>]) {
        precondition(strings.count < Int(Self.none), "An index fits 16 bits.")
        var size = 16
        while size < strings.count * 2 { size *= 2 }
        var places = [UInt16](repeating: Self.none, count: size)
        let hashes = strings.map { $0.withUnsafeBufferPointer(XMLName.hash) }
        for index in strings.indices {
            var place = Int(hashes[index]) & (size - 1)
            while places[place] != Self.none { place = (place + 1) & (size - 1) }
            places[place] = UInt16(index)
        }
        self.hashes = FixedTable(hashes)
        self.places = FixedTable(places)
        bytes = FixedTable(Array(strings.joined()))
        starts = FixedTable(
            strings.reduce(into: [0]) { $0.append($0[$0.count - 1] + UInt32($1.count)) })
    }

    subscript(index: UInt16) -> [UInt8] {
        bytes[Int(starts[Int(index)])..<Int(starts[Int(index) + 1])]
    }

    /// The index of a string, or ``none``.
    func index(of text: UnsafeBufferPointer<UInt8>, hash: UInt32) -> UInt16 {
        var place = Int(hash) & (places.count - 1)
        while places[place] != Self.none {
            let index = places[place]
            if hashes[Int(index)] == hash, isEqual(index, text) { return index }
            place = (place + 1) & (places.count - 1)
        }
        return Self.none
    }

    private func isEqual(_ index: UInt16, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = Int(starts[Int(index)])
        guard Int(starts[Int(index) + 1]) - start == text.count else { return false }
        for offset in 0..<text.count where bytes[start + offset] != text[offset] { return false }
        return true
    }
}
