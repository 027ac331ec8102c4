import Platform
import Testing

@testable import Clearing

/// A clearing at a simulated spool, and what its bank writes and reads there.
struct Playground {
    static let bank = "QENXDEFFXXX"
    static let ours = "DE89370400440532013000"
    static let theirs = "FR7630006000011234567890189"
    /// Friday, 20 November 2026, 09:00 in Central Europe, where it is one hour before UTC.
    static let start = Moment(milliseconds: 1_795_161_600_000)

    var disk: SeededDisk
    var desk: ClearingDesk
    var now = Playground.start
    let script: String
    private var read: Set<String> = []
    private var sent = 0

    init(_ script: String = "", disk: SeededDisk = SeededDisk(seed: 1)) throws {
        self.disk = disk
        self.script = "fund 1000.00\nfund 500.00 scheme=SCTINST\n" + script
        desk = try Self.open(disk, self.script)
    }

    private static func open(_ disk: SeededDisk, _ script: String) throws -> ClearingDesk {
        guard let bic = BIC(bank) else { preconditionFailure("The bank's BIC is well-formed.") }
        return try ClearingDesk(
            disk: disk, spool: "/spool", statePath: "/clearing.state", script: script, bank: bic,
            schemas: Schemas.all, start: start, now: start, seed: 7)
    }

    /// The power goes and comes back; what lay unread in the inbox still lies there.
    mutating func restart() throws {
        disk = disk.crash()
        desk = try Self.open(disk, script)
    }

    mutating func step(after milliseconds: Int64 = 0) throws {
        now = now + milliseconds
        try desk.step(now: now)
    }

    /// Puts a file into the outbox without a step.
    mutating func put(_ text: String, named name: String? = nil) throws {
        sent += 1
        let name = name ?? "\(1000 + sent).xml"
        try disk.writeDurably("/spool/outbox/\(name)", Array(text.utf8), mode: 0o644)
    }

    mutating func send(_ text: String, named name: String? = nil) throws {
        try put(text, named: name)
        try step()
    }

    /// What came since it was last asked for; all of it is valid by its schema.
    mutating func inbox() throws -> [Message] {
        var messages: [Message] = []
        for name in try disk.list("/spool/inbox") where read.insert(name).inserted {
            #expect(!name.hasPrefix("."))
            let bytes = try disk.read("/spool/inbox/\(name)", limit: 1 << 24)
            messages.append(try Message(bytes))
        }
        return messages
    }

    @discardableResult
    mutating func command(_ line: String) throws -> String {
        sent += 1
        let path = "/spool/control/\(sent).cmd"
        try disk.writeDurably(path, Array(line.utf8), mode: 0o644)
        try step()
        let answer = try disk.read(path + ".answer", limit: 1 << 20)
        return String(decoding: answer, as: UTF8.self)
    }

    var balance: String { balance("SCT") }
    func balance(_ scheme: String) -> String { balance(of: Self.bank, scheme) }
    func balance(of bic: String, _ scheme: String) -> String {
        guard let bic = BIC(bic), let cents = desk.house.balance(of: bic, in: scheme) else {
            return "none"
        }
        return cents.text
    }
}

/// A message from the inbox, read with libxml2 and checked against its schema.
struct Message {
    let name: String
    let bytes: [UInt8]
    let body: XMLElement

    init(_ bytes: [UInt8]) throws {
        let document = try #require(XMLDocument(bytes))
        let root = try #require(document.root)
        self.bytes = bytes
        name = String(root.namespace.dropFirst("urn:iso:std:iso:20022:tech:xsd:".utf8.count))
        body = try #require(root.children().first)
        if let schema = Schemas.outgoing[name] {
            #expect(document.complaint(of: schema) == nil)
        } else {
            #expect(Schemas.outgoing.isEmpty, "no schema for \(name)")
        }
    }

    func text(_ path: String) -> String? { body.text(path) }

    /// The transactions' identifiers and statuses of a pacs.002.
    var statuses: [String] {
        body.children("TxInfAndSts").map { line in
            [line.text("OrgnlTxId"), line.text("TxSts"), line.text("StsRsnInf/Rsn/Cd")]
                .compactMap { $0 }.joined(separator: " ")
        }
    }

    var groupStatus: String? { text("OrgnlGrpInfAndSts/GrpSts") }

    /// The entries of a camt.054 or camt.053: sign, amount, transaction.
    var entries: [String] {
        (body.at("Ntfctn") ?? body.at("Stmt"))?.children("Ntry").map { entry in
            [
                entry.text("CdtDbtInd"), entry.text("Amt"),
                entry.text("NtryDtls/TxDtls/Refs/TxId"),
            ].compactMap { $0 }.joined(separator: " ")
        } ?? []
    }
}

/// The standard's schemas, from the corpora or from the product's own resources.
enum Schemas {
    nonisolated(unsafe) static let all = load(ClearingHouse.taken)
    nonisolated(unsafe) static let outgoing = load([
        "pacs.002.001.10", "pacs.004.001.09", "pacs.008.001.08", "camt.053.001.08",
        "camt.054.001.08",
    ])

    private static func load(_ names: [String]) -> [String: XMLSchema] {
        let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        let folders = ["../shared/corpora/payments/xsd", "Resources/iso20022"]
        let disk = LiveDisk()
        var found: [String: XMLSchema] = [:]
        for folder in folders {
            for name in names where found[name] == nil {
                let paths = ["/\(root)/\(folder)/\(name.prefix(4))/", "/\(root)/\(folder)/"]
                for path in paths where disk.exists(path + name + ".xsd") {
                    guard let bytes = try? disk.read(path + name + ".xsd", limit: 1 << 24) else {
                        continue
                    }
                    found[name] = XMLSchema(bytes)
                }
            }
        }
        if found.count < names.count {
            print("skipped: validation by schema, as \(folders) lack the schemas")
            return [:]
        }
        return found
    }
}
