/// How a message is settled between banks (`SttlmInf`).
package struct Settlement: Hashable, Sendable {
    package var method: Method
    /// `ClrSys`.
    package var clearingSystem: CodeOrProprietary?

    /// `SettlementMethod1Code`.
    package enum Method: String, Hashable, Sendable {
        case instructedAgent = "INDA"
        case instructingAgent = "INGA"
        case cover = "COVE"
        case clearing = "CLRG"
    }

    package init(method: Method, clearingSystem: CodeOrProprietary? = nil) {
        self.method = method
        self.clearingSystem = clearingSystem
    }
}
