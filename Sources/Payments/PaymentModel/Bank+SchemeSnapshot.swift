import Bytes

/// What is open between us and clearings beside payments, as bytes in a fixed order.
extension Bank {
    func writeSchemes(to writer: inout ByteWriter) {
        writer.write(list: recalls.values.sorted { $0.id < $1.id })
        writer.write(list: paused.values.sorted { $0.scheme < $1.scheme })
        writer.write(list: untilOpening.values.sorted { $0.scheme < $1.scheme })
        writer.write(list: liquidity)
        writer.writeVarint(UInt64(belowFloor.count))
        for scheme in belowFloor.sorted() { writer.write(scheme) }
        writer.write(list: uncompared)
        writer.write(list: compared.values.sorted { $0.scheme < $1.scheme })
    }

    func readSchemes(_ reader: inout ByteReader) throws(ByteError) {
        for recall in try reader.readList(Recall.self) { keep(recall) }
        for pause in try reader.readList(PausedScheme.self) { paused[pause.scheme] = pause }
        for opened in try reader.readList(WaitingForOpening.self) {
            untilOpening[opened.scheme] = opened
        }
        liquidity = try reader.readList(LiquidityMove.self)
        for _ in 0..<(try reader.readCount()) { belowFloor.insert(try reader.read()) }
        uncompared = try reader.readList(UncomparedMessage.self)
        for until in try reader.readList(ComparedUntil.self) { compared[until.scheme] = until }
    }
}
