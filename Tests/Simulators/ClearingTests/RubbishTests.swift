import Testing

@testable import Clearing

/// Damaged messages and commands: any bytes give an answer or a refusal, and move no money that is
/// not in the books.
@Suite struct RubbishTests {
    private func damage(_ bytes: [UInt8], _ dice: inout Dice) -> [UInt8] {
        var bytes = bytes
        for _ in 0...dice.below(4) {
            let position = Int(dice.below(UInt64(bytes.count)))
            switch dice.below(4) {
            case 0: bytes[position] = UInt8(truncatingIfNeeded: dice.next())
            case 1: bytes.remove(at: position)
            case 2: bytes.insert(UInt8(truncatingIfNeeded: dice.next()), at: position)
            default:
                let end = min(bytes.count, position + Int(dice.below(200)))
                bytes.removeSubrange(position..<end)
            }
            if bytes.isEmpty { bytes = [0x3C] }
        }
        return bytes
    }

    // Without schemas, so that what is damaged goes further than the validation.
    @Test(arguments: [1, 2, 3, 4], [true, false])
    func `a damaged message never stops the clearing`(seed: UInt64, isValidated: Bool) throws {
        var dice = Dice(seed: seed)
        var house = try Playground("scheme SCTINST confirm=yes").desk.house
        if !isValidated { house.schemas = [:] }
        let texts = [
            BankMessages.transfers("A", ["1.00", "2.00"]), BankMessages.instant("B", "3.00"),
            BankMessages.status("C", of: "B", "B-0", "ACCP"),
            BankMessages.request("D", about: "B", "B-0"),
            BankMessages.giveBack("E", of: "B", "B-0", "3.00"),
        ]
        for number in 0..<500 {
            let text = texts[Int(dice.below(UInt64(texts.count)))]
            _ = house.receive(damage(Array(text.utf8), &dice), named: "\(number).xml")
            if number % 50 == 0 { _ = try house.execute("settle now") }
        }
        #expect(house.sum(of: "SCT") == .zero, "seed \(seed)")
        #expect(house.sum(of: "SCTINST") == .zero, "seed \(seed)")
        #expect(throws: Never.self, "seed \(seed)") { try ClearingHouse(state: house.encoded()) }
    }

    @Test(arguments: [1, 2, 3, 4])
    func `a damaged command or state never stops the clearing`(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        var house = try Playground("reject amount=1.00 reason=AC04").desk.house
        let lines = """
            originate scheme=SCT creditor-iban=DE41900000010000000101 amount=1.00 name="A B"
            reject creditor=DE41900000010000000101 reason=AC04 every=2 times=3
            scheme OWN cycles every=30m system=OWN
            in 30s fund 1.00
            clock advance 1s
            settle now
            """
        let state = house.encoded()
        for number in 0..<500 {
            let answer = house.answerCommands(
                damage(Array(lines.utf8), &dice), named: "\(number).cmd")
            #expect(answer.count < 10_000, "seed \(seed)")
            // It is read or refused; where it is read, its bookings add up.
            let read = try? ClearingHouse(state: damage(state, &dice))
            #expect(read?.sum(of: "SCT") ?? .zero == .zero, "seed \(seed)")
        }
        #expect(house.sum(of: "SCT") == .zero, "seed \(seed)")
    }
}
