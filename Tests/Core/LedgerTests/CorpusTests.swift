import Testing

@testable import Ledger

@Suite struct `The shared cases` {
    /// TigerBeetle keeps balances only for accounts created with `history`; these books keep them
    /// for all.
    ///
    /// So what it leaves unanswered is answered here, in these cases and so often.
    private static let answeredWithoutHistory = ["get_account_balances: invalid filter": 1]

    @Test(arguments: ["tigerbeetle", "programs"])
    func `every case has the outcome it expects`(folder: String) throws {
        let paths = Corpus.cases(in: folder)
        guard !paths.isEmpty else {
            print("Skipped: \(Corpus.folder)/\(folder) is not there.")
            return
        }
        for path in paths {
            // Once more with every transfer out of memory as soon as it is made.
            var forgetful = try CorpusProgram(path: path, isForgetful: true)
            try forgetful.run()
            var program = try CorpusProgram(path: path)
            try program.run()
            #expect(
                program.balancesWithoutHistory == Self.answeredWithoutHistory[program.name] ?? 0,
                "\(program.name)")
        }
        print("Ran \(paths.count) cases of \(folder).")
    }
}
