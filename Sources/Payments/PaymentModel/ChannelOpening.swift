package import Bytes

/// An order to bind a token or a folder to a party, to accounts and to limits.
package struct ChannelOpening: Sendable, Recorded {
    package var id: UInt128
    package var content: UInt128
    package var entrance: Channel.Entrance
    package var party: UInt128
    package var accounts: [UInt128]
    package var limits: [ChannelLimit]
    package var by: UInt128
    /// The folder's name.
    package var sealed: SealedReference

    /// - Precondition: no more accounts and limits than a channel has.
    package init(
        id: UInt128, content: UInt128, entrance: Channel.Entrance, party: UInt128,
        accounts: [UInt128], limits: [ChannelLimit], by: UInt128, sealed: SealedReference
    ) {
        precondition(
            accounts.count <= Channel.accountsMax && limits.count <= Channel.limitsMax,
            "Whoever asks has counted them.")
        self.id = id
        self.content = content
        self.entrance = entrance
        self.party = party
        self.accounts = accounts
        self.limits = limits
        self.by = by
        self.sealed = sealed
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(id)
        writer.write(content)
        entrance.write(to: &writer)
        writer.write(party)
        writer.write(ids: accounts)
        writer.write(list: limits)
        writer.write(by)
        sealed.write(to: &writer)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        id = try reader.read()
        content = try reader.read()
        entrance = try Channel.Entrance(from: &reader)
        party = try reader.read()
        accounts = try reader.readIDs()
        limits = try reader.readList(ChannelLimit.self)
        by = try reader.read()
        sealed = try SealedReference(from: &reader)
    }
}

/// An order to change what a channel may do.
package struct ChannelChange: Sendable, Recorded {
    package enum What: Sendable {
        /// In place of what the currency had.
        case limit(ChannelLimit)
        case allow(UInt128)
        case forbid(UInt128)
        case close
    }

    package var channel: UInt128
    package var what: What
    package var by: UInt128

    package init(_ channel: UInt128, _ what: What, by: UInt128) {
        self.channel = channel
        self.what = what
        self.by = by
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(channel)
        switch what {
        case .limit(let limit):
            writer.write(UInt8(1))
            limit.write(to: &writer)
        case .allow(let account):
            writer.write(UInt8(2))
            writer.write(account)
        case .forbid(let account):
            writer.write(UInt8(3))
            writer.write(account)
        case .close: writer.write(UInt8(4))
        }
        writer.write(by)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        channel = try reader.read()
        let start = reader.offset
        let kind = try reader.read(UInt8.self)
        switch kind {
        case 1: what = .limit(try ChannelLimit(from: &reader))
        case 2: what = .allow(try reader.read())
        case 3: what = .forbid(try reader.read())
        case 4: what = .close
        default: throw .unexpectedValue(offset: start, value: UInt64(kind))
        }
        by = try reader.read()
    }
}

/// What became of an order about a channel.
package enum ChannelOutcome: UInt8, Sendable {
    case done = 0
    case unchanged
    /// Opened before, under the same key and with the same body.
    case replayed
    case keyReused
    case unknownChannel
    case closed
    /// No token of the role `channel` that lets somebody in.
    case noChannelToken
    /// Another channel that is not closed has the token or the folder.
    case entranceTaken
    case unknownParty
    case unknownAccount
    /// The party has no role on an account.
    case noRole
    /// As many channels, accounts or limits as there may be.
    case full
}

/// All channels ever opened, in the order of opening.
package struct ChannelRegister: Sendable {
    /// Channels ever opened.
    package static let countMax = 10_000

    package private(set) var channels: [Channel] = []
    private var places: [UInt128: Int] = [:]
    /// Of those that are not closed.
    private var byEntrance: [Channel.Entrance: Int] = [:]

    package init() {}

    init(_ channels: [Channel]) {
        for channel in channels { add(channel) }
    }

    package subscript(_ id: UInt128) -> Channel? { places[id].map { channels[$0] } }

    /// The one that is not closed.
    package subscript(entrance entrance: Channel.Entrance) -> Channel? {
        byEntrance[entrance].map { channels[$0] }
    }

    var isFull: Bool { channels.count >= Self.countMax }

    mutating func add(_ channel: Channel) {
        places[channel.id] = channels.count
        if !channel.isClosed { byEntrance[channel.entrance] = channels.count }
        channels.append(channel)
    }

    mutating func update(_ id: UInt128, _ change: (inout Channel) -> Void) {
        guard let place = places[id] else { return }
        change(&channels[place])
        if channels[place].isClosed, byEntrance[channels[place].entrance] == place {
            byEntrance[channels[place].entrance] = nil
        }
    }
}
