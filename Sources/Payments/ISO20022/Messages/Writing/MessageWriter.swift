import Arithmetic
import Vocabulary
import XML

/// Writes one message as XML and remembers the first thing that must not be written.
///
/// The bytes are a function of the value alone: UTF-8, no white space between elements, the
/// message's namespace as the default one.
struct MessageWriter {
    let type: MessageType
    private var xml = XMLWriter()
    /// Names of the open elements.
    private var path: [String] = []
    private var refusal: WritingError?

    var generation: MessageType.Generation { type.generation }

    /// `Document` and the message's root element around what `body` writes.
    static func write(
        _ type: MessageType, _ body: (inout MessageWriter) -> Void
    ) throws(WritingError) -> [UInt8] {
        var writer = MessageWriter(type: type)
        writer.lend { xml, writer in
            xml.document("Document", namespace: type.namespace) { inner in
                writer.borrow(&inner) { $0.element(type.root, body) }
            }
        }
        if let refusal = writer.refusal { throw refusal }
        return writer.xml.bytes
    }

    private init(type: MessageType) {
        self.type = type
    }

    mutating func element(_ name: String, _ body: (inout MessageWriter) -> Void) {
        path.append(name)
        lend { xml, writer in
            xml.element(name) { inner in writer.borrow(&inner, body) }
        }
        path.removeLast()
    }

    /// Takes the XML out while `body` has it: it is one value, and nobody may hold it twice.
    private mutating func lend(_ body: (inout XMLWriter, inout MessageWriter) -> Void) {
        var lent = XMLWriter(reserving: 0)
        swap(&lent, &xml)
        body(&lent, &self)
        swap(&lent, &xml)
    }

    /// Puts the XML back for the time that `body` runs.
    private mutating func borrow(
        _ inner: inout XMLWriter, _ body: (inout MessageWriter) -> Void
    ) {
        swap(&inner, &xml)
        body(&self)
        swap(&inner, &xml)
    }

    /// The element around what there is, or nothing.
    mutating func element<Value>(
        _ name: String, _ value: Value?, _ body: (inout MessageWriter, Value) -> Void
    ) {
        guard let value else { return }
        element(name) { body(&$0, value) }
    }

    /// Keeps the first reason; later ones often follow from it.
    mutating func refuse(_ error: WritingError) {
        if refusal == nil { refusal = error }
    }

    func location(of name: String) -> String {
        (path + [name]).joined(separator: "/")
    }

    /// A leaf that has been checked, or needs no check.
    mutating func leaf(_ name: String, _ text: String, currency: String? = nil) {
        if let currency {
            xml.text(name, text, ["Ccy": currency])
        } else {
            xml.text(name, text)
        }
    }
}
