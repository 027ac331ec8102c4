import Arithmetic
import Vocabulary
import XML

extension MessageElement {
    /// A decimal of XML Schema.
    var decimal: ExactDecimal? {
        try? ExactDecimal.schemaDecimal(of: token.utf8)
    }

    func decimal(_ name: String) throws(ReadingError) -> ExactDecimal? {
        guard let element = first(name) else { return nil }
        guard let number = element.decimal else { throw .malformed(element) }
        return number
    }

    /// A number of at most 18 digits, zeros in front allowed.
    func number(_ name: String) throws(ReadingError) -> Int? {
        guard let element = first(name) else { return nil }
        let digits = element.token
        guard digits.utf8.count <= 18, digits.allSatisfy(\.isASCIIDigit), let number = Int(digits)
        else { throw .malformed(element) }
        return number
    }

    func requiredNumber(_ name: String) throws(ReadingError) -> Int {
        guard let number = try number(name) else { throw .missing(path: path + "/" + name) }
        return number
    }

    func flag(_ name: String) throws(ReadingError) -> Bool? {
        guard let element = first(name) else { return nil }
        switch element.token {
        case "true", "1": return true
        case "false", "0": return false
        default: throw .malformed(element)
        }
    }

    /// An amount as its sender wrote it.
    var amount: ReceivedAmount? {
        guard let decimal, let code = attribute("Ccy") else { return nil }
        return ReceivedAmount(number: decimal, currencyCode: code)
    }

    /// An amount that has to be money: a bank's, not a customer's.
    func money(_ name: String) throws(ReadingError) -> Money? {
        guard let element = first(name) else { return nil }
        guard let money = element.amount?.equalMoney, !money.isNegative else {
            throw .malformed(element)
        }
        return money
    }

    func requiredMoney(_ name: String) throws(ReadingError) -> Money {
        guard let money = try money(name) else { throw .missing(path: path + "/" + name) }
        return money
    }
}

extension MessageElement {
    /// A day; the zone that XML Schema allows behind it has no meaning for a banking date.
    var day: BusinessDate? {
        let text = token
        let zone = text.utf8.dropFirst(10)
        guard zone.isEmpty || zone.elementsEqual("Z".utf8) || zone.count == 6 else { return nil }
        return BusinessDate(text.prefix(10))
    }

    func day(_ name: String) throws(ReadingError) -> BusinessDate? {
        guard let element = first(name) else { return nil }
        guard let day = element.day else { throw .malformed(element) }
        return day
    }

    func time(_ name: String) throws(ReadingError) -> MessageTime? {
        guard let element = first(name) else { return nil }
        guard let time = MessageTime(element.token) else { throw .malformed(element) }
        return time
    }

    func requiredTime(_ name: String) throws(ReadingError) -> MessageTime {
        guard let time = try time(name) else { throw .missing(path: path + "/" + name) }
        return time
    }

    /// A choice of `Dt` and `DtTm`.
    func dayOrTime(_ name: String) throws(ReadingError) -> DayOrTime? {
        guard let element = first(name) else { return nil }
        if let day = try element.day("Dt") { return .day(day) }
        if let time = try element.time("DtTm") { return .time(time) }
        throw .missing(path: element.path + "/Dt")
    }

    func uetr(_ name: String) throws(ReadingError) -> UETR? {
        guard let element = first(name) else { return nil }
        guard let uetr = UETR(element.text) else { throw .malformed(element) }
        return uetr
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { isASCII && isWholeNumber }
}
