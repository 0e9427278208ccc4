-- A store of schema version 4: a rehearsal with 6 invented people.
BEGIN TRANSACTION;
CREATE TABLE assembly (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL UNIQUE,
    settings TEXT NOT NULL,
    stage INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    head INTEGER NOT NULL
) STRICT;
INSERT INTO assembly VALUES(1,'rehearsal','{"title":{"en":"An invented question"},"question":{"en":"An invented question"},"introduction":{"en":"A rehearsal of a conversation that took place elsewhere."},"languages":["en"],"licence":"CC BY 4.0","opens":null,"statementsClose":null,"closes":null,"moderation":"Before","statementLength":1000,"inviteAfter":7,"thresholds":{"participants":20,"votesEach":7,"statementVotes":20},"schedule":{"days":["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"],"at":"17:00:00","timeZone":"UTC"},"consentVersion":1}',3,1767596400000,23);
CREATE TABLE catalogue (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    version INTEGER NOT NULL,
    key_check TEXT
) STRICT;
INSERT INTO catalogue VALUES(1,3,'2ff1d2b91c8bac2c7c9458f071cba384ceb56a60b757731467d10eab45e588af');
CREATE TABLE channel (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    assembly INTEGER NOT NULL REFERENCES assembly (id),
    platform TEXT NOT NULL,
    chat TEXT NOT NULL,
    topic TEXT NOT NULL,
    language TEXT NOT NULL,
    schedule TEXT NOT NULL,
    linked_at INTEGER NOT NULL,
    disabled_because TEXT, linked_by INTEGER,
    UNIQUE (assembly, platform, chat, topic)
) STRICT;
INSERT INTO channel VALUES(1,1,'rehearsal','channel','','en','{"days":["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"],"at":"17:00:00","timeZone":"UTC"}',1767596400000,NULL,1);
CREATE TABLE code (
    hash TEXT NOT NULL PRIMARY KEY,
    role INTEGER NOT NULL,
    issued_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE cursor (
    source TEXT NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE fingerprint (
    assembly INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,
    statement INTEGER NOT NULL,
    PRIMARY KEY (assembly, fingerprint, statement),
    FOREIGN KEY (assembly, statement) REFERENCES statement (assembly, number)
) STRICT, WITHOUT ROWID;
INSERT INTO fingerprint VALUES(1,'02dd4e1afd12d506aa5b24d534c83747a22942db5ed1a3305ba7b7e217510a9a',5);
INSERT INTO fingerprint VALUES(1,'46ca9d7bac2e53d8b357795f1ec8f4f24a245a01ab7dbe4c4cc48254abc95451',8);
INSERT INTO fingerprint VALUES(1,'5e2f983b1f175845f60130721295fbb5753b7e0d27fefa1eacbbcac76a9ab7b4',1);
INSERT INTO fingerprint VALUES(1,'5f3fb97d9cd6f75833b470c658b2f42a3ec14a986baa70f8878ee3fb154ea5e3',4);
INSERT INTO fingerprint VALUES(1,'82d12276a10288bb57b0987a0fd397a5de0ecedb3d90ddc708504bfd40ea66f9',2);
INSERT INTO fingerprint VALUES(1,'87b25fb0d1378ad2ce5da57a3544bcd254158ab44bcd5b0dc83688ecae54d352',7);
INSERT INTO fingerprint VALUES(1,'940c94def297dd33a787515b014d196a3688ef7a77efe5530a3f9d9e094c6a73',3);
INSERT INTO fingerprint VALUES(1,'b9b2fb86deb038f2815ccae8020d014961340f047fbfa7426414cf555c156b02',6);
CREATE TABLE identity (
    hash TEXT NOT NULL PRIMARY KEY,
    platform TEXT NOT NULL,
    participant INTEGER NOT NULL REFERENCES participant (id),
    sealed_address BLOB NOT NULL
, since INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
INSERT INTO identity VALUES('482794b28ea9687d5fd124d6678a7d20a7e04ebe1dbeda0a9ae6420b9f3b5e1c','rehearsal',6,X'93e871d904e436879a9277dc84aef80ad58dcd85fd2316f5991cae79c8',1767600240000);
INSERT INTO identity VALUES('4edffd8a525386ebdad6484045485f743b31318784934cde5a7398f81855f7bb','rehearsal',1,X'383f91f358669d49c7255782f0ed6ebc7583c1a5fc11aafc5e745f20d95791dcd1596c3f16',1767596400000);
INSERT INTO identity VALUES('55573c66485f2f4d17a97d754ea988a815adfba0deeee663ef5dab0c26d0af4a','rehearsal',3,X'74d20489238d66453476fa68dcdf431b7329ef598aa86548edf664f8ba',1767600030000);
INSERT INTO identity VALUES('8316870452052846b23866bfdccfbef52f325fd30ec5a99f9abba4a65c8b3b35','rehearsal',5,X'75406b990124d5d1a214b5b4e13722041ab18a6c0b1b14d374806eb6cf',1767600210000);
INSERT INTO identity VALUES('872e22d5561c30ec0e7d4e244c438d878e58d7483c3cb0b30f23bbce31112bc8','rehearsal',4,X'cfeb0652d3f7a2cc8e97d211b5e473002c4a7b6f8bbb00d5511e152136',1767600120000);
INSERT INTO identity VALUES('d20494d216d4e54a6ea65020ab35ce29568e2c6cd59151f4b3e487955194b38c','rehearsal',2,X'd23225fdb6ffeef16fff4f72202420c329bbb7381328f450701b75bdfd',1767600000000);
INSERT INTO identity VALUES('fe6bed765b91acf16d2920553e6dfc61d0fad86af7d3bc1fdf2bb20204e90563','rehearsal',7,X'470c4d6dc91576f6cf4ca052cc68da5fce71edf503692d9adddc893d4e',1767600540000);
CREATE TABLE inbox (
    source TEXT NOT NULL,
    key TEXT NOT NULL,
    value INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (source, key)
) STRICT, WITHOUT ROWID;
INSERT INTO inbox VALUES('rehearsal','1',1,1767596400000);
INSERT INTO inbox VALUES('rehearsal','11',4,1767600120000);
INSERT INTO inbox VALUES('rehearsal','12',5,1767600120000);
INSERT INTO inbox VALUES('rehearsal','13',6,1767600150000);
INSERT INTO inbox VALUES('rehearsal','14',7,1767600180000);
INSERT INTO inbox VALUES('rehearsal','16',5,1767600210000);
INSERT INTO inbox VALUES('rehearsal','17',8,1767600210000);
INSERT INTO inbox VALUES('rehearsal','19',6,1767600240000);
INSERT INTO inbox VALUES('rehearsal','20',9,1767600240000);
INSERT INTO inbox VALUES('rehearsal','21',10,1767600270000);
INSERT INTO inbox VALUES('rehearsal','22',11,1767600300000);
INSERT INTO inbox VALUES('rehearsal','23',12,1767600330000);
INSERT INTO inbox VALUES('rehearsal','24',13,1767600360000);
INSERT INTO inbox VALUES('rehearsal','25',14,1767600390000);
INSERT INTO inbox VALUES('rehearsal','26',15,1767600420000);
INSERT INTO inbox VALUES('rehearsal','27',16,1767600450000);
INSERT INTO inbox VALUES('rehearsal','28',17,1767600480000);
INSERT INTO inbox VALUES('rehearsal','29',18,1767600510000);
INSERT INTO inbox VALUES('rehearsal','3',2,1767600000000);
INSERT INTO inbox VALUES('rehearsal','31',7,1767600540000);
INSERT INTO inbox VALUES('rehearsal','32',19,1767600540000);
INSERT INTO inbox VALUES('rehearsal','33',20,1767600570000);
INSERT INTO inbox VALUES('rehearsal','34',21,1767600600000);
INSERT INTO inbox VALUES('rehearsal','35',22,1767600630000);
INSERT INTO inbox VALUES('rehearsal','36',23,1767600660000);
INSERT INTO inbox VALUES('rehearsal','37',1,1767600660000);
INSERT INTO inbox VALUES('rehearsal','4',1,1767600000000);
INSERT INTO inbox VALUES('rehearsal','6',3,1767600030000);
INSERT INTO inbox VALUES('rehearsal','7',2,1767600030000);
INSERT INTO inbox VALUES('rehearsal','8',3,1767600060000);
INSERT INTO inbox VALUES('rehearsal','9',4,1767600090000);
CREATE TABLE lease (
    resource TEXT NOT NULL PRIMARY KEY,
    host TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO lease VALUES('telegram:bot','host',4,0);
CREATE TABLE link_code (
    participant INTEGER NOT NULL PRIMARY KEY REFERENCES participant (id),
    hash TEXT NOT NULL UNIQUE,
    issued_at INTEGER NOT NULL
) STRICT;
CREATE TABLE membership (
    participant INTEGER NOT NULL REFERENCES participant (id),
    assembly INTEGER NOT NULL REFERENCES assembly (id),
    consent_version INTEGER NOT NULL,
    joined_at INTEGER NOT NULL,
    wants_news INTEGER NOT NULL,
    PRIMARY KEY (participant, assembly)
) STRICT, WITHOUT ROWID;
INSERT INTO membership VALUES(2,1,1,1767600000000,0);
INSERT INTO membership VALUES(3,1,1,1767600030000,0);
INSERT INTO membership VALUES(4,1,1,1767600120000,0);
INSERT INTO membership VALUES(5,1,1,1767600210000,0);
INSERT INTO membership VALUES(6,1,1,1767600240000,0);
INSERT INTO membership VALUES(7,1,1,1767600540000,0);
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
INSERT INTO outbox VALUES(1,'summary:1:final:1',1,1,NULL,'{"$type":"summary","period":"final"}',2,1,NULL);
CREATE TABLE participant (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    language TEXT,
    current INTEGER REFERENCES assembly (id),
    writing INTEGER REFERENCES assembly (id),
    role INTEGER NOT NULL
) STRICT;
INSERT INTO participant VALUES(1,NULL,NULL,NULL,0);
INSERT INTO participant VALUES(2,NULL,1,NULL,0);
INSERT INTO participant VALUES(3,NULL,1,NULL,0);
INSERT INTO participant VALUES(4,NULL,1,NULL,0);
INSERT INTO participant VALUES(5,NULL,1,NULL,0);
INSERT INTO participant VALUES(6,NULL,1,NULL,0);
INSERT INTO participant VALUES(7,NULL,1,NULL,0);
CREATE TABLE schema_version (
    version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL);
INSERT INTO schema_version VALUES(1,'first','5986b9703cc62849f2d0d9d1cae627d3fb48056d53bec45987aa4f819db36793',1767596400000);
INSERT INTO schema_version VALUES(2,'links','fd87ce5abda9081d4e41c9b2521543f0391c61635c5487be98d425d42ff9c5a8',1767596400000);
INSERT INTO schema_version VALUES(3,'leases','9146036175d7ec0b79ee85584ff65ee025b18d3aa72258d19ea976e13fbe4d7a',1771520400000);
INSERT INTO schema_version VALUES(4,'snapshots','15ac95be6beff7adccf5e2f1d26516cf5bc81f6200947ca139ca786d3c94989c',1795958868439);
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
INSERT INTO statement VALUES(1,1,'{"en":"Invented statement 1: people of one leaning agree, others do not"}',NULL,1,NULL,1767596400000);
INSERT INTO statement VALUES(1,2,'{"en":"Invented statement 2: people of one leaning agree, others do not"}',NULL,1,NULL,1767596400000);
INSERT INTO statement VALUES(1,3,'{"en":"Invented statement 3: people of one leaning agree, others do not"}',NULL,1,NULL,1767596400000);
INSERT INTO statement VALUES(1,4,'{"en":"Invented statement 4: people of one leaning agree, others do not"}',NULL,1,NULL,1767596400000);
INSERT INTO statement VALUES(1,5,'{"en":"Invented statement 5: people of one leaning agree, others do not"}',NULL,1,NULL,1767596400000);
INSERT INTO statement VALUES(1,6,'{"en":"Invented statement 6: people of one leaning agree, others do not"}',NULL,1,NULL,1767596400000);
INSERT INTO statement VALUES(1,7,'{"en":"Invented statement 7: people of one leaning agree, others do not"}',NULL,1,NULL,1767596400000);
INSERT INTO statement VALUES(1,8,'{"en":"Invented statement 8: people of one leaning agree, others do not"}',NULL,1,NULL,1767596400000);
CREATE TABLE summary (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    assembly INTEGER NOT NULL REFERENCES assembly (id),
    period TEXT NOT NULL,
    at INTEGER NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (assembly, period)
) STRICT;
INSERT INTO summary VALUES(1,1,'final',1767600660000,'{"assembly":{"value":1},"period":"final","at":"2026-01-05T08:11:00+00:00","head":23,"voters":6,"votersWithEnough":1,"votes":23,"statements":8,"statementsByParticipants":0,"thresholds":{"participants":20,"votesEach":7,"statementVotes":20},"isProgressOnly":true,"groups":[],"commonGround":[],"divides":[],"uncertain":[],"newStatements":[],"votesSince":null,"votersSince":null}');
CREATE TABLE vote_current (
    assembly INTEGER NOT NULL,
    participant INTEGER NOT NULL,
    statement INTEGER NOT NULL,
    stance INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    PRIMARY KEY (assembly, participant, statement)
) STRICT, WITHOUT ROWID;
INSERT INTO vote_current VALUES(1,2,1,1,17);
INSERT INTO vote_current VALUES(1,2,2,-1,6);
INSERT INTO vote_current VALUES(1,2,3,-1,11);
INSERT INTO vote_current VALUES(1,2,4,-1,15);
INSERT INTO vote_current VALUES(1,2,5,1,12);
INSERT INTO vote_current VALUES(1,2,6,1,1);
INSERT INTO vote_current VALUES(1,2,7,1,3);
INSERT INTO vote_current VALUES(1,3,3,-1,7);
INSERT INTO vote_current VALUES(1,3,4,-1,4);
INSERT INTO vote_current VALUES(1,3,5,1,16);
INSERT INTO vote_current VALUES(1,3,6,1,2);
INSERT INTO vote_current VALUES(1,4,4,-1,5);
INSERT INTO vote_current VALUES(1,4,6,1,14);
INSERT INTO vote_current VALUES(1,4,7,1,18);
INSERT INTO vote_current VALUES(1,5,5,-1,8);
INSERT INTO vote_current VALUES(1,5,6,0,22);
INSERT INTO vote_current VALUES(1,5,7,1,20);
INSERT INTO vote_current VALUES(1,6,1,-1,13);
INSERT INTO vote_current VALUES(1,6,2,1,10);
INSERT INTO vote_current VALUES(1,6,3,-1,21);
INSERT INTO vote_current VALUES(1,6,4,-1,9);
INSERT INTO vote_current VALUES(1,7,7,1,23);
INSERT INTO vote_current VALUES(1,7,8,1,19);
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
INSERT INTO vote_event VALUES(1,1,2,6,1,1767600000000);
INSERT INTO vote_event VALUES(1,2,3,6,1,1767600030000);
INSERT INTO vote_event VALUES(1,3,2,7,1,1767600060000);
INSERT INTO vote_event VALUES(1,4,3,4,-1,1767600090000);
INSERT INTO vote_event VALUES(1,5,4,4,-1,1767600120000);
INSERT INTO vote_event VALUES(1,6,2,2,-1,1767600150000);
INSERT INTO vote_event VALUES(1,7,3,3,-1,1767600180000);
INSERT INTO vote_event VALUES(1,8,5,5,-1,1767600210000);
INSERT INTO vote_event VALUES(1,9,6,4,-1,1767600240000);
INSERT INTO vote_event VALUES(1,10,6,2,1,1767600270000);
INSERT INTO vote_event VALUES(1,11,2,3,-1,1767600300000);
INSERT INTO vote_event VALUES(1,12,2,5,1,1767600330000);
INSERT INTO vote_event VALUES(1,13,6,1,-1,1767600360000);
INSERT INTO vote_event VALUES(1,14,4,6,1,1767600390000);
INSERT INTO vote_event VALUES(1,15,2,4,-1,1767600420000);
INSERT INTO vote_event VALUES(1,16,3,5,1,1767600450000);
INSERT INTO vote_event VALUES(1,17,2,1,1,1767600480000);
INSERT INTO vote_event VALUES(1,18,4,7,1,1767600510000);
INSERT INTO vote_event VALUES(1,19,7,8,1,1767600540000);
INSERT INTO vote_event VALUES(1,20,5,7,1,1767600570000);
INSERT INTO vote_event VALUES(1,21,6,3,-1,1767600600000);
INSERT INTO vote_event VALUES(1,22,5,6,0,1767600630000);
INSERT INTO vote_event VALUES(1,23,7,7,1,1767600660000);
CREATE TABLE snapshot (
    assembly INTEGER NOT NULL REFERENCES assembly (id),
    name TEXT NOT NULL,
    head INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (assembly, name)
) STRICT;
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('assembly',1);
INSERT INTO sqlite_sequence VALUES('participant',7);
INSERT INTO sqlite_sequence VALUES('channel',1);
INSERT INTO sqlite_sequence VALUES('summary',1);
INSERT INTO sqlite_sequence VALUES('outbox',1);
CREATE INDEX identity_by_participant ON identity (participant);
CREATE INDEX membership_by_assembly ON membership (assembly, wants_news);
CREATE INDEX outbox_open ON outbox (id) WHERE state < 2;
CREATE INDEX outbox_open_by_channel ON outbox (channel, id) WHERE state < 2;
CREATE INDEX outbox_open_by_participant ON outbox (participant, id) WHERE state < 2;
CREATE INDEX inbox_by_age ON inbox (at);
CREATE INDEX statement_by_author ON statement (author);
COMMIT;
