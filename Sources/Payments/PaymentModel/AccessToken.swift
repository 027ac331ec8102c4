package import Bytes

/// A token that lets somebody in: whose role it has, and how it is known again.
///
/// The secret itself was shown once and is nowhere; its holder's name is sealed under the token's id.
package struct AccessToken: Hashable, Sendable, Recorded {
    package let id: UInt128
    /// SHA-256 of the secret, 32 bytes.
    package let hash: [UInt8]
    package let role: TokenRole
    /// Keyed hash of the name, which no other token that is not revoked has.
    package let nameKey: UInt128
    /// Hash of the request that asked for it.
    package let content: UInt128
    /// The token that gave it; 0 for one that the node itself has made.
    package let issuer: UInt128
    package let issuedAt: UInt64
    /// From when on it lets nobody in, in nanoseconds since 1970; 0 for never.
    package let expiresAt: UInt64
    /// Who holds it: a party; 0 where that is not said.
    package let person: UInt128
    /// Since when it lets nobody in; 0 while it does.
    package internal(set) var revokedAt: UInt64
    /// Who took it away.
    package internal(set) var revokedBy: UInt128

    init(_ issue: TokenIssue, at instant: UInt64) {
        id = issue.id
        hash = issue.hash
        role = issue.role
        nameKey = issue.nameKey
        content = issue.content
        issuer = issue.issuer
        issuedAt = instant
        expiresAt = issue.expiresAt
        person = issue.person
        revokedAt = 0
        revokedBy = 0
    }

    package var isRevoked: Bool { revokedAt != 0 }

    /// Whether it lets somebody in at an instant.
    package func isValid(at instant: UInt64) -> Bool {
        !isRevoked && (expiresAt == 0 || instant < expiresAt)
    }

    /// An administrator that stays one whatever the time is.
    var isLastingAdministrator: Bool { role == .administrator && !isRevoked && expiresAt == 0 }

    package func write(to writer: inout ByteWriter) {
        writer.write(id)
        writer.write(hash)
        writer.write(role.rawValue)
        writer.write(nameKey)
        writer.write(content)
        writer.write(issuer)
        writer.write(issuedAt)
        writer.write(expiresAt)
        writer.write(person)
        writer.write(revokedAt)
        writer.write(revokedBy)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        id = try reader.read()
        hash = Array(try reader.read(count: 32))
        role = try reader.readCase()
        nameKey = try reader.read()
        content = try reader.read()
        issuer = try reader.read()
        issuedAt = try reader.read()
        expiresAt = try reader.read()
        person = try reader.read()
        revokedAt = try reader.read()
        revokedBy = try reader.read()
    }
}
