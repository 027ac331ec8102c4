import Bytes

/// What falls due for a payment without anybody asking.
struct PaymentTimer: Sendable, Recorded {
    enum Kind: UInt8, Sendable {
        /// The settlement date begins: an accepted payment is booked.
        case settlementDay = 1
        /// The clearing should have answered by now.
        case answer
        /// A kept order's day or time has come.
        case release
        /// Nobody has released what waits in time.
        case approval = 20
        /// A planned change of an account's status begins.
        case status = 21
        /// The payer of an instant payment without an answer gets the money back.
        case restore = 70
        /// More of what waited in a pause goes out; by the scheme's key.
        case resume = 55
        /// A clearing takes messages again; by the scheme's key.
        case opening = 85
        /// A schedule runs; by its id.
        case schedule = 86
        /// What a schedule is made of grows by a day that has ended; by the schedule's id.
        ///
        /// Before anything else of the same instant, which belongs to the next day.
        case accrual = 87
    }

    let due: UInt64
    /// Order of setting, so that two due at once have an order.
    let number: UInt64
    let kind: Kind
    let payment: UInt128

    init(due: UInt64, number: UInt64, kind: Kind, payment: UInt128) {
        self.due = due
        self.number = number
        self.kind = kind
        self.payment = payment
    }

    func write(to writer: inout ByteWriter) {
        writer.write(due)
        writer.write(number)
        writer.write(kind.rawValue)
        writer.write(payment)
    }

    init(from reader: inout ByteReader) throws(ByteError) {
        due = try reader.read()
        number = try reader.read()
        kind = try reader.readCase()
        payment = try reader.read()
    }
}

/// Timers by due time: a binary heap, so that setting and taking cost O(log n).
///
/// Timers are never cancelled: one that fires for a payment that has moved on does nothing.
struct TimerQueue: Sendable {
    private var heap: [PaymentTimer] = []
    private var count: UInt64 = 0

    var next: UInt64? { heap.first?.due }

    mutating func set(_ kind: PaymentTimer.Kind, for payment: UInt128, at due: UInt64) {
        count += 1
        heap.append(PaymentTimer(due: due, number: count, kind: kind, payment: payment))
        var place = heap.count - 1
        while place > 0, precedes(heap[place], heap[(place - 1) / 2]) {
            heap.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    /// The earliest timer due at or before `instant`, which is taken out.
    mutating func take(through instant: UInt64) -> PaymentTimer? {
        guard let first = heap.first, first.due <= instant else { return nil }
        let last = heap.removeLast()
        if !heap.isEmpty {
            heap[0] = last
            sink()
        }
        return first
    }

    private mutating func sink() {
        var place = 0
        while true {
            let left = 2 * place + 1
            guard left < heap.count else { return }
            let right = left + 1
            let child = right < heap.count && precedes(heap[right], heap[left]) ? right : left
            guard precedes(heap[child], heap[place]) else { return }
            heap.swapAt(child, place)
            place = child
        }
    }

    private func precedes(_ one: PaymentTimer, _ other: PaymentTimer) -> Bool {
        (one.due, one.kind == .accrual ? 0 : 1, one.number)
            < (other.due, other.kind == .accrual ? 0 : 1, other.number)
    }

    /// Heap order depends on nothing but what was set and taken, so it is the same in a replay.
    func write(to writer: inout ByteWriter) {
        writer.write(count)
        writer.write(list: heap)
    }

    init() {}

    init(from reader: inout ByteReader) throws(ByteError) {
        count = try reader.read()
        heap = try reader.readList(PaymentTimer.self)
    }
}
