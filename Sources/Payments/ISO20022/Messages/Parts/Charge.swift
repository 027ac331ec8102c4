package import Vocabulary

/// A charge taken, and who took it (`ChrgsInf`).
package struct Charge: Hashable, Sendable {
    package var amount: Money
    package var agent: Agent

    package init(amount: Money, agent: Agent) {
        self.amount = amount
        self.agent = agent
    }
}
