package import Bytes
package import Segments

/// The files that a snapshot leaves transfers to: those of batches, and the bank's own.
package struct SealedNames: Sendable, Recorded {
    package let batches: [SealedName]
    package let own: [SealedName]

    init(batches: [SealedName] = [], own: [SealedName] = []) {
        self.batches = batches
        self.own = own
    }

    package func write(to writer: inout ByteWriter) {
        SealedName.write(batches, to: &writer)
        SealedName.write(own, to: &writer)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        batches = try SealedName.readList(&reader)
        own = try SealedName.readList(&reader)
    }
}
