import PaymentModel
import Testing

/// Rows E1 and Z1: what the clearing books on our settlement account by itself.
@Suite struct `Money that the clearing moves by itself` {
    @Test func `E1: what comes in is the owners'`() throws {
        let bench = try BankBench.opened()
        let before = bench.posted(.equity)
        bench.take("F", "SCT", .report([BankBench.entry(.funding, 500)]))
        #expect(bench.posted(.equity) == before + 500)
        #expect(bench.breaks.isEmpty)
    }

    @Test func `Z1: what goes out nobody here has ordered, and somebody must explain it`() throws {
        let bench = try BankBench.opened()
        let (equity, settlement) = (bench.posted(.equity), bench.posted(.settlement, "SCT"))
        bench.take("F", "SCT", .report([BankBench.entry(.funding, 500, isCredit: false)]))
        #expect(bench.posted(.equity) == equity)
        #expect(bench.breaks == [.unannounced])
        // `settlement` is an asset: 5.00 less of it.
        #expect(bench.posted(.settlement, "SCT") == settlement + 500)
        #expect(bench.posted(.suspense) == -500)
    }
}
