package import Bytes

/// An order to let somebody in.
package struct TokenIssue: Sendable, Recorded {
    package var id: UInt128
    /// SHA-256 of the secret, 32 bytes.
    package var hash: [UInt8]
    package var role: TokenRole
    package var nameKey: UInt128
    package var content: UInt128
    /// The token that gives it; 0 for the node itself, at its start.
    package var issuer: UInt128
    /// Nanoseconds since 1970; 0 for never.
    package var expiresAt: UInt64
    /// Who holds it: a party; 0 where that is not said.
    package var person: UInt128 = 0
    /// The name.
    package var sealed: SealedReference

    /// - Precondition: the hash has 32 bytes.
    package init(
        id: UInt128, hash: [UInt8], role: TokenRole, nameKey: UInt128, content: UInt128,
        issuer: UInt128, expiresAt: UInt64, sealed: SealedReference
    ) {
        precondition(hash.count == 32, "A SHA-256 has 32 bytes.")
        self.id = id
        self.hash = hash
        self.role = role
        self.nameKey = nameKey
        self.content = content
        self.issuer = issuer
        self.expiresAt = expiresAt
        self.sealed = sealed
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(id)
        writer.write(hash)
        writer.write(role.rawValue)
        writer.write(nameKey)
        writer.write(content)
        writer.write(issuer)
        writer.write(expiresAt)
        writer.write(person)
        sealed.write(to: &writer)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        id = try reader.read()
        hash = Array(try reader.read(count: 32))
        role = try reader.readCase()
        nameKey = try reader.read()
        content = try reader.read()
        issuer = try reader.read()
        expiresAt = try reader.read()
        person = try reader.read()
        sealed = try SealedReference(from: &reader)
    }
}

/// What became of a token that was asked for.
package enum TokenOutcome: UInt8, Sendable {
    case issued = 0
    /// Given before, under the same key and with the same body.
    case replayed
    case keyReused
    /// Another token that is not revoked has the name.
    case nameTaken
    /// It would have ended before it began.
    case expired
    /// As many were given as may ever be.
    case full
    /// The party that is to hold it is not known.
    case personUnknown
}

/// What became of a revocation.
package enum RevocationOutcome: UInt8, Sendable {
    case revoked = 0
    case unchanged
    case unknownToken
    /// Nobody who may give tokens would be left.
    case lastAdministrator
}
