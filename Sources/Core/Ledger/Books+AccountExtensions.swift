import Bytes

/// What accounts have beyond their records.
extension Books {
    /// What an account has beyond its record, all of it empty where it has nothing; `nil` for an
    /// unknown id.
    package func accountExtension(id: UInt128) -> AccountExtension? {
        let position = accountPosition(id)
        return position == IdentifierIndex.none ? nil : accountExtension(at: position)
    }

    /// Changes what an account has beyond its record, and returns whether the account is known.
    ///
    /// It stops or lets through what comes, and changes nothing that happened.
    @discardableResult
    package func change(
        extensionOf id: UInt128, _ body: (inout AccountExtension) -> Void
    ) -> Bool {
        let position = accountPosition(id)
        guard position != IdentifierIndex.none else { return false }
        var value = accountExtension(at: position)
        if trialChanges != nil {
            trialChanges?.append(
                AccountChange(
                    account: position, place: accountLinks[position].pointee.extensionPlace,
                    before: value))
        }
        body(&value)
        keep(value, of: position)
        return true
    }

    @inline(__always)
    func accountExtension(at position: UInt32) -> AccountExtension {
        accounts[position].pointee.flags.contains(.extended)
            ? accountExtensions[accountLinks[position].pointee.extensionPlace].pointee
            : AccountExtension()
    }

    /// Stores an account's extension, in a place of its own from the first one on.
    func keep(_ value: AccountExtension, of position: UInt32) {
        let links = accountLinks[position]
        if value.isEmpty {
            accounts[position].pointee.flags.remove(.extended)
        } else {
            accounts[position].pointee.flags.insert(.extended)
        }
        if links.pointee.extensionPlace != IdentifierIndex.none {
            accountExtensions[links.pointee.extensionPlace].pointee = value
        } else if !value.isEmpty {
            links.pointee.extensionPlace = UInt32(accountExtensions.count)
            accountExtensions.append(value)
        }
    }

    /// Lets go of the newest extensions, down to a place; of none where it is none.
    func removeExtensions(from place: UInt32) {
        while accountExtensions.count > Int(place) { accountExtensions.removeLast() }
    }

    /// Takes back what a trial changed, newest first.
    func takeBack(_ changes: [AccountChange]) {
        for change in changes.reversed() {
            keep(change.before, of: change.account)
            accountLinks[change.account].pointee.extensionPlace = change.place
        }
    }

    /// Whether the account's limits and blocks let a debit through that brings its debits, pending
    /// ones included, to an amount.
    @inline(never)
    func isBelowMinimum(_ account: UInt32, debits: UInt128) -> Bool {
        guard let minimum = accountExtension(at: account).minimum else { return false }
        let credits = accounts[account].pointee.creditsPosted
        let (bound, isBeyond) =
            minimum < 0
            ? credits.addingReportingOverflow(minimum.magnitude)
            : debits.addingReportingOverflow(minimum.magnitude)
        // Whichever side is beyond 128 bits is the greater one.
        return minimum < 0 ? !isBeyond && debits > bound : isBeyond || bound > credits
    }

    /// The same for a credit that brings its credits, pending ones included, to an amount.
    @inline(never)
    func isAboveMaximum(_ account: UInt32, credits: UInt128) -> Bool {
        guard let maximum = accountExtension(at: account).maximum else { return false }
        let debits = accounts[account].pointee.debitsPosted
        let (bound, isBeyond) =
            maximum < 0
            ? credits.addingReportingOverflow(maximum.magnitude)
            : debits.addingReportingOverflow(maximum.magnitude)
        return maximum < 0 ? isBeyond || bound > debits : !isBeyond && credits > bound
    }

    /// Whether a block stands against a movement between two accounts, of which one has an extension.
    @inline(never)
    func blocked(debit: UInt32, credit: UInt32) -> TransferStatus {
        if accountExtension(at: debit).blocks.contains(.debits) { return .debitAccountFrozen }
        if accountExtension(at: credit).blocks.contains(.credits) { return .creditAccountFrozen }
        return .undecided
    }

    // MARK: - Writing down

    /// Those that are not empty: an account's ordinal and its extension, after their count.
    func writeAccountExtensions() -> [UInt8] {
        var writer = ByteWriter()
        var count: UInt64 = 0
        writer.write(count)
        for ordinal in 0..<accounts.count
        where accounts[ordinal].pointee.flags.contains(.extended) {
            writer.write(UInt32(ordinal))
            withUnsafeBytes(of: accountExtension(at: UInt32(ordinal))) { writer.write($0) }
            count += 1
        }
        writer.overwrite(UInt32(count), at: 0)
        return writer.bytes
    }

    /// Reads what ``writeAccountExtensions()`` wrote: one for each account whose flags tell of it.
    func readAccountExtensions(_ reader: inout ByteReader) throws(ByteError) {
        let count = try reader.readCount(limit: accounts.count, width: 4 + 112)
        var next = 0
        for _ in 0..<count {
            let start = reader.offset
            let ordinal = Int(try reader.read(UInt32.self))
            let value = try reader.readRecord(AccountExtension.self)
            guard ordinal >= next, ordinal < accounts.count, value.isStorable,
                !(next..<ordinal).contains(where: isExtended), isExtended(ordinal),
                value.parent == 0 || accountPosition(value.parent) < UInt32(ordinal)
            else { throw .unexpectedValue(offset: start, value: UInt64(ordinal)) }
            next = ordinal + 1
            keep(value, of: UInt32(ordinal))
            if value.parent != 0 { addChild(UInt32(ordinal), of: value.parent) }
        }
        guard !(next..<accounts.count).contains(where: isExtended) else {
            throw .unexpectedValue(offset: reader.offset, value: UInt64(next))
        }
    }

    private func isExtended(_ ordinal: Int) -> Bool {
        accounts[ordinal].pointee.flags.contains(.extended)
    }
}
