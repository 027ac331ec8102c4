import Bytes

/// Events between us and clearings, as derived views keep them.
extension BankEvent {
    func writeOfScheme(to writer: inout ByteWriter) {
        func write(_ kind: UInt8, _ value: some Recorded) {
            writer.write(kind)
            value.write(to: &writer)
        }
        switch self {
        case .schemeChanged(let change): write(55, change)
        case .messageResent(let order): write(56, order)
        case .recallChanged(let recall): write(57, recall)
        case .floorCrossed(let change): write(58, change)
        case .liquidityChanged(let move): write(59, move)
        default: preconditionFailure("Another event is written elsewhere.")
        }
    }

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
