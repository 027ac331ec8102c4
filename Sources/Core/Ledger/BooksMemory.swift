/// Where the books' pools get their chunks: 2 to 8 MiB each, kept until the books go.
///
/// The books know nothing of the operating system. Whoever does can give them huge pages, which
/// spare most of the page faults and of the translation misses of a random access.
package struct BooksMemory: Sendable {
    /// Gives memory of so many bytes, aligned to a page at least; its contents do not matter.
    package let allocate: @Sendable (Int) -> UnsafeMutableRawPointer
    /// Takes back what `allocate` gave, with its size.
    package let deallocate: @Sendable (UnsafeMutableRawPointer, Int) -> Void

    package init(
        allocate: @escaping @Sendable (Int) -> UnsafeMutableRawPointer,
        deallocate: @escaping @Sendable (UnsafeMutableRawPointer, Int) -> Void
    ) {
        self.allocate = allocate
        self.deallocate = deallocate
    }

    /// The allocator of the language.
    package static var heap: Self {
        Self(
            allocate: { .allocate(byteCount: $0, alignment: 4096) },
            deallocate: { memory, _ in memory.deallocate() })
    }
}
