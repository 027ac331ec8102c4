/// A line of a table (RFC 4180): cells between commas, quoted where they hold one.
///
/// A cell has no line break: there are only numbers and names.
enum CSVLine {
    /// Above any record's columns.
    private static let cellsMax = 32
    private static let lineBytesMax = 4096

    static func cells(_ line: ArraySlice<UInt8>, line number: Int) throws(Problem) -> [String] {
        guard line.count <= lineBytesMax else {
            throw fault(number, "allowed are \(lineBytesMax) bytes")
        }
        var cells: [String] = []
        var rest = line
        while true {
            guard cells.count < cellsMax else {
                throw fault(number, "allowed are \(cellsMax) cells")
            }
            cells.append(try cell(&rest, number))
            guard let next = rest.popFirst() else { return cells }
            guard next == UInt8(ascii: ",") else {
                throw fault(number, "a comma is expected behind a quoted cell")
            }
        }
    }

    /// Names in one cell, parted by `|`, `;`, a comma or a space.
    static func words(_ cell: String) -> [String] {
        cell.split { "|;, ".contains($0) }.map(String.init)
    }

    private static func cell(
        _ rest: inout ArraySlice<UInt8>, _ number: Int
    ) throws(Problem) -> String {
        guard rest.first == UInt8(ascii: "\"") else {
            let plain = rest.prefix { $0 != UInt8(ascii: ",") }
            rest = rest.dropFirst(plain.count)
            return try text(plain, number)
        }
        rest.removeFirst()
        var bytes: [UInt8] = []
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\"") {
                guard rest.first == byte else { return try text(bytes[...], number) }
                rest.removeFirst()
            }
            bytes.append(byte)
        }
        throw fault(number, "a quote is not closed")
    }

    private static func text(
        _ bytes: ArraySlice<UInt8>, _ number: Int
    ) throws(Problem) -> String {
        guard bytes.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw fault(number, "allowed is printable ASCII")
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func fault(_ number: Int, _ text: String) -> Problem {
        Problem(.malformedBatch, detail: "Line \(number): \(text).")
    }
}
