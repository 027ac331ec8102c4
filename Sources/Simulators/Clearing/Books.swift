/// One booking between two settlement accounts of a scheme.
///
/// Double entry: what one loses the other gains; the clearing's own central account stands for
/// money that comes from outside.
struct Booking: Hashable {
    enum Kind: Hashable {
        case transfer(Int)
        case funding
        case liquidity
        case charge
    }

    /// Nothing means the central account.
    var from: BIC?
    var to: BIC?
    var scheme: Int
    var cents: Cents
    var day: BusinessDay
    var valueDay: BusinessDay
    var kind: Kind
    /// The servicer's reference of this booking.
    var reference: String
}

/// The participants' settlement accounts.
package struct Books: Hashable, Sendable {
    struct Account: Hashable {
        var scheme: Int
        var owner: BIC?
    }

    private var balances: [Account: Cents] = [:]

    mutating func post(_ booking: Booking) {
        balances[Account(scheme: booking.scheme, owner: booking.from), default: .zero] -=
            booking.cents
        balances[Account(scheme: booking.scheme, owner: booking.to), default: .zero] +=
            booking.cents
    }

    func balance(of owner: BIC?, in scheme: Int) -> Cents {
        balances[Account(scheme: scheme, owner: owner)] ?? .zero
    }

    /// Over all accounts of a scheme; addition does not mind the order.
    func sum(in scheme: Int) -> Cents {
        balances.reduce(.zero) { $1.key.scheme == scheme ? $0 + $1.value : $0 }
    }
}

/// A position of one account over one business day.
package struct DayOfBooks: Hashable, Sendable {
    package let day: BusinessDay
    package let scheme: String
    /// The participant's BIC, or `central`.
    package let owner: String
    package let opening: Cents
    package let debits: Cents
    package let credits: Cents
    package var closing: Cents { opening + credits - debits }
}
