/// The ordinals of a batch's debit and credit accounts, side by side, in the order of the events.
///
/// They were found when the batch was decided, or when it was read from a journal: to look them up
/// again would wait for the same memory again, twice an event.
final class LocatedAccounts {
    private var ordinals: UnsafeMutablePointer<UInt32>?
    private var capacity = 0
    private(set) var count = 0

    func deallocate() { ordinals?.deallocate() }

    /// Forgets the last batch, and has room for one of so many events.
    func begin(_ events: Int) {
        count = 0
        guard capacity < events * 2 else { return }
        ordinals?.deallocate()
        capacity = events * 2
        ordinals = .allocate(capacity: capacity)
    }

    /// Adds those of a group of events.
    func add(_ accounts: UnsafePointer<UInt32>, events: Int) {
        guard let ordinals else { return }
        (ordinals + count).update(from: accounts, count: events * 2)
        count += events * 2
    }

    /// Adds those of one event.
    @inline(__always)
    func add(debit: UInt32, credit: UInt32) {
        guard let ordinals, count + 2 <= capacity else { return }
        ordinals[count] = debit
        ordinals[count + 1] = credit
        count += 2
    }

    /// Has none from now on.
    func clear() { count = 0 }

    /// Those of a batch of so many events; `nil` where the last one had another number.
    ///
    /// Guesses: whoever uses them looks whether they are right.
    func ofBatch(_ events: Int) -> UnsafePointer<UInt32>? {
        count == events * 2 && count > 0 ? ordinals.map { UnsafePointer($0) } : nil
    }
}

extension Books {
    /// The ordinal of an account, or none; without a search where the guess is right.
    @inline(__always)
    func accountPosition(_ id: UInt128, near guess: UInt32?) -> UInt32 {
        if let guess, guess < UInt32(accounts.count), accounts[guess].pointee.id == id {
            return guess
        }
        return accountPosition(id)
    }
}
