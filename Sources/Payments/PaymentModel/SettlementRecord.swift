import Bytes

/// A scheme's settlement account by the clearing's days, and what the clearing said of them.
///
/// By this a statement is compared even when it comes late, or what it told of does.
struct SettlementRecord: Sendable, Recorded {
    /// What a day moved; debits positive, as the clearing counts for us.
    struct Move: Sendable, Recorded {
        let day: Int32
        var amount: Int128
        var count: UInt32

        init(day: Int32, amount: Int128) {
            self.day = day
            self.amount = amount
            count = 1
        }

        func write(to writer: inout ByteWriter) {
            writer.write(day)
            writer.write(amount)
            writer.write(count)
        }

        init(from reader: inout ByteReader) throws(ByteError) {
            day = try reader.read()
            amount = try reader.read()
            count = try reader.read()
        }
    }

    /// A closing balance as the clearing gave it, and ours at that moment.
    struct Statement: Sendable, Recorded {
        let day: Int32
        let ours: Int128
        let theirs: Int128

        init(day: Int32, ours: Int128, theirs: Int128) {
            self.day = day
            self.ours = ours
            self.theirs = theirs
        }

        func write(to writer: inout ByteWriter) {
            writer.write(day)
            writer.write(ours)
            writer.write(theirs)
        }

        init(from reader: inout ByteReader) throws(ByteError) {
            day = try reader.read()
            ours = try reader.read()
            theirs = try reader.read()
        }
    }

    /// Statements of open days that are kept; of more the oldest are let go.
    static let statementsMax = 1_000

    /// The settlement account: of a scheme, in a currency.
    let account: UInt128
    /// The sum of the days that are closed.
    private var before: Int128 = 0
    /// Open days in order.
    private var moves: [Move] = []
    private var statements: [Statement] = []

    init(account: UInt128) { self.account = account }

    mutating func move(_ amount: Int128, on day: Int32) {
        let place = moves.lastIndex { $0.day <= day }
        if let place, moves[place].day == day {
            moves[place].amount = moves[place].amount.sum(with: amount)
            moves[place].count &+= 1
        } else {
            moves.insert(Move(day: day, amount: amount), at: place.map { $0 + 1 } ?? 0)
        }
    }

    /// Takes in a statement, in the place of an earlier one of the same day.
    mutating func take(_ statement: Statement) {
        statements.removeAll { $0.day == statement.day }
        let place = statements.firstIndex { $0.day > statement.day } ?? statements.count
        statements.insert(statement, at: place)
        if statements.count > Self.statementsMax { statements.removeFirst() }
    }

    func hasMoved(on day: Int32) -> Bool { moves.contains { $0.day == day } }

    /// Our balance with everything that the clearing counts up to the end of a day.
    func balance(through day: Int32) -> Int128 {
        moves.prefix { $0.day <= day }.reduce(before) { $0.sum(with: $1.amount) }
    }

    /// The statement of a day, else the first one behind it.
    func statement(onOrAfter day: Int32) -> Statement? { statements.first { $0.day >= day } }

    /// A closed day needs no comparison any more.
    mutating func close(through day: Int32) {
        before = balance(through: day)
        moves.removeAll { $0.day <= day }
        statements.removeAll { $0.day <= day }
    }

    func write(to writer: inout ByteWriter) {
        writer.write(account)
        writer.write(before)
        writer.write(list: moves)
        writer.write(list: statements)
    }

    init(from reader: inout ByteReader) throws(ByteError) {
        account = try reader.read()
        before = try reader.read()
        moves = try reader.readList(Move.self)
        statements = try reader.readList(Statement.self)
    }
}
