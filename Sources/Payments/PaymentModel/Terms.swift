package import Bytes

/// When the funds of an order that is kept for later are taken.
package enum FundsPolicy: UInt8, Sendable, CaseIterable {
    /// Until its day the payer has the money; cover is asked for then.
    case atExecution = 1
    /// Held when the order arrives, used on its day, given back when it is cancelled.
    case atEntry

    package var name: String {
        switch self {
        case .atExecution: "execution"
        case .atEntry: "entry"
        }
    }

    package init?(name: String) {
        guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }
}

/// An order to change what was agreed with somebody; it counts for what comes from then on.
package struct TermsOrder: Sendable, Recorded {
    package enum Subject: Sendable {
        /// What an account wants of late orders; nil as the scheme's row says.
        case account(UInt128, LateOrders?)
        case party(UInt128, FundsPolicy)
    }

    package var subject: Subject
    package var by: UInt128

    package init(_ subject: Subject, by: UInt128) {
        self.subject = subject
        self.by = by
    }

    package func write(to writer: inout ByteWriter) {
        switch subject {
        case .account(let id, let lateOrders):
            writer.write(UInt8(1))
            writer.write(id)
            writer.write(lateOrders?.rawValue ?? 0)
        case .party(let id, let funds):
            writer.write(UInt8(2))
            writer.write(id)
            writer.write(funds.rawValue)
        }
        writer.write(by)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        let start = reader.offset
        let kind = try reader.read(UInt8.self)
        switch kind {
        case 1: subject = .account(try reader.read(), try reader.readLateOrders())
        case 2: subject = .party(try reader.read(), try reader.readCase())
        default: throw .unexpectedValue(offset: start, value: UInt64(kind))
        }
        by = try reader.read()
    }
}

/// What became of an order about terms.
package enum TermsOutcome: UInt8, Sendable {
    case changed = 0
    case unchanged
    case unknownAccount
    case ownAccount
    case accountClosed
    case unknownParty
}
