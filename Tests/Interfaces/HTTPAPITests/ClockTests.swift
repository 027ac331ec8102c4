import HTTPAPI
import JSON
import Testing

/// The sandbox's clock in Berlin begins at 09:00 on 20 November 2026.
///
/// Summer time of 2027 there: from 28 March, 02:00, to 31 October, 03:00 (Directive 2000/84/EC: the
/// last Sundays of March and October, 01:00 UTC).
@Suite struct `the clock is moved to` {
    private static func move(_ bank: TestBank, to text: String) throws -> Response {
        try bank.post("/api/v1/clock", #"{"to":"\#(text)"}"#)
    }

    @Test func `a time as the bank's clock shows it`() throws {
        let answer = try Self.move(TestBank(), to: "2026-12-24T15:00")
        #expect(answer.status == 200)
        #expect(answer.text.contains(#""now":"2026-12-24T15:00:00"#), "\(answer.text)")
        #expect(answer.text.contains(#"+01:00","#), "\(answer.text)")
        #expect(answer.text.contains(#""note":null"#), "\(answer.text)")
    }

    @Test func `no hour that clocks skip, and nothing has changed`() throws {
        let bank = try TestBank()
        let answer = try Self.move(bank, to: "2027-03-28T02:30")
        #expect(answer.status == 400)
        #expect(answer.text.contains("clocks go forward over it"), "\(answer.text)")
        #expect(try bank.ask("GET", "/api/v1/clock").text.contains("2026-11-20T09:00"))
        #expect(try Self.move(bank, to: "2027-03-28T03:00").status == 200)
    }

    @Test func `the earlier of two, and the answer says so`() throws {
        let answer = try Self.move(TestBank(), to: "2027-10-31T02:30")
        #expect(answer.text.contains(#""now":"2027-10-31T02:30:00"#), "\(answer.text)")
        #expect(answer.text.contains("+02:00"), "\(answer.text)")
        #expect(answer.text.contains("exists twice"), "\(answer.text)")
    }
}

@Suite struct `The clock` {
    /// Five days from 20 November 2026.
    @Test func `moves by every span that is asked for at once`() throws {
        let bank = try TestBank()
        let answers = try bank.postAtOnce("/api/v1/clock", #"{"advance":"1d"}"#, times: 5)
        #expect(answers.map(\.status) == [200, 200, 200, 200, 200])
        let clock = try bank.ask("GET", "/api/v1/clock")
        #expect(clock.text.contains("\"now\":\"2026-11-25T09:00"), "\(clock.text)")
    }

    @Test func `shows the days of every currency with an account`() throws {
        let bank = try TestBank()
        #expect(!(try bank.ask("GET", "/api/v1/clock").text.contains("USD")))
        try bank.openAccounts()
        let clock = try bank.ask("GET", "/api/v1/clock")
        for currency in ["EUR", "USD"] {
            #expect(
                clock.text.contains(
                    "{\"currency\":\"\(currency)\",\"booking_day\":\"2026-11-20\""), "\(clock.text)"
            )
        }
    }

    /// Documented: it never comes to the year 2100, by UTC or in the bank's zone, Berlin.
    @Test func `does not come to the year 2100`() throws {
        let bank = try TestBank()
        for text in ["2100-01-01T00:00", "2100-01-01T00:30", "2099-12-31T23:00:00Z"] {
            let refused = try bank.post("/api/v1/clock", "{\"to\":\"\(text)\"}")
            #expect(refused.json?["code"]?.string == "clock_too_far", "\(refused.text)")
        }
    }
}
