/// One table of a file as it was written, its keys known but not yet judged.
struct WrittenTable: Sendable {
    let section: Section
    let place: Place
    var keys: [WrittenKey]

    func key(_ name: String) -> WrittenKey? {
        keys.first { $0.name == name }
    }
}

struct WrittenKey: Sendable {
    let name: String
    let value: WrittenValue
    let place: Place
}

/// A variable of the environment.
package struct Variable: Hashable, Sendable {
    package let name: String
    package let value: String

    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}
