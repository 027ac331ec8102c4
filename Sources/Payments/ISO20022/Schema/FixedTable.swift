/// An array that is written once and lives as long as the process: reading it counts no references.
///
/// Sendable because nothing can write it after the initialiser. Only tables of schemas are kept so,
/// some 100 kB for all messages of a build.
struct FixedTable<Element: Sendable>: @unchecked Sendable {
    private let base: UnsafePointer<Element>
    let count: Int

    init(_ elements: [Element]) {
        let storage = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
        for (index, element) in elements.enumerated() {
            (storage + index).initialize(to: element)
        }
        base = UnsafePointer(storage)
        count = elements.count
    }

    /// The element at an index.
    ///
    /// The indices come from tables of the build, so they are checked like
    /// those, when the table is decoded, and in debug builds.
    subscript(index: Int) -> Element {
        @inline(__always) get {
            assert(index >= 0 && index < count, "An index is inside its table.")
            return base[index]
        }
    }

    /// A copy of some of the elements, for messages and tests.
    subscript(range: Range<Int>) -> [Element] { range.map { self[$0] } }

    func first(where isWanted: (Element) -> Bool) -> Element? {
        for index in 0..<count where isWanted(self[index]) { return self[index] }
        return nil
    }
}
