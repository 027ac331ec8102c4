/// Where something was written.
package enum Place: Hashable, Sendable {
    /// Lines count from 1; 0 is the file as a whole.
    case file(path: String, line: Int)
    case environment(name: String)
    /// The demonstration that the program carries.
    case demonstration(line: Int)
}

extension Place: CustomStringConvertible {
    package var description: String {
        switch self {
        case .file(let path, let line): line > 0 ? "\(path):\(line)" : path
        case .environment(let name): name
        case .demonstration(let line): "built-in demonstration:\(line)"
        }
    }
}

/// Where an effective value comes from.
package enum Origin: Hashable, Sendable {
    case written(Place)
    /// Nothing was written; the key's own default counts.
    case byDefault
    /// What was written is above what the machine has.
    case clamped(Place)
}

extension Origin: CustomStringConvertible {
    package var description: String {
        switch self {
        case .written(let place): place.description
        case .byDefault: "default"
        case .clamped(let place): "\(place), clamped to this machine"
        }
    }
}
