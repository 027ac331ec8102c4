import PaymentModel
import Engine
package import Platform
import Synchronization

/// Watches two folders: customers' files, and the clearing's messages.
///
/// A file is taken when it stands under its final name (a writer uses a name that begins with a
/// point until it is done), in the order of names. What was taken is moved; what cannot be taken is
/// kept apart beside the reason. A crash in between leaves the file where it was, and it is taken
/// again: the state knows it.
package final class Spool: Sendable {
    private let bank: RunningBank
    private let isStopping = Atomic(false)
    package let figures = SpoolFigures()

    package init(_ bank: RunningBank) throws(DiskError) {
        self.bank = bank
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
            if !turn() { Thread.sleep(nanoseconds: 50_000_000) }
        }
    }

    /// Takes what is there, once, and waits for each answer.
    ///
    /// - Returns: whether there was anything.
    package func turn() -> Bool {
        let messages = files(bank.folder.fromClearing)
        for name in messages { takeMessage(name) }
        let orders = files(bank.folder.inbox)
        for name in orders { takeFile(name) }
        return !messages.isEmpty || !orders.isEmpty
    }

    private func files(_ folder: String) -> [String] {
        let names = (try? bank.disk.list(folder)) ?? []
        return names.filter { $0.hasSuffix(".xml") && !$0.hasPrefix(".") }
    }

    // MARK: - The clearing

    private func takeMessage(_ name: String) {
        let path = "\(bank.folder.fromClearing)/\(name)"
        guard let bytes = try? bank.disk.read(path, limit: ClearingReading.bytesMax) else {
            return refuse(path, to: bank.folder.fromClearingRefused, name, "not readable")
        }
        let answer = bank.wait { bank, answer in bank.takeClearingMessage(bytes, then: answer) }
        switch answer {
        case nil, .failure(.flow): break
        case .failure(.unreadable(let reason)):
            figures.count(message: false)
            refuse(path, to: bank.folder.fromClearingRefused, name, "\(reason)")
        case .success(.contradicts):
            figures.count(message: false)
            refuse(
                path, to: bank.folder.fromClearingRefused, name,
                "the same identification as an earlier message, with other contents")
        case .success:
            figures.count(message: true)
            move(path, to: "\(bank.folder.fromClearingDone)/\(name)")
        }
    }

    // MARK: - Customers

    private func takeFile(_ name: String) {
        let path = "\(bank.folder.inbox)/\(name)"
        guard let bytes = try? bank.disk.read(path, limit: InitiationReading.bytesMax) else {
            return refuse(path, to: bank.folder.refused, name, "larger than a file may be")
        }
        // Keyed by name and content: a file taken twice around a crash is one file.
        let key = "inbox-\(name)-\(bank.keys.content(bytes))"
        let caller = Caller(name: "inbox", idempotencyKey: key)
        let answer = bank.wait { bank, answer in
            bank.submitFile(bytes, caller: caller, then: answer)
        }
        switch answer {
        case nil, .failure(.node): break
        case .failure(let error):
            figures.count(file: false)
            refuse(path, to: bank.folder.refused, name, "\(error)")
        case .success(let taken) where taken.reason != .none:
            figures.count(file: false)
            refuse(path, to: bank.folder.refused, name, taken.reason.text)
        case .success:
            figures.count(file: true)
            move(path, to: "\(bank.folder.processed)/\(name)")
        }
    }

    private func refuse(_ path: String, to folder: String, _ name: String, _ reason: String) {
        let text = Array((reason + "\n").utf8)
        try? bank.disk.writeDurably("\(folder)/\(name).reason.txt", text, mode: 0o600)
        move(path, to: "\(folder)/\(name)")
    }

    /// A file that cannot be moved is taken again, which changes nothing.
    private func move(_ path: String, to place: String) {
        try? bank.disk.rename(path, to: place)
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
