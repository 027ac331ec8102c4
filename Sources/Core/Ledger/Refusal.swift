/// An event of a batch that was not created, and why.
package struct Refusal: Hashable, BitwiseCopyable, Sendable {
    /// The event's place in its batch, from 0.
    package var index: UInt32
    /// The raw value of an ``AccountStatus`` or a ``TransferStatus``, by the kind of batch.
    package var status: UInt32

    package init(index: UInt32, status: UInt32) {
        self.index = index
        self.status = status
    }
}
