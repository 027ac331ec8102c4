import Configuration
import Console
import Engine
import Flows
import HTTPAPI
import HTTPServer
import Journal
import PaymentModel
import Platform
import Segments
import Vocabulary

/// The composition: configuration, data folder, bank, cursors, interfaces, run until a signal.
struct QenexServer {
    static let version = "0.1.0"

    let arguments: ServerArguments

    init(_ arguments: ServerArguments) { self.arguments = arguments }

    /// Runs the server.
    ///
    /// - Returns: the exit code.
    func run() -> Int32 {
        if arguments.showsHelp { return say(ServerArguments.usage) }
        if arguments.showsVersion { return say("qenexd \(Self.version)") }
        RunningProcess.limitMemory()
        let disk = LiveDisk()
        do {
            let files = try ConfigurationFiles(folder: arguments.configFolder, disk: disk)
            let settings = try files.settle(
                variables: Variable.ofThisProcess, machine: .current,
                isDevelopment: arguments.isDevelopment)
            if arguments.onlyChecksConfiguration { return say(settings.report) }
            for warning in settings.warnings { warn(warning.description) }
            return try serve(settings, disk)
        } catch let refusal as ConfigurationRefusal {
            return fail(refusal.description)
        } catch {
            return fail("\(error)")
        }
    }

    private func serve(_ settings: NodeSettings, _ disk: LiveDisk) throws -> Int32 {
        Signals.hold()
        Signals.ignoreBrokenPipes()
        let folder = DataFolder(arguments.dataFolder)
        try disk.makeDirectory(folder.path)
        let lock: FileLock
        do { lock = try FileLock(folder.lock) } catch {
            return fail("another process uses \(folder.path): \(error)")
        }
        defer { withExtendedLifetime(lock) {} }
        let environment = try environment(of: folder, disk)
        let zone = settings.setup.bank.zone
        var start = SandboxStart.instant(zone)
        if let text = arguments.start {
            guard environment == .sandbox else { return fail("--start is for sandboxes") }
            guard let named = SandboxStart.instant(named: text, zone) else {
                return fail("--start: found \(text), allowed is such as 2026-12-24T15:00")
            }
            start = named
        }
        var options = environment == .live ? LogOptions() : LogOptions.small
        options.writesInFlightMax = 8
        var opening = RunningBank.Opening(
            folder: folder, environment: environment, setup: settings.setup, options: options,
            sandboxStart: start,
            history: HistoryOptions(
                window: settings.kernel.transferWindow,
                sealInterval: settings.kernel.sealInterval),
            ownHistory: HistoryOptions(
                window: settings.kernel.bankTransferWindow,
                sealInterval: settings.kernel.bankSealInterval))
        opening.keepsClock = true
        opening.matchRules = settings.matchRules
        let opened = try RunningBank.open(
            opening, disk: disk, clock: SystemClock(), randomness: SystemRandomness()
        ) { error in
            _ = StandardStream.error.write("qenexd: the journal cannot be written: \(error)\n")
            RunningProcess.abandon(1)
        }
        let log = OperationLog(arguments.logLevel)
        log.start()
        defer { log.close() }
        if let cut = opened.log.cut {
            warn("journal: \(cut)")
            log.say(.journalCut, isWarning: true, sequence: opened.bank.node.durableSequence)
        }
        for path in opened.damagedSnapshots { warn("snapshot: \(path) is damaged and not used") }
        return try serve(opened, settings, disk, log)
    }

    private func environment(of folder: DataFolder, _ disk: LiveDisk) throws -> LogEnvironment {
        guard disk.exists(folder.journal),
            let made = try LogVerifier.environment(disk, folder: folder.journal)
        else { return arguments.environment ?? .sandbox }
        if let wanted = arguments.environment, wanted != made {
            throw ServerArguments.Refusal(
                message: "\(folder.path) is a \(made.name) folder, not \(wanted.name)")
        }
        if made == .live, arguments.isDevelopment {
            throw ServerArguments.Refusal(message: "\(folder.path) is live: --dev is refused")
        }
        return made
    }

    private func serve(
        _ opened: RunningBank.Opened, _ settings: NodeSettings, _ disk: LiveDisk,
        _ log: OperationLog
    ) throws -> Int32 {
        let (bank, archive, spool) = (opened.bank, opened.archive, opened.spool)
        let token = try AdminToken.readOrMake(bank.folder, disk, SystemRandomness())
        Thread.start(name: "apply") { bank.node.run() }
        archive.start()
        bank.configureAndWait(settings.setup)
        bank.admitAdministratorAndWait(token.text)
        let sessions = Sessions(
            bank: bank, randomness: SystemRandomness(), clock: SystemClock())
        let api = BankAPI(
            bank: bank, archive: archive, sessions: sessions, version: Self.version,
            bankName: settings.setup.bank.legalName,
            retentions: settings.retentions,
            linesDropped: { log.dropped })
        let router = Router(
            api.routes + Console.routes,
            node: NodeState(environment: bank.environment.name) { bank.node.durableSequence },
            ids: RequestIDs(start: SystemClock().now()), version: Self.version,
            log: log.requests,
            waiting: WaitingRequests(countMax: settings.transaction.maxConcurrent)
        ) { (method, headers) throws(Problem) in try sessions.authenticate(method, headers) }
        var limits = ServerLimits()
        limits.answerSeconds = settings.transaction.timeoutSeconds
        let server = try Server(
            router, host: arguments.host, port: arguments.port,
            eventLoops: settings.kernel.ioThreads, limits: limits
        ) { SystemClock().now() / 1_000_000_000 }
        Thread.start(name: "spool") { spool.run() }
        let watch = Watch(bank, archive, spool, log)
        Thread.start(name: "watch") { watch.run() }
        announce(bank, token, port: server.port)
        log.say(.started, sequence: bank.node.durableSequence, [("port", UInt64(server.port))])
        let signal = Signals.wait()
        warn("signal \(signal): finishing what is under way")
        log.say(.stopping, sequence: bank.node.durableSequence)
        spool.stop()
        server.stop()
        bank.finish(archive)
        log.say(.stopped, sequence: bank.node.durableSequence)
        return 0
    }

    private func announce(_ bank: RunningBank, _ token: AdminToken, port: Int) {
        var text = "QENEX \(Self.version), \(bank.environment.name), "
        text += "listening on http://\(arguments.host):\(port)\n"
        if token.isNew {
            text += "administrator's token, shown once and kept in \(bank.folder.adminToken):\n"
            text += "\(token.text)\n"
        }
        _ = StandardStream.output.write(text)
    }

    private func say(_ text: String) -> Int32 {
        _ = StandardStream.output.write(text + "\n")
        return 0
    }

    private func warn(_ text: String) { _ = StandardStream.error.write("qenexd: \(text)\n") }

    private func fail(_ text: String) -> Int32 {
        warn(text)
        return 1
    }
}
