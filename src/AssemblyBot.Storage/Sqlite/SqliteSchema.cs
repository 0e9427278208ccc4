using AssemblyBot.Storage.Sql;

namespace AssemblyBot.Storage.Sqlite;

/// <summary>The schema of the SQLite store, step by step. Times are Unix milliseconds; enumerations their numbers.</summary>
internal static class SqliteSchema
{
    // AUTOINCREMENT where a number must not come back after its row is gone: people's buttons and posts' keys hold it.
    private const string First = """
        CREATE TABLE assembly (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            code TEXT NOT NULL UNIQUE,
            settings TEXT NOT NULL,
            stage INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            head INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE participant (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            language TEXT,
            current INTEGER REFERENCES assembly (id),
            writing INTEGER REFERENCES assembly (id),
            role INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE identity (
            hash TEXT NOT NULL PRIMARY KEY,
            platform TEXT NOT NULL,
            participant INTEGER NOT NULL REFERENCES participant (id),
            sealed_address BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX identity_by_participant ON identity (participant);

        CREATE TABLE membership (
            participant INTEGER NOT NULL REFERENCES participant (id),
            assembly INTEGER NOT NULL REFERENCES assembly (id),
            consent_version INTEGER NOT NULL,
            joined_at INTEGER NOT NULL,
            wants_news INTEGER NOT NULL,
            PRIMARY KEY (participant, assembly)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX membership_by_assembly ON membership (assembly, wants_news);

        CREATE TABLE statement (
            assembly INTEGER NOT NULL REFERENCES assembly (id),
            number INTEGER NOT NULL,
            text TEXT NOT NULL,
            author INTEGER REFERENCES participant (id),
            state INTEGER NOT NULL,
            reason INTEGER,
            created_at INTEGER NOT NULL,
            PRIMARY KEY (assembly, number)
        ) STRICT;

        CREATE TABLE fingerprint (
            assembly INTEGER NOT NULL,
            fingerprint TEXT NOT NULL,
            statement INTEGER NOT NULL,
            PRIMARY KEY (assembly, fingerprint, statement),
            FOREIGN KEY (assembly, statement) REFERENCES statement (assembly, number)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE moderation (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            assembly INTEGER NOT NULL,
            statement INTEGER NOT NULL,
            expected INTEGER NOT NULL,
            state INTEGER NOT NULL,
            reason INTEGER,
            moderator INTEGER,
            at INTEGER NOT NULL,
            FOREIGN KEY (assembly, statement) REFERENCES statement (assembly, number)
        ) STRICT;

        CREATE TABLE vote_event (
            assembly INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            participant INTEGER NOT NULL REFERENCES participant (id),
            statement INTEGER NOT NULL,
            stance INTEGER,
            at INTEGER NOT NULL,
            PRIMARY KEY (assembly, sequence),
            FOREIGN KEY (assembly, statement) REFERENCES statement (assembly, number)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE vote_current (
            assembly INTEGER NOT NULL,
            participant INTEGER NOT NULL,
            statement INTEGER NOT NULL,
            stance INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            PRIMARY KEY (assembly, participant, statement)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE channel (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            assembly INTEGER NOT NULL REFERENCES assembly (id),
            platform TEXT NOT NULL,
            chat TEXT NOT NULL,
            topic TEXT NOT NULL,
            language TEXT NOT NULL,
            schedule TEXT NOT NULL,
            linked_at INTEGER NOT NULL,
            disabled_because TEXT,
            UNIQUE (assembly, platform, chat, topic)
        ) STRICT;

        CREATE TABLE code (
            hash TEXT NOT NULL PRIMARY KEY,
            role INTEGER NOT NULL,
            issued_at INTEGER NOT NULL,
            used_at INTEGER
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE summary (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            assembly INTEGER NOT NULL REFERENCES assembly (id),
            period TEXT NOT NULL,
            at INTEGER NOT NULL,
            body TEXT NOT NULL,
            UNIQUE (assembly, period)
        ) STRICT;

        CREATE TABLE outbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            key TEXT NOT NULL UNIQUE,
            assembly INTEGER NOT NULL REFERENCES assembly (id),
            channel INTEGER,
            participant INTEGER,
            message TEXT NOT NULL,
            state INTEGER NOT NULL,
            parts_posted INTEGER NOT NULL,
            not_before INTEGER
        ) STRICT;
        CREATE INDEX outbox_open ON outbox (id) WHERE state < 2;
        CREATE INDEX outbox_open_by_channel ON outbox (channel, id) WHERE state < 2;
        CREATE INDEX outbox_open_by_participant ON outbox (participant, id) WHERE state < 2;

        CREATE TABLE inbox (
            source TEXT NOT NULL,
            key TEXT NOT NULL,
            value INTEGER NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (source, key)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX inbox_by_age ON inbox (at);

        CREATE TABLE cursor (
            source TEXT NOT NULL PRIMARY KEY,
            position INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE catalogue (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            version INTEGER NOT NULL,
            key_check TEXT
        ) STRICT;
        INSERT INTO catalogue (only, version) VALUES (1, 0);
        """;

    // Of accounts and channels from before, nobody knows since when and by whom.
    private const string Links = """
        ALTER TABLE identity ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE channel ADD COLUMN linked_by INTEGER;

        CREATE TABLE link_code (
            participant INTEGER NOT NULL PRIMARY KEY REFERENCES participant (id),
            hash TEXT NOT NULL UNIQUE,
            issued_at INTEGER NOT NULL
        ) STRICT;
        """;

    private const string Leases = """
        CREATE TABLE lease (
            resource TEXT NOT NULL PRIMARY KEY,
            host TEXT NOT NULL,
            epoch INTEGER NOT NULL,
            until INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """;

    private const string Snapshots = """
        CREATE TABLE snapshot (
            assembly INTEGER NOT NULL REFERENCES assembly (id),
            name TEXT NOT NULL,
            head INTEGER NOT NULL,
            body BLOB NOT NULL,
            PRIMARY KEY (assembly, name)
        ) STRICT;
        CREATE INDEX statement_by_author ON statement (author);
        """;

    // The current votes follow from the events, and are kept in memory and in snapshots. A person's events come after the
    // last event of the assembly at the time they joined; of those from before, it is not known.
    private const string EventsAlone = """
        DROP TABLE vote_current;
        ALTER TABLE membership ADD COLUMN joined_head INTEGER NOT NULL DEFAULT 0;
        DROP INDEX inbox_by_age;
        """;

    /// <summary>Every step, from 1 without a gap.</summary>
    public static IReadOnlyList<Migration> Migrations { get; } =
    [
        new Migration(1, "first", First), new Migration(2, "links", Links), new Migration(3, "leases", Leases),
        new Migration(4, "snapshots", Snapshots), new Migration(5, "events alone", EventsAlone),
    ];
}
