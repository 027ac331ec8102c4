import CSQLite
import Synchronization

/// Why the projection's database refused.
package struct DatabaseError: Error, Hashable, Sendable, CustomStringConvertible {
    /// SQLite's extended result code.
    package let code: Int32
    package let message: String
    package let statement: String

    package init(code: Int32, message: String, statement: String) {
        self.code = code
        self.message = message
        self.statement = statement
    }

    package var description: String { "SQLite \(code): \(message) (\(statement))" }

    /// The disk is full: the cursor stops and goes on when there is room (SQLITE_FULL).
    package var isDiskFull: Bool { code & 0xFF == SQLITE_FULL }
}

/// A value in a row.
package enum Cell: Hashable, Sendable {
    case null
    case integer(Int64)
    case text(String)
    case bytes([UInt8])
    /// 128 bits as sixteen bytes, most significant first, so that rows sort as the number does.
    ///
    /// Read back as ``bytes(_:)``.
    case id(UInt128)
}

/// One SQLite file, used by one thread at a time.
///
/// What lies in it can be thrown away: it is made again from the journal. So a crash may lose its
/// last moments (`synchronous = NORMAL` in WAL mode keeps the file whole, never the newest rows), and
/// its cursor is a row of the same transaction as the rows it stands for.
package final class Database: @unchecked Sendable {
    private let handle: OpaquePointer
    private var statements: [String: OpaquePointer] = [:]

    /// Opens or creates a database.
    ///
    /// - Parameter path: a file, or `:memory:`.
    package init(path: String, isReadOnly: Bool = false) throws(DatabaseError) {
        var opened: OpaquePointer?
        let access = isReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        let code = sqlite3_open_v2(path, &opened, access | SQLITE_OPEN_NOMUTEX, nil)
        guard code == SQLITE_OK, let opened else {
            let message = opened.map { String(cString: sqlite3_errmsg($0)) } ?? "no memory"
            sqlite3_close(opened)
            throw DatabaseError(code: code, message: message, statement: "open")
        }
        handle = opened
        sqlite3_extended_result_codes(handle, 1)
        sqlite3_busy_timeout(handle, 5_000)
        if !isReadOnly {
            try run("PRAGMA journal_mode = WAL")
            try run("PRAGMA synchronous = NORMAL")
            // What is deleted is overwritten with zeros.
            try run("PRAGMA secure_delete = ON")
        }
        try run("PRAGMA cache_size = -4096")
    }

    deinit {
        for statement in statements.values { sqlite3_finalize(statement) }
        sqlite3_close_v2(handle)
    }

    /// Runs a statement that gives no rows.
    package func run(_ sql: String, _ cells: [Cell] = []) throws(DatabaseError) {
        _ = try rows(sql, cells, limit: 1)
    }

    /// Lets queries of this connection see the tables of another file.
    package func attach(_ path: String, as name: String) throws(DatabaseError) {
        try run("ATTACH ? AS \(name)", [.text(path)])
    }

    /// Brings the newest rows into the file itself, durable.
    ///
    /// As far as readers allow.
    package func settle() throws(DatabaseError) { try run("PRAGMA wal_checkpoint(TRUNCATE)") }

    /// Runs several statements without parameters.
    package func script(_ sql: String) throws(DatabaseError) {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw error("script") }
    }

    /// The rows a statement gives, at most `limit`.
    package func rows(
        _ sql: String, _ cells: [Cell] = [], limit: Int = 100_000
    ) throws(DatabaseError) -> [[Cell]] {
        let statement = try prepared(sql)
        defer {
            sqlite3_reset(statement)
            sqlite3_clear_bindings(statement)
        }
        for (index, cell) in cells.enumerated() { try bind(cell, Int32(index + 1), statement, sql) }
        var found: [[Cell]] = []
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW:
                guard found.count < limit else { return found }
                found.append((0..<sqlite3_column_count(statement)).map { column(statement, $0) })
            case SQLITE_DONE: return found
            default: throw error(sql)
            }
        }
    }

    /// Runs `body` in one transaction: all of it, or nothing.
    package func transaction<Value>(
        _ body: () throws(DatabaseError) -> Value
    ) throws(DatabaseError) -> Value {
        try run("BEGIN IMMEDIATE")
        do {
            let value = try body()
            try run("COMMIT")
            return value
        } catch {
            // The first error is the one to tell; SQLite may have rolled back already.
            sqlite3_exec(handle, "ROLLBACK", nil, nil, nil)
            throw error
        }
    }

    private func prepared(_ sql: String) throws(DatabaseError) -> OpaquePointer {
        if let statement = statements[sql] { return statement }
        var made: OpaquePointer?
        guard
            sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &made, nil)
                == SQLITE_OK, let made
        else { throw error(sql) }
        statements[sql] = made
        return made
    }

    private func bind(
        _ cell: Cell, _ index: Int32, _ statement: OpaquePointer, _ sql: String
    ) throws(DatabaseError) {
        // SQLITE_TRANSIENT: SQLite copies the bytes before the call returns.
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        let code =
            switch cell {
            case .null: sqlite3_bind_null(statement, index)
            case .integer(let value): sqlite3_bind_int64(statement, index, value)
            case .text(let text): sqlite3_bind_text(statement, index, text, -1, copied)
            case .id(let value):
                withUnsafeBytes(of: value.bigEndian) {
                    sqlite3_bind_blob64(
                        statement, index, $0.baseAddress, UInt64($0.count), copied)
                }
            case .bytes(let bytes):
                bytes.withUnsafeBytes {
                    $0.isEmpty
                        ? sqlite3_bind_zeroblob(statement, index, 0)
                        : sqlite3_bind_blob64(
                            statement, index, $0.baseAddress, UInt64($0.count), copied)
                }
            }
        guard code == SQLITE_OK else { throw error(sql) }
    }

    private func column(_ statement: OpaquePointer, _ index: Int32) -> Cell {
        switch sqlite3_column_type(statement, index) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, index))
        case SQLITE_TEXT:
            return .text(sqlite3_column_text(statement, index).map { String(cString: $0) } ?? "")
        case SQLITE_BLOB:
            let count = Int(sqlite3_column_bytes(statement, index))
            guard count > 0, let start = sqlite3_column_blob(statement, index) else {
                return .bytes([])
            }
            return .bytes(Array(UnsafeRawBufferPointer(start: start, count: count)))
        default: return .null
        }
    }

    private func error(_ sql: String) -> DatabaseError {
        DatabaseError(
            code: sqlite3_extended_errcode(handle),
            message: String(cString: sqlite3_errmsg(handle)),
            statement: sql)
    }
}

extension Cell {
    package var integer: Int64 {
        if case .integer(let value) = self { value } else { 0 }
    }

    package var text: String {
        if case .text(let text) = self { text } else { "" }
    }

    package var bytes: [UInt8] {
        if case .bytes(let bytes) = self { bytes } else { [] }
    }

    package var id: UInt128 {
        if case .id(let value) = self { return value }
        return bytes.reduce(0) { $0 << 8 | UInt128($1) }
    }
}
