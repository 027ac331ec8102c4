/// One side's entry, as far as it is matched by.
package struct MatchItem: Hashable, Sendable {
    /// Empty where there is none; `NOTPROVIDED` is none.
    package let transaction: String
    package let endToEnd: String
    package let message: String
    /// In minor units as the other side counts: its credits positive.
    package let amount: Int128
    /// Days since 1970-01-01.
    package let day: Int32
    /// What this is a part of, such as a break that was resolved step by step.
    ///
    /// The parts of a day count as one entry. 0 where it stands for itself.
    package let whole: UInt128

    package init(
        transaction: String = "", endToEnd: String = "", message: String = "", amount: Int128,
        day: Int32, whole: UInt128 = 0
    ) {
        self.transaction = transaction == "NOTPROVIDED" ? "" : transaction
        self.endToEnd = endToEnd == "NOTPROVIDED" ? "" : endToEnd
        self.message = message
        self.amount = amount
        self.day = day
        self.whole = whole
    }

    /// The same with another amount.
    func with(_ amount: Int128) -> MatchItem {
        MatchItem(
            transaction: transaction, endToEnd: endToEnd, message: message, amount: amount,
            day: day, whole: whole)
    }

    func reference(_ kind: MatchRule.Reference) -> String {
        switch kind {
        case .transaction: transaction
        case .endToEnd: endToEnd
        case .message: message
        case .none: ""
        }
    }
}

/// Entries that belong together: places in the lists they came in, ascending.
package struct EntryMatch: Hashable, Sendable {
    /// The rule's place.
    package let rule: Int
    package let ours: [Int]
    package let theirs: [Int]
}

