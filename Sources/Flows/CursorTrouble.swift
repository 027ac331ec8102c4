package import Engine
package import Platform
package import Projection

/// Why a cursor of the archive stands still; it tries again by itself.
package struct CursorTrouble: Error, Sendable, CustomStringConvertible {
    /// What anybody may be told.
    package enum Kind: String, Sendable {
        case diskFull = "the disk is full"
        case disk = "the disk refuses"
        case database = "its database refuses"
        case sealed = "sealed data cannot be read"
        case node = "the node does not answer"
        case journal = "the journal cannot be read again"
    }

    package let kind: Kind
    package let detail: String

    package var description: String { "\(kind.rawValue): \(detail)" }

    package init(_ error: DatabaseError) {
        kind = error.isDiskFull ? .diskFull : .database
        detail = "\(error)"
    }

    package init(_ error: DiskError) {
        if case .full = error { kind = .diskFull } else { kind = .disk }
        detail = "\(error)"
    }

    package init(_ error: FlowError) {
        switch error {
        case .node: kind = .node
        case .records: kind = .database
        default: kind = .sealed
        }
        detail = "\(error)"
    }

    package init(_ error: OpenError) {
        kind = .journal
        detail = "\(error)"
    }
}
