/// Where everything lies below one folder.
package struct DataFolder: Sendable {
    package let path: String

    package init(_ path: String) { self.path = path }

    package var lock: String { "\(path)/lock" }
    package var journal: String { "\(path)/journal" }
    package var keys: String { "\(path)/keys" }
    package var snapshots: String { "\(path)/snapshots" }
    /// Transfers of batches that have left memory.
    package var segments: String { "\(path)/segments" }
    /// The bank's own transfers that have left memory.
    package var bankSegments: String { "\(path)/bank-segments" }
    /// Keys of duplicates that have left memory.
    package var duplicates: String { "\(path)/duplicates" }
    package var adminToken: String { "\(path)/admin.token" }
    /// A sandbox's: an instant up to which its clock may have been shown.
    package var clock: String { "\(path)/clock" }
    /// Rebuilt from the journal; may be deleted while the node is stopped.
    package var records: String { "\(path)/records.sqlite" }
    package var outbox: String { "\(path)/outbox.sqlite" }
    package var reportRecords: String { "\(path)/reports.sqlite" }
    package var adviceRecords: String { "\(path)/advices.sqlite" }
    /// Customers put files here.
    package var inbox: String { "\(path)/inbox" }
    /// Files are found here once they were taken.
    package var processed: String { "\(path)/inbox/processed" }
    package var refused: String { "\(path)/inbox/refused" }
    /// Reports for customers: pain.002, camt.054, camt.053.
    package var reports: String { "\(path)/reports" }
    /// The clearing's transport: we write to `outbox`, it writes to `inbox`.
    package var spool: String { "\(path)/clearing" }
    package var toClearing: String { "\(spool)/outbox" }
    package var fromClearing: String { "\(spool)/inbox" }
    package var fromClearingDone: String { "\(spool)/inbox/done" }
    package var fromClearingRefused: String { "\(spool)/inbox/refused" }
}
