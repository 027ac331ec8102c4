package import Platform

/// The files that were found, before anything in them is judged.
package struct ConfigurationFiles: Sendable {
    /// Where the files are looked for when no folder is named, in this order.
    package static let folders = ["/etc/qenex", "./etc"]

    struct Found: Sendable {
        let file: SourceFile
        let path: String
        let bytes: [UInt8]
    }

    let found: [Found]

    /// Nothing but built-in values.
    package static let none = ConfigurationFiles(found: [])

    init(found: [Found]) {
        self.found = found
    }

    /// Reads `system.toml` and `banking.toml` of the first folder that has one of them.
    ///
    /// Two folders are never mixed. A folder that was named must have one of the files.
    package init(
        folder named: String?, disk: any Disk
    ) throws(ConfigurationRefusal) {
        for folder in named.map({ [$0] }) ?? Self.folders {
            var found: [Found] = []
            for file in SourceFile.allCases {
                let path = "\(folder)/\(file.rawValue)"
                guard disk.exists(path) else { continue }
                found.append(Found(file: file, path: path, bytes: try Self.read(path, disk)))
            }
            if !found.isEmpty {
                self.init(found: found)
                return
            }
        }
        if let named {
            let place = Place.file(path: named, line: 0)
            throw ConfigurationRefusal(
                complaints: [
                    Complaint(place, .unreadable("neither system.toml nor banking.toml is there"))
                ])
        }
        self.init(found: [])
    }

    private static func read(
        _ path: String, _ disk: any Disk
    ) throws(ConfigurationRefusal) -> [UInt8] {
        do {
            return try disk.read(path, limit: SourceFile.bytesMax)
        } catch {
            let fault = ConfigurationFault.unreadable("\(error)")
            throw ConfigurationRefusal(
                complaints: [Complaint(.file(path: path, line: 0), fault)])
        }
    }

    /// Makes the effective configuration, or refuses with every complaint at once.
    ///
    /// - Parameters:
    ///   - variables: those whose names begin with `QENEX_`; they win over the files.
    ///   - isDevelopment: `--dev`, which fills in the demonstration bank where there is none.
    package func settle(
        variables: [Variable], machine: Machine, isDevelopment: Bool
    ) throws(ConfigurationRefusal) -> NodeSettings {
        var tables: [WrittenTable] = []
        var complaints: [Complaint] = []
        for each in found {
            let written = WrittenTables(file: each.file, path: each.path, bytes: each.bytes)
            tables += written.tables
            complaints += written.complaints
        }
        var settling = Settling(
            tables: tables, complaints: complaints, variables: variables, machine: machine,
            isDevelopment: isDevelopment)
        return try settling.settle(sources: sources(isDevelopment: isDevelopment))
    }

    private func sources(isDevelopment: Bool) -> [String] {
        SourceFile.allCases.map { file in
            let path = found.first { $0.file == file }?.path
            let absent =
                isDevelopment && file == .banking ? "the built-in demonstration" : "defaults"
            return "# \(file.rawValue): \(path ?? absent)"
        }
    }
}

extension Machine {
    /// The machine under this process.
    package static var current: Machine {
        Machine(coreCount: RunningProcess.coreCount, memoryBytes: RunningProcess.machineBytes)
    }
}

extension Variable {
    /// The environment's variables whose names begin with `QENEX_`.
    package static var ofThisProcess: [Variable] {
        RunningProcess.variables(prefix: "QENEX_").map { Variable(name: $0.name, value: $0.value) }
    }
}
