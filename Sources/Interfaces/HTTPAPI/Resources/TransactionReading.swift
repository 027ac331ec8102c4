import Flows
import JSON
import Ledger
import PaymentModel

/// Reads transactions, conversions and what takes them back.
enum TransactionReading {
    /// What every transfer of a transaction has in common.
    private static let common = [
        "id", "code", "user_data_128", "user_data_64", "user_data_32", "value_date",
        "metadata_hash", MetadataReading.field,
    ]
    static let transactionFields = common + ["legs", "ledger", "pending", "timeout"]
    static let conversionFields =
        common + [
            "from_account_id", "from_position_account_id", "from_ledger", "from_amount",
            "to_account_id", "to_position_account_id", "to_ledger", "to_amount", "rate",
            "rounding",
        ]
    static let followingFields = ["id", "value_date", "metadata_hash", MetadataReading.field]

    static func transaction(
        _ object: BodyObject, _ metadata: MetadataReading
    ) throws(Problem) -> (chain: TransferChain, metadata: Metadata?) {
        var template = try template(object)
        if try object.optionalSwitch("pending") == true { template.flags = .pending }
        template.timeout = try object.optionalWhole("timeout", in: 0...UInt32.max) ?? 0
        let ledger = try object.optionalWhole("ledger", in: 1...UInt32.max)
        var legs: [TransactionLeg] = []
        let listed = try object.objects(
            "legs", fields: ["debit_account_id", "credit_account_id", "amount", "ledger"],
            countMax: LegPairing.legsMax)
        for leg in listed { legs.append(try self.leg(leg, ledger: ledger)) }
        var more = try more(object)
        let id = try object.identifier("id")
        let metadata = try metadata.metadata(object, ofTransaction: id)
        if let metadata { more.metadata = metadata.hash }
        do throws(LegFault) {
            let chain = try TransferChain(id: id, legs: legs, template: template, more: more)
            return (chain, metadata)
        } catch { throw Problem(legs: error, place: object.name("legs")) }
    }

    private static func leg(
        _ object: BodyObject, ledger: UInt32?
    ) throws(Problem) -> TransactionLeg {
        let debit = try object.optionalWhole("debit_account_id", in: 1...(.max - 1))
        let credit = try object.optionalWhole("credit_account_id", in: 1...(.max - 1))
        guard let account = debit ?? credit, debit == nil || credit == nil else {
            throw object.fault(
                "debit_account_id", "allowed is one of debit_account_id and credit_account_id")
        }
        guard let ledger = try object.optionalWhole("ledger", in: 1...UInt32.max) ?? ledger else {
            throw object.missing("ledger")
        }
        return TransactionLeg(
            account: account, amount: try object.whole("amount", in: 1...UInt128.max),
            ledger: ledger, isDebit: debit != nil)
    }

    static func conversion(
        _ body: [UInt8], _ metadata: MetadataReading
    ) throws(Problem) -> RunningBank.ConversionOrder {
        let object = try BodyObject(body, fields: conversionFields)
        let rate = try object.parsed("rate", "a plain decimal above 0 whose digits fit 64 bits") {
            ExchangeRate($0)
        }
        let id = try object.identifier("id")
        var more = try more(object)
        let metadata = try metadata.metadata(object, ofTransaction: id)
        if let metadata { more.metadata = metadata.hash }
        return RunningBank.ConversionOrder(
            id: id, known: try known(object), rate: rate,
            rounding: try ScheduleReading.rounding(object), from: try side(object, "from"),
            to: try side(object, "to"), template: try template(object), more: more,
            metadata: metadata)
    }

    private static func known(_ object: BodyObject) throws(Problem) -> Conversion.Known {
        let given = try object.optionalWhole("from_amount", in: 1...UInt128.max)
        let received = try object.optionalWhole("to_amount", in: 1...UInt128.max)
        switch (given, received) {
        case (let given?, nil): return .given(given)
        case (nil, let received?): return .received(received)
        case (let given?, let received?): return .both(given: given, received: received)
        case (nil, nil): throw object.missing("from_amount")
        }
    }

    private static func side(
        _ object: BodyObject, _ name: String
    ) throws(Problem) -> TransferChain.Side {
        TransferChain.Side(
            account: try object.identifier("\(name)_account_id"),
            position: try object.identifier("\(name)_position_account_id"),
            ledger: try object.whole("\(name)_ledger", in: 1...UInt32.max))
    }

    /// What takes a transaction or a transfer back, posts it or voids it.
    struct Following {
        /// Of one's own; `nil` where it follows from the original's.
        let id: UInt128?
        /// What the transfers are to have.
        let more: TransferExtension
        let metadata: Metadata?
    }

    /// - Parameter derived: its id where it has none of its own.
    static func following(
        _ body: [UInt8], _ derived: UInt128, _ metadata: MetadataReading
    ) throws(Problem) -> Following {
        let object = try BodyObject(body.isEmpty ? Array("{}".utf8) : body, fields: followingFields)
        let id = try object.optionalWhole("id", in: 1...(.max - 1))
        var more = try more(object)
        let metadata = try metadata.metadata(object, ofTransaction: id ?? derived)
        if let metadata { more.metadata = metadata.hash }
        return Following(id: id, more: more, metadata: metadata)
    }

    private static func template(_ object: BodyObject) throws(Problem) -> Transfer {
        Transfer(
            id: 0, userData128: try object.optionalWhole("user_data_128", in: 0...UInt128.max) ?? 0,
            userData64: try object.optionalWhole("user_data_64", in: 0...UInt64.max) ?? 0,
            userData32: try object.optionalWhole("user_data_32", in: 0...UInt32.max) ?? 0,
            code: try object.whole("code", in: 1...UInt16.max))
    }

    private static func more(_ object: BodyObject) throws(Problem) -> TransferExtension {
        var more = TransferExtension()
        for field in TransferExtension.fields
        where field.name == "value_date" || field.name == "metadata_hash" {
            guard let value = object.members[field.name], value.kind != .null else { continue }
            guard let text = value.string, field.set(&more, text) else {
                throw object.fault(field.name, "allowed is \(field.allowed)")
            }
        }
        return more
    }
}
