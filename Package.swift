// swift-tools-version: 6.2
import PackageDescription

/// The layers of the house, lowest first.
///
/// A `counterparty` is somebody else's program: it may know nothing of ours but the door to the
/// operating system.
enum Layer: Int { case base, counterparty, core, domain, flow, interface, app }

/// Whether a module may touch raw memory without saying so on every line.
enum Memory { case checked, raw }

struct Module {
    let name: String
    let path: String
    let layer: Layer
    let uses: [String]
    let libraries: [String]
    let packages: [(product: String, package: String)]
    let memory: Memory
    let isProgram: Bool
    var group: Substring { path.prefix { $0 != "/" } }

    init(
        _ path: String,
        _ layer: Layer,
        uses: [String] = [],
        libraries: [String] = [],
        packages: [(product: String, package: String)] = [],
        memory: Memory = .checked
    ) {
        self.name = path.split(separator: "/").last.map(String.init) ?? path
        self.path = path
        self.layer = layer
        self.uses = uses
        self.libraries = libraries
        self.packages = packages
        self.memory = memory
        self.isProgram = name.hasPrefix("qenex")
    }
}

/// C libraries of the system: module, name for pkg-config, Debian package.
let systemLibraries = [
    ("CLibcrypto", "libcrypto", "libssl-dev"),
    ("CSQLite", "sqlite3", "libsqlite3-dev"),
    ("CLibxml2", "libxml-2.0", "libxml2-dev"),
]

let nio = [
    (product: "NIOCore", package: "swift-nio"),
    (product: "NIOPosix", package: "swift-nio"),
    (product: "NIOHTTP1", package: "swift-nio"),
]

// One line a module: where it lies, its layer, and what it may use. This table is the architecture.
let modules = [
    Module("Base/Bytes", .base),
    Module("Base/Arithmetic", .base),
    Module("Base/Platform", .base, uses: ["Bytes"], memory: .raw),
    Module(
        "Base/Cryptography", .base, uses: ["Bytes", "Platform"], libraries: ["CLibcrypto"],
        memory: .raw),
    Module("Base/JSON", .base, uses: ["Bytes", "Arithmetic"], memory: .raw),
    Module("Base/TOML", .base, uses: ["Arithmetic"]),
    Module("Core/Vocabulary", .core, uses: ["Bytes", "Arithmetic"]),
    Module("Core/Ledger", .core, uses: ["Bytes", "Arithmetic"], memory: .raw),
    Module(
        "Core/Segments", .core, uses: ["Bytes", "Platform", "Cryptography", "Ledger"], memory: .raw),
    Module(
        "Core/Duplicates", .core,
        uses: ["Bytes", "Platform", "Cryptography", "Vocabulary", "Segments"], memory: .raw),
    Module("Core/Journal", .core, uses: ["Bytes", "Platform", "Cryptography"], memory: .raw),
    Module(
        "Core/Engine", .core, uses: ["Bytes", "Platform", "Cryptography", "Journal"], memory: .raw),
    Module(
        "Core/Projection", .core, uses: ["Bytes", "Platform"], libraries: ["CSQLite"], memory: .raw),
    Module(
        "Payments/PaymentModel", .domain,
        uses: [
            "Bytes", "Arithmetic", "Cryptography", "Vocabulary", "Ledger", "Segments", "Duplicates",
            "Journal", "Engine",
        ],
        memory: .raw),
    Module("Payments/XML", .domain, uses: ["Bytes"], memory: .raw),
    Module(
        "Payments/ISO20022", .domain, uses: ["Bytes", "Arithmetic", "Vocabulary", "XML"],
        memory: .raw),
    Module(
        "Flows", .flow,
        uses: [
            "Bytes", "Arithmetic", "Platform", "Cryptography", "Vocabulary", "Ledger", "Segments",
            "Duplicates", "Journal", "Engine", "Projection", "PaymentModel", "XML", "ISO20022",
        ],
        memory: .raw),
    Module(
        "Interfaces/Configuration", .interface,
        uses: ["TOML", "Arithmetic", "Vocabulary", "Platform", "PaymentModel"]),
    Module(
        "Interfaces/HTTPAPI", .interface,
        uses: [
            "Bytes", "Arithmetic", "JSON", "Platform", "Cryptography", "Vocabulary", "Ledger",
            "Journal", "Engine", "PaymentModel", "ISO20022", "XML", "Flows",
        ]),
    Module("Interfaces/Console", .interface, uses: ["HTTPAPI"]),
    Module("Interfaces/HTTPServer", .interface, uses: ["HTTPAPI", "JSON"], packages: nio),
    Module(
        "Simulators/Clearing", .counterparty, uses: ["Platform"], libraries: ["CLibxml2"],
        memory: .raw),
    Module(
        "Apps/qenexd", .app,
        uses: [
            "Bytes", "Platform", "Vocabulary", "Segments", "Journal", "Engine", "PaymentModel",
            "Flows", "Configuration", "HTTPAPI", "Console", "HTTPServer",
        ]),
    Module(
        "Apps/qenex-cli", .app,
        uses: [
            "Bytes", "Arithmetic", "JSON", "Platform", "Cryptography", "Vocabulary", "Ledger",
            "Journal", "Engine", "PaymentModel", "ISO20022", "Flows",
        ]),
    Module(
        "Apps/qenex-bench", .app,
        uses: [
            "Bytes", "Platform", "Cryptography", "Vocabulary", "Ledger", "Segments", "Duplicates",
            "Journal", "Engine", "Projection", "PaymentModel", "XML", "ISO20022", "Flows",
            "Configuration", "HTTPServer",
        ],
        memory: .raw),
    Module(
        "Apps/Simulation", .app,
        uses: [
            "Bytes", "Arithmetic", "JSON", "Platform", "Cryptography", "Vocabulary", "Ledger",
            "Segments", "Duplicates", "Journal", "Engine", "PaymentModel", "ISO20022", "Flows",
            "HTTPAPI", "Clearing",
        ]),
    Module("Apps/qenex-sim", .app, uses: ["Platform", "Simulation"]),
    Module("Simulators/qenex-clearing", .counterparty, uses: ["Platform", "Clearing"]),
]

