import Platform
import Testing

@testable import PaymentModel

/// Rules that find entries of a statement among our own.
@Suite struct `Matching of entries` {
    private func item(
        _ reference: String = "", _ amount: Int128, _ day: Int32 = 0, message: String = "",
        endToEnd: String = ""
    ) -> MatchItem {
        MatchItem(
            transaction: reference, endToEnd: endToEnd, message: message, amount: amount, day: day)
    }

    @Test func `a reference matches with its amount only`() {
        let found = EntryMatching(
            ours: [item("A", 100), item("B", 50), item("C", 7)],
            theirs: [item("B", 50), item("A", 101)],
            rules: [MatchRule(name: "r", reference: .transaction)])
        #expect(found.matches == [EntryMatch(rule: 0, ours: [1], theirs: [0])])
        #expect(found.unmatchedOurs == [0, 2] && found.unmatchedTheirs == [1])
    }

    @Test(arguments: [(0, 0, false), (1, 0, false), (0, 2, false), (1, 2, true), (9, 9, true)])
    func `days and tolerance say how far apart two may lie`(
        days: Int32, tolerance: Int128, isMatch: Bool
    ) {
        let rule = MatchRule(
            name: "r", reference: .transaction, days: days, tolerance: tolerance)
        let found = EntryMatching(
            ours: [item("A", 100, 10)], theirs: [item("A", 98, 11)], rules: [rule])
        #expect(found.matches.isEmpty != isMatch)
    }

