import Bytes
package import Duplicates
package import Engine
package import Journal
import Ledger
package import PaymentModel
package import Platform
import Projection
package import Segments
import Vocabulary

extension RunningBank {
    /// What a bank is opened with.
    package struct Opening: Sendable {
        package var folder: DataFolder
        package var environment: LogEnvironment
        package var setup: BankSetup
        package var options: LogOptions
        /// A new sandbox's time; an older one goes on where its journal ends.
        package var sandboxStart: UInt64
        /// A sandbox's clock shows only what ``RunningBank/keepClock()`` has written down.
        package var keepsClock = false
        /// One thread runs everything, by turns.
        package var isStepped: Bool
        /// Events kept in memory for cursors that are behind.
        package var eventsKept = Feed<BankEvent>.eventsKeptMax
        /// How many transfers of batches stay in memory; `nil` for all.
        package var history: HistoryOptions?
        /// How many of the bank's own transfers stay in memory; `nil` for all.
        package var ownHistory: HistoryOptions?
        /// How many keys of duplicates stay in memory before they are sealed.
        package var duplicates = DuplicateOptions()
        /// How entries of clearings' statements are found among ours.
        package var matchRules = MatchRule.standard

        package init(
            folder: DataFolder, environment: LogEnvironment, setup: BankSetup,
            options: LogOptions = LogOptions(), sandboxStart: UInt64, isStepped: Bool = false,
            history: HistoryOptions? = nil, ownHistory: HistoryOptions? = nil
        ) {
            self.folder = folder
            self.environment = environment
            self.setup = setup
            self.options = options
            self.sandboxStart = sandboxStart
            self.isStepped = isStepped
            self.history = history
            self.ownHistory = ownHistory
        }
    }

    /// Why a bank cannot be opened.
    package enum Failure: Error, Sendable {
        case node(OpenError)
        case keys(JournalError)
        case disk(DiskError)
        case archive(String)
        /// The file `clock` says nothing that a sandbox's clock can show.
        case clock(path: String)
        case configuration(FlowError)
    }

    /// A bank with all that hangs on it, ready for its threads or its turns.
    package struct Opened: Sendable {
        package let bank: RunningBank
        package let archive: Archive
        package let spool: Spool
        package let log: LogOpening
        /// Paths of snapshots that are damaged and were passed over: the start took a longer replay.
        package let damagedSnapshots: [String]
    }

    /// Opens a data folder, or makes one: journal replayed, archive and spool attached.
    ///
    /// The configuration enters the journal with the first turn after ``configure(_:then:)``.
    package static func open(
        _ opening: Opening, disk: any Disk, clock: any Clock, randomness: any Randomness,
        onFailure: @escaping @Sendable (DiskError) -> Void
    ) throws(Failure) -> Opened {
        let folder = opening.folder
        do { try disk.makeDirectory(folder.path) } catch { throw .disk(error) }
        let keyRing: KeyRing
        do {
            keyRing = try KeyRing(disk, folder: folder.path, randomness: randomness)
        } catch { throw .keys(error) }
        let positions: [UInt64]
        do { positions = try opening.isStepped ? [0, 0] : Archive.fedPositions(folder) } catch {
            throw .archive("\(error)")
        }
        let histories = Histories(opening, disk)
        let kept: UInt64?
        do { kept = try keptClock(folder, disk) } catch { throw .disk(error) }
        guard let kept else { throw .clock(path: folder.clock) }
        var damagedSnapshots: [String] = []
        let duplicates = DuplicateFolder(
            path: folder.duplicates, disk: opening.isStepped ? disk : LiveDisk(writerThreads: 2),
            mergeDisk: opening.isStepped ? disk : LiveDisk(writerThreads: 2))
        let (node, bankClock, log) = try openNode(
            opening, disk, histories, duplicates, clock, kept, randomness, keyRing, positions,
            { damagedSnapshots.append($0) }, onFailure)
        let bank = RunningBank(
            node: node, clock: bankClock, folder: folder, environment: opening.environment,
            keyRing: keyRing, disk: disk, history: histories.batches, ownHistory: histories.own,
            duplicates: duplicates, randomness: randomness, matchRules: opening.matchRules)
        // Where it cannot be written now, the clock stands until it can.
        if opening.keepsClock { try? bank.keepClock() }
        do {
            let archive = try Archive(bank, isInMemory: opening.isStepped)
            let spool = try Spool(bank, archive)
            return Opened(
                bank: bank, archive: archive, spool: spool, log: log,
                damagedSnapshots: damagedSnapshots)
        } catch let error as DiskError {
            throw .disk(error)
        } catch {
            throw .archive("\(error)")
        }
    }

