/// What a text may be at most; everything above is refused before memory is spent on it.
package struct JSONLimits: Hashable, Sendable {
    /// Containers inside each other, at most; no limits allow more.
    package static let depthMaximum = 64

    /// The whole text, in bytes.
    package let bytesMax: Int
    /// Containers inside each other; a scalar alone has depth 0.
    package let depthMax: Int
    /// One string or name between its quotes, in bytes as written, escapes not yet resolved.
    package let stringBytesMax: Int
    /// One number, in characters.
    package let numberBytesMax: Int
    /// All values of the text together, containers counted too.
    package let valuesMax: Int

    package init(
        bytesMax: Int = 1 << 20,
        depthMax: Int = depthMaximum,
        stringBytesMax: Int = 1 << 16,
        numberBytesMax: Int = 128,
        valuesMax: Int = 1 << 16
    ) {
        precondition(
            bytesMax >= 0 && stringBytesMax >= 0 && numberBytesMax >= 0 && valuesMax >= 0,
            "A limit is no negative number.")
        precondition(
            (0...JSONLimits.depthMaximum).contains(depthMax), "The depth is 64 at most.")
        self.bytesMax = bytesMax
        self.depthMax = depthMax
        self.stringBytesMax = stringBytesMax
        self.numberBytesMax = numberBytesMax
        self.valuesMax = valuesMax
    }

    /// 1 MiB of text, 64 levels, 64 KiB a string, 128 characters a number, 65,536 values.
    package static let standard = JSONLimits()
}
