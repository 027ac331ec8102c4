import Projection

/// The tables of the archive, by part: what is made at a low rate, derived from the journal.
///
/// No personal data stands here in clear: names, accounts and texts are read from what is sealed.
/// Each part's file has its own tables and its own position, so that no name is there twice.
enum ArchiveSchema {
    /// Raised when the tables change: a file of another version is made again.
    static let version: Int64 = 82

    /// Brings a file to this version and reads its position; 0 where it is new.
    static func position(of part: ArchivePart, in database: Database) throws(DatabaseError)
        -> UInt64
    {
        if try database.rows("PRAGMA user_version")[0][0].integer != version {
            let tables = try database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
            for row in tables { try database.run("DROP TABLE IF EXISTS \(row[0].text)") }
            try database.run("PRAGMA user_version = \(version)")
        }
        try database.script(tables(of: part) + cursor(of: part))
        let rows = try database.rows("SELECT sequence FROM \(part)_cursor")
        return rows.first.map { UInt64($0[0].integer) } ?? 0
    }

    static func save(
        _ position: UInt64, of part: ArchivePart, in database: Database
    ) throws(DatabaseError) {
        try database.run(
            "INSERT OR REPLACE INTO \(part)_cursor VALUES (1, ?)", [.integer(Int64(position))])
    }

    private static func cursor(of part: ArchivePart) -> String {
        """
        CREATE TABLE IF NOT EXISTS \(part)_cursor (
            id INTEGER PRIMARY KEY, sequence INTEGER NOT NULL);
        """
    }

    private static func tables(of part: ArchivePart) -> String {
        switch part {
        case .records: records + QueueRows.tables + SettlementDays.tables + MetadataRows.tables
        case .messages: messages
        case .reports: reports("reports") + trialBalances
        case .advices: reports("advices")
        }
    }

