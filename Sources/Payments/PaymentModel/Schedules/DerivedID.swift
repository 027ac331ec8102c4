import Cryptography

/// Identifiers of what follows from something else, so that what is done twice is done once, and
/// everybody can name it beforehand.
///
/// The first 128 bits of SHA-256 over the word, a zero byte, the source's id in 16 and the number in
/// 8 bytes, most significant byte first.
package enum DerivedID {
    /// The transfer of a schedule's run; runs are counted from 1.
    package static func run(_ number: UInt64, ofSchedule id: UInt128) -> UInt128 {
        derived("schedule", id, number)
    }

    /// A transfer of a transaction; its transfers are counted from 1.
    package static func leg(_ number: Int, ofTransaction id: UInt128) -> UInt128 {
        derived("transaction", id, UInt64(number))
    }

    /// What takes a transfer or a transaction back, where nobody gives it another id.
    ///
    /// The ledger takes no id again that it has refused once; the next attempt has the next number,
    /// counted from 0.
    package static func revert(of id: UInt128, attempt: UInt64 = 0) -> UInt128 {
        derived("revert", id, attempt)
    }

    /// What posts the pending transfers of a transaction, likewise.
    package static func post(of id: UInt128, attempt: UInt64 = 0) -> UInt128 {
        derived("post", id, attempt)
    }

    /// What voids them.
    package static func void(of id: UInt128, attempt: UInt64 = 0) -> UInt128 {
        derived("void", id, attempt)
    }

    private static func derived(_ word: String, _ id: UInt128, _ number: UInt64) -> UInt128 {
        var bytes = Array(word.utf8) + [0]
        for shift in stride(from: 120, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: id >> UInt128(shift)))
        }
        for shift in stride(from: 56, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
        }
        let value = SHA256.hash(bytes).leading128
        // 0 and 2^128 − 1 name nothing in the ledger.
        return min(max(value, 1), .max - 1)
    }
}
