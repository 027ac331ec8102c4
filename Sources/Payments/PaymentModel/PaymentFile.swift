package import Bytes

/// A customer's credit transfer initiation (pain.001), as far as decisions rest on it.
package struct PaymentFile: Sendable, Recorded {
    /// The file's own id; its payments' ids follow it, sixteen apart.
    package var id: UInt128
    /// Hash of the caller's body, so that a repeated key with another body is seen.
    package var content: UInt128
    /// Keyed hash of initiating party and MsgId: seen once, a second file is DU01.
    package var key: UInt128
    /// Keyed hash of its orders without the header and what a second export of the same orders
    /// changes; 0 where they are no key.
    package var orders: UInt128 = 0
    /// 3, 9 or 11: the version of pain.001.
    package var version: UInt8
    package var refusal: ReasonCode
    package var groups: [PaymentGroup]
    /// The file itself.
    package var sealed = SealedReference.none
    /// The token it came with; 0 where none did, as in an inbox.
    package var by: UInt128 = 0
    /// Keyed hash of the inbox's folder it came through; 0 where none did.
    package var folder: UInt128 = 0
    /// Keyed hash of the initiating party's identification, where it has one with a scheme.
    package var initiator: UInt128 = 0
    /// Keyed hash of MsgId alone, for a file whose channel says who its initiating party is.
    package var messageID: UInt128 = 0

    package init(
        id: UInt128, content: UInt128, key: UInt128, version: UInt8, refusal: ReasonCode,
        groups: [PaymentGroup]
    ) {
        self.id = id
        self.content = content
        self.key = key
        self.version = version
        self.refusal = refusal
        self.groups = groups
    }

    /// The number of transfers in all groups.
    package var count: Int { groups.reduce(0) { $0 + $1.orders.count } }

    /// The id of the payment at a position counted over the whole file from 0.
    package static func paymentID(file: UInt128, position: Int) -> UInt128 {
        file &+ (UInt128(position) + 1) * PaymentStep.idsPerPayment
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(id)
        writer.write(content)
        writer.write(key)
        writer.write(orders)
        writer.write(version)
        writer.write(refusal.rawValue)
        writer.write(list: groups)
        sealed.write(to: &writer)
        writer.write(by)
        writer.write(folder)
        writer.write(initiator)
        writer.write(messageID)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        id = try reader.read()
        content = try reader.read()
        key = try reader.read()
        orders = try reader.read()
        version = try reader.read()
        refusal = ReasonCode(rawValue: try reader.read())
        groups = try reader.readList(PaymentGroup.self)
        sealed = try SealedReference(from: &reader)
        by = try reader.read()
        folder = try reader.read()
        initiator = try reader.read()
        messageID = try reader.read()
    }
}

extension PaymentFile {
    /// The position of a payment in its file or message, counted from 0.
    package static func position(of payment: UInt128, in file: UInt128) -> Int? {
        let distance = payment &- file
        guard distance >= PaymentStep.idsPerPayment, distance < 1 << 40 else { return nil }
        return Int(distance / PaymentStep.idsPerPayment) - 1
    }
}
