package import XML

/// An element of a message that is being read.
package typealias MessageElement = XMLFragment.Element

extension MessageElement {
    /// The message's root below `Document`, after a look at the namespace.
    func message(_ type: MessageType) throws(ReadingError) -> MessageElement {
        guard namespace == type.namespace else { throw .otherMessage(found: namespace ?? "") }
        return try required(type.root)
    }

    func required(_ name: String) throws(ReadingError) -> MessageElement {
        guard let element = first(name) else { throw .missing(path: path + "/" + name) }
        return element
    }

    func text(_ name: String) -> String? {
        first(name)?.text
    }

    func requiredText(_ name: String) throws(ReadingError) -> String {
        try required(name).text
    }

    /// A code of a closed set.
    func code<Code: RawRepresentable<String>>(
        _ name: String, _: Code.Type = Code.self
    ) throws(ReadingError) -> Code? {
        guard let element = first(name) else { return nil }
        guard let code = Code(rawValue: element.text) else { throw .malformed(element) }
        return code
    }

    func requiredCode<Code: RawRepresentable<String>>(
        _ name: String, _: Code.Type = Code.self
    ) throws(ReadingError) -> Code {
        guard let code = try code(name, Code.self) else { throw .missing(path: path + "/" + name) }
        return code
    }

    /// A choice of `Cd` and `Prtry`.
    func choice(_ name: String) -> CodeOrProprietary? {
        first(name)?.choice
    }

    /// What this element chooses of `Cd` and `Prtry`.
    var choice: CodeOrProprietary? {
        text("Cd").map(CodeOrProprietary.code) ?? text("Prtry").map(CodeOrProprietary.proprietary)
    }
}
