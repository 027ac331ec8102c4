package import Bytes
import Vocabulary

/// The registered assets, in the order of their numbers.
package struct AssetRegister: Hashable, Sendable, Recorded {
    package static let assetsMax = 100_000

    package private(set) var assets: [Asset] = []
    /// Asked for membership, never iterated.
    private var codes: Set<String> = []

    init() {}

    package func contains(_ number: UInt32) -> Bool { self[number] != nil }

    /// The asset of a number; takes the logarithm of their count.
    package subscript(number: UInt32) -> Asset? {
        let place = place(of: number)
        guard place < assets.count, assets[place].number == number else { return nil }
        return assets[place]
    }

    /// Adds an asset; nothing changes unless the outcome is `.registered`.
    mutating func register(_ asset: Asset) -> AssetOutcome {
        if let known = self[asset.number] { return known == asset ? .replayed : .taken }
        guard !codes.contains(asset.code), Currency(asset.code) == nil else { return .taken }
        guard assets.count < Self.assetsMax else { return .full }
        codes.insert(asset.code)
        assets.insert(asset, at: place(of: asset.number))
        return .registered
    }

    private func place(of number: UInt32) -> Int {
        var low = 0
        var high = assets.count
        while low < high {
            let middle = (low + high) / 2
            if assets[middle].number < number { low = middle + 1 } else { high = middle }
        }
        return low
    }

    package func write(to writer: inout ByteWriter) { writer.write(list: assets) }

    package init(from reader: inout ByteReader) throws(ByteError) {
        let start = reader.offset
        for asset in try reader.readList(Asset.self) {
            guard register(asset) == .registered else {
                throw .unexpectedValue(offset: start, value: UInt64(asset.number))
            }
        }
    }
}

extension Bank {
    func register(_ asset: Asset, _ record: inout ByteWriter) -> BankReply {
        let outcome = assets.register(asset)
        guard outcome == .registered else {
            record.reset()
            return .asset(outcome)
        }
        asset.write(to: &record)
        return .asset(.registered)
    }
}
