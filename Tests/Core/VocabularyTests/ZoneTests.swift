import Testing

@testable import Vocabulary

private func instant(_ text: String) throws -> Instant { try Instant.parse(text) }

@Test func `offsets agree with Python's zoneinfo in every zone`() throws {
    #expect(ZoneRules.version == ZoneVectors.version)
    let vectors = TextTable(ZoneVectors.text)
    #expect(vectors.count > 300)
    for row in 0..<vectors.count {
        let fields = vectors.fields(at: row)
        let zone = try #require(ZoneRules(fields[0]))
        for vector in fields[1].split(separator: " ") {
            let parts = vector.split(separator: ":").compactMap { Int($0) }
            let at = try #require(Instant(seconds: UInt64(parts[0])))
            #expect(zone.offsetSeconds(at: at) == parts[1], "\(fields[0]) at \(at)")
        }
    }
}

@Test func `every name of the table is a zone, and none changes twice within three days`() throws {
    #expect(ZoneRules.names.count > 500)
    for name in ZoneRules.names {
        let zone = try #require(ZoneRules(name), "\(name)")
        #expect(zone.name == name)
        let seconds = zone.changes.dropFirst().map(\.second)
        for (earlier, later) in zip(seconds, seconds.dropFirst()) {
            #expect(later - earlier > 3 * 86_400, "\(name)")
        }
    }
    for name in ["", "Europe/Atlantis", "europe/berlin", "Europe/Berlin|", "UTC+1"] {
        #expect(ZoneRules(name) == nil)
    }
}

// Directive 2000/84/EC: the last Sundays of March and October at 01:00 UTC.
// 15 U.S.C. 260a: the second Sunday of March and the first of November at 02:00 local time.
@Test(arguments: [
    ("Europe/Berlin", "2026-03-29T01:00:00Z", 3_600, 7_200),
    ("Europe/Berlin", "2026-10-25T01:00:00Z", 7_200, 3_600),
    ("America/New_York", "2026-03-08T07:00:00Z", -18_000, -14_400),
    ("America/New_York", "2026-11-01T06:00:00Z", -14_400, -18_000),
    ("US/Eastern", "2026-11-01T06:00:00Z", -14_400, -18_000),
    ("Europe/Dublin", "2099-03-29T01:00:00Z", 0, 3_600),
    ("Australia/Sydney", "2026-04-04T16:00:00Z", 39_600, 36_000),
])
func `clocks change at the second that the law says`(
    name: String, text: String, before: Int, after: Int
) throws {
    let zone = try #require(ZoneRules(name))
    let change = try instant(text)
    let previous = Instant(nanoseconds: change.nanoseconds - 1)
    #expect(zone.offsetSeconds(at: previous) == before)
    #expect(zone.offsetSeconds(at: change) == after)
}

@Test func `a local time is one instant, none or two`() throws {
    let berlin = try #require(ZoneRules("Europe/Berlin"))
    let cases: [(String, LocalInstants)] = [
        ("2026-03-29T01:59:59", .once(try instant("2026-03-29T00:59:59Z"))),
        ("2026-03-29T02:00:00", .skipped(at: try instant("2026-03-29T01:00:00Z"))),
        ("2026-03-29T02:59:59", .skipped(at: try instant("2026-03-29T01:00:00Z"))),
        ("2026-03-29T03:00:00", .once(try instant("2026-03-29T01:00:00Z"))),
        ("2026-10-25T01:59:59", .once(try instant("2026-10-24T23:59:59Z"))),
        (
            "2026-10-25T02:00:00",
            .twice(
                first: try instant("2026-10-25T00:00:00Z"),
                second: try instant("2026-10-25T01:00:00Z"))
        ),
        ("2026-10-25T03:00:00", .once(try instant("2026-10-25T02:00:00Z"))),
        ("2026-07-01T16:30:00.5", .once(try instant("2026-07-01T14:30:00.5Z"))),
    ]
    for (text, expected) in cases {
        let local = try LocalDateTime.parse(text).local
        #expect(try berlin.instants(of: local) == expected, "\(text)")
    }
}

@Test func `the local time of an instant leads back to it in every zone`() throws {
    var random = SystemRandomNumberGenerator()
    let seed = random.next()
    var state = Seeded(state: seed)
    for name in ZoneRules.names {
        let zone = try #require(ZoneRules(name))
        for _ in 0..<10 {
            // From 1970-01-02 to 2199: a local time of the first day may be before the epoch.
            let nanoseconds = UInt64.random(
                in: 86_400_000_000_000...7_258_118_400_000_000_000, using: &state)
            let instant = Instant(nanoseconds: nanoseconds)
            switch try zone.instants(of: zone.local(instant)) {
            case .once(let found): #expect(found == instant, "\(name), seed \(seed)")
            case .twice(let first, let second):
                #expect(first == instant || second == instant, "\(name), seed \(seed)")
            case .skipped: Issue.record("\(name) shows \(instant), seed \(seed)")
            }
        }
    }
}

@Test func `what is before the epoch or behind its end has no instant`() throws {
    let berlin = try #require(ZoneRules("Europe/Berlin"))
    #expect(throws: InstantError.beforeEpoch) {
        try berlin.instants(of: LocalDateTime.parse("1970-01-01T00:59:59").local)
    }
    #expect(throws: InstantError.tooLate) {
        try berlin.instants(of: LocalDateTime.parse("9999-12-31T23:59:59").local)
    }
    #expect(throws: InstantError.beforeEpoch) {
        try berlin.instants(of: LocalDateTime.parse("0001-01-01T00:00:00").local)
    }
}
