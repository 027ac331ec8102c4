/// Bytes that grow and keep their memory; a pointer to them holds until they grow again.
struct DecodedText: ~Copyable {
    private(set) var base: UnsafeMutablePointer<UInt8>
    private(set) var count = 0
    private var capacity = 256

    init() { base = .allocate(capacity: capacity) }

    deinit { base.deallocate() }

    var isEmpty: Bool { count == 0 }

    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

    mutating func append(_ byte: UInt8) {
        reserve(1)
        base[count] = byte
        count += 1
    }

    mutating func append(_ from: UnsafePointer<UInt8>, count more: Int) {
        reserve(more)
        (base + count).update(from: from, count: more)
        count += more
    }

    /// Appends a scalar value as UTF-8.
    mutating func append(scalar: UInt32) {
        var bytes: [UInt8] = []
        UTF8Scalar.append(scalar, to: &bytes)
        for byte in bytes { append(byte) }
    }

    mutating func replaceLast(with byte: UInt8) {
        base[count - 1] = byte
    }

    mutating func removeAll() { count = 0 }

    private mutating func reserve(_ more: Int) {
        guard count + more > capacity else { return }
        capacity = max(capacity * 2, count + more)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        larger.update(from: base, count: count)
        base.deallocate()
        base = larger
    }
}
