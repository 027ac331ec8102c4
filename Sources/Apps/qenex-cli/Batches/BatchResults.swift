import Bytes
import JSON

/// What a node answers to a batch: the refused events, by index and status.
struct BatchResults {
    let refused: [(index: Int, status: String)]

    /// - Parameter name: of a status by its number.
    init(
        _ answer: Answer, _ form: BatchFile.Form, name: (UInt32) -> String
    ) throws(Failure) {
        switch form {
        case .records: refused = Self.records(answer.body, name)
        case .lines: refused = try Self.lines(answer.text)
        case .table: refused = Self.table(answer.text)
        }
    }

    private static func records(
        _ body: [UInt8], _ name: (UInt32) -> String
    ) -> [(index: Int, status: String)] {
        var reader = ByteReader(body)
        var refused: [(index: Int, status: String)] = []
        while let index = try? reader.read(UInt32.self), let number = try? reader.read(UInt32.self)
        {
            refused.append((Int(index), name(number)))
        }
        return refused
    }

    private static func lines(_ text: String) throws(Failure) -> [(index: Int, status: String)] {
        var refused: [(index: Int, status: String)] = []
        for line in text.split(separator: "\n") {
            guard let value = try? JSONValue(parsing: Array(line.utf8)),
                let index = value["index"]?.number?.integer(Int.self),
                let status = value["status"]?.string
            else { throw Failure(.error, "The server's answer is none to a batch: \(line)") }
            refused.append((index, status))
        }
        return refused
    }

    private static func table(_ text: String) -> [(index: Int, status: String)] {
        text.split(separator: "\n").dropFirst().compactMap { line in
            let cells = line.split(separator: ",")
            guard cells.count == 2, let index = Int(cells[0]) else { return nil }
            return (index, String(cells[1]))
        }
    }
}
