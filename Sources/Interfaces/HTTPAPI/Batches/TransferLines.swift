import Flows
import JSON
import Ledger
import PaymentModel

/// Lines of a batch of transfers, some of which are transactions of many legs.
///
/// A line with a list of `legs` comes to several events that are made together; what is said of them
/// is said of the line.
struct TransferLines {
    /// Where an event comes from.
    private struct Source {
        let line: Int
        /// The place of its transaction among ``chains``; nil where it comes from none.
        let chain: Int?
        /// Its place in that.
        let place: Int
    }

    private(set) var transfers: [Transfer] = []
    private(set) var extensions = ExtensionList<TransferExtension>()
    private(set) var chains: [TransferChain] = []
    private(set) var metadata: [PlacedMetadata] = []
    private var sources: [Source] = []

    /// Legs at their longest, each of 160 bytes, and metadata.
    private static let limits = JSONLimits(
        bytesMax: 4096 + MetadataReading.lineBytesMax + 160 * LegPairing.legsMax,
        depthMax: 1 + Metadata.depthMax, stringBytesMax: MetadataReading.lineBytesMax,
        numberBytesMax: 40,
        valuesMax: 64 + MetadataReading.valuesMax + 6 * LegPairing.legsMax)

    /// Whether a body has such a line at all: most have none, and are read as they always were.
    static func hasLegs(_ body: ArraySlice<UInt8>) -> Bool {
        let word = Array(#""legs""#.utf8)
        for place in body.indices where body[place] == UInt8(ascii: "[") {
            var end = place
            while end > body.startIndex,
                body[end - 1] == 0x20 || body[end - 1] == UInt8(ascii: ":")
            { end -= 1 }
            let start = end - word.count
            if start >= body.startIndex, body[start..<end].elementsEqual(word) { return true }
        }
        return false
    }

    init(_ body: [UInt8], _ metadata: MetadataReading) throws(Problem) {
        let reading = BatchReading<Transfer>()
        for (number, line) in BatchReading<Transfer>.split(body).enumerated() {
            if Self.hasLegs(line), let value = try Self.transaction(line, number) {
                try add(value, metadata, number)
            } else {
                let event = try reading.event(line, index: number, metadata)
                if let own = event.metadata {
                    self.metadata.append(PlacedMetadata(index: transfers.count, own))
                }
                add(event.row, event.more, Source(line: number, chain: nil, place: 0))
            }
            try BatchReading<Transfer>.check(count: transfers.count)
        }
    }

    /// The line as an object with legs; `nil` where they stand elsewhere, in metadata say.
    private static func transaction(
        _ line: ArraySlice<UInt8>, _ number: Int
    ) throws(Problem) -> JSONValue? {
        let value: JSONValue
        do { value = try JSONValue(parsing: Array(line), limits: limits) } catch {
            throw Problem(.malformedBatch, detail: "Event \(number): \(error.description)")
        }
        return value["legs"] == nil ? nil : value
    }

    private mutating func add(
        _ value: JSONValue, _ metadata: MetadataReading, _ number: Int
    ) throws(Problem) {
        do {
            let (chain, own) = try TransactionReading.transaction(
                BodyObject(value, at: "", fields: TransactionReading.transactionFields), metadata)
            if let own { self.metadata.append(PlacedMetadata(index: transfers.count, own)) }
            add(chain, number)
        } catch {
            throw Problem(
                error.kind, param: error.param, detail: "Event \(number): \(error.detail)")
        }
    }

    private mutating func add(_ chain: TransferChain, _ line: Int) {
        for place in chain.transfers.indices {
            add(
                chain.transfers[place], chain.extensions[place],
                Source(line: line, chain: chains.count, place: place))
        }
        chains.append(chain)
    }

    private mutating func add(_ row: Transfer, _ more: TransferExtension, _ source: Source) {
        if !more.isEmpty { extensions.append(more, at: transfers.count) }
        transfers.append(row)
        sources.append(source)
    }

    // MARK: - What became of them

    /// What is said of a line that was refused.
    struct Refused {
        let line: Int
        let status: TransferStatus
        /// The leg of its list that it was refused for, from 0.
        let leg: Int?
    }

    /// Transactions that were there before, by their place: the ledger has said so of their first
    /// transfer.
    func repeated(_ refused: [UInt64]) -> [Int] {
        refused.compactMap { refusal in
            let source = sources[Int(refusal >> 32)]
            return Self.status(refusal) == .exists && source.place == 0 ? source.chain : nil
        }
    }

    /// One row a line, in their order.
    ///
    /// - Parameter differences: where transactions that were there before are not these, by the place
    ///   of these.
    func refusedLines(_ refused: [UInt64], differences: [Int: ChainRefusal]) -> [Refused] {
        var rows: [Refused] = []
        for refusal in refused {
            let source = sources[Int(refusal >> 32)]
            let row = self.row(refusal, source, differences)
            guard let last = rows.last, last.line == source.line else {
                rows.append(row)
                continue
            }
            // The reason of the one that is at fault counts, and those of its neighbours do not.
            if last.status == .linkedEventFailed { rows[rows.count - 1] = row }
        }
        return rows
    }

    private func row(
        _ refusal: UInt64, _ source: Source, _ differences: [Int: ChainRefusal]
    ) -> Refused {
        let status = Self.status(refusal)
        guard let place = source.chain else {
            return Refused(line: source.line, status: status, leg: nil)
        }
        if status == .exists, let other = differences[place] {
            return Refused(
                line: source.line, status: other.status,
                leg: other.pair.map { Problem.leg($0, other.status) })
        }
        let hasLeg = status != .linkedEventFailed && status != .exists
        return Refused(
            line: source.line, status: status,
            leg: hasLeg ? Problem.leg(chains[place].pairs[source.place], status) : nil)
    }

    private static func status(_ refusal: UInt64) -> TransferStatus {
        TransferStatus(rawValue: UInt32(truncatingIfNeeded: refusal))
    }
}

extension BatchWriting where Row == Transfer {
    static func response(refused: [TransferLines.Refused], sequence: UInt64) -> Response {
        var text = ""
        for row in refused {
            let leg = row.leg.map { #", "leg": \#($0)"# } ?? ""
            text += #"{"index": \#(row.line), "status": "\#(row.status.name)"\#(leg)}"# + "\n"
        }
        return Response(
            status: 200, contentType: BatchFormat.linesType, body: Array(text.utf8),
            sequence: sequence)
    }
}
