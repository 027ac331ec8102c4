package import Bytes

/// An order to end a payment whose outcome is unknown: one proposes it, another confirms.
package struct Resolution: Sendable, Recorded {
    /// The proposal's own id.
    package var id: UInt128
    /// Hash of what was asked for.
    package var content: UInt128
    package var payment: UInt128
    package var isExecuted: Bool
    /// Who proposes it.
    package var by: UInt128
    package var reason: SealedReference
    /// The payment's, as the machine found it when the proposal came; 0 before.
    var amount: UInt128 = 0
    var currency: UInt16 = 0

    package init(
        id: UInt128, content: UInt128, payment: UInt128, isExecuted: Bool, by: UInt128,
        reason: SealedReference
    ) {
        self.id = id
        self.content = content
        self.payment = payment
        self.isExecuted = isExecuted
        self.by = by
        self.reason = reason
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(id)
        writer.write(content)
        writer.write(payment)
        writer.write(isExecuted)
        writer.write(by)
        reason.write(to: &writer)
        writer.write(amount: amount)
        writer.write(currency)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        id = try reader.read()
        content = try reader.read()
        payment = try reader.read()
        isExecuted = try reader.readFlag()
        by = try reader.read()
        reason = try SealedReference(from: &reader)
        amount = try reader.readAmount()
        currency = try reader.read()
    }
}

/// Something that waits for a second person, whole: what is released is what was asked for.
package struct Approval: Sendable, Recorded {
    package enum Kind: UInt8, Sendable, CaseIterable {
        case transfer = 1, file, resolution
        case resumption = 55, liquidity
        case breakResolution = 70, application, dayClosing

        package var name: String {
            switch self {
            case .transfer: "transfer"
            case .file: "file"
            case .resolution: "resolution"
            case .resumption: "resumption"
            case .liquidity: "liquidity"
            case .breakResolution: "break_resolution"
            case .application: "application"
            case .dayClosing: "day_closing"
            }
        }
    }

    package enum Subject: Sendable {
        case transfer(TransferOrder)
        case file(PaymentFile)
        case resolution(Resolution)
        case resumption(SchemeResumption)
        case liquidity(LiquidityOrder)
        case motion(Motion)
    }

    package let subject: Subject
    package let ground: Ground
    package let requestedAt: UInt64
    /// From when on nobody can release it any more, in nanoseconds since 1970.
    package let expiresAt: UInt64

    package init(
        _ subject: Subject, _ ground: Ground, requestedAt: UInt64, expiresAt: UInt64
    ) {
        self.subject = subject
        self.ground = ground
        self.requestedAt = requestedAt
        self.expiresAt = expiresAt
    }

    /// That of the transfer, the file or the proposal.
    package var id: UInt128 {
        switch subject {
        case .transfer(let order): order.id
        case .file(let file): file.id
        case .resolution(let resolution): resolution.id
        case .resumption(let resumption): resumption.id
        case .liquidity(let order): order.id
        case .motion(let motion): motion.id
        }
    }

    package var kind: Kind {
        switch subject {
        case .transfer: .transfer
        case .file: .file
        case .resolution: .resolution
        case .resumption: .resumption
        case .liquidity: .liquidity
        case .motion(let motion): motion.kind
        }
    }

    /// Hash of all that was asked for, which whoever releases it names.
    package var content: UInt128 {
        switch subject {
        case .transfer(let order): order.content
        case .file(let file): file.content
        case .resolution(let resolution): resolution.content
        case .resumption(let resumption): resumption.content
        case .liquidity(let order): order.content
        case .motion(let motion): motion.content
        }
    }

    /// The token that asked for it; 0 where none did, as for a file in the inbox.
    package var requestedBy: UInt128 {
        switch subject {
        case .transfer(let order): order.by
        case .file(let file): file.by
        case .resolution(let resolution): resolution.by
        case .resumption(let resumption): resumption.by
        case .liquidity(let order): order.by
        case .motion(let motion): motion.by
        }
    }

    /// Payments that move when it is released.
    package var orderCount: Int {
        if case .file(let file) = subject { file.count } else { 1 }
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(kind.rawValue)
        switch subject {
        case .transfer(let order): order.write(to: &writer)
        case .file(let file): file.write(to: &writer)
        case .resolution(let resolution): resolution.write(to: &writer)
        case .resumption(let resumption): resumption.write(to: &writer)
        case .liquidity(let order): order.write(to: &writer)
        case .motion(let motion): motion.write(to: &writer)
        }
        writer.write(ground.rawValue)
        writer.write(requestedAt)
        writer.write(expiresAt)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        switch try reader.readCase(Kind.self) {
        case .transfer: subject = .transfer(try TransferOrder(from: &reader))
        case .file: subject = .file(try PaymentFile(from: &reader))
        case .resolution: subject = .resolution(try Resolution(from: &reader))
        case .resumption: subject = .resumption(try SchemeResumption(from: &reader))
        case .liquidity: subject = .liquidity(try LiquidityOrder(from: &reader))
        case .breakResolution, .application, .dayClosing:
            subject = .motion(try Motion(from: &reader))
        }
        ground = try reader.readCase()
        requestedAt = try reader.read()
        expiresAt = try reader.read()
    }
}

extension Motion {
    var kind: Approval.Kind {
        switch body {
        case .resolveBreak: .breakResolution
        case .apply: .application
        case .closeDay: .dayClosing
        }
    }
}
