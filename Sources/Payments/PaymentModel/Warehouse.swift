/// The orders that are kept until their day, found by the payment's id.
package struct Warehouse: Sendable {
    /// Orders kept at once.
    ///
    /// Some 300 bytes each with its timer.
    package static let countMax = 1_000_000

    private let limit: Int
    private var byID: [UInt128: WarehousedOrder] = [:]

    package init(limit: Int = countMax) { self.limit = limit }

    init(_ orders: [WarehousedOrder]) {
        self.init()
        for order in orders { byID[order.id] = order }
    }

    package var count: Int { byID.count }

    var unordered: Dictionary<UInt128, WarehousedOrder>.Values { byID.values }

    package var isFull: Bool { byID.count >= limit }

    /// In the order of their ids: that of a file is that of its document.
    package var orders: [WarehousedOrder] { byID.values.sorted { $0.id < $1.id } }

    /// Whether an order of an account, or of a file, is kept.
    func holds(anythingOf id: UInt128) -> Bool {
        byID.values.contains { $0.file == id || $0.account == id }
    }

    /// Ids of what is kept to an account's debit or credit, in their order.
    func orders(of account: BankAccount) -> [UInt128] {
        byID.values.filter {
            $0.account == account.id || account.iban != 0 && $0.order.creditor == account.iban
        }.map(\.id).sorted()
    }

    package subscript(_ id: UInt128) -> WarehousedOrder? { byID[id] }

    /// - Precondition: there is room.
    package mutating func keep(_ order: WarehousedOrder) {
        precondition(!isFull, "Whoever keeps an order has asked whether there is room.")
        byID[order.id] = order
    }

    package mutating func take(_ id: UInt128) -> WarehousedOrder? {
        byID.removeValue(forKey: id)
    }
}
