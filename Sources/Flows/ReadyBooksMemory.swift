import Ledger
import Platform

extension BooksMemory {
    /// Touched before it is asked for, by a thread of the process.
    static var ready: Self {
        Self(
            allocate: { ReadyMemory.shared.take($0) },
            deallocate: { piece, _ in ReadyMemory.shared.give(piece) })
    }
}
