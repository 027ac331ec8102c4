package import Bytes

/// Something for a clearing that waits until its scheme goes on.
package struct WaitingSend: Sendable, Recorded {
    package enum Kind: UInt8, Sendable {
        /// Held payments for pacs.008, of one file and settlement day.
        case transfers = 1
        /// A parked payment that goes back (pacs.004).
        case sendBack
        /// A payment that the clearing is asked about (pacs.028).
        case question
        /// A message that is decided already.
        case message
    }

    package let kind: Kind
    package let file: UInt128
    package let day: Int32
    package var payments: [UInt128]
    package let message: OutgoingMessage?

    init(_ message: OutgoingMessage) {
        kind = .message
        file = 0
        day = message.settlementDay
        payments = message.payments
        self.message = message
    }

    init(_ kind: Kind, _ payments: [UInt128], file: UInt128 = 0, day: Int32 = 0) {
        self.kind = kind
        self.file = file
        self.day = day
        self.payments = payments
        message = nil
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(kind.rawValue)
        writer.write(file)
        writer.write(day)
        writer.write(ids: payments)
        writer.write(list: message.map { [$0] } ?? [])
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        kind = try reader.readCase()
        file = try reader.read()
        day = try reader.read()
        payments = try reader.readIDs()
        message = try reader.readList(OutgoingMessage.self).first
    }
}

/// A scheme that is paused, or whose pause has ended and whose waiting messages still go out.
package struct PausedScheme: Sendable, Recorded {
    /// The scheme's key.
    package let scheme: UInt64
    /// The pause's own id, under which its reason is sealed.
    package let pause: UInt128
    package let by: UInt128
    /// Nanoseconds since 1970.
    package let since: UInt64
    /// What waits is going out; until it has, everything new waits behind it.
    package internal(set) var isResuming = false
    /// In the order in which it will go out.
    package internal(set) var waiting: [WaitingSend] = []

    init(_ order: SchemePause, since: UInt64) {
        scheme = order.scheme
        pause = order.id
        by = order.by
        self.since = since
    }

    /// Payments and messages that wait.
    package var count: Int { waiting.reduce(0) { $0 + $1.payments.count } }

    package func write(to writer: inout ByteWriter) {
        writer.write(scheme)
        writer.write(pause)
        writer.write(by)
        writer.write(since)
        writer.write(isResuming)
        writer.write(list: waiting)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        scheme = try reader.read()
        pause = try reader.read()
        by = try reader.read()
        since = try reader.read()
        isResuming = try reader.readFlag()
        waiting = try reader.readList(WaitingSend.self)
    }
}

extension [WaitingSend] {
    /// A payment waits no more.
    mutating func forget(_ payment: UInt128) {
        let place = firstIndex { $0.kind == .transfers && $0.payments.contains(payment) }
        guard let place else { return }
        self[place].payments.removeAll { $0 == payment }
        if self[place].payments.isEmpty { remove(at: place) }
    }

    /// Takes out what goes first: so many payments at most.
    mutating func take(_ limit: Int) -> [WaitingSend] {
        var room = limit
        var taken: [WaitingSend] = []
        var whole = 0
        while room > 0, whole < count {
            var next = self[whole]
            if next.payments.count > room {
                self[whole].payments.removeFirst(room)
                next.payments.removeLast(next.payments.count - room)
                taken.append(next)
                break
            }
            room -= next.payments.count
            taken.append(next)
            whole += 1
        }
        removeFirst(whole)
        return taken
    }
}