for (position, module) in modules.enumerated() {
    for name in module.uses {
        guard let used = modules[..<position].first(where: { $0.name == name }) else {
            fatalError("\(module.name) uses \(name), which is not declared above it.")
        }
        let isOutside = module.layer == .counterparty && used.layer != .counterparty
        guard !isOutside || used.name == "Platform" else {
            fatalError("\(module.path) is somebody else's program and may not use \(used.path).")
        }
        guard used.layer.rawValue < module.layer.rawValue || used.group == module.group else {
            fatalError("\(module.path) may not use its sibling \(used.path).")
        }
    }
}

// With QENEX_CORE=1 whatever needs a third-party package is left out, so that base, core, codecs,
// flows and simulators build and test in seconds.
let isCoreOnly = Context.environment["QENEX_CORE"] == "1"
var kept: [Module] = []
for module in modules where !isCoreOnly || module.packages.isEmpty {
    let names = kept.map(\.name)
    if module.uses.allSatisfy(names.contains) { kept.append(module) }
}

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

func target(_ module: Module) -> Target {
    let dependencies =
        (module.uses + module.libraries).map { Target.Dependency(stringLiteral: $0) }
        + module.packages.map { .product(name: $0.product, package: $0.package) }
    let path = "Sources/\(module.path)"
    let ours = settings + (module.memory == .checked ? [.strictMemorySafety()] : [])
    return module.isProgram
        ? .executableTarget(
            name: module.name, dependencies: dependencies, path: path, swiftSettings: ours)
        : .target(name: module.name, dependencies: dependencies, path: path, swiftSettings: ours)
}

/// The tests of a module lie where it lies, one to one, and may use all that it may use.
func tests(of module: Module, uses more: [String] = []) -> Target {
    let dependencies =
        ([module.name] + module.uses + module.libraries + more).map {
            Target.Dependency(stringLiteral: $0)
        }
        + module.packages.map { .product(name: $0.product, package: $0.package) }
    let path = "Tests/\(module.path)Tests"
    return .testTarget(
        name: "\(module.name)Tests", dependencies: dependencies, path: path, swiftSettings: settings
    )
}

/// Modules with a folder of tests, and what those tests use beside the module's own dependencies.
let tested: [(module: String, uses: [String])] = [
    ("Bytes", []),
    ("Arithmetic", []),
    ("Platform", []),
    ("Cryptography", []),
    ("JSON", ["Fuzzing"]),
    ("TOML", ["Fuzzing"]),
    ("Vocabulary", ["Fuzzing"]),
    ("Ledger", []),
    ("Segments", ["Fuzzing"]),
    ("Duplicates", ["Fuzzing"]),
    ("Journal", ["Fuzzing"]),
    ("Engine", ["Fuzzing"]),
    ("Projection", []),
    ("PaymentModel", ["Platform", "Fuzzing"]),
    ("XML", ["CLibxml2", "Fuzzing"]),
    ("ISO20022", ["CLibxml2", "Fuzzing"]),
    ("Flows", ["Clearing", "CLibxml2", "Fuzzing"]),
    ("Configuration", []),
    ("HTTPAPI", ["Fuzzing", "Segments"]),
    ("Console", ["PaymentModel"]),
    ("Clearing", []),
    ("Simulation", []),
]

/// What tests share; no product is made of it.
let support = Target.target(
    name: "Fuzzing", dependencies: ["Platform"], path: "Tests/Support/Fuzzing",
    swiftSettings: settings)

let package = Package(
    name: "qenex",
    dependencies: isCoreOnly
        ? [] : [.package(url: "https://github.com/apple/swift-nio", from: "2.101.2")],
    targets: systemLibraries.map { library in
        .systemLibrary(
            name: library.0, path: "Sources/System/\(library.0)", pkgConfig: library.1,
            providers: [.apt([library.2])])
    } + kept.map(target) + [support]
        + tested.compactMap { entry in
            kept.first { $0.name == entry.module }.map { tests(of: $0, uses: entry.uses) }
        },
    swiftLanguageModes: [.v6]
)
