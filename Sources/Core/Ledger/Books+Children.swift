/// What lies below an account: a chain of its children, from the newest to the oldest.
///
/// 12 bytes an account with a parent, and nothing for any other. Parents never change, so that the
/// chains follow from the accounts and are no part of a snapshot.
extension Books {
    /// The ordinals of all accounts below one, ascending; `nil` where there are more than `limit`.
    ///
    /// Takes time by their count, and its logarithm.
    package func descendants(ofAccount ordinal: Int, limit: Int) -> [Int]? {
        precondition(ordinal >= 0 && ordinal < accounts.count, "There is no such account.")
        var found: [Int] = []
        var open = [UInt32(ordinal)]
        while let parent = open.popLast() {
            var next = accountLinks[parent].pointee.newestChild
            while next != IdentifierIndex.none {
                guard found.count < limit else { return nil }
                let child = children[next].pointee
                found.append(Int(child.account))
                open.append(child.account)
                next = child.previous
            }
        }
        return found.sorted()
    }

    /// Notes a new account's parent, which is there.
    ///
    /// Accounts are added in their order.
    func addChild(_ account: UInt32, of parent: UInt128) {
        let links = accountLinks[accountPosition(parent)]
        children.append(
            ChildRecord(
                account: account, parent: accountPosition(parent),
                previous: links.pointee.newestChild))
        links.pointee.newestChild = UInt32(children.count - 1)
    }

    /// Lets go of an account that is taken back, before those that are older.
    func removeChild(_ account: Int) {
        guard children.count > 0 else { return }
        let newest = children[children.count - 1].pointee
        guard Int(newest.account) == account else { return }
        accountLinks[newest.parent].pointee.newestChild = newest.previous
        children.removeLast()
    }
}
