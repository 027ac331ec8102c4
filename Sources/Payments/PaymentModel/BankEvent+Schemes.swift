import Bytes

/// Events between us and clearings, as derived views keep them.
extension BankEvent {
    /// - Parameter kind: 55 to 59.
    static func ofScheme(
        _ kind: UInt8, _ reader: inout ByteReader
    ) throws(ByteError) -> BankEvent {
        switch kind {
        case 55: .schemeChanged(try SchemeChange(from: &reader))
        case 56: .messageResent(try MessageResend(from: &reader))
        case 57: .recallChanged(try Recall(from: &reader))
        case 58: .floorCrossed(try FloorChange(from: &reader))
        default: .liquidityChanged(try LiquidityMove(from: &reader))
        }
    }
}
