import Arithmetic
import Vocabulary

extension MessageWriter {
    /// A text of 1 to `limit` characters.
    mutating func text(_ name: String, _ text: String?, limit: Int = 35) {
        guard let text else { return }
        let count = text.unicodeScalars.count
        guard 1...limit ~= count else {
            return refuse(.length(path: location(of: name), count: count, limit: limit))
        }
        leaf(name, text)
    }

    /// An identifier of ours: 1 to 35 characters of the SEPA set, slashes only inside and single.
    mutating func identifier(_ name: String, _ text: String?) {
        guard let text else { return }
        guard (try? PaymentIdentifier(text)) != nil else {
            return refuse(.identifier(path: location(of: name), found: text))
        }
        leaf(name, text)
    }

    mutating func amount(_ name: String, _ amount: Money?) {
        guard let amount else { return }
        guard !amount.isNegative, amount.minorUnits < 1_000_000_000_000_000_000 else {
            return refuse(.amount(path: location(of: name), found: amount))
        }
        leaf(name, amount.decimal.description, currency: amount.currency.code)
    }

    /// An amount as its sender wrote it.
    mutating func amount(_ name: String, asReceived amount: ReceivedAmount) {
        leaf(name, amount.number.description, currency: amount.currencyCode)
    }

    mutating func number(_ name: String, _ number: Int?) {
        guard let number else { return }
        guard 0..<1_000_000_000_000_000 ~= number else {
            return refuse(.count(path: location(of: name), found: number, allowed: 0...Int.max))
        }
        leaf(name, String(number))
    }

    mutating func decimal(_ name: String, _ number: ExactDecimal?) {
        guard let number else { return }
        leaf(name, number.description)
    }

    mutating func flag(_ name: String, _ isTrue: Bool?) {
        guard let isTrue else { return }
        leaf(name, isTrue ? "true" : "false")
    }

    mutating func day(_ name: String, _ day: BusinessDate?) {
        guard let day else { return }
        leaf(name, day.description)
    }

    mutating func time(_ name: String, _ time: MessageTime?) {
        guard let time else { return }
        leaf(name, time.description)
    }

    mutating func dayOrTime(_ name: String, _ value: DayOrTime?) {
        element(name, value) { writer, value in
            switch value {
            case .day(let day): writer.day("Dt", day)
            case .time(let time): writer.time("DtTm", time)
            }
        }
    }

    /// A choice of `Cd` and `Prtry`; a code has at most `limit` characters.
    mutating func choice(_ name: String, _ choice: CodeOrProprietary?, limit: Int = 4) {
        element(name, choice) { writer, choice in
            switch choice {
            case .code(let code): writer.text("Cd", code, limit: limit)
            case .proprietary(let text): writer.text("Prtry", text)
            }
        }
    }

    mutating func code<Code: RawRepresentable<String>>(_ name: String, _ code: Code?) {
        guard let code else { return }
        text(name, code.rawValue, limit: 4)
    }

    /// A code that 2009 has as a closed list.
    mutating func code<Code: RawRepresentable<String> & Hashable>(
        _ name: String, _ code: Code?, of2009 known: Set<Code>
    ) {
        guard let code else { return }
        guard generation == .of2019 || known.contains(code) else {
            return refuse(.code(path: location(of: name), found: code.rawValue))
        }
        text(name, code.rawValue, limit: 4)
    }
}
