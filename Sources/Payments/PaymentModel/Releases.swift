/// Payments that are held and wait for a message to their clearing.
struct Releases {
    /// What may travel together: of one file, in one scheme, for one settlement day.
    struct Bulk {
        let file: UInt128
        let scheme: UInt64
        let day: Int32
        var payments: [UInt128]
    }

    /// In the order in which each was first met.
    private(set) var bulks: [Bulk] = []

    mutating func add(_ payment: UInt128, file: UInt128, scheme: UInt64, day: Int32) {
        // Kept orders of many files may be due together; the file met last is the likeliest.
        let place = bulks.lastIndex {
            $0.file == file && $0.scheme == scheme && $0.day == day
        }
        if let place {
            bulks[place].payments.append(payment)
        } else {
            bulks.append(Bulk(file: file, scheme: scheme, day: day, payments: [payment]))
        }
    }
}
