package import ISO20022
import XML

/// Why a customer's file could not even be judged.
package enum UnreadableFile: Error, Sendable {
    /// Not XML within the limits, or none of the messages taken here.
    case document(DocumentError)
    /// XML of a message taken here, which its schema refuses.
    case schema(message: String, [SchemaFinding], count: Int)
    /// Accepted by the schema and yet not readable.
    case reading(ReadingError)
}

/// Reads a customer's credit transfer initiation, transfer by transfer.
enum InitiationReading {
    static let accepted = ["pain.001.001.03", "pain.001.001.09", "pain.001.001.11"]
    /// The largest file, in bytes.
    static let bytesMax = 31 << 20
    private static let record = "Document/CstmrCdtTrfInitn/PmtInf/CdtTrfTxInf"

    static func read(_ bytes: [UInt8]) throws(UnreadableFile) -> CreditTransferInitiation {
        var transfers: [[CreditTransferInitiation.Transfer]] = []
        var failure: ReadingError?
        let document: ReadDocument
        do {
            document = try DocumentReader.read(bytes, accepting: accepted, streaming: record) {
                take($0, &transfers, &failure)
            }
        } catch { throw .document(error) }
        guard document.isValid else {
            throw .schema(
                message: document.message, document.findings, count: document.findingsCount)
        }
        if let failure { throw .reading(failure) }
        do {
            var initiation = try CreditTransferInitiation(reading: document.root)
            for index in initiation.payments.indices where index < transfers.count {
                initiation.payments[index].transfers = transfers[index]
            }
            return initiation
        } catch { throw .reading(error) }
    }

    /// A transfer that its schema refuses is not read: the file is refused as a whole.
    private static func take(
        _ record: DocumentRecord, _ transfers: inout [[CreditTransferInitiation.Transfer]],
        _ failure: inout ReadingError?
    ) -> DocumentRecord.Answer {
        guard failure == nil, record.findingsCount == 0,
            let version = CreditTransferInitiation.Version.allCases.first(where: {
                $0.type.namespace == record.element.namespace
            })
        else { return .next }
        while transfers.count <= record.enclosingIndex { transfers.append([]) }
        do {
            transfers[record.enclosingIndex].append(
                try CreditTransferInitiation.Transfer(reading: record.element, version))
        } catch { failure = error }
        return .next
    }
}
