/// Why a server does not start.
package enum ServerError: Error, Hashable, Sendable {
    /// The address is in use, not of this machine, or not allowed to this user.
    case cannotListen(host: String, port: Int, reason: String)
}
