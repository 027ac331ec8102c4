import Arithmetic
import Bytes
import Ledger
import PaymentModel
import Vocabulary

/// A value of a record's extension, by its name in text.
struct BatchField<Value: Sendable>: Sendable {
    let name: String
    /// What is taken, for whoever sent something else.
    let allowed: String
    /// Sets the value; false where the text is none.
    let set: @Sendable (inout Value, String) -> Bool
    /// The text of the value; `nil` where it is not set.
    let get: @Sendable (Value) -> String?

    init(
        _ name: String, _ allowed: String,
        set: @escaping @Sendable (inout Value, String) -> Bool,
        get: @escaping @Sendable (Value) -> String?
    ) {
        self.name = name
        self.allowed = allowed
        self.set = set
        self.get = get
    }

    /// A whole number without a sign; 0 stands for none.
    init<Number: FixedWidthInteger & UnsignedInteger & SendableMetatype>(
        _ name: String, _ path: any WritableKeyPath<Value, Number> & Sendable
    ) {
        self.init(name, "a whole number from 0 to \(Number.max)") { value, text in
            guard let number = Self.digits(text).flatMap({ Number($0) }) else { return false }
            value[keyPath: path] = number
            return true
        } get: {
            $0[keyPath: path] == 0 ? nil : String($0[keyPath: path])
        }
    }

    /// A whole number with or without a minus.
    init(_ name: String, _ path: any WritableKeyPath<Value, Int128?> & Sendable) {
        let most = Int128.max - 1
        self.init(name, "a whole number from \(-most) to \(most)") { value, text in
            let digits = text.hasPrefix("-") ? String(text.dropFirst()) : text
            guard Self.digits(digits) != nil, let number = Int128(text), number.magnitude <= most
            else { return false }
            value[keyPath: path] = number
            return true
        } get: {
            $0[keyPath: path].map { String($0) }
        }
    }

    /// 64 hexadecimal digits, 32 bytes in their order.
    init(_ name: String, _ path: any WritableKeyPath<Value, MetadataHash> & Sendable) {
        self.init(name, "64 hexadecimal digits") { value, text in
            guard let bytes = Hex.decode(text), let hash = MetadataHash(bytes) else { return false }
            value[keyPath: path] = hash
            return true
        } get: {
            $0[keyPath: path].isNone ? nil : Hex.encode($0[keyPath: path].digest)
        }
    }

    private static func digits(_ text: String) -> String? {
        !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? text : nil
    }
}

extension AccountExtension {
    static let fields: [BatchField<AccountExtension>] = [
        BatchField("credit_line", \.creditLine),
        BatchField("minimum", \.minimum),
        BatchField("maximum", \.maximum),
        BatchField("parent", \.parent),
        BatchField("metadata_hash", \.metadata),
        BatchField("blocked", "nothing: an account's status says it") { _, _ in
            false
        } get: { value in
            let names = [(AccountExtension.Blocks.debits, "debits"), (.credits, "credits")]
            let set = names.filter { value.blocks.contains($0.0) }.map(\.1)
            return set.isEmpty ? nil : set.joined(separator: "|")
        },
    ]
}

extension TransferExtension {
    static let fields: [BatchField<TransferExtension>] = [
        BatchField("value_date", "a date like 2026-11-22") { value, text in
            guard let date = BusinessDate(text) else { return false }
            let (year, month, day) = date.parts
            value.valueDate = ValueDate(rawValue: UInt32(year * 10_000 + month * 100 + day))
            return true
        } get: {
            $0.valueDate == .none ? nil : $0.valueDate.text
        },
        BatchField("reverts", "the id of a transfer, and no link beside it") { value, text in
            guard value.link == 0, value.linkKind == .none, let id = UInt128(text), id != 0 else {
                return false
            }
            value.link = id
            value.linkKind = .reverts
            return true
        } get: { _ in
            nil
        },
        BatchField("link", "the id of a transfer, and no reverts beside it") { value, text in
            guard value.link == 0, let id = UInt128(text) else { return false }
            value.link = id
            return true
        } get: {
            $0.link == 0 ? nil : String($0.link)
        },
        BatchField("link_kind", LinkKind.names.joined(separator: ", ")) { value, text in
            guard let kind = LinkKind(name: text) else { return false }
            value.linkKind = kind
            return true
        } get: {
            $0.linkKind.name
        },
        BatchField("transaction_id", \.transactionID),
        BatchField("leg", \.leg),
        BatchField("legs", \.legCount),
        BatchField("metadata_hash", \.metadata),
        BatchField("rate", "nothing: a conversion has it") { _, _ in
            false
        } get: {
            ExchangeRate(coefficient: $0.rateCoefficient, scale: $0.rateScale)?.text
        },
        BatchField("rounding", "nothing: a conversion has it") { _, _ in
            false
        } get: {
            Rounding(code: $0.rounding)?.name
        },
        // Only a conversion has a rate, and its transfers are two: each names the other.
        BatchField("counterpart_id", "nothing: a conversion's transfers have it") { _, _ in
            false
        } get: {
            guard $0.rateCoefficient != 0, $0.legCount == 2 else { return nil }
            return String(DerivedID.leg(3 - Int($0.leg), ofTransaction: $0.transactionID))
        },
    ]
}

extension TransferExtension.LinkKind {
    static var names: [String] { allCases.compactMap(\.name) }

    init?(name: String) {
        guard let kind = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = kind
    }

    /// `nil` where there is no link.
    var name: String? {
        switch self {
        case .none: nil
        case .reverts: "reverts"
        case .converts: "converts"
        case .relates: "relates"
        case .scheduled: "scheduled"
        }
    }
}

extension ValueDate {
    /// Year, month and day, like 2026-11-22.
    var text: String {
        func two(_ number: UInt32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let year = String(rawValue / 10_000)
        let zeros = String(repeating: "0", count: max(0, 4 - year.count))
        return "\(zeros)\(year)-\(two(rawValue / 100 % 100))-\(two(rawValue % 100))"
    }
}
