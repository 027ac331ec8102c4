import Platform

/// What the figures were taken on.
struct MachineFacts {
    private let disk: any Disk

    init(_ disk: any Disk) { self.disk = disk }

    var text: String {
        let memory = Double(RunningProcess.machineBytes) / Double(1 << 30)
        return "\(RunningProcess.coreCount) cores (\(processor)), \(Numeral.text(memory)) GiB, "
            + "Linux \(first(of: "/proc/sys/kernel/osrelease")), load \(load)"
    }

    /// Of the last minute.
    private var load: String { first(of: "/proc/loadavg") }

    private var processor: String {
        let lines = text(of: "/proc/cpuinfo").split(separator: "\n")
        let model = lines.first { $0.hasPrefix("model name") }
        return model?.split(separator: ": ").last.map(String.init) ?? "unknown"
    }

    private func first(of path: String) -> String {
        text(of: path).split { $0 == " " || $0 == "\n" }.first.map(String.init) ?? "unknown"
    }

    /// Files of the kernel say that they are empty, so they are read by count.
    private func text(of path: String) -> String {
        let bytes = (try? disk.read(path, at: 0, count: 4096)) ?? []
        return String(decoding: bytes, as: UTF8.self)
    }
}
