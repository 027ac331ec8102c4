/// Why a document could not be read, and where.
package struct XMLError: Error, Hashable, Sendable {
    package let reason: Reason
    /// The byte at which reading stopped, in the UTF-8 form of the document.
    package let offset: Int
    package let position: XMLPosition

    package init(_ reason: Reason, offset: Int, position: XMLPosition) {
        self.reason = reason
        self.offset = offset
        self.position = position
    }

    /// Section numbers are those of XML 1.0, fifth edition, and of Namespaces in XML 1.0.
    package enum Reason: Hashable, Sendable {
        /// A named limit of ``XMLLimits`` is exceeded.
        case aboveLimit(XMLLimits.Name, limit: Int)
        /// A document type declaration: refused whatever it holds.
        case documentTypeForbidden
        /// An encoding other than UTF-8, US-ASCII and ISO-8859-1.
        case unsupportedEncoding(String)
        /// The bytes are no UTF-8, overlong forms and surrogates included.
        case malformedUTF8
        /// A character that XML 1.0 does not allow (§2.2), as itself or by reference.
        case illegalCharacter(UInt32)
        /// The document ends inside markup or before its root element is closed.
        case unexpectedEnd
        /// No root element.
        case noRootElement
        /// Something but white space, comments and instructions outside the root (§2.8).
        case contentOutsideRoot
        /// Malformed XML declaration (§2.8).
        case malformedDeclaration
        /// A name was expected here (§2.3).
        case malformedName
        /// Malformed tag, comment, instruction or CDATA section.
        case malformedMarkup
        /// An end tag that does not name the element that is open (§3).
        case mismatchedTag(expected: String, found: String)
        /// The attribute stands twice on one element, by name or by namespace (§3.1).
        case duplicateAttribute(String)
        /// An attribute's value without quotes or with `<` in it (§3.1).
        case malformedAttribute
        /// A reference that is no character reference and none of the five entities (§4.1).
        case unknownReference
        /// `]]>` in text (§2.4).
        case sectionEndInText
        /// `--` in a comment (§2.5).
        case doubleHyphenInComment
        /// A prefix that no declaration binds (Namespaces §3).
        case unboundPrefix(String)
        /// A reserved prefix or namespace is bound, or a prefix to nothing (Namespaces §3).
        case reservedNamespace
    }
}
