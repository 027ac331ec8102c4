/// A record of 128 bytes, little-endian, that lies in memory as it travels.
package protocol WireRecord: BitwiseCopyable, Sendable {}

extension WireRecord {
    package static var bytes: Int { 128 }
}

extension Account: WireRecord {}
extension Transfer: WireRecord {}

extension Array where Element: WireRecord {
    /// The records one after the other.
    package var recordBytes: [UInt8] {
        precondition(MemoryLayout<Element>.stride == Element.bytes, "A record has 128 bytes.")
        return withUnsafeBytes { Array<UInt8>($0) }
    }
}
