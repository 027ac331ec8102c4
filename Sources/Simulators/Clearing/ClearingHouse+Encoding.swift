extension ClearingHouse {
    static let stateVersion = "1"
    package static let stateBytesMax = 1 << 30

    /// All that must survive, as text; settings and rules come from the script at each start.
    ///
    /// Cost: the whole state each time, some 200 bytes a transfer.
    package mutating func encoded() -> [UInt8] {
        isChanged = false
        var writer = StateWriter()
        writer.begin("clearing-simulator")
        writer.put(Self.stateVersion)
        writer.end()
        writeHead(&writer)
        writeTables(&writer)
        for transfer in transfers { transfer.write(to: &writer) }
        for booking in bookings { booking.write(to: &writer) }
        for message in seen { message.write(to: &writer) }
        writePlans(&writer)
        writeFiles(&writer)
        writer.begin("end")
        writer.put(writer.lineCount)
        writer.end()
        return writer.bytes
    }

    private func writeHead(_ writer: inout StateWriter) {
        writer.begin("house")
        writer.put(settings.bank)
        writer.put(tag)
        writer.put(clockOffset)
        writer.put(now)
        writer.put(openDay)
        writer.put(dice.state)
        writer.put(messageCount)
        writer.put(fileCount)
        writer.end()
    }

    private func writeTables(_ writer: inout StateWriter) {
        for (index, name) in schemeNames.enumerated() {
            writer.begin("scheme")
            writer.put(name)
            writer.put(cycles[index])
            writer.put(reportNumbers[index])
            writer.put(nextCycles[index]?.milliseconds ?? -1)
            writer.end()
        }
        for (tag, lines) in [
            ("command", commandLines), ("did", doneLines.sorted()), ("denied", denied.sorted()),
        ] {
            for line in lines {
                writer.begin(tag)
                writer.put(line)
                writer.end()
            }
        }
        for rule in rules where rule.matched > 0 {
            writer.begin("rule")
            writer.put(rule.text)
            writer.put(rule.matched)
            writer.put(rule.applied)
            writer.end()
        }
        for entry in answered {
            writer.begin("answered")
            writer.put(entry.name)
            writer.put(entry.answer)
            writer.end()
        }
    }

    private func writePlans(_ writer: inout StateWriter) {
        for planned in plannedReturns {
            writer.begin("return")
            writer.put(planned.original)
            writer.put(planned.reason)
            writer.put(planned.isAnnounced ? 1 : 0)
            switch planned.due {
            case .cycles(let count):
                writer.put("cycles")
                writer.put(count)
            case .at(let time):
                writer.put("at")
                writer.put(time)
            }
            writer.end()
        }
        for index in unsentReturns.sorted() {
            writer.begin("unsent")
            writer.put(index)
            writer.end()
        }
        for command in scheduled {
            writer.begin("scheduled")
            writer.put(command.due)
            writer.put(command.line)
            writer.end()
        }
    }

    private func writeFiles(_ writer: inout StateWriter) {
        for file in outgoing {
            writer.begin("outgoing")
            writer.put(file.due)
            writer.put(file.kind)
            writer.put(file.bytes)
            writer.end()
        }
        for file in leaving {
            writer.begin("leaving")
            writer.put(file.name)
            writer.put(file.bytes)
            writer.end()
        }
    }
}

extension ClearedTransfer {
    fileprivate func write(to writer: inout StateWriter) {
        writer.begin("transfer")
        writer.put(scheme)
        writer.put(sender)
        writer.put(receiver)
        writer.put(cents)
        writer.put(day)
        for text in [
            messageID, instructionID, endToEndID, transactionID, uetr, debtorName, debtorIBAN,
            creditorName, creditorIBAN, remittance, acceptance,
        ] { writer.put(text) }
        writer.put(settledOn?.number ?? -1)
        writer.put(returnedBy ?? -1)
        writeKind(to: &writer)
        writeState(to: &writer)
        writer.end()
    }

    private func writeKind(to writer: inout StateWriter) {
        if case .giveBack(let original, let reason) = kind {
            writer.put(original)
            writer.put(reason)
        } else {
            writer.put(-1)
            writer.put("")
        }
    }

    private func writeState(to writer: inout StateWriter) {
        let (word, time, reason): (String, Int64, String) =
            switch (state, fate) {
            case (.accepted, .none): ("accepted", 0, "")
            case (.accepted, .rejectedAtCycle(let reason)): ("at-cycle", 0, reason)
            case (.accepted, .rejectedAt(let time, let reason)):
                ("at-time", time.milliseconds, reason)
            case (.awaiting(let until), _): ("awaiting", until.milliseconds, "")
            case (.settled, _): ("settled", 0, "")
            case (.rejected(let reason), _): ("rejected", 0, reason)
            }
        writer.put(word)
        writer.put(time)
        writer.put(reason)
    }
}

extension Booking {
    fileprivate func write(to writer: inout StateWriter) {
        writer.begin("booking")
        writer.put(from)
        writer.put(to)
        writer.put(scheme)
        writer.put(cents)
        writer.put(day)
        writer.put(valueDay)
        writer.put(reference)
        switch kind {
        case .transfer(let index):
            writer.put("transfer")
            writer.put(index)
        case .funding: writer.put("funding")
        case .liquidity: writer.put("liquidity")
        case .charge: writer.put("charge")
        }
        writer.end()
    }
}

extension SeenMessage {
    fileprivate func write(to writer: inout StateWriter) {
        writer.begin("seen")
        writer.put(id)
        writer.put(name)
        writer.put(fingerprint.length)
        writer.put(fingerprint.first)
        writer.put(fingerprint.second)
        writer.put(transfers.lowerBound)
        writer.put(transfers.upperBound)
        writer.put(silentAsks)
        writer.put(isSilent ? 1 : 0)
        writer.end()
        for answer in answers { answer.write(to: &writer) }
    }
}

extension StatusReport {
    fileprivate func write(to writer: inout StateWriter) {
        writer.begin("answer")
        writer.put(messageID)
        writer.put(createdAt)
        writer.put(originalID)
        writer.put(originalName)
        writer.put(originalCount)
        writer.put(groupStatus)
        writer.put(reason)
        writer.put(explanation)
        for line in lines {
            writer.put(line.transfer)
            writer.put(line.status)
            writer.put(line.reason)
        }
        writer.end()
    }
}
