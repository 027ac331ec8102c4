/// How a batch and what is answered to it are written.
enum BatchFormat: Sendable {
    /// Packed little-endian records.
    case records
    /// One JSON object a line.
    case lines
    /// A header, then one event a line (RFC 4180).
    case table

    static let linesType = "application/x-ndjson"
    static let tableType = "text/csv"
    static let resultsType = "application/vnd.qenex.results"

    /// The types that a route for batches takes, the one for records first.
    static func mediaTypes(records: String) -> [String] {
        [records, linesType, "application/ndjson", tableType]
    }

    /// The format of a body whose type was found to be one of ``mediaTypes(records:)``.
    init(contentType: String) {
        let type = contentType.prefix { $0 != ";" && $0 != " " }.lowercased()
        switch type {
        case Self.linesType, "application/ndjson": self = .lines
        case Self.tableType: self = .table
        default: self = .records
        }
    }

    /// The type of an answer in this format.
    func mediaType(records: String) -> String {
        switch self {
        case .records: records
        case .lines: Self.linesType
        case .table: Self.tableType
        }
    }
}
