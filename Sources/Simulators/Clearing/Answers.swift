/// A pacs.002 as facts, from which the same bytes are written each time.
struct StatusReport: Hashable {
    struct Line: Hashable {
        var transfer: Int
        var status: String
        var reason: String
    }

    var messageID: String
    var createdAt: Moment
    var originalID: String
    var originalName: String
    var originalCount: Int
    var groupStatus = ""
    var reason = ""
    var explanation = ""
    var lines: [Line] = []
}

/// A message of the bank that was seen, with what was answered.
struct SeenMessage: Hashable {
    var id: String
    var name: String
    var fingerprint: Fingerprint
    /// The positions of its transfers.
    var transfers: Range<Int>
    var answers: [StatusReport] = []
    /// Requests for status that stay without an answer.
    var silentAsks = 0
    /// Whether it is answered at all, unless it is asked for.
    var isSilent = false
}

/// A file that is to leave at its time.
struct Outgoing: Hashable {
    var due: Moment
    /// What the file is, as part of its name: `pacs.002.001.10`.
    var kind: String
    var bytes: [UInt8]
}

/// A file that leaves in this step, under its final name.
package struct SpoolFile: Hashable, Sendable {
    package let name: String
    package let bytes: [UInt8]
}

/// A line of the script that runs later.
struct Scheduled: Hashable {
    var due: Moment
    var line: String
}
