/// A SHA-256 of what is kept elsewhere about a record, or nothing at all.
///
/// 32 bytes in the order of the digest. All zero stands for none: nobody knows a text with that hash.
package struct MetadataHash: Hashable, BitwiseCopyable, Sendable {
    private var first: UInt128
    private var last: UInt128

    package static var bytes: Int { 32 }
    package static var none: Self { Self(first: 0, last: 0) }

    private init(first: UInt128, last: UInt128) {
        self.first = first
        self.last = last
    }

    /// Fails unless there are 32 bytes.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.bytes else { return nil }
        func number(_ half: some Sequence<UInt8>) -> UInt128 {
            half.reduce(0) { $0 << 8 | UInt128($1) }
        }
        first = number(bytes.prefix(16)).bigEndian
        last = number(bytes.dropFirst(16)).bigEndian
    }

    /// The digest's bytes.
    package var digest: [UInt8] {
        withUnsafeBytes(of: self) { Array($0) }
    }

    package var isNone: Bool { first == 0 && last == 0 }
}
