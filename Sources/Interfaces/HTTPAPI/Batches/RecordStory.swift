import Bytes
import Flows
import JSON
import Ledger

/// What the records of one answer have that is in none of them: metadata, and what became of
/// transfers.
struct RecordStory: Sendable {
    static let none = RecordStory()

    var metadata: [MetadataHash: ToldMetadata] = [:]
    var fates: RunningBank.Fates = [:]

    /// Writes a record's metadata as two members; nothing where only their hash is known.
    ///
    /// What is erased says so, as names do.
    func write(metadata hash: MetadataHash, to writer: inout JSONWriter) {
        guard let found = metadata[hash] else { return }
        switch found {
        case .erased: writer.member(MetadataReading.field, "erased")
        case .text(let salt, let canonical):
            writer.name(MetadataReading.field)
            writer.raw(canonical)
            writer.member("metadata_salt", Hex.encode(salt))
        }
    }

    func write(fateOf id: UInt128, to writer: inout JSONWriter) {
        guard let fate = fates[id] else { return }
        if fate.kind == .reverted {
            if let by = fate.by { writer.member("reverted_by", String(by)) }
            return
        }
        writer.member("state", "\(fate.kind)")
        if let by = fate.by { writer.member("resolved_by", String(by)) }
    }
}

extension BankAPI {
    /// Answers records with what is in none of them.
    ///
    /// Where no record has metadata no archive is read and nobody waits. What a record's hash stands
    /// for is in the archive: where it is not there yet, the archive is waited for.
    ///
    /// - Parameter sequence: for which the records hold.
    func telling<Row: BatchRow>(
        of rows: [Extended<Row>], at sequence: UInt64, _ respond: @escaping Route.Respond,
        _ body: @escaping @Sendable (RecordStory) -> Response
    ) {
        let hashes = Set(
            rows.compactMap { $0.more?[keyPath: Row.metadataPath] }.filter { !$0.isNone })
        bank.fates(of: Row.hasFates ? rows.map { Row.columns[0].get($0.record) } : []) { result in
            switch result {
            case .failure(let error): respond(.problem(Problem(error)))
            case .success(let fates):
                guard !hashes.isEmpty else { return respond(body(RecordStory(fates: fates))) }
                reading {
                    Self.decode(respond) { () throws(Problem) in
                        let metadata = try metadata(hashes, at: sequence)
                        respond(body(RecordStory(metadata: metadata, fates: fates)))
                    }
                }
            }
        }
    }

    /// What hashes stand for; of those that a caller has made itself nothing is known.
    func metadata(
        _ hashes: Set<MetadataHash>, at sequence: UInt64
    ) throws(Problem) -> [MetadataHash: ToldMetadata] {
        do throws(FlowError) {
            let found = try archive.metadata(hashes)
            guard found.count < hashes.count, archive.sequence < sequence else { return found }
            if archive.wait(for: sequence) { return try archive.metadata(hashes) }
        } catch { throw Problem(error) }
        throw Problem(.archiveBehind)
    }
}
