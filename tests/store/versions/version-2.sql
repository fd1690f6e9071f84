-- SPDX-License-Identifier: GPL-3.0-or-later
-- A file as version 2 of the tables wrote it. Never changed: it is what an earlier Paylinks left on somebody's disk.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE accounts (  number INTEGER PRIMARY KEY,  id TEXT NOT NULL UNIQUE,  name TEXT NOT NULL,  environment TEXT NOT NULL,  api_url TEXT,  identity_url TEXT,  terminal TEXT NOT NULL,  currency TEXT NOT NULL,  last_used INTEGER NOT NULL) STRICT;
INSERT INTO "accounts" VALUES(1,'6f1d3b0a-2f4e-4d8b-9c37-0a4f5f1c2b11','Pizza 9a8e','custom','https://api.example.com/v1','https://identity.example.com/authorize','1234001','USD',1792000000000000);
CREATE TABLE batches (  id INTEGER PRIMARY KEY AUTOINCREMENT,  account TEXT NOT NULL,  key TEXT NOT NULL UNIQUE CHECK (length (key) = 36),  name TEXT,  created_at INTEGER NOT NULL,  paused INTEGER NOT NULL CHECK (paused IN (0, 1)),  closed_at INTEGER NOT NULL) STRICT;
INSERT INTO "batches" VALUES(1,'6f1d3b0a-2f4e-4d8b-9c37-0a4f5f1c2b11','5b1f0f4e-7c1b-4a4e-9a8e-2f0a4f6d3c03','Batch 9a8e',1792000000000000,1,0);
CREATE TABLE link_addresses (  row INTEGER PRIMARY KEY,  account INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,  link_id TEXT NOT NULL,  address TEXT NOT NULL,  ended_at INTEGER NOT NULL,  UNIQUE (account, link_id, address)) STRICT;
INSERT INTO "link_addresses" VALUES(1,1,'CKHP6VVWYT','https://pay.example.com/9a8e',1792000000000000);
CREATE TABLE link_documents (  row INTEGER PRIMARY KEY REFERENCES links ON DELETE CASCADE,  document TEXT NOT NULL) STRICT;
INSERT INTO "link_documents" VALUES(1,'{"type":"singleUse","paymentLinkId":"CKHP6VVWYT","merchantReference":"Ref 9a8e","order":{"orderId":"Order 9a8e","description":"Large Pepperoni Pizza 9a8e","charge":{"type":"preset","amount":4999,"currency":"USD"}},"authType":"sale","paymentMethods":["card"],"status":"active","createdOn":"2024-07-02","expiresOn":"2024-08-02","assets":{"paymentUrl":"https://pay.example.com/now"}}');
INSERT INTO "link_documents" VALUES(2,'{"type":"multiUse","paymentLinkId":"GONE000001","merchantReference":"Gone 9a8e","status":"active"}');
CREATE TABLE links (  row INTEGER PRIMARY KEY,  account INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,  id TEXT NOT NULL,  status INTEGER NOT NULL,  kind INTEGER NOT NULL,  charge_kind INTEGER NOT NULL,  amount INTEGER NOT NULL,  currency TEXT NOT NULL,  created_on INTEGER NOT NULL,  expires_on INTEGER NOT NULL,  reference TEXT NOT NULL,  order_id TEXT,  description TEXT,  recipients TEXT,  paid_count INTEGER NOT NULL DEFAULT 0,  paid_amount INTEGER NOT NULL DEFAULT 0,  paid_currency TEXT,  paid_as_of INTEGER NOT NULL DEFAULT 0,  seen_at INTEGER NOT NULL, missing_since INTEGER NOT NULL DEFAULT 0, sequence INTEGER NOT NULL DEFAULT 0,  UNIQUE (account, id)) STRICT;
INSERT INTO "links" VALUES(1,1,'CKHP6VVWYT',1,1,1,4999,'USD',739069,739100,'Ref 9a8e','Order 9a8e','Large Pepperoni Pizza 9a8e','Sarah Hopper 9a8e <sarah@example.com>',1,4999,'USD',1792000000000000,1792000000000000,0,-1);
INSERT INTO "links" VALUES(2,1,'GONE000001',1,2,0,-1,'',0,2147483647,'Gone 9a8e',NULL,NULL,NULL,0,0,NULL,0,1792000000000000,1792000000000002,-2);
CREATE TABLE notices (  row INTEGER PRIMARY KEY,  account INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,  kind INTEGER NOT NULL,  subject TEXT NOT NULL,  link_id TEXT NOT NULL,  amount INTEGER,  currency TEXT,  payer TEXT,  noticed_at INTEGER NOT NULL,  shown_at INTEGER NOT NULL DEFAULT 0,  UNIQUE (account, kind, subject)) STRICT;
INSERT INTO "notices" VALUES(1,1,2,'CKHP6VVWYT','CKHP6VVWYT',NULL,NULL,NULL,1792000000000000,1792000000000000);
INSERT INTO "notices" VALUES(2,1,0,'card M2MJOG6O2Y','CKHP6VVWYT',4999,'USD','9a8e',1792000000000000,0);
CREATE TABLE outbox (  id INTEGER PRIMARY KEY AUTOINCREMENT,  account TEXT NOT NULL,  kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 3),  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 5),  idempotency_key TEXT NOT NULL UNIQUE CHECK (length (idempotency_key) = 36),  link_id TEXT,  waits_for INTEGER,  body BLOB,  reference TEXT,  created_at INTEGER NOT NULL,  first_sent_at INTEGER NOT NULL,  next_attempt_at INTEGER NOT NULL,  finished_at INTEGER NOT NULL,  attempts INTEGER NOT NULL,  error TEXT,  result_id TEXT,  owner TEXT, base TEXT, batch INTEGER, place INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "outbox" VALUES(1,'6f1d3b0a-2f4e-4d8b-9c37-0a4f5f1c2b11',0,3,'5b1f0f4e-7c1b-4a4e-9a8e-2f0a4f6d3c01','CKHP6VVWYT',NULL,X'7B226D65726368616E745265666572656E6365223A225265662039613865227D','Ref 9a8e',1792000000000000,1792000000000001,1792000000000000,1792000000000002,1,NULL,'CKHP6VVWYT',NULL,NULL,1,7);
INSERT INTO "outbox" VALUES(2,'6f1d3b0a-2f4e-4d8b-9c37-0a4f5f1c2b11',1,2,'5b1f0f4e-7c1b-4a4e-9a8e-2f0a4f6d3c02','CKHP6VVWYT',1,X'7B007D',NULL,1792000000000003,1792000000000004,1792000000000005,0,2,'{"code":"unreachable"}',NULL,'0d9bb2b0-5d35-4f3f-8a0e-7f7f2f1d2a22','{"merchantReference":"Ref 9a8e"}',NULL,0);
CREATE TABLE payments (  row INTEGER PRIMARY KEY,  account INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,  link_id TEXT NOT NULL,  source INTEGER NOT NULL,  id TEXT NOT NULL,  paid_at INTEGER NOT NULL,  seen_at INTEGER NOT NULL,  document TEXT NOT NULL, state INTEGER, income INTEGER, currency TEXT,  UNIQUE (account, link_id, source, id)) STRICT;
INSERT INTO "payments" VALUES(1,1,'CKHP6VVWYT',0,'M2MJOG6O2Y',1719934200000000,1792000000000000,'{"paymentId":"M2MJOG6O2Y","order":{"orderId":"Order 9a8e","dateTime":"2024-07-02T15:30:00Z","amount":4999,"currency":"USD"},"transactionResult":{"status":"complete","responseCode":"A","authorizedAmount":4999}}',1,4999,'USD');
CREATE TABLE people (  row INTEGER PRIMARY KEY,  account INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,  address TEXT NOT NULL,  name TEXT NOT NULL,  email TEXT NOT NULL,  words TEXT NOT NULL,  link_id TEXT,  last_used INTEGER NOT NULL,  UNIQUE (account, address)) STRICT;
INSERT INTO "people" VALUES(1,1,'sarah@example.com','Sarah Hopper 9a8e','sarah@example.com','
sarah hopper 9a8e
hopper 9a8e
9a8e
sarah@example.com','CKHP6VVWYT',1792000000000000);
CREATE TABLE settings (  row INTEGER PRIMARY KEY,  account TEXT NOT NULL,  name TEXT NOT NULL,  value TEXT NOT NULL,  UNIQUE (account, name)) STRICT;
INSERT INTO "settings" VALUES(1,'6f1d3b0a-2f4e-4d8b-9c37-0a4f5f1c2b11','keep:template','Sarah Hopper 9a8e');
INSERT INTO "settings" VALUES(2,'6f1d3b0a-2f4e-4d8b-9c37-0a4f5f1c2b11','refresh.last','9a8e');
CREATE TABLE sharing (  row INTEGER PRIMARY KEY,  account INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,  link_id TEXT NOT NULL,  id TEXT NOT NULL,  sent_at INTEGER NOT NULL,  document TEXT NOT NULL,  UNIQUE (account, link_id, id)) STRICT;
INSERT INTO "sharing" VALUES(1,1,'CKHP6VVWYT','EVENT00001',1719914400000000,'{"sharingEventId":"EVENT00001","message":"Dear 9a8e","dateTime":"2024-07-02T10:00:00Z","recipients":[{"name":"Sarah Hopper","email":"sarah@example.com"}]}');
CREATE TABLE unplaced_payments (  row INTEGER PRIMARY KEY,  account INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,  source INTEGER NOT NULL,  id TEXT NOT NULL,  currency TEXT,  order_id TEXT,  seen_at INTEGER NOT NULL,  next_order INTEGER NOT NULL,  next_link INTEGER,  UNIQUE (account, source, id)) STRICT;
INSERT INTO "unplaced_payments" VALUES(1,1,0,'NOBODYS001','USD','Order 9a8e',1792000000000000,2,2);
CREATE TABLE views (  row INTEGER PRIMARY KEY AUTOINCREMENT,  account INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,  name TEXT NOT NULL,  criteria TEXT NOT NULL,  UNIQUE (account, name)) STRICT;
INSERT INTO "views" VALUES(1,1,'View 9a8e','{"states":["active"]}');
CREATE INDEX links_reference ON links (account, reference, created_on DESC, row DESC);
CREATE INDEX outbox_unfinished ON outbox (id) WHERE state NOT IN (3, 5);
CREATE INDEX outbox_waits_for ON outbox (waits_for) WHERE waits_for IS NOT NULL;
CREATE INDEX people_last_used ON people (account, last_used DESC);
CREATE INDEX links_status ON links (account, status, missing_since, id);
CREATE INDEX links_order ON links (account, order_id) WHERE order_id IS NOT NULL;
CREATE INDEX links_used ON links (account, seen_at) WHERE kind = 1 AND status = 2 AND paid_as_of < seen_at;
CREATE INDEX links_many ON links (account, row) WHERE kind = 2;
CREATE INDEX payments_id ON payments (account, source, id);
CREATE INDEX payments_paid_at ON payments (account, paid_at, state, income, currency);
CREATE INDEX unplaced_payments_open ON unplaced_payments (account, next_link) WHERE next_link IS NOT NULL;
CREATE VIEW unplaced_candidates AS  SELECT payment.account, payment.row AS payment, source, link.row AS link, link.id AS link_id, 1 AS by_order  FROM unplaced_payments AS payment JOIN links AS link    ON link.account = payment.account AND link.order_id = payment.order_id AND link.row <= next_order  WHERE next_link IS NOT NULL AND kind = 1  UNION ALL  SELECT payment.account, payment.row, source, link.row, link.id, 0  FROM unplaced_payments AS payment JOIN links AS link    ON link.account = payment.account AND kind = 2 AND link.row <= next_link  WHERE status <> 4 AND missing_since = 0 AND link.currency = ifnull (payment.currency, link.currency);
CREATE INDEX notices_due ON notices (account, row) WHERE shown_at = 0;
CREATE INDEX outbox_batch ON outbox (batch, state) WHERE batch IS NOT NULL;
CREATE INDEX outbox_turns ON outbox (account, batch, id) WHERE state NOT IN (3, 5);
CREATE INDEX outbox_link ON outbox (link_id, id) WHERE state NOT IN (3, 5) AND link_id IS NOT NULL;
CREATE INDEX outbox_sending ON outbox (account) WHERE state = 1;
CREATE INDEX links_newest ON links  (account, created_on DESC, sequence DESC, row DESC, amount, expires_on, status, kind, charge_kind, currency);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('batches',1);
INSERT INTO "sqlite_sequence" VALUES('outbox',2);
INSERT INTO "sqlite_sequence" VALUES('views',1);
COMMIT;
PRAGMA user_version = 2;
