/// Where a batch stands in its chains of linked events.
///
/// A chain is all or nothing: the first refusal in it undoes what came before and refuses the rest.
struct Chain {
    /// The batch's place of the chain's first event, or −1 outside of any chain.
    private(set) var start = -1
    private(set) var isBroken = false
    /// How many records there were before the chain's first event.
    private(set) var mark = 0

    static var linkedEventFailed: UInt32 { 1 }
    static var linkedEventChainOpen: UInt32 { 2 }

    /// Opens a chain at a linked event, and says why the event cannot be tried; 0 where it can.
    @inline(__always)
    mutating func enter(isLinked: Bool, index: Int, count: Int, mark: Int) -> UInt32 {
        if isLinked {
            if start < 0 {
                start = index
                self.mark = mark
            }
            if index == count - 1 { return Self.linkedEventChainOpen }
        }
        return isBroken ? Self.linkedEventFailed : 0
    }

    /// Takes note of a refusal; true where the chain's earlier events are to be undone now.
    mutating func isBrokenNow() -> Bool {
        guard start >= 0, !isBroken else { return false }
        isBroken = true
        return true
    }

    /// Ends the chain at an event that is not linked.
    @inline(__always)
    mutating func leave(isLinked: Bool) {
        guard !isLinked else { return }
        start = -1
        isBroken = false
    }

    /// Adds the chain's refusals so far: those of the events that were undone.
    func refuse(upTo index: Int, _ refusals: inout [Refusal]) {
        for undone in start..<index {
            refusals.append(Refusal(index: UInt32(undone), status: Self.linkedEventFailed))
        }
    }
}
