/// What was first seen under a key, and when: 40 bits beside the month.
///
/// A key is 128 bits of a hash that the caller makes, and only whole keys are compared. Of a keyed
/// hash (HMAC-SHA256, cut to 128 bits) nobody without the secret can choose two texts that collide;
/// what is left is chance. Among 50 million keys some two collide with a probability of
/// n² / 2 · 2⁻¹²⁸ = (5 · 10⁷)² / 6.8 · 10³⁸ = 3.7 · 10⁻²⁴, and a new one collides with one of them
/// with 5 · 10⁷ · 2⁻¹²⁸ = 1.5 · 10⁻³¹: at a billion payments a day the first would be refused by
/// mistake after some 10¹⁹ years.
package struct Sighting: Hashable, Sendable {
    /// Largest ``kind``: it has five bits.
    package static let kindMax: UInt8 = 31
    /// Largest ``place``: it has 30 bits.
    package static let placeMax: UInt32 = 1 << 30 - 1

    /// What it was, as the caller numbers its kinds.
    package let kind: UInt8
    /// The day of first sight in UTC, counted from 1970-01-01.
    package let day: Int32
    /// Leads to what was seen, as the kind says.
    package let place: UInt32

    package init(kind: UInt8, day: Int32, place: UInt32) {
        precondition(
            kind <= Self.kindMax && place <= Self.placeMax, "A kind has 5 bits, a place 30.")
        self.kind = kind
        self.day = day
        self.place = place
    }

    /// Five bits of kind, five of the day in its month, 30 of place.
    func packed(in month: KeyMonth) -> UInt64 {
        let day = UInt64(self.day - month.firstDay)
        precondition(day < 32, "A day lies in its month.")
        return UInt64(kind) << 35 | day << 30 | UInt64(place)
    }

    init(packed: UInt64, in month: KeyMonth) {
        kind = UInt8(packed >> 35 & 31)
        day = month.firstDay + Int32(packed >> 30 & 31)
        place = UInt32(packed & UInt64(Self.placeMax))
    }
}
