import Platform

/// Something that happens in every fortnight; the seed chooses the day.
enum Scene: CaseIterable {
    case transfers, instants, ordinary, incoming, incomingInstant
    case lateOrder, keptOrder
    case instantAskedAfter, instantSilent, cyclesSilent, instantLate, instantLost
    case refused, refusedAtCycle
    case comesBack, instantComesBack, unknownAccount
    case askedBack, askedBackInVain, askedFor, askedForInVain
    case fileTwice, ordersTwice, ordersWithdrawn, messageTwice, transferTwice
    case freeze, thaw, blockedOrder, blockedCredit
    case overHoliday

    enum Time { case morning, noon, afternoon, evening }

    var time: Time {
        switch self {
        case .freeze, .thaw, .ordinary, .incoming, .cyclesSilent, .refusedAtCycle, .comesBack,
            .unknownAccount, .askedBack, .askedBackInVain:
            .morning
        case .transfers, .instantSilent, .instantLost, .fileTwice, .ordersTwice, .ordersWithdrawn,
            .messageTwice, .transferTwice, .blockedOrder, .blockedCredit, .overHoliday, .refused,
            .askedFor, .askedForInVain, .keptOrder:
            .noon
        case .lateOrder, .instantAskedAfter, .instantLate: .afternoon
        case .instants, .incomingInstant, .instantComesBack: .evening
        }
    }

    /// The days one of which the seed chooses.
    private var days: [Int] {
        switch self {
        case .transfers, .instants, .incomingInstant: Array(1...13)
        case .ordinary, .incoming, .refused, .refusedAtCycle, .lateOrder, .messageTwice:
            [2, 3, 4, 5, 10, 11, 12]
        case .cyclesSilent, .comesBack, .unknownAccount, .transferTwice: [2, 3, 4, 5, 10, 11]
        case .askedBack, .askedBackInVain, .askedFor, .askedForInVain: [2, 3, 4, 5, 10]
        case .keptOrder: Array(1...9)
        case .instantAskedAfter, .instantSilent, .instantLate, .instantLost: Array(1...12)
        case .instantComesBack: Array(1...12)
        case .fileTwice: Array(2...12)
        // Orders of a closed day of the scheme would be of another day the second time.
        case .ordersTwice, .ordersWithdrawn: [2, 3, 4, 5, 10, 11]
        case .freeze: [2, 3]
        case .blockedOrder, .blockedCredit: [4, 5]
        case .thaw: [12]
        case .overHoliday: FortnightCalendar.holidays
        }
    }

    /// Each scene once, on a day of its own choice, and more of what happens every day.
    static func plan(by dice: SeededRandomness) -> [Int: [Scene]] {
        var plan: [Int: [Scene]] = [:]
        for scene in allCases {
            plan[scene.days[dice.below(scene.days.count)], default: []].append(scene)
        }
        let daily: [Scene] = [
            .transfers, .instants, .ordinary, .incoming, .incomingInstant, .comesBack, .askedFor,
            .askedBack, .instantAskedAfter, .instantLate, .refused, .lateOrder,
        ]
        for day in FortnightCalendar.days {
            for _ in 0..<(2 + dice.below(4)) {
                let scene = daily[dice.below(daily.count)]
                if scene.days.contains(day) { plan[day, default: []].append(scene) }
            }
        }
        return plan
    }
}
