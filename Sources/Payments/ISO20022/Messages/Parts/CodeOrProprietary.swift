/// A code of an external code set, or one's own word: the schemas' choice of `Cd` and `Prtry`.
package enum CodeOrProprietary: Hashable, Sendable {
    case code(String)
    case proprietary(String)

    package var text: String {
        switch self {
        case .code(let text), .proprietary(let text): text
        }
    }
}
