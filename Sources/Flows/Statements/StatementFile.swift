import Cryptography
import Bytes
package import Vocabulary

/// A statement as somebody hands it over, in one of its three forms, whole as far as it says itself.
package struct StatementFile: Sendable {
    package enum Format: String, CaseIterable, Sendable {
        case xml, csv, html

        package var contentType: String {
            switch self {
            case .xml: "application/xml"
            case .csv: "text/csv; charset=utf-8"
            case .html: "text/html; charset=utf-8"
            }
        }
    }

    /// Why a file is no whole statement.
    package enum Fault: Error, Hashable, Sendable {
        /// Neither camt.053 nor a table or page of this program.
        case unknownForm
        case foot(SheetFoot.Fault)
        case sheet(SheetError)
    }

    package static let bytesMax = 100 << 20

    package let format: Format
    /// The IBAN, or what the bank names the account by.
    package let account: String
    package let day: BusinessDate
    /// SHA-256 of all its bytes.
    package let hash: String
    package let bytes: [UInt8]

    /// Takes a file that is whole: schema and sums of a camt.053, the foot of the others.
    package init(_ bytes: [UInt8]) throws(Fault) {
        self.bytes = bytes
        hash = SheetFoot.hash(bytes[...])
        if bytes.starts(with: "record,number,".utf8) {
            format = .csv
            (account, day) = try Self.table(bytes)
        } else if bytes.starts(with: "<!DOCTYPE html>".utf8) {
            format = .html
            (account, day) = try Self.page(bytes)
        } else {
            format = .xml
            do throws(SheetError) {
                let sheet = try StatementSheet(xml: bytes)
                (account, day) = (sheet.account, sheet.day)
            } catch {
                guard case .unreadable = error else { throw .sheet(error) }
                throw .unknownForm
            }
        }
    }

    private static func table(_ bytes: [UInt8]) throws(Fault) -> (String, BusinessDate) {
        do throws(SheetFoot.Fault) {
            _ = try SheetFoot.check(bytes, start: SheetFoot.Table.start) {
                SheetFoot.Table.text($0, columns: StatementSheet.columns.count)
            }
        } catch { throw .foot(error) }
        // The record of the opening balance has no words in it: its last cells are the statement's.
        let record = bytes.split(separator: 0x0A).dropFirst().first ?? []
        let cells = String(decoding: record, as: UTF8.self).split(
            separator: ",", omittingEmptySubsequences: false)
        guard cells.count == StatementSheet.columns.count, let text = cells.last,
            let day = BusinessDate(String(text.filter { !$0.isWhitespace }))
        else { throw .unknownForm }
        return (String(cells[cells.count - 4]), day)
    }

    private static func page(_ bytes: [UInt8]) throws(Fault) -> (String, BusinessDate) {
        do throws(SheetFoot.Fault) {
            _ = try SheetFoot.check(bytes, start: SheetFoot.Page.start, SheetFoot.Page.text)
        } catch { throw .foot(error) }
        let start = "<meta name=\"qenex\" content=\"statement "
        let lines = bytes.split(separator: 0x0A, maxSplits: 10)
        let line = lines.lazy.map { String(decoding: $0, as: UTF8.self) }
            .first { $0.hasPrefix(start) }
        let words = line?.dropFirst(start.count).split(separator: "\"").first?.split(separator: " ")
        guard let words, words.count == 2, let day = BusinessDate(String(words[1])) else {
            throw .unknownForm
        }
        return (String(words[0]), day)
    }
}

extension StatementFile {
    /// A place at which a file is not what the bank has.
    package struct Difference: Hashable, Sendable {
        /// Lines counted from 1; of XML, tags.
        package let place: Int
        package let found: String
        package let expected: String
    }

    package static let differencesMax = 10
    private static let textMax = 300

    /// Where the file differs from what the bank has written in the same form, the first ones.
    package func differences(from written: [UInt8]) -> [Difference] {
        let separator = UInt8(ascii: format == .xml ? "<" : "\n")
        let found = bytes.split(separator: separator, omittingEmptySubsequences: false)
        let expected = written.split(separator: separator, omittingEmptySubsequences: false)
        var differences: [Difference] = []
        for place in 0..<max(found.count, expected.count) {
            let left = place < found.count ? found[place] : nil
            let right = place < expected.count ? expected[place] : nil
            guard left != right else { continue }
            differences.append(
                Difference(place: place + 1, found: text(left), expected: text(right)))
            if differences.count == Self.differencesMax { break }
        }
        return differences
    }

    private func text(_ line: ArraySlice<UInt8>?) -> String {
        line.map { String(decoding: $0.prefix(Self.textMax), as: UTF8.self) } ?? "(nothing)"
    }
}