    @Test func `what one rule has taken is gone for the next`() {
        let rules = [
            MatchRule(name: "by reference", reference: .transaction),
            MatchRule(name: "by amount", reference: .none),
        ]
        let found = EntryMatching(
            ours: [item("", 5), item("X", 5)], theirs: [item("X", 5), item("Y", 5)], rules: rules)
        #expect(
            found.matches == [
                EntryMatch(rule: 0, ours: [1], theirs: [0]),
                EntryMatch(rule: 1, ours: [0], theirs: [1]),
            ])
    }

    @Test func `parts of one break and day are one entry, and stay together where nothing fits`() {
        func part(_ amount: Int128, of whole: UInt128, _ day: Int32 = 0) -> MatchItem {
            MatchItem(amount: amount, day: day, whole: whole)
        }
        let rule = MatchRule(name: "amount and day", reference: .none)
        // −5 and −7 are the −12 of the statement; the −12 of the next day is another's.
        let found = EntryMatching(
            ours: [part(-5, of: 9), item("", 3), part(-7, of: 9), part(-12, of: 9, 1)],
            theirs: [item("", -12)], rules: [rule])
        #expect(found.matches == [EntryMatch(rule: 0, ours: [0, 2], theirs: [0])])
        #expect(found.unmatchedOurs == [1, 3] && found.unmatchedTheirs.isEmpty)
        let apart = EntryMatching(
            ours: [part(-5, of: 9), part(-7, of: 9)], theirs: [item("", -5)], rules: [rule])
        #expect(apart.matches.isEmpty && apart.unmatchedOurs == [0, 1])
    }

    @Test func `a credit is no debit, however near`() {
        let found = EntryMatching(
            ours: [item("A", 1)], theirs: [item("A", -1)],
            rules: [MatchRule(name: "r", reference: .transaction, tolerance: 5)])
        #expect(found.matches.isEmpty)
    }

    @Test func `no identification is not an identification`() {
        for name in ["", "NOTPROVIDED"] {
            let found = EntryMatching(
                ours: [item(name, 1)], theirs: [item(name, 1)],
                rules: [MatchRule(name: "r", reference: .transaction)])
            #expect(found.matches.isEmpty)
        }
    }

    /// 100 + 200 + 300 of one message are one entry of 600; and the other way round.
    @Test func `several of one side are one of the other`() {
        let parts = [
            item("1", 100, 3, message: "M"), item("2", 200, 4, message: "M"),
            item("3", 300, 4, message: "M"), item("4", 9, 4, message: "N"),
        ]
        let whole = [item("", 600, 4, message: "M")]
        let ours = EntryMatching(
            ours: parts, theirs: whole,
            rules: [MatchRule(name: "r", reference: .message, many: .ours, days: 1)])
        #expect(ours.matches == [EntryMatch(rule: 0, ours: [0, 1, 2], theirs: [0])])
        #expect(ours.unmatchedOurs == [3] && ours.unmatchedTheirs.isEmpty)
        let theirs = EntryMatching(
            ours: whole, theirs: parts,
            rules: [MatchRule(name: "r", reference: .message, many: .theirs, days: 1)])
        #expect(theirs.matches == [EntryMatch(rule: 0, ours: [0], theirs: [0, 1, 2])])
        let late = EntryMatching(
            ours: parts, theirs: whole,
            rules: [MatchRule(name: "r", reference: .message, many: .ours)])
        #expect(late.matches.isEmpty)
    }

    /// The same by looking at every pair: the slow way, written from the documentation.
    private static func naive(
        _ ours: [MatchItem], _ theirs: [MatchItem], _ rules: [MatchRule]
    ) -> [EntryMatch] {
        var takenOurs = Set<Int>()
        var takenTheirs = Set<Int>()
        var matches: [EntryMatch] = []
        func fits(_ one: MatchItem, _ other: MatchItem, _ rule: MatchRule) -> Bool {
            let (left, right) = (one.reference(rule.reference), other.reference(rule.reference))
            return (rule.reference == .none || (!left.isEmpty && left == right))
                && abs(one.day - other.day) <= rule.days && (one.amount < 0) == (other.amount < 0)
        }
        for (number, rule) in rules.enumerated() {
            let isOurs = rule.many == .ours
            if rule.many == .none {
                for place in theirs.indices where !takenTheirs.contains(place) {
                    let item = theirs[place]
                    let best = ours.indices.filter {
                        !takenOurs.contains($0) && fits(ours[$0], item, rule)
                            && abs(ours[$0].amount - item.amount) <= rule.tolerance
                    }.min { left, right in
                        (abs(ours[left].amount - item.amount), ours[left].day, left)
                            < (abs(ours[right].amount - item.amount), ours[right].day, right)
                    }
                    guard let best else { continue }
                    takenOurs.insert(best)
                    takenTheirs.insert(place)
                    matches.append(EntryMatch(rule: number, ours: [best], theirs: [place]))
                }
                continue
            }
            let (many, one) = isOurs ? (ours, theirs) : (theirs, ours)
            for place in one.indices
            where !(isOurs ? takenTheirs : takenOurs).contains(place) {
                let free = many.indices.filter {
                    !(isOurs ? takenOurs : takenTheirs).contains($0)
                        && fits(many[$0], one[place], rule)
                }
                let sum = free.reduce(Int128(0)) { $0 + many[$1].amount }
                guard !free.isEmpty, abs(sum - one[place].amount) <= rule.tolerance else {
                    continue
                }
                takenOurs.formUnion(isOurs ? free : [place])
                takenTheirs.formUnion(isOurs ? [place] : free)
                matches.append(
                    EntryMatch(
                        rule: number, ours: isOurs ? free : [place],
                        theirs: isOurs ? [place] : free))
            }
        }
        return matches
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `matches are those of looking at every pair`(seed: UInt64) {
        let random = SeededRandomness(seed: seed)
        func items() -> [MatchItem] {
            (0..<random.below(40)).map { _ in
                MatchItem(
                    transaction: ["", "A", "B", "C", "NOTPROVIDED"][random.below(5)],
                    endToEnd: ["", "E", "F"][random.below(3)],
                    message: ["", "M", "N"][random.below(3)],
                    amount: Int128(random.below(9)) - 4, day: Int32(random.below(6)))
            }
        }
        let rules = (0..<random.below(5)).map { number in
            let reference = MatchRule.Reference.allCases[random.below(4)]
            return MatchRule(
                name: "\(number)", reference: reference,
                many: reference == .none ? .none : MatchRule.Many.allCases[random.below(3)],
                days: Int32(random.below(4)), tolerance: Int128(random.below(3)))
        }
        let (ours, theirs) = (items(), items())
        let found = EntryMatching(ours: ours, theirs: theirs, rules: rules)
        #expect(found.matches == Self.naive(ours, theirs, rules), "seed \(seed)")
        let placesOfOurs = found.matches.flatMap(\.ours) + found.unmatchedOurs
        #expect(placesOfOurs.sorted() == Array(ours.indices), "seed \(seed)")
        let placesOfTheirs = found.matches.flatMap(\.theirs) + found.unmatchedTheirs
        #expect(placesOfTheirs.sorted() == Array(theirs.indices), "seed \(seed)")
    }
}
