package import Engine
import Journal
package import PaymentModel
import Platform
import Vocabulary

extension RunningBank {
    /// What a new channel is bound to.
    package struct NewChannel: Sendable {
        package enum Entrance: Sendable {
            case token(UInt128)
            /// A folder of the inbox, by name.
            case folder(String)
        }

        package var entrance: Entrance
        /// By id or identifier.
        package var party: String
        /// By id, reference or IBAN.
        package var accounts: [String]
        package var limits: [ChannelLimit]

        package init(
            _ entrance: Entrance, party: String, accounts: [String], limits: [ChannelLimit]
        ) {
            self.entrance = entrance
            self.party = party
            self.accounts = accounts
            self.limits = limits
        }
    }

    /// A channel with what was taken through it today.
    package struct ChannelView: Sendable {
        package let channel: Channel
        /// The folder's name; empty where it is a token's.
        package var folder = ""
        /// By currency, of those that have limits or were used today.
        package let taken: [ChannelSum]
        /// The token that it is was taken away: nothing comes through it any more.
        package let isRevoked: Bool
    }

    /// What became of an order about a channel.
    package struct ChannelDone: Sendable {
        package let view: ChannelView
        package let isReplayed: Bool
        package let sequence: UInt64
    }

    /// Whether a text can name a folder of the inbox: letters, digits, `-` and `_`.
    package static func isFolderName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && !["processed", "refused"].contains(text)
            && text.utf8.allSatisfy {
                switch $0 {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }

    /// Binds a token or a folder; the folder is there when this answers.
    package func openChannel(
        _ new: NewChannel, caller: Caller, isDryRun: Bool,
        then answer: @escaping @Sendable (Result<ChannelDone, FlowError>) -> Void
    ) {
        let find = finding(new.party)
        let names = new.accounts.map { accountName($0) }
        look { bank in
            (find(bank)?.id, names.map { bank.accounts[$0]?.id })
        } then: { [self] result in
            switch result {
            case .failure(let error): answer(.failure(error))
            case .success(let found):
                guard let party = found.value.0 else { return answer(.failure(.unknownParty)) }
                let accounts = found.value.1.compactMap { $0 }
                guard accounts.count == names.count else {
                    return answer(.failure(.unknownAccount))
                }
                open(new, party, accounts, caller, isDryRun, answer)
            }
        }
    }

    private func open(
        _ new: NewChannel, _ party: UInt128, _ accounts: [UInt128], _ caller: Caller,
        _ isDryRun: Bool,
        _ answer: @escaping @Sendable (Result<ChannelDone, FlowError>) -> Void
    ) {
        let id = newID(for: caller)
        let content = keys.content(Array("\(new.entrance)|\(party)|\(accounts)|\(new.limits)".utf8))
        var folder = ""
        var entrance: Channel.Entrance
        switch new.entrance {
        case .token(let token): entrance = .token(token)
        case .folder(let name): (entrance, folder) = (.folder(keys.folder(name)), name)
        }
        var opening = ChannelOpening(
            id: id, content: content, entrance: entrance, party: party, accounts: accounts,
            limits: new.limits, by: caller.token, sealed: .none)
        let attachments: [Attachment]
        do {
            (opening.sealed, attachments) = try sealed(folder, record: id, isDryRun: isDryRun)
        } catch { return answer(.failure(error)) }
        let name = folder
        finish(.openChannel(opening), attachments, id, isDryRun) { [self] result in
            if case .success = result, !isDryRun, !name.isEmpty {
                do { try disk.makeDirectory("\(self.folder.inbox)/\(name)") } catch {
                    return answer(.failure(.records("\(error)")))
                }
            }
            answer(result)
        }
    }

    /// Changes what a channel may do, or closes it.
    package func changeChannel(
        _ channel: UInt128, _ what: ChannelChange.What, caller: Caller, isDryRun: Bool,
        then answer: @escaping @Sendable (Result<ChannelDone, FlowError>) -> Void
    ) {
        let change = ChannelChange(channel, what, by: caller.token)
        finish(.changeChannel(change), [], channel, isDryRun, answer)
    }

    /// The same with the account by any of its names.
    package func changeChannel(
        _ channel: UInt128, account name: String, isAllowed: Bool, caller: Caller, isDryRun: Bool,
        then answer: @escaping @Sendable (Result<ChannelDone, FlowError>) -> Void
    ) {
        withID(ofNamed: name) { [self] found in
            switch found {
            case .failure(let error): answer(.failure(error))
            case .success(let id):
                changeChannel(
                    channel, isAllowed ? .allow(id) : .forbid(id), caller: caller,
                    isDryRun: isDryRun, then: answer)
            }
        }
    }

    private func finish(
        _ command: BankCommand, _ attachments: [Attachment], _ id: UInt128, _ isDryRun: Bool,
        _ answer: @escaping @Sendable (Result<ChannelDone, FlowError>) -> Void
    ) {
        let end: @Sendable (BankReply, ChannelView?, UInt64) -> Void = {
            [self] reply, view, sequence in
            switch Self.refusal(reply) {
            case let refusal?: answer(.failure(refusal))
            case nil:
                guard let view else { return answer(.failure(.channel(.unknownChannel))) }
                let isReplayed = Self.isReplayed(reply)
                unsealing { [self] in
                    answer(
                        .success(
                            ChannelDone(
                                view: named(view), isReplayed: isReplayed, sequence: sequence)))
                }
            }
        }
        guard !isDryRun else {
            return attempt(command) { bank, reply, _ in
                (reply, bank.view(channel: id))
            } then: { result in
                switch result {
                case .failure(let error): answer(.failure(error))
                case .success(let found): end(found.value.0, found.value.1, found.sequence)
                }
            }
        }
        submit(command, attachments: attachments) { [self] result in
            switch result {
            case .failure(let error): answer(.failure(error))
            case .success(let reply):
                look {
                    $0.view(channel: id)
                } then: { found in
                    switch found {
                    case .failure(let error): answer(.failure(error))
                    case .success(let view): end(reply.value, view.value, reply.sequence)
                    }
                }
            }
        }
    }

    private static func refusal(_ reply: BankReply) -> FlowError? {
        guard case .channel(let outcome) = reply else {
            preconditionFailure("An order about a channel is answered as one.")
        }
        switch outcome {
        case .done, .unchanged, .replayed: return nil
        case .keyReused: return .keyReused
        default: return .channel(outcome)
        }
    }

    private static func isReplayed(_ reply: BankReply) -> Bool {
        if case .channel(.replayed) = reply { true } else { false }
    }

    // MARK: - Found

    package func channel(
        _ id: UInt128,
        then answer: @escaping @Sendable (Result<Answer<ChannelView>, FlowError>) -> Void
    ) {
        look {
            $0.view(channel: id)
        } then: { [self] result in
            switch result {
            case .failure(let error): answer(.failure(error))
            case .success(let found):
                guard let view = found.value else {
                    return answer(.failure(.channel(.unknownChannel)))
                }
                unsealing { [self] in
                    answer(
                        .success(
                            Answer(
                                value: named(view), sequence: found.sequence,
                                timestamp: found.timestamp)))
                }
            }
        }
    }

    /// Channels in the order of opening, from a place on.
    package func channels(
        from place: Int, limit: Int,
        then answer: @escaping @Sendable (Result<Answer<[ChannelView]>, FlowError>) -> Void
    ) {
        look { bank in
            bank.channels.channels.dropFirst(place).prefix(limit).compactMap {
                bank.view(channel: $0.id)
            }
        } then: { [self] result in
            switch result {
            case .failure(let error): answer(.failure(error))
            case .success(let found):
                unsealing { [self] in
                    answer(
                        .success(
                            Answer(
                                value: found.value.map { named($0) }, sequence: found.sequence,
                                timestamp: found.timestamp)))
                }
            }
        }
    }

    /// Reads the disk where it is a folder's.
    private func named(_ view: ChannelView) -> ChannelView {
        guard case .folder = view.channel.entrance else { return view }
        var named = view
        named.folder =
            (try? unseal(view.channel.id)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return named
    }
}

extension Bank {
    func view(channel id: UInt128) -> RunningBank.ChannelView? {
        guard let channel = channels[id] else { return nil }
        var currencies = channel.limits.map(\.currency)
        for sum in channel.taken where !currencies.contains(sum.currency) {
            currencies.append(sum.currency)
        }
        return RunningBank.ChannelView(
            channel: channel,
            taken: currencies.sorted().map { currency in
                let day = bookingDay(currency)
                return ChannelSum(
                    currency: currency, day: day, amount: channel.taken(currency, on: day))
            }, isRevoked: isRevoked(id))
    }
}
