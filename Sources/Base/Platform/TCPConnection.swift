import Glibc

/// Why a connection failed.
package enum ConnectionError: Error, Hashable, Sendable {
    case unknownHost(String)
    case refused
    case timedOut
    case closed
    case failed(operation: String, code: Int32)

    static func last(_ operation: String) -> ConnectionError {
        switch errno {
        case ECONNREFUSED: .refused
        case EAGAIN, ETIMEDOUT, EINPROGRESS: .timedOut
        case EPIPE, ECONNRESET: .closed
        default: .failed(operation: operation, code: errno)
        }
    }
}

/// A blocking connection, for a client that does one thing at a time.
package final class TCPConnection: Sendable {
    let descriptor: Int32

    /// Connects to the first address of the host that answers.
    ///
    /// - Parameter timeoutMilliseconds: for connecting and for each later read and write.
    package init(host: String, port: UInt16, timeoutMilliseconds: Int) throws(ConnectionError) {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var first: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &first) == 0 else {
            throw .unknownHost(host)
        }
        defer { freeaddrinfo(first) }
        var failure = ConnectionError.unknownHost(host)
        var next = first
        while let address = next {
            do {
                descriptor = try Self.open(address.pointee, timeoutMilliseconds)
                return
            } catch {
                failure = error
            }
            next = address.pointee.ai_next
        }
        throw failure
    }

    deinit { close(descriptor) }

    /// Reads up to `count` bytes; none mean that the other side has finished.
    package func read(_ count: Int) throws(ConnectionError) -> [UInt8] {
        var failure: ConnectionError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            do throws(ConnectionError) {
                filled = try read(into: UnsafeMutableRawBufferPointer(buffer))
            } catch {
                failure = error
                filled = 0
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Reads into memory of the caller's.
    ///
    /// - Returns: how many bytes came; none mean that the other side has finished.
    package func read(
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(ConnectionError) -> Int {
        while true {
            let got = recv(descriptor, buffer.baseAddress, buffer.count, 0)
            if got >= 0 { return got }
            guard errno == EINTR else { throw .last("read") }
        }
    }

    /// Writes all bytes.
    package func write(_ bytes: [UInt8]) throws(ConnectionError) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                send(
                    descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written,
                    Int32(MSG_NOSIGNAL))
            }
            guard count >= 0 || errno == EINTR else { throw .last("write") }
            written += max(0, count)
        }
    }

    private static func open(
        _ address: addrinfo, _ timeoutMilliseconds: Int
    ) throws(ConnectionError) -> Int32 {
        let type = address.ai_socktype | Int32(SOCK_CLOEXEC.rawValue)
        let file = socket(address.ai_family, type, address.ai_protocol)
        guard file >= 0 else { throw .last("socket") }
        var time = timeval(
            tv_sec: timeoutMilliseconds / 1000, tv_usec: timeoutMilliseconds % 1000 * 1000)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(file, SOL_SOCKET, SO_RCVTIMEO, &time, size)
        setsockopt(file, SOL_SOCKET, SO_SNDTIMEO, &time, size)
        var on: Int32 = 1
        setsockopt(
            file, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        guard connect(file, address.ai_addr, address.ai_addrlen) == 0 else {
            let failure = ConnectionError.last("connect")
            close(file)
            throw failure
        }
        return file
    }
}
