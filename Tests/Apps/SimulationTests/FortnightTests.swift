import Simulation
import Testing

/// Fourteen days from seeds: what must agree is compared in ``Fortnight`` after each of them.
struct FortnightTests {
    @Test(arguments: UInt64(0)..<4)
    func `after each day both books and the statements agree, and all that is scripted happened`(
        seed: UInt64
    ) throws {
        do throws(Simulation.Failure) {
            let outcome = try Fortnight.run(seed: seed)
            #expect(outcome.days.count == 14)
            // Six accounts, fourteen days.
            #expect(outcome.statements == 84)
            for (what, times) in outcome.happenings {
                #expect(times > 0, "seed \(seed): no \(what.rawValue)")
            }
        } catch { Issue.record("\(error)") }
    }

    @Test func `the same seed writes the same files byte for byte, another seed others`() throws {
        let outcomes = try [UInt64(3), 3, 4].map { try Fortnight.run(seed: $0) }
        #expect(outcomes[0].digest == outcomes[1].digest)
        #expect(outcomes[0].hash == outcomes[1].hash)
        #expect(outcomes[0].digest != outcomes[2].digest)
    }
}