    private static let records = """
        CREATE TABLE IF NOT EXISTS events (
            id INTEGER PRIMARY KEY, at INTEGER NOT NULL, events BLOB NOT NULL);
        CREATE TABLE IF NOT EXISTS keys (id BLOB PRIMARY KEY, key BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS files (
            id BLOB PRIMARY KEY, version INTEGER NOT NULL, reason TEXT NOT NULL,
            count INTEGER NOT NULL, accepted INTEGER NOT NULL, sequence INTEGER NOT NULL,
            at INTEGER NOT NULL, orders BLOB NOT NULL, repeated INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS files_by_arrival ON files (sequence);
        CREATE INDEX IF NOT EXISTS files_by_orders ON files (orders, sequence);
        CREATE TABLE IF NOT EXISTS payments (
            id BLOB PRIMARY KEY, file BLOB NOT NULL, position INTEGER NOT NULL,
            kind INTEGER NOT NULL, state INTEGER NOT NULL, reason TEXT NOT NULL,
            scheme INTEGER NOT NULL, account BLOB NOT NULL, counter BLOB NOT NULL,
            amount TEXT NOT NULL, currency INTEGER NOT NULL, settlement_day INTEGER NOT NULL,
            message BLOB NOT NULL, created INTEGER NOT NULL, created_at INTEGER NOT NULL,
            updated INTEGER NOT NULL, updated_at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS payments_by_state ON payments (state, created);
        CREATE INDEX IF NOT EXISTS payments_by_creation ON payments (created, id);
        CREATE INDEX IF NOT EXISTS payments_by_file ON payments (file, position);
        CREATE TABLE IF NOT EXISTS payment_counts (
            state INTEGER PRIMARY KEY, count INTEGER NOT NULL);
        CREATE TRIGGER IF NOT EXISTS payment_comes AFTER INSERT ON payments BEGIN
            INSERT INTO payment_counts VALUES (new.state, 1)
                ON CONFLICT (state) DO UPDATE SET count = count + 1;
        END;
        CREATE TRIGGER IF NOT EXISTS payment_changes AFTER UPDATE OF state ON payments
            WHEN old.state <> new.state BEGIN
            UPDATE payment_counts SET count = count - 1 WHERE state = old.state;
            INSERT INTO payment_counts VALUES (new.state, 1)
                ON CONFLICT (state) DO UPDATE SET count = count + 1;
        END;
        CREATE TABLE IF NOT EXISTS changes (
            payment BLOB NOT NULL, sequence INTEGER NOT NULL, number INTEGER NOT NULL,
            at INTEGER NOT NULL, state INTEGER NOT NULL, reason TEXT NOT NULL,
            message BLOB NOT NULL, PRIMARY KEY (payment, sequence, number)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS messages (
            id BLOB PRIMARY KEY, kind TEXT NOT NULL, direction TEXT NOT NULL,
            scheme INTEGER NOT NULL, about BLOB NOT NULL, day INTEGER NOT NULL,
            name TEXT NOT NULL, sequence INTEGER NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS carried (
            payment BLOB NOT NULL, message BLOB NOT NULL, PRIMARY KEY (payment, message))
            WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS carried_by_message ON carried (message);
        CREATE INDEX IF NOT EXISTS messages_by_direction ON messages (direction, sequence, id);
        CREATE TABLE IF NOT EXISTS resends (
            id BLOB PRIMARY KEY, message BLOB NOT NULL, by BLOB NOT NULL,
            sequence INTEGER NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS resends_by_message ON resends (message, sequence);
        CREATE TABLE IF NOT EXISTS recalls (
            id BLOB PRIMARY KEY, direction INTEGER NOT NULL, state INTEGER NOT NULL,
            sequence INTEGER NOT NULL, recall BLOB NOT NULL) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS recalls_by_sequence ON recalls (sequence);
        CREATE TABLE IF NOT EXISTS recall_steps (
            payment BLOB NOT NULL, sequence INTEGER NOT NULL, number INTEGER NOT NULL,
            at INTEGER NOT NULL, recall BLOB NOT NULL, PRIMARY KEY (payment, sequence, number))
            WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS schedule_runs (
            schedule BLOB NOT NULL, number INTEGER NOT NULL, sequence INTEGER NOT NULL,
            at INTEGER NOT NULL, run BLOB NOT NULL, PRIMARY KEY (schedule, number)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS ended_schedules (
            id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, at INTEGER NOT NULL,
            schedule BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS breaks (
            id BLOB PRIMARY KEY, kind TEXT NOT NULL, message BLOB NOT NULL,
            payment BLOB NOT NULL, scheme INTEGER NOT NULL, currency INTEGER NOT NULL,
            ours TEXT NOT NULL, theirs TEXT NOT NULL, open TEXT NOT NULL, state INTEGER NOT NULL,
            day INTEGER NOT NULL, at INTEGER NOT NULL, transfer BLOB NOT NULL,
            entry INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS days (
            currency INTEGER NOT NULL, day INTEGER NOT NULL, sequence INTEGER NOT NULL,
            at INTEGER NOT NULL, PRIMARY KEY (currency, day)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS day_ends (
            currency INTEGER NOT NULL, day INTEGER NOT NULL, sequence INTEGER NOT NULL,
            at INTEGER NOT NULL, ended BLOB NOT NULL, PRIMARY KEY (currency, day)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS day_ends_by_day ON day_ends (day, currency);
        CREATE TABLE IF NOT EXISTS signatures (
            id BLOB PRIMARY KEY, currency INTEGER NOT NULL, day INTEGER NOT NULL,
            hash BLOB NOT NULL, by BLOB NOT NULL, sequence INTEGER NOT NULL,
            at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS signatures_by_day ON signatures (currency, day, sequence);
        CREATE TABLE IF NOT EXISTS statuses (
            id BLOB PRIMARY KEY, account BLOB NOT NULL, status INTEGER NOT NULL,
            state INTEGER NOT NULL, by BLOB NOT NULL, ordered_at INTEGER NOT NULL,
            valid_from INTEGER NOT NULL, sequence INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS statuses_by_account ON statuses (account, sequence);
        CREATE TABLE IF NOT EXISTS approvals (
            id BLOB PRIMARY KEY, kind INTEGER NOT NULL, state INTEGER NOT NULL,
            subject BLOB NOT NULL, content BLOB NOT NULL, amount TEXT NOT NULL,
            currency INTEGER NOT NULL, orders INTEGER NOT NULL, requested_by BLOB NOT NULL,
            requested_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, decided_by BLOB NOT NULL,
            decided_at INTEGER NOT NULL, sequence INTEGER NOT NULL,
            ground INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS approvals_by_state ON approvals (state, sequence);
        CREATE INDEX IF NOT EXISTS approvals_by_subject ON approvals (subject);
        """

    private static let trialBalances = """
        CREATE TABLE IF NOT EXISTS trial_balances (
            currency INTEGER NOT NULL, day INTEGER NOT NULL, sequence INTEGER NOT NULL,
            summary BLOB NOT NULL, csv BLOB NOT NULL, PRIMARY KEY (currency, day));
        """

    /// What was sent, with what a question about it needs.
    private static let messages = """
        CREATE TABLE IF NOT EXISTS sent (
            id BLOB PRIMARY KEY, about BLOB NOT NULL, scheme INTEGER NOT NULL,
            day INTEGER NOT NULL, name TEXT NOT NULL, sealed BLOB) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS sent_by_about ON sent (about);
        """

    private static func reports(_ name: String) -> String {
        """
        CREATE TABLE IF NOT EXISTS \(name) (
            id BLOB PRIMARY KEY, kind TEXT NOT NULL, about BLOB NOT NULL, account BLOB NOT NULL,
            day INTEGER NOT NULL, name TEXT NOT NULL, sequence INTEGER NOT NULL,
            at INTEGER NOT NULL, sealed BLOB);
        CREATE INDEX IF NOT EXISTS \(name)_by_about ON \(name) (about) WHERE about <> x'00000000000000000000000000000000';
        CREATE INDEX IF NOT EXISTS \(name)_by_account ON \(name) (account, sequence);
        """
    }
}
