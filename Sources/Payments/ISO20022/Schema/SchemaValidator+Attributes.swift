import XML

extension SchemaValidator {
    /// Checks the attributes of the innermost element against its type's.
    mutating func checkAttributes(
        _ reader: borrowing XMLReader, rules: Range<Int>, type: TypeReference
    ) {
        var seen: UInt64 = 0
        for index in reader.attributes.indices {
            let attribute = reader.attributes[index]
            if isInstance(attribute, reader) {
                checkInstance(attribute, reader, type: type)
                continue
            }
            let name =
                attribute.name.namespace == XMLName.noNamespace
                ? schema.strings.index(
                    of: reader.bytes(of: attribute.name), hash: attribute.name.hash)
                : SchemaStrings.none
            let rule = rules.first {
                name != SchemaStrings.none && schema.attributes[$0].name == name
            }
            guard let rule else {
                let names = rules.map { schema.string(schema.attributes[$0].name) }
                found(
                    .unexpectedAttribute, reader, reader.localName(attribute.name),
                    names.isEmpty ? "no attribute" : names.joined(separator: ", "))
                continue
            }
            seen |= 1 << UInt64(rule - rules.lowerBound)
            checkValue(attribute, reader, schema.attributes[rule])
        }
        for rule in rules where seen & 1 << UInt64(rule - rules.lowerBound) == 0 {
            guard schema.attributes[rule].isRequired else { continue }
            found(.missingAttribute, reader, "", schema.string(schema.attributes[rule].name))
        }
    }

    private mutating func checkValue(
        _ attribute: XMLAttribute, _ reader: borrowing XMLReader, _ rule: AttributeRule
    ) {
        let type = schema.simpleTypes[Int(rule.type)]
        guard let broken = schema.fault(in: reader.bytes(of: attribute.value), of: type) else {
            return
        }
        found(
            broken, reader, reader.string(attribute.value),
            "\(schema.string(rule.name)): \(schema.allowed(by: broken, of: type))")
    }

    /// Whether it is one of the four attributes that every element may have
    /// (XML Schema part 1, §2.6).
    private func isInstance(_ attribute: XMLAttribute, _ reader: borrowing XMLReader) -> Bool {
        guard reader.namespace(attribute.name.namespace) == Self.instanceNamespace else {
            return false
        }
        let names = ["type", "nil", "schemaLocation", "noNamespaceSchemaLocation"]
        return names.contains(reader.localName(attribute.name))
    }

    private mutating func checkInstance(
        _ attribute: XMLAttribute, _ reader: borrowing XMLReader, type: TypeReference
    ) {
        switch reader.localName(attribute.name) {
        case "nil":
            // No element of an ISO 20022 schema may be nil, so the attribute may not stand at all.
            found(.notNillable, reader, reader.string(attribute.value), "no xsi:nil")
        case "type":
            let declared =
                type.isComplex
                ? schema.complexTypes[type.index].name : schema.simpleTypes[type.index].name
            let expanded = expandedType(reader.string(attribute.value), reader)
            guard
                expanded?.namespace != schema.namespace || expanded?.name != schema.string(declared)
            else { return }
            found(.unexpectedType, reader, reader.string(attribute.value), schema.string(declared))
        default:
            // Where a schema lies is a hint that this reader never follows.
            break
        }
    }

    /// An element that a wildcard lets in has a type only where `xsi:type` says so; none is known.
    mutating func checkTypeOfAnything(_ reader: borrowing XMLReader) {
        for index in reader.attributes.indices {
            let attribute = reader.attributes[index]
            guard isInstance(attribute, reader), reader.localName(attribute.name) == "type" else {
                continue
            }
            found(.unexpectedType, reader, reader.string(attribute.value), "no xsi:type")
        }
    }

    private func expandedType(
        _ name: String, _ reader: borrowing XMLReader
    ) -> (namespace: String?, name: String)? {
        let parts = name.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        switch parts.count {
        case 1: return (reader.namespace(ofPrefix: ""), parts[0])
        case 2: return (reader.namespace(ofPrefix: parts[0]), parts[1])
        default: return nil
        }
    }
}