/// Matches a statement's entries against our own, by rules in order.
///
/// Each rule takes what the ones before it have left, each entry of theirs in its order, and of
/// several candidates the one nearest in amount, then of the earliest day, then the first. An entry
/// belongs to one match at most. The result follows from the lists and rules alone. Time: n log n.
package struct EntryMatching: Sendable {
    package private(set) var matches: [EntryMatch] = []
    /// Places of what nothing fits.
    package private(set) var unmatchedOurs: [Int] = []
    package private(set) var unmatchedTheirs: [Int] = []

    private var ours: [MatchItem]
    private let theirs: [MatchItem]
    private var isTakenOfOurs: [Bool]
    private var isTakenOfTheirs: [Bool]

    package init(ours: [MatchItem], theirs: [MatchItem], rules: [MatchRule]) {
        self.ours = ours
        self.theirs = theirs
        isTakenOfOurs = Array(repeating: false, count: ours.count)
        isTakenOfTheirs = Array(repeating: false, count: theirs.count)
        let parts = joinParts()
        for (place, rule) in rules.enumerated() {
            switch rule.many {
            case .none: matchSingles(rule, place)
            case .ours: matchSums(rule, place, isOurs: true)
            case .theirs: matchSums(rule, place, isOurs: false)
            }
        }
        part(parts)
        unmatchedOurs = ours.indices.filter { !isTakenOfOurs[$0] }
        unmatchedTheirs = theirs.indices.filter { !isTakenOfTheirs[$0] }
    }

    /// Lets the first part of a whole stand for all of them.
    ///
    /// - Returns: the others by the place of the first.
    private mutating func joinParts() -> [Int: [Int]] {
        var firsts: [Whole: Int] = [:]
        var parts: [Int: [Int]] = [:]
        for place in ours.indices where ours[place].whole != 0 {
            let whole = Whole(id: ours[place].whole, day: ours[place].day)
            guard let first = firsts[whole] else {
                firsts[whole] = place
                continue
            }
            ours[first] = ours[first].with(ours[first].amount + ours[place].amount)
            isTakenOfOurs[place] = true
            parts[first, default: []].append(place)
        }
        return parts
    }

    private struct Whole: Hashable {
        let id: UInt128
        let day: Int32
    }

    /// What became of the first part became of the others.
    private mutating func part(_ parts: [Int: [Int]]) {
        guard !parts.isEmpty else { return }
        for (first, others) in parts where !isTakenOfOurs[first] {
            for place in others { isTakenOfOurs[place] = false }
        }
        matches = matches.map { match in
            let places = match.ours + match.ours.flatMap { parts[$0] ?? [] }
            return EntryMatch(rule: match.rule, ours: places.sorted(), theirs: match.theirs)
        }
    }

    package func isMatched(ours place: Int) -> Bool { isTakenOfOurs[place] }

    private mutating func take(_ rule: Int, _ some: [Int], _ others: [Int]) {
        for place in some { isTakenOfOurs[place] = true }
        for place in others { isTakenOfTheirs[place] = true }
        matches.append(EntryMatch(rule: rule, ours: some, theirs: others))
    }

    // MARK: - One to one

    /// Candidates of one reference in the order of amount, day and place.
    private struct Candidates {
        let places: [Int]
        /// For each of them one at or behind it that may be free.
        private var next: [Int]

        init(_ places: [Int]) {
            self.places = places
            next = Array(0...places.count)
        }

        /// The first at or behind a position that is not taken; what is passed is not passed again.
        mutating func free(from position: Int, _ isTaken: [Bool]) -> Int {
            var found = next[position]
            while found < places.count, isTaken[places[found]] {
                found = max(found + 1, next[found + 1])
            }
            var passed = position
            while passed < found {
                let following = next[passed]
                next[passed] = found
                passed = max(passed + 1, following)
            }
            return found
        }
    }

    private mutating func matchSingles(_ rule: MatchRule, _ number: Int) {
        var groups: [String: Candidates] = [:]
        for (reference, places) in grouped(ours, isTakenOfOurs, rule.reference) {
            let sorted = places.sorted { first, second in
                let (one, other) = (ours[first], ours[second])
                return (one.amount, one.day, first) < (other.amount, other.day, second)
            }
            groups[reference] = Candidates(sorted)
        }
        for place in theirs.indices where !isTakenOfTheirs[place] {
            let item = theirs[place]
            let reference = item.reference(rule.reference)
            guard !reference.isEmpty || rule.reference == .none,
                let found = nearest(item, rule, &groups[reference])
            else { continue }
            take(number, [found], [place])
        }
    }

    /// The free candidate nearest in amount, then of the earliest day, then the first.
    ///
    /// Of each amount only the first within the days is looked at.
    private func nearest(
        _ item: MatchItem, _ rule: MatchRule, _ group: inout Candidates?
    ) -> Int? {
        guard group != nil else { return nil }
        let (first, last) = (item.day - rule.days, item.day + rule.days)
        var best: (distance: (Int128, Int32, Int), place: Int)?
        var amount = item.amount - rule.tolerance
        while amount <= item.amount + rule.tolerance {
            guard let found = candidate(amount, first, &group) else { break }
            let other = ours[found]
            guard other.amount <= item.amount + rule.tolerance else { break }
            let isNext = other.amount > amount
            amount = other.amount
            // The first free of a higher amount may lie before the days.
            if isNext { continue }
            if other.day <= last, (other.amount < 0) == (item.amount < 0) {
                let distance = (abs(other.amount - item.amount), other.day, found)
                if best.map({ distance < $0.distance }) ?? true { best = (distance, found) }
            }
            amount += 1
        }
        return best?.place
    }

    /// The first free candidate of an amount and not before a day, or of a higher amount.
    private func candidate(
        _ amount: Int128, _ day: Int32, _ group: inout Candidates?
    ) -> Int? {
        guard let places = group?.places else { return nil }
        var (low, high) = (0, places.count)
        while low < high {
            let middle = (low + high) / 2
            let item = ours[places[middle]]
            if (item.amount, item.day) < (amount, day) { low = middle + 1 } else { high = middle }
        }
        guard let found = group?.free(from: low, isTakenOfOurs), found < places.count else {
            return nil
        }
        return places[found]
    }

    /// Free places by reference, each list in its order.
    private func grouped(
        _ items: [MatchItem], _ isTaken: [Bool], _ kind: MatchRule.Reference
    ) -> [String: [Int]] {
        var groups: [String: [Int]] = [:]
        for place in items.indices where !isTaken[place] {
            let reference = items[place].reference(kind)
            guard !reference.isEmpty || kind == .none else { continue }
            groups[reference, default: []].append(place)
        }
        return groups
    }

    // MARK: - One to many

    /// Free entries of one reference and sign, with their sum by day.
    private struct Pile {
        var places: [Int] = []
        var sums: [Int32: Int128] = [:]

        mutating func add(_ place: Int, _ item: MatchItem) {
            places.append(place)
            sums[item.day, default: 0] += item.amount
        }

        /// What lies on these days; nil where nothing does.
        func sum(_ days: ClosedRange<Int32>) -> Int128? {
            guard sums.count <= days.count else {
                let found = days.compactMap { sums[$0] }
                return found.isEmpty ? nil : found.reduce(0, +)
            }
            let found = sums.filter { days.contains($0.key) }
            return found.isEmpty ? nil : found.values.reduce(0, +)
        }

        /// Takes out what lies on these days.
        mutating func takeAll(_ days: ClosedRange<Int32>, of items: [MatchItem]) -> [Int] {
            let taken = places.filter { days.contains(items[$0].day) }
            places.removeAll { days.contains(items[$0].day) }
            sums = sums.filter { !days.contains($0.key) }
            return taken
        }
    }

    /// All free entries of one reference on one side, within the days, against one of the other.
    private mutating func matchSums(_ rule: MatchRule, _ number: Int, isOurs: Bool) {
        let (many, one) = isOurs ? (ours, theirs) : (theirs, ours)
        let isTaken = isOurs ? isTakenOfOurs : isTakenOfTheirs
        var piles: [[String: Pile]] = [[:], [:]]
        for (reference, places) in grouped(many, isTaken, rule.reference) {
            for place in places {
                let sign = many[place].amount < 0 ? 1 : 0
                piles[sign][reference, default: Pile()].add(place, many[place])
            }
        }
        for place in one.indices where !(isOurs ? isTakenOfTheirs[place] : isTakenOfOurs[place]) {
            let item = one[place]
            let sign = item.amount < 0 ? 1 : 0
            let reference = item.reference(rule.reference)
            let days = (item.day - rule.days)...(item.day + rule.days)
            guard !reference.isEmpty, let sum = piles[sign][reference]?.sum(days),
                abs(sum - item.amount) <= rule.tolerance,
                let found = piles[sign][reference]?.takeAll(days, of: many)
            else { continue }
            if isOurs { take(number, found, [place]) } else { take(number, [place], found) }
        }
    }
}
