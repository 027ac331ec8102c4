import HTTPAPI
import Synchronization
import Testing

private final class Count: Sendable {
    private let value = Atomic(0)
    func add() { value.add(1, ordering: .relaxed) }
    var total: Int { value.load(ordering: .relaxed) }
}

@Test func `events are written as the HTML standard reads them`() {
    let stream = EventStream()
    #expect(stream.send(id: 7, name: "payment", text: "{\"a\":1}"))
    #expect(stream.send(id: 8, name: "note", text: "two\nlines"))
    let text = String(decoding: stream.take().bytes, as: UTF8.self)
    #expect(
        text == "id: 7\nevent: payment\ndata: {\"a\":1}\n\n"
            + "id: 8\nevent: note\ndata: two\ndata: lines\n\n")
    #expect(stream.take().bytes.isEmpty)
}

@Test func `a slow reader stops the writer until there is room`() {
    let drained = Count()
    let stream = EventStream(whenDrained: drained.add)
    let text = String(repeating: "x", count: 1 << 10)
    var sent: UInt64 = 0
    while stream.send(id: sent, name: "e", text: text) { sent += 1 }
    // An event is 1,024 bytes and some 30 around them; the buffer is 256 KiB.
    #expect((240..<256).contains(sent))
    #expect(drained.total == 0)
    #expect(stream.take().bytes.count <= EventStream.bufferBytesMax)
    #expect(drained.total == 1)
    #expect(stream.send(id: sent, name: "e", text: text))
    _ = stream.take()
    #expect(drained.total == 1)
}

@Test func `an event above the buffer goes through alone`() {
    let stream = EventStream()
    let text = String(repeating: "x", count: EventStream.bufferBytesMax)
    #expect(stream.send(id: 1, name: "e", text: text))
    #expect(!stream.send(id: 2, name: "e", text: "y"))
}

@Test func `the server is woken once for what waits`() {
    let woken = Count()
    let stream = EventStream()
    #expect(stream.send(id: 1, name: "e", text: "a"))
    stream.attach(woken.add)
    #expect(woken.total == 1)
    #expect(stream.send(id: 2, name: "e", text: "b"))
    #expect(woken.total == 1)
    _ = stream.take()
    #expect(stream.send(id: 3, name: "e", text: "c"))
    #expect(woken.total == 2)
}

@Test func `a closed stream sends what it has and takes no more`() {
    let closed = Count()
    let stream = EventStream(whenClosed: closed.add)
    #expect(stream.send(id: 1, name: "e", text: "a"))
    stream.close()
    stream.close()
    #expect(closed.total == 1)
    #expect(!stream.send(id: 2, name: "e", text: "b"))
    let chunk = stream.take()
    #expect(chunk.isLast)
    #expect(!chunk.bytes.isEmpty)
}
