import Bytes
package import Vocabulary

/// Keyed hashes by which the state finds what it may not hold in clear.
///
/// Each is 128 bits of an HMAC-SHA256 under a secret of the data folder, over a name for what is
/// hashed and the text, so that an IBAN and a reference of the same letters differ.
package struct LookupKeys: Sendable {
    private let hash: @Sendable ([UInt8]) -> UInt128

    package init(_ hash: @escaping @Sendable ([UInt8]) -> UInt128) {
        self.hash = hash
    }

    package func iban(_ iban: IBAN) -> UInt128 { key("iban", iban.text) }

    package func reference(_ text: String) -> UInt128 { key("reference", text) }

    func message(party: String, id: String) -> UInt128 { key("message", party, id) }

    /// Of a MsgId, whoever it is of.
    func messageID(_ id: String) -> UInt128 { key("message-id", id) }

    func group(party: String, id: String) -> UInt128 { key("group", party, id) }

    func endToEnd(party: String, account: String, id: String) -> UInt128 {
        key("end-to-end", party, account, id)
    }

    /// Of hashes of orders, in an order of their own.
    func orders(party: String, _ orders: [UInt128]) -> UInt128 {
        key("orders", party, orders.map { String($0, radix: 16) }.joined(separator: " "))
    }

    func uetr(_ uetr: UETR) -> UInt128 { key("uetr", uetr.description) }

    func statement(servicer: String, account: String, id: String) -> UInt128 {
        key("statement", servicer, account, id)
    }

    func clearingMessage(kind: String, sender: String, id: String) -> UInt128 {
        key("clearing", kind, sender, id)
    }

    func incoming(debtorAgent: String, id: String, day: Int32) -> UInt128 {
        key("incoming", debtorAgent, id, String(day))
    }

    /// By which a clearing's report names a payment to us: its TxId.
    func transactionName(_ id: String) -> UInt128 { key("transaction", id) }

    /// By which a clearing names an entry of its own books: the account and its AcctSvcrRef.
    func entryName(_ account: String, _ reference: String) -> UInt128 {
        key("entry", account, reference)
    }

    func returnName(_ id: String) -> UInt128 { key("return", id) }

    /// Another bank's request for a payment, by its CxlId.
    func recall(sender: String, id: String) -> UInt128 { key("recall", sender, id) }

    func identifier(_ identifier: PartyIdentifier) -> UInt128 {
        key("party", identifier.scheme, identifier.value)
    }

    /// Of a folder in the inbox.
    func folder(_ name: String) -> UInt128 { key("folder", name) }

    func tokenName(_ name: String) -> UInt128 { key("token", name) }

    /// Of texts that are compared by content, as ``content(_:)`` of them with separators between.
    func content(of parts: [String]) -> UInt128 { hash(Self.joined(["content"] + parts)) }

    /// Of bytes that are no personal data's look-up: requests and messages compared by content.
    package func content(_ bytes: [UInt8]) -> UInt128 {
        hash(Array("content\u{1F}".utf8) + bytes)
    }

    private func key(_ parts: String...) -> UInt128 {
        // The separator cannot stand in any of the texts: it is no character of XML or of an id.
        max(1, hash(Self.joined(parts)))
    }

    private static func joined(_ parts: [String]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(128)
        for part in parts {
            bytes.append(contentsOf: part.utf8)
            bytes.append(0x1F)
        }
        bytes.removeLast()
        return bytes
    }
}
