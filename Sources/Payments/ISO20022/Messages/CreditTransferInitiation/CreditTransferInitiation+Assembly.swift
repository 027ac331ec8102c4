import XML

extension CreditTransferInitiation {
    /// Where a transfer stands in a file: what is streamed.
    package static let transferPath = "Document/CstmrCdtTrfInitn/PmtInf/CdtTrfTxInf"

    /// The messages that are files of customers.
    package static let messages = Version.allCases.map(\.type.rawValue)

    /// Collects a file from its streamed transfers and from what stands around them.
    ///
    /// ```swift
    /// var assembly = CreditTransferInitiation.Assembly()
    /// let document = try DocumentReader.read(
    ///     bytes, accepting: CreditTransferInitiation.messages,
    ///     streaming: CreditTransferInitiation.transferPath
    /// ) { assembly.take($0) }
    /// guard document.isValid else { … }
    /// let file = try assembly.finish(document)
    /// ```
    /// Only a document that its schema has accepted makes a file.
    package struct Assembly: Sendable {
        /// The transfers of each payment information that has any, in document order.
        private var transfers: [[Transfer]] = []
        private var failure: ReadingError?

        package init() {}

        /// Reads a transfer; after a difference from the schema, or a failure, nothing more.
        package mutating func take(_ record: DocumentRecord) -> DocumentRecord.Answer {
            guard failure == nil, record.findingsCount == 0 else { return .next }
            do throws(ReadingError) {
                let version = try Version(of: record.element)
                let transfer = try Transfer(reading: record.element, version)
                while transfers.count <= record.enclosingIndex { transfers.append([]) }
                transfers[record.enclosingIndex].append(transfer)
            } catch {
                failure = error
            }
            return .next
        }

        /// The file, once its document has been read to the end and is valid.
        package consuming func finish(
            _ document: ReadDocument
        ) throws(ReadingError) -> CreditTransferInitiation {
            precondition(document.isValid, "What breaks its schema is no file.")
            if let failure { throw failure }
            var file = try CreditTransferInitiation(reading: document.root)
            precondition(
                transfers.count <= file.payments.count,
                "A transfer stands in a payment information.")
            for (index, list) in transfers.enumerated() { file.payments[index].transfers = list }
            return file
        }
    }
}

extension CreditTransferInitiation.Version {
    /// The version of the file that an element stands in.
    package init(of element: MessageElement) throws(ReadingError) {
        let namespace = element.namespace ?? ""
        guard let version = Self.allCases.first(where: { $0.type.namespace == namespace }) else {
            throw .otherMessage(found: namespace)
        }
        self = version
    }
}
