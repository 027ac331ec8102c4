extension Books {
    /// How far an account's debits may exceed its credits, in minor units; `nil` for an unknown id.
    package func creditLine(of id: UInt128) -> UInt128? {
        accountExtension(id: id)?.creditLine
    }

    /// Grants a credit line, and returns whether the account is known.
    ///
    /// It acts on an account that limits its debits, and nowhere else. Lowering it below what is in
    /// use stops further debits, and changes nothing that happened.
    @discardableResult
    package func setCreditLine(of id: UInt128, to amount: UInt128) -> Bool {
        change(extensionOf: id) { $0.creditLine = amount }
    }
}
