extension Books {
    /// How far an account's debits may exceed its credits, in minor units; `nil` for an unknown id.
    package func creditLine(of id: UInt128) -> UInt128? {
        let position = accountPosition(id)
        return position == IdentifierIndex.none
            ? nil : accountLinks[position].pointee.creditLine
    }

    /// Grants a credit line, and returns whether the account is known.
    ///
    /// It acts on an account that limits its debits, and nowhere else. Lowering it below what is in
    /// use stops further debits, and changes nothing that happened.
    @discardableResult
    package func setCreditLine(of id: UInt128, to amount: UInt128) -> Bool {
        let position = accountPosition(id)
        guard position != IdentifierIndex.none else { return false }
        accountLinks[position].pointee.creditLine = amount
        return true
    }
}
