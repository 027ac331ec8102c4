import Glibc

/// Facts about this process and the machine under it.
package enum RunningProcess {
    /// The command line without the program's name.
    package static var arguments: [String] { Array(CommandLine.arguments.dropFirst()) }

    package static var identifier: Int32 { getpid() }

    /// One variable of the environment.
    package static func variable(_ name: String) -> String? {
        guard let value = getenv(name) else { return nil }
        return String(cString: value)
    }

    /// The variables whose names begin so, sorted by name.
    package static func variables(prefix: String) -> [(name: String, value: String)] {
        var found: [(name: String, value: String)] = []
        var entry = environ
        while let text = entry.pointee {
            let parts = String(cString: text).split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2, parts[0].hasPrefix(prefix) {
                found.append((String(parts[0]), String(parts[1])))
            }
            entry += 1
        }
        return found.sorted { $0.name < $1.name }
    }

    /// Bytes of memory in use (resident set).
    package static var residentBytes: UInt64 { residentBytes(of: "self") }

    static func residentBytes(of process: String) -> UInt64 {
        let fields = statistics("/proc/\(process)/statm").split(separator: " ")
        guard fields.count > 1, let pages = UInt64(fields[1]) else { return 0 }
        return pages * UInt64(sysconf(Int32(_SC_PAGESIZE)))
    }

    /// Nanoseconds of CPU time used by all threads.
    package static var cpuNanoseconds: UInt64 {
        var time = timespec()
        guard clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 else { return 0 }
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// User and system time as `/proc` has them (proc(5), fields 14 and 15 of `stat`).
    static func cpuNanoseconds(of process: String) -> UInt64 {
        // The second field is the program's name in parentheses, which may hold anything.
        let text = statistics("/proc/\(process)/stat")
        guard let end = text.lastIndex(of: ")") else { return 0 }
        let fields = text[end...].split(separator: " ")
        guard fields.count > 13, let user = UInt64(fields[12]), let system = UInt64(fields[13])
        else { return 0 }
        return (user + system) * (1_000_000_000 / UInt64(sysconf(Int32(_SC_CLK_TCK))))
    }

    /// Cores that this process may run on.
    package static var coreCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    /// Bytes of memory that the machine has.
    package static var machineBytes: UInt64 {
        UInt64(max(0, sysconf(Int32(_SC_PHYS_PAGES)))) * UInt64(sysconf(Int32(_SC_PAGESIZE)))
    }

    /// Ends the process.
    package static func exit(_ code: Int32) -> Never { Glibc.exit(code) }

    /// Ends the process at once: nothing buffered is written, nobody is told.
    package static func abandon(_ code: Int32) -> Never { Glibc._exit(code) }

    /// Asks the allocator for few arenas and an early return of freed memory, which halves what an
    /// idle process holds.
    ///
    /// Call it first.
    package static func limitMemory() {
        // Not visible to Swift: mallopt(M_ARENA_MAX = -8, 2), mallopt(M_TRIM_THRESHOLD = -1, 1 MiB).
        typealias Option = @convention(c) (Int32, Int32) -> Int32
        guard let symbol = dlsym(nil, "mallopt") else { return }
        let set = unsafeBitCast(symbol, to: Option.self)
        _ = set(-8, 2)
        _ = set(-1, 1 << 20)
    }

    private static func statistics(_ path: String) -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return "" }
        defer { close(file) }
        let text = [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
            count = max(0, read(file, buffer.baseAddress, 4096))
        }
        return String(decoding: text, as: UTF8.self)
    }
}
