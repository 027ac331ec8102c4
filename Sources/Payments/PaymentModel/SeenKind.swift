/// What a key of duplicates stands for (postings, D1–D10).
enum SeenKind: UInt8, Sendable {
    /// A file's own id, which follows from the caller's idempotency key.
    case file = 1
    /// A file's id and the hash of its bytes.
    case fileContent
    /// Initiating party and MsgId (D1).
    case message
    /// The orders of a file without its header (D9).
    case orders
    /// Initiating party, debtor's account and EndToEndId (D10).
    case endToEnd
    /// A clearing's message: kind, sender, MsgId (D7).
    case clearingMessage
    /// The same with the hash of its bytes.
    case clearingContent
    /// DbtrAgt, TxId and IntrBkSttlmDt (D5, D6).
    case incoming
    /// UETR (D5, D6).
    case uetr
    /// An instant payment to us by its TxId and amount; the place is that of its hold in the books.
    case settled
    /// A pacs.004's RtrId (D8).
    case returned
    /// An instant return by the name reports give it.
    case returnName
    /// A return's own id.
    case returnID
    /// A payment of ours that came back.
    case cameBack
    /// Servicer, account and id of a statement or report (D8).
    case statement
    /// A payment of ours that two people have ended before the clearing said anything (Z2).
    case endedByHand
    /// An entry of the clearing's books without a transaction, by its reference (E1a).
    case funding
    /// Another bank's request for a payment, by clearing and CxlId (Q14).
    case recallRequest
    /// A payment that was asked back, in either direction; once more with the recall's id.
    case recalled
    /// A payment to us that was posted, by DbtrAgt, TxId and IntrBkSttlmDt; the place is that of its
    /// transfer in the books (Q7).
    case received
}
