extension Schema {
    /// What a simple type allows, in words, about the rule that a value breaks.
    func allowed(by rule: SchemaFinding.Rule, of type: SimpleType) -> String {
        switch rule {
        case .length:
            let least = type.minLength.map { "\($0)" } ?? "0"
            let most = type.maxLength.map { "\($0)" } ?? "any number of"
            return "\(least) to \(most) characters"
        case .pattern:
            return references[type.patterns]
                .map { string(patterns[Int($0)].text) }.joined(separator: " or ")
        case .enumeration:
            return references[type.enumeration].map(string).joined(separator: ", ")
        case .totalDigits:
            return "at most \(type.totalDigits ?? 0) digits"
        case .fractionDigits:
            return "at most \(type.fractionDigits ?? 0) digits behind the point"
        case .range:
            let least = type.minInclusive.map { "at least \(string($0))" }
            let most = type.maxInclusive.map { "at most \(string($0))" }
            return [least, most].compactMap { $0 }.joined(separator: ", ")
        default:
            return "\(string(type.name)), a value of type \(type.base)"
        }
    }
}

extension SchemaValidator {
    /// The elements that may stand next, in words.
    func expected(after frame: Frame, in model: ComplexType) -> String {
        let first = Int(model.particlesStart)
        var names: [String] = []
        var follow = model.start
        if frame.position >= 0 {
            let current = schema.particles[first + frame.position]
            if frame.count < current.most { names.append(label(of: current)) }
            guard frame.count >= current.least else { return names.joined() }
            follow = current.follow
        }
        for index in Int(follow.rangesStart)..<Int(follow.rangesStart + follow.rangesCount) {
            let range = schema.follows[index]
            for position in Int(range.first)..<Int(range.first + range.count) {
                names.append(label(of: schema.particles[first + position]))
            }
        }
        return names.isEmpty ? "no further element" : names.joined(separator: ", ")
    }

    private func label(of particle: Particle) -> String {
        guard particle.isWildcard else { return schema.string(particle.name) }
        return "any element of \(schema.string(particle.wildcardNamespace))"
    }
}
