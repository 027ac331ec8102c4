import ISO20022
import PaymentModel
import Platform
import Testing

@testable import Flows

/// Files of others get the verdict that follows from what stands in them.
@Suite struct `Verdicts on customers' files` {
    @Test func `every initiation of the corpora gets its verdict`() {
        let disk = LiveDisk(writerThreads: 1)
        guard disk.exists(Self.corpora + "/xsd-verdicts.json") else {
            return print("skipped: no corpora at \(Self.corpora)")
        }
        #expect(InitiationVerdicts.rows.count == 30)
        for row in InitiationVerdicts.rows {
            let path = "\(Self.corpora)/\(row.path)"
            guard let bytes = try? disk.read(path, limit: InitiationReading.bytesMax) else {
                Issue.record("\(row.path) is not there")
                continue
            }
            #expect(Self.verdict(bytes) == row.verdict, "\(row.path)")
        }
    }

    private static let corpora: String = {
        let parts = #filePath.split(separator: "/")
        return "/" + parts.dropLast(3).joined(separator: "/") + "/../shared/corpora/payments"
    }()

    private static func verdict(_ bytes: [UInt8]) -> String {
        do {
            let initiation = try InitiationReading.read(bytes)
            // The verdict does not rest on look-up keys: any hash will do.
            let keys = LookupKeys { bytes in
                bytes.reduce(0) { $0 &* 31 &+ UInt128($1) }
            }
            let file = InitiationJudgement(keys: keys).file(initiation, id: 1, content: 1)
            let groups = file.groups.map { text($0.refusal) }
            let orders = file.groups.flatMap(\.orders).map { text($0.refusal) }
            return [
                text(file.refusal), groups.joined(separator: " "), orders.joined(separator: " "),
            ].joined(separator: " | ")
        } catch .schema {
            return "schema"
        } catch .document(let error) {
            return text(error)
        } catch {
            return "\(error)"
        }
    }

    private static func text(_ error: DocumentError) -> String {
        switch error {
        case .unknownNamespace, .notAccepted: "message"
        case .malformed, .stopped: "\(error)"
        }
    }

    private static func text(_ reason: ReasonCode) -> String {
        reason == .none ? "-" : reason.text
    }
}
