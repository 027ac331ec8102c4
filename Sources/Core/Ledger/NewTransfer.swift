/// An event whose id is new, on its way to be stored.
struct NewTransfer {
    let event: UnsafePointer<Transfer>
    let seat: IdentifierIndex.Seat
    let hash: UInt32
    /// The event's own timestamp, also where it is imported.
    let timestamp: UInt64
}
