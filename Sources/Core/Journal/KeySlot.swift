import Bytes
import Cryptography

/// One wrapped personal key in the key file: 128 bytes, so that four lie in each sector.
///
/// Layout: state 1, zeros 7, id 16, nonce 12, wrapped key 32, tag 16, zeros 12, the first 8 bytes of
/// SHA-256 over what comes before, zeros.
struct KeySlot: Hashable {
    static let byteCount = 128
    private static let hashedBytes = 96
    private static let checkBytes = 8

    let id: UInt128
    let nonce: [UInt8]
    /// Empty where the key was destroyed.
    let wrapped: [UInt8]

    var isErased: Bool { wrapped.isEmpty }
    var erased: KeySlot { KeySlot(id: id, nonce: [], wrapped: []) }

    enum Found: Hashable {
        case slot(KeySlot)
        case empty
        case damaged
    }

    private enum State: UInt8 { case used = 1, erased = 2 }

    init(id: UInt128, nonce: [UInt8], wrapped: [UInt8]) {
        self.id = id
        self.nonce = nonce
        self.wrapped = wrapped
    }

    /// Wraps a key, bound to its id.
    init(id: UInt128, _ key: SecretKey, with root: RootKey, nonce: [UInt8]) {
        let cipher = AESGCM(root.personal)
        self.init(
            id: id, nonce: nonce,
            wrapped: cipher.seal(key.bytes, nonce: nonce, associated: Self.bytes(of: id)))
    }

    /// The key, or `nil` where it was not wrapped with this root key.
    func unwrap(with root: RootKey) -> SecretKey? {
        let cipher = AESGCM(root.personal)
        let bytes = try? cipher.open(wrapped, nonce: nonce, associated: Self.bytes(of: id))
        return bytes.flatMap { SecretKey($0) }
    }

    func encoded() -> [UInt8] {
        var writer = ByteWriter(reserving: Self.byteCount)
        writer.write((isErased ? State.erased : State.used).rawValue)
        writer.write([UInt8](repeating: 0, count: 7))
        writer.write(id)
        writer.write(nonce)
        writer.write(wrapped)
        writer.write([UInt8](repeating: 0, count: Self.hashedBytes - writer.count))
        writer.write(SHA256.hash(writer.bytes).bytes.prefix(Self.checkBytes))
        writer.write([UInt8](repeating: 0, count: Self.byteCount - writer.count))
        return writer.bytes
    }

    static func read(_ bytes: [UInt8]) -> Found {
        guard bytes.contains(where: { $0 != 0 }) else { return .empty }
        let hashed = Array(bytes.prefix(hashedBytes))
        let check = bytes.dropFirst(hashedBytes).prefix(checkBytes)
        guard bytes.count == byteCount, let state = State(rawValue: bytes[0]),
            check.elementsEqual(SHA256.hash(hashed).bytes.prefix(checkBytes))
        else { return .damaged }
        let id = hashed[8..<24].reversed().reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
        guard state == .used else { return .slot(KeySlot(id: id, nonce: [], wrapped: [])) }
        return .slot(
            KeySlot(id: id, nonce: Array(hashed[24..<36]), wrapped: Array(hashed[36..<84])))
    }

    private static func bytes(of id: UInt128) -> [UInt8] {
        withUnsafeBytes(of: id.littleEndian) { Array($0) }
    }
}