    /// Where transfers go that leave memory.
    private struct Histories: Sendable {
        let batches: HistoryFolder
        let own: HistoryFolder

        init(_ opening: Opening, _ disk: any Disk) {
            func folder(_ path: String) -> HistoryFolder {
                HistoryFolder(
                    path: path, disk: opening.isStepped ? disk : LiveDisk(writerThreads: 2),
                    mergeDisk: opening.isStepped ? disk : LiveDisk(writerThreads: 2))
            }
            batches = folder(opening.folder.segments)
            own = folder(opening.folder.bankSegments)
        }
    }

    private static func bank(
        _ isKeeper: Bool, _ opening: Opening, _ histories: Histories,
        _ duplicates: DuplicateFolder
    ) -> Bank {
        let role: TransferHistory.Role = isKeeper ? .keeper : .follower
        return Bank(
            history: opening.history.map {
                TransferHistory(histories.batches, options: $0, role: role)
            },
            ownHistory: opening.ownHistory.map {
                TransferHistory(histories.own, options: $0, role: role)
            },
            duplicates: DuplicateIndex(
                duplicates, options: opening.duplicates, role: isKeeper ? .keeper : .follower),
            memory: opening.isStepped ? .heap : .ready)
    }

    /// Whether the files that a snapshot leaves transfers and keys to are there, and are those.
    private static func areThere(
        _ state: [UInt8], in histories: Histories, _ duplicates: DuplicateFolder
    ) -> Bool {
        var reader = ByteReader(state)
        guard let names = try? SealedNames(from: &reader), histories.batches.has(names.batches),
            histories.own.has(names.own), let keys = try? DuplicateNames(from: &reader)
        else { return false }
        return duplicates.has(keys)
    }

    private static func openNode(
        _ opening: Opening, _ disk: any Disk, _ histories: Histories,
        _ duplicates: DuplicateFolder, _ clock: any Clock, _ kept: UInt64,
        _ randomness: any Randomness, _ keyRing: KeyRing, _ positions: [UInt64],
        _ onDamagedSnapshot: (String) -> Void,
        _ onFailure: @escaping @Sendable (DiskError) -> Void
    ) throws(Failure) -> (Node<Bank>, BankClock, LogOpening) {
        var bankClock: BankClock?
        var found = LogOpening()
        do throws(OpenError) {
            let node = try Node.open(
                bank(true, opening, histories, duplicates),
                snapshots: SnapshotFolder(disk: disk, path: opening.folder.snapshots) {
                    Self.areThere($0, in: histories, duplicates)
                },
                clock: { last in
                    let isSandbox = opening.environment == .sandbox
                    let start = last > 0 || kept > 0 ? max(last + 1, kept) : opening.sandboxStart
                    let made = BankClock(
                        clock, sandboxStart: isSandbox ? start : nil, isKept: opening.keepsClock)
                    bankClock = made
                    return made
                },
                cursors: positions, again: { Self.bank(false, opening, histories, duplicates) },
                eventsKept: opening.eventsKept,
                isStepped: opening.isStepped, onDamagedSnapshot: onDamagedSnapshot
            ) { (trusted, replay) throws(JournalError) in
                let log = try FileLog.open(
                    disk, folder: opening.folder.journal, environment: opening.environment, node: 1,
                    root: keyRing.root, randomness: randomness, options: opening.options,
                    after: trusted, onFailure: onFailure, replay: replay)
                found = log.opening
                return log
            }
            guard let bankClock else { preconditionFailure("A node is opened with its clock.") }
            return (node, bankClock, found)
        } catch { throw .node(error) }
    }

    /// Brings the effective configuration into the journal where it differs from the last.
    package func configure(
        _ setup: BankSetup, then answer: @escaping @Sendable (Result<Bool, FlowError>) -> Void
    ) {
        let configuration = BankConfiguration(setup: setup, isSandbox: environment == .sandbox)
        submit(.configure(configuration)) { [self] result in
            if case .success = result { remember(configuration) }
            answer(
                result.map {
                    guard case .configured(let changed) = $0.value else { return false }
                    return changed
                })
        }
    }
}
