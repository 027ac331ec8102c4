/// What is derived from the journal for itself: each part has a file, a position and troubles of its
/// own, and none waits for a slower one.
package enum ArchivePart: String, CaseIterable, Sendable {
    /// Payments, files, breaks, events: what lists and streams are answered from.
    case records
    /// Our messages to clearings.
    case messages
    /// Customers' pain.002 and camt.053.
    case reports
    /// Customers' camt.054.
    case advices

    /// The file with its rows and its position.
    func path(_ folder: DataFolder) -> String {
        switch self {
        case .records: folder.records
        case .messages: folder.outbox
        case .reports: folder.reportRecords
        case .advices: folder.adviceRecords
        }
    }

    /// Whether it hears events as they become durable; else it reads them from the records, however
    /// far it is behind.
    var isFed: Bool { self == .records || self == .messages }

    /// Whether it gives way while the node is busy: advices are many, and may come later than what
    /// is asked for now.
    var canWait: Bool { self == .advices }

    /// Events taken at once.
    ///
    /// Those of one entry stay together.
    var eventsMax: Int {
        switch self {
        case .records: 8192
        case .messages: 1024
        case .reports: 1024
        case .advices: 512
        }
    }
}
