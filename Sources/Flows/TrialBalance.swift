import Bytes
package import PaymentModel
import Vocabulary

/// What every account of a currency had, moved and has left on one closed day.
///
/// Credits are positive: what we owe is above zero, what we hold below. All lines add up to zero at
/// both ends, and their debits equal their credits.
package struct TrialBalance: Sendable {
    /// Lines of one kind added up.
    package struct Class: Hashable, Sendable {
        package let role: AccountRole
        /// The scheme's key; 0 where the role has none.
        package let scheme: UInt64
        package fileprivate(set) var accounts: UInt32 = 0
        package fileprivate(set) var turnover = Turnover.zero

        init(_ role: AccountRole, scheme: UInt64) {
            self.role = role
            self.scheme = scheme
        }
    }

    struct Line: Sendable {
        let account: BankAccount
        let turnover: Turnover
        /// Anything was ever booked on it, up to the day.
        let hasHad: Bool
    }

    let currency: Currency
    let day: BusinessDate
    /// The bank's own accounts first; within a kind in the order in which they were opened.
    private(set) var classes: [Class] = []
    private(set) var safeguarding = Safeguarding()
    private var lines: [(role: AccountRole, scheme: UInt64, text: String)] = []
    private let schemeNames: [UInt64: String]

    init(_ currency: Currency, on day: BusinessDate, schemeNames: [UInt64: String]) {
        self.currency = currency
        self.day = day
        self.schemeNames = schemeNames
    }

    mutating func add(_ line: Line) {
        let account = line.account
        // A customer's account that never had anything says nothing.
        guard account.role.isOwn || line.hasHad else { return }
        let place = classes.firstIndex {
            $0.role == account.role && $0.scheme == account.scheme
        }
        if place == nil { classes.append(Class(account.role, scheme: account.scheme)) }
        let at = place ?? classes.count - 1
        classes[at].accounts += 1
        classes[at].turnover.add(line.turnover)
        safeguarding.add(account.role, line.turnover.closing)
        let id = ObjectID(.account, account.id)?.description ?? ""
        lines.append(
            (
                account.role, account.scheme,
                row(account.role.name, schemeNames[account.scheme] ?? "", id, line.turnover)
            ))
    }

    var total: Turnover { classes.reduce(into: .zero) { $0.add($1.turnover) } }

    /// RFC 4180, one line an account, then one a class, then the sum.
    func csv() -> [UInt8] {
        var text = "class,scheme,account,opening,debits,credits,closing,currency,day\r\n"
        for kind in ordered {
            for line in lines where line.role == kind.role && line.scheme == kind.scheme {
                text += line.text
            }
        }
        for kind in ordered {
            text += row(
                "total " + kind.role.name, schemeNames[kind.scheme] ?? "", "", kind.turnover)
        }
        text += row("total", "", "", total)
        return Array(text.utf8)
    }

    private var ordered: [Class] {
        classes.sorted {
            ($0.rank, $0.role.rawValue, $0.scheme) < ($1.rank, $1.role.rawValue, $1.scheme)
        }
    }

    private func row(
        _ kind: String, _ scheme: String, _ account: String, _ turnover: Turnover
    ) -> String {
        let amounts = [
            turnover.opening, turnover.debits, turnover.credits, turnover.closing,
        ].map { Money(minorUnits: $0, currency: currency).amountText }
        let cells = [kind, scheme, account] + amounts + [currency.code, day.description]
        return cells.joined(separator: ",") + "\r\n"
    }

    /// What is kept of it beside its lines.
    func summary(hash: [UInt8]) -> Summary {
        Summary(classes: ordered, safeguarding: safeguarding, hash: hash)
    }
}

extension TrialBalance.Class {
    /// Customers stand behind the bank's own.
    fileprivate var rank: Int { role.isOwn ? 0 : 1 }
}

/// Safeguarding: what is owed to customers or on its way for them, against what covers it.
///
/// Owed: customers' credit balances, of which overdrafts take nothing away, with money in transit
/// and parked. Covered by the settlement accounts; a bank that keeps money apart at other banks
/// will have those here, too.
package struct Safeguarding: Hashable, Sendable {
    package fileprivate(set) var customers: Int128 = 0
    package fileprivate(set) var inTransitOut: Int128 = 0
    package fileprivate(set) var unappliedIn: Int128 = 0
    package fileprivate(set) var settlement: Int128 = 0

    package var owed: Int128 { customers.plus(inTransitOut).plus(unappliedIn) }
    /// Below zero: not covered.
    package var difference: Int128 { settlement.plus(-owed) }

    fileprivate mutating func add(_ role: AccountRole, _ closing: Int128) {
        switch role {
        case .customer: customers = customers.plus(max(0, closing))
        case .inTransitOut: inTransitOut = inTransitOut.plus(closing)
        case .unappliedIn: unappliedIn = unappliedIn.plus(closing)
        case .settlement: settlement = settlement.plus(-closing)
        case .blocked, .fees, .equity, .nostro, .suspense, .losses,
            .instantUnconfirmed, .liquidityInTransit:
            break
        }
    }
}

extension TrialBalance {
    /// Classes, safeguarding figure and the hash of all lines.
    package struct Summary: Sendable {
        package let classes: [Class]
        package let safeguarding: Safeguarding
        /// SHA-256 of the CSV.
        package let hash: [UInt8]

        package var total: Turnover { classes.reduce(into: .zero) { $0.add($1.turnover) } }
    }
}

extension TrialBalance.Summary {
    static let hashBytes = 32

    var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.write(hash)
        for figure in [
            safeguarding.customers, safeguarding.inTransitOut, safeguarding.unappliedIn,
            safeguarding.settlement,
        ] {
            writer.write(figure)
        }
        writer.writeVarint(UInt64(classes.count))
        for kind in classes {
            writer.write(kind.role.rawValue)
            writer.write(kind.scheme)
            writer.write(kind.accounts)
            for figure in [kind.turnover.opening, kind.turnover.debits, kind.turnover.credits] {
                writer.write(figure)
            }
        }
        return writer.bytes
    }

    init(from reader: inout ByteReader) throws(ByteError) {
        hash = Array(try reader.read(count: Self.hashBytes))
        safeguarding = Safeguarding(
            customers: try reader.read(), inTransitOut: try reader.read(),
            unappliedIn: try reader.read(), settlement: try reader.read())
        var classes: [TrialBalance.Class] = []
        let start = reader.offset
        let count = try reader.readVarint()
        // Each scheme has two accounts of its own, the other roles one.
        guard count <= 1_000 else {
            throw .tooLong(offset: start, length: Int(clamping: count), limit: 1_000)
        }
        for _ in 0..<count {
            let place = reader.offset
            let raw = try reader.read(UInt8.self)
            guard let role = AccountRole(rawValue: raw) else {
                throw .unexpectedValue(offset: place, value: UInt64(raw))
            }
            var kind = TrialBalance.Class(role, scheme: try reader.read())
            kind.accounts = try reader.read()
            kind.turnover = Turnover(
                opening: try reader.read(), debits: try reader.read(),
                credits: try reader.read())
            classes.append(kind)
        }
        self.classes = classes
    }
}
