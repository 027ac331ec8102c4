/// The tables of the archive: what is made at a low rate, derived from the journal.
///
/// No personal data stands here in clear: names, accounts and texts are read from what is sealed.
enum ArchiveSchema {
    /// Raised when the tables change: an archive of another version is made again.
    static let version: Int64 = 1

    static let tables = """
        CREATE TABLE IF NOT EXISTS cursor (
            name TEXT PRIMARY KEY, sequence INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS keys (id BLOB PRIMARY KEY, key BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS files (
            id BLOB PRIMARY KEY, version INTEGER NOT NULL, reason TEXT NOT NULL,
            count INTEGER NOT NULL, accepted INTEGER NOT NULL, sequence INTEGER NOT NULL,
            at INTEGER NOT NULL) WITHOUT ROWID;
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
        CREATE TABLE IF NOT EXISTS changes (
            payment BLOB NOT NULL, sequence INTEGER NOT NULL, at INTEGER NOT NULL,
            state INTEGER NOT NULL, reason TEXT NOT NULL, message BLOB NOT NULL);
        CREATE INDEX IF NOT EXISTS changes_by_payment ON changes (payment, sequence);
        CREATE TABLE IF NOT EXISTS messages (
            id BLOB NOT NULL, kind TEXT NOT NULL, direction TEXT NOT NULL,
            scheme INTEGER NOT NULL, about BLOB NOT NULL, account BLOB NOT NULL,
            day INTEGER NOT NULL, name TEXT NOT NULL, sequence INTEGER NOT NULL,
            at INTEGER NOT NULL, sealed BLOB, PRIMARY KEY (id, name)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS messages_by_about ON messages (about);
        CREATE INDEX IF NOT EXISTS messages_by_account ON messages (account, day);
        CREATE TABLE IF NOT EXISTS carried (
            payment BLOB NOT NULL, message BLOB NOT NULL, PRIMARY KEY (payment, message))
            WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS breaks (
            kind TEXT NOT NULL, message BLOB NOT NULL, payment BLOB NOT NULL,
            scheme INTEGER NOT NULL, ours TEXT NOT NULL, theirs TEXT NOT NULL,
            sequence INTEGER NOT NULL, at INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS days (
            currency INTEGER NOT NULL, day INTEGER NOT NULL, sequence INTEGER NOT NULL,
            at INTEGER NOT NULL, PRIMARY KEY (currency, day)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS events (
            sequence INTEGER NOT NULL, number INTEGER NOT NULL, at INTEGER NOT NULL,
            kind TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (sequence, number)) WITHOUT ROWID;
        """
}
