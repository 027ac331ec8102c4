import Bytes
import Engine
import PaymentModel
package import Platform
import Synchronization

/// Watches two folders: customers' files, and the clearing's messages.
///
/// A file is taken when it stands under its final name (a writer uses a name that begins with a
/// point, or does not end in `.xml`, until it is done), in the order of names. A customer's file is
/// also left until its length has stood still for a second: not every writer knows the rule. What
/// was taken is moved; what cannot be taken is kept apart beside the reason. A crash in between
/// leaves the file where it was, and it is taken again: the state knows it.
package final class Spool: Sendable {
    private let bank: RunningBank
    private let archive: Archive
    private let isStopping = Atomic(false)
    /// Files in the inbox that were seen and not taken yet.
    private let standing = Monitor<[String: Standing]>([:])

    /// How long a file's length must not change before the file is taken.
    static let settlingNanoseconds: UInt64 = 1_000_000_000

    private struct Standing {
        var size: UInt64
        var since: UInt64
    }

    /// What one look at the folders came to.
    private enum Look {
        case nothing, waiting, took
    }

    package let figures = SpoolFigures()

    package init(_ bank: RunningBank, _ archive: Archive) throws(DiskError) {
        self.bank = bank
        self.archive = archive
        let folder = bank.folder
        for path in [
            folder.inbox, folder.processed, folder.refused, folder.reports, folder.spool,
            folder.toClearing, folder.fromClearing, folder.fromClearingDone,
            folder.fromClearingRefused,
        ] {
            try bank.disk.makeDirectory(path)
        }
    }

    package func stop() { isStopping.store(true, ordering: .releasing) }

    /// Watches until ``stop()``.
    package func run() {
        while !isStopping.load(ordering: .acquiring) {
            if look() != .took { Thread.sleep(nanoseconds: 50_000_000) }
        }
    }

    /// Takes what is there, once, and waits for each answer.
    ///
    /// - Returns: whether there was anything.
    package func turn() -> Bool { look() != .nothing }

    private func look() -> Look {
        let messages = files(bank.folder.fromClearing)
        var taken = 0
        for name in messages where takeMessage(name) { taken += 1 }
        let orders = orders()
        standing.withLock { known in known = known.filter { orders.contains($0.key) } }
        for name in orders where hasSettled(name) && takeFile(name) { taken += 1 }
        guard taken == 0 else { return .took }
        return messages.isEmpty && orders.isEmpty ? .nothing : .waiting
    }

    /// Whether a file in the inbox is as long as it was a while ago.
    ///
    /// In a single-threaded run: as long as at the last look.
    private func hasSettled(_ name: String) -> Bool {
        // What has no length is no file; it is looked at when it is read.
        guard let size = try? bank.disk.size("\(bank.folder.inbox)/\(name)") else { return true }
        let now = bank.clock.monotonic()
        let wanted = bank.node.isStepped ? 0 : Self.settlingNanoseconds
        return standing.withLock { known in
            guard let seen = known[name], seen.size == size else {
                known[name] = Standing(size: size, since: now)
                return false
            }
            return now - seen.since >= wanted
        }
    }

    /// Customers' files by their paths in the inbox: those in it, then those of each folder in it.
    private func orders() -> [String] {
        let inbox = bank.folder.inbox
        let names = (try? bank.disk.list(inbox)) ?? []
        let folders = names.filter { RunningBank.isFolderName($0) }
        return files(inbox)
            + folders.flatMap { folder in files("\(inbox)/\(folder)").map { "\(folder)/\($0)" } }
    }

    private func files(_ folder: String) -> [String] {
        let names = (try? bank.disk.list(folder)) ?? []
        return names.filter { $0.hasSuffix(".xml") && !$0.hasPrefix(".") }
    }

    // MARK: - The clearing

    /// - Returns: whether the file was moved away.
    private func takeMessage(_ name: String) -> Bool {
        let path = "\(bank.folder.fromClearing)/\(name)"
        let bytes: [UInt8]
        do throws(DiskError) {
            bytes = try bank.disk.read(path, limit: ClearingReading.bytesMax)
        } catch {
            return refuse(path, to: bank.folder.fromClearingRefused, name, Self.text(error))
        }
        let answer = bank.wait { bank, answer in bank.takeClearingMessage(bytes, then: answer) }
        switch answer {
        case nil, .failure(.flow): return false
        case .failure(.unreadable(let reason)):
            figures.count(message: false)
            return refuse(path, to: bank.folder.fromClearingRefused, name, FileWords.text(reason))
        case .success(.contradicts):
            figures.count(message: false)
            return refuse(
                path, to: bank.folder.fromClearingRefused, name,
                "the same identification as an earlier message, with other contents")
        case .success:
            figures.count(message: true)
            return move(path, to: "\(bank.folder.fromClearingDone)/\(name)")
        }
    }

    // MARK: - Customers

    /// - Returns: whether the file was moved away.
    private func takeFile(_ name: String) -> Bool {
        let path = "\(bank.folder.inbox)/\(name)"
        let bytes: [UInt8]
        do throws(DiskError) {
            bytes = try bank.disk.read(path, limit: InitiationReading.bytesMax)
        } catch {
            return refuse(
                path, to: bank.folder.refused, name.replacing("/", with: "-"), Self.text(error))
        }
        if ReportingRequestReading.isOne(bytes) {
            return takeRequest(bytes, path, name.replacing("/", with: "-"))
        }
        // Keyed by name and content: a file taken twice around a crash is one file.
        let key = "inbox-\(name)-\(bank.keys.content(bytes))"
        var caller = Caller(name: "inbox", idempotencyKey: key)
        // A folder's name stands before a `/`, and in the name that the file is kept by.
        if let end = name.firstIndex(of: "/") {
            caller.folder = bank.keys.folder(String(name[..<end]))
        }
        let by = caller
        let kept = name.replacing("/", with: "-")
        let answer = bank.wait { bank, answer in
            bank.submitFile(bytes, caller: by, then: answer)
        }
        switch answer {
        case nil, .failure(.node): return false
        case .failure(.unreadableFile(let reason)):
            figures.count(file: false)
            return refuse(path, to: bank.folder.refused, kept, FileWords.text(reason))
        case .failure(let error):
            figures.count(file: false)
            return refuse(path, to: bank.folder.refused, kept, "\(error)")
        case .success(let taken) where taken.reason != .none:
            figures.count(file: false)
            return refuse(path, to: bank.folder.refused, kept, taken.reason.text)
        case .success:
            figures.count(file: true)
            return move(path, to: unused(kept, in: bank.folder.processed))
        }
    }

    /// Answers a camt.060 with files in the reports' folder (row N9 of `postings.md`).
    ///
    /// Asked again after a crash, it writes the same names again.
    private func takeRequest(_ bytes: [UInt8], _ path: String, _ name: String) -> Bool {
        let answers: [ReportAnswer]
        do { answers = try archive.answers(to: bytes) } catch {
            guard case .refused(let reason) = error else { return false }
            figures.count(file: false)
            return refuse(path, to: bank.folder.refused, name, reason)
        }
        let mark = Base32.encode(bank.keys.content(bytes))
        let files = answers.flatMap(\.messages).enumerated()
        for (number, message) in files {
            let place = "\(bank.folder.reports)/\(mark)-\(number + 1).\(message.type).xml"
            do { try bank.disk.writeDurably(place, message.bytes, mode: 0o600) } catch {
                return false
            }
        }
        let refusals = answers.compactMap { answer in
            answer.refusal.map { "\(answer.id) \($0.rawValue)" }
        }
        figures.count(file: refusals.isEmpty)
        guard refusals.isEmpty else {
            let reasons = refusals.joined(separator: "\n")
            return refuse(path, to: bank.folder.refused, name, reasons)
        }
        return move(path, to: unused(name, in: bank.folder.processed))
    }

    private static func text(_ error: DiskError) -> String {
        if case .tooLarge(_, let size, let limit) = error {
            return "\(size) bytes, of which \(limit) are allowed"
        }
        return "not a file that can be read"
    }

    /// A path of this name, or of one that nothing has yet: an earlier file stays what it is.
    private func unused(_ name: String, in folder: String) -> String {
        var path = "\(folder)/\(name)"
        var number = 1
        while bank.disk.exists(path) {
            number += 1
            path = "\(folder)/\(number)-\(name)"
        }
        return path
    }

    private func refuse(
        _ path: String, to folder: String, _ name: String, _ reason: String
    ) -> Bool {
        let place = unused(name, in: folder)
        let text = Array((reason + "\n").utf8)
        try? bank.disk.writeDurably("\(place).reason.txt", text, mode: 0o600)
        return move(path, to: place)
    }

    /// A file that cannot be moved is taken again, which changes nothing.
    /// - Returns: whether it was moved; what was not is looked at again.
    private func move(_ path: String, to place: String) -> Bool {
        (try? bank.disk.rename(path, to: place)) != nil
    }
}

extension RunningBank {
    /// Waits for an answer; `nil` where none came because the node stopped.
    func wait<Value: Sendable>(
        _ body: (RunningBank, @escaping @Sendable (Value) -> Void) -> Void
    ) -> Value? {
        let found = Monitor<Value?>(nil)
        body(self) { value in found.update { $0 = value } }
        guard node.isStepped else { return found.wait { $0 } }
        makeTurns { found.withLock { $0 != nil } }
        return found.withLock { $0 }
    }
}
