import Projection
import Testing

@Test func `rows come back as they were written`() throws {
    let database = try Database(path: ":memory:")
    try database.script("CREATE TABLE t (a INTEGER, b TEXT, c BLOB)")
    let row: [Cell] = [.integer(-7), .text("é\u{1F600}"), .id(.max - 1)]
    try database.run("INSERT INTO t VALUES (?, ?, ?)", row)
    try database.run("INSERT INTO t VALUES (?, ?, ?)", [.null, .null, .bytes([])])
    let rows = try database.rows("SELECT a, b, c FROM t ORDER BY rowid")
    #expect(Array(rows[0].prefix(2)) == Array(row.prefix(2)))
    // 2^128 − 2, most significant byte first.
    #expect(rows[0][2] == .bytes([UInt8](repeating: 0xFF, count: 15) + [0xFE]))
    #expect(rows[0][2].id == UInt128.max - 1)
    #expect(rows[1] == [.null, .null, .bytes([])])
}

@Test func `a transaction that fails leaves nothing`() throws {
    let database = try Database(path: ":memory:")
    try database.script("CREATE TABLE t (a INTEGER UNIQUE)")
    #expect(throws: DatabaseError.self) {
        try database.transaction { () throws(DatabaseError) in
            try database.run("INSERT INTO t VALUES (1)")
            try database.run("INSERT INTO t VALUES (1)")
        }
    }
    #expect(try database.rows("SELECT count(*) FROM t")[0][0].integer == 0)
}

@Test func `ids sort as their numbers do`() throws {
    let database = try Database(path: ":memory:")
    try database.script("CREATE TABLE t (id BLOB PRIMARY KEY) WITHOUT ROWID")
    for id: UInt128 in [300, 2, 1 << 100, 255] {
        try database.run("INSERT INTO t VALUES (?)", [.id(id)])
    }
    #expect(
        try database.rows("SELECT id FROM t ORDER BY id").map { $0[0].id } == [
            2, 255, 300, 1 << 100,
        ])
}
