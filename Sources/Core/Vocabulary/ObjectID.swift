import Bytes

/// The name of an object at the API: what it is, and a 128-bit value, such as `acc_01…`.
///
/// The value is written as 26 digits of Crockford's base 32, so ids sort as their values do. Zero
/// and 2^128 − 1 mean "none" and "all" in the ledger and never occur.
package struct ObjectID: Hashable, Sendable {
    /// What the id names.
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        case transfer = "tr"
        case account = "acc"
        case payment = "pay"
        case file
        case message = "msg"
        case event = "evt"
        case party
        case token = "tok"
        case approval = "apr"
        case recall = "rcl"
        case channel = "chn"
        /// Something that books and clearing do not agree on.
        case mismatch = "brk"
    }

    package let kind: Kind
    package let value: UInt128

    /// Fails for 0 and 2^128 − 1.
    package init?(_ kind: Kind, _ value: UInt128) {
        guard value > 0, value < .max else { return nil }
        self.kind = kind
        self.value = value
    }

    /// Fails unless the text is a known prefix, `_` and 26 digits of base 32, in either case.
    package init?(_ text: some StringProtocol) {
        // From `tr_` to `party_`, and 26 digits: most texts are no id and go no further.
        guard 29...32 ~= text.utf8.count else { return nil }
        let parts = text.utf8.split(separator: UInt8(ascii: "_"), maxSplits: 1)
        guard parts.count == 2,
            let kind = Kind(rawValue: String(decoding: parts[0], as: UTF8.self)),
            let value = Base32.decode(String(decoding: parts[1], as: UTF8.self))
        else { return nil }
        self.init(kind, value)
    }
}

extension ObjectID: CustomStringConvertible {
    package var description: String { "\(kind.rawValue)_\(Base32.encode(value))" }
}

extension ObjectID {
    /// The value of an object that a caller's idempotency key names.
    ///
    /// A key that is a UUIDv7 or a ULID gives its 48-bit time in front of 80 bits of the hash, so
    /// that values are ordered in time; any other key gives 128 bits of the hash. The hash, a
    /// SHA-256 over caller and key, has at least 16 bytes, of which the first are used.
    package static func value(
        callerHash: some Collection<UInt8>, idempotencyKey: String
    ) -> UInt128 {
        precondition(callerHash.count >= 16, "128 bits of the hash are needed.")
        let hash = callerHash.prefix(16).reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
        guard let milliseconds = milliseconds(inKey: idempotencyKey) else { return usable(hash) }
        return value(milliseconds: milliseconds, entropy: hash >> 48)
    }

    /// A value ordered in time: 48 bits of milliseconds since 1970, then the low 80 bits of
    /// `entropy`.
    package static func value(milliseconds: UInt64, entropy: UInt128) -> UInt128 {
        let time = UInt128(milliseconds & 0xFFFF_FFFF_FFFF)
        return usable(time << 80 | entropy & ((1 << 80) - 1))
    }

    /// The time in a key that is a UUIDv7 (RFC 9562 §5.7) or a ULID, in milliseconds since 1970;
    /// `nil` in any other.
    package static func milliseconds(inKey key: String) -> UInt64? {
        if let uuid = UUIDText.decode(key) {
            return uuid >> 76 & 0xF == 7 && uuid >> 62 & 3 == 2 ? UInt64(uuid >> 80) : nil
        }
        return Base32.decode(key).map { UInt64($0 >> 80) }
    }

    /// Steps over the two values that never occur.
    private static func usable(_ value: UInt128) -> UInt128 {
        value == 0 ? 1 : value == .max ? .max - 1 : value
    }
}
