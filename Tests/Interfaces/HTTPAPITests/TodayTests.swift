import HTTPAPI
import JSON
import Testing

/// The day at a glance: 09:00 in Berlin on 20 November 2026, a Friday; SCT's cut-off is 16:00.
@Suite struct `The day at a glance` {
    @Test func `names positions, the time left, queues and the scheme's week`() throws {
        let bank = try TestBank()
        let answer = try bank.ask("GET", "/api/v1/today")
        #expect(answer.status == 200, "\(answer.text)")
        #expect(answer.json?["day"]?.string == "2026-11-20")
        let scheme = answer.json?["schemes"]?[0]
        for figure in ["opening", "received", "sent", "position", "held", "position_after"] {
            #expect(scheme?[figure]?.string == "0.00", "\(figure)")
        }
        #expect(scheme?["cut_off"]?.string?.hasPrefix("2026-11-20T16:00:00") == true)
        // Seven hours.
        #expect(scheme?["cut_off_in_seconds"]?.number?.integer(Int.self) == 25_200)
        let week = scheme?["days"]?.array?.map { $0["state"]?.string }
        #expect(
            week == ["open", "closed", "closed", "open", "open", "open", "open"])
        #expect(answer.json?["queues"]?.array?.count == 6)
    }

    @Test func `the plot is a picture without a script, in both themes`() throws {
        let bank = try TestBank()
        for theme in ["", "?theme=light", "?theme=dark"] {
            let answer = try bank.ask("GET", "/api/v1/today/SCT/plot\(theme)")
            #expect(answer.status == 200)
            #expect(answer.text.hasPrefix("<svg ") && answer.text.hasSuffix("</svg>"))
            #expect(!answer.text.contains("<script") && answer.text.contains("EUR"))
            #expect(
                answer.text.contains("prefers-color-scheme") == theme.isEmpty, "\(theme)")
        }
        #expect(try bank.ask("GET", "/api/v1/today/NONE/plot").status == 404)
        #expect(try bank.ask("GET", "/api/v1/today/SCT/plot?theme=red").status == 400)
    }
}
